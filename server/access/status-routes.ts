/** 系统运行 over HTTP: what runs, how full it is, when it was last backed up; the settings of the backup. */
import { statfsSync } from 'node:fs'
import path from 'node:path'
import { sql, type Kysely } from 'kysely'
import * as contract from '#contract/access/status.ts'
import { may, type Role } from '#core/access/role.ts'
import { judgeStatus } from '#core/access/status.ts'
import type { Clock } from '#server/clock.ts'
import {
  backUpNow,
  keepBackupSettings,
  listBackups,
  readBackupSettings,
  type Backups,
} from '#server/database/backup/automatic.ts'
import { readNightKeys, setNightKeys } from '#server/database/backup/night-keys.ts'
import { withScope } from '#server/database/connect.ts'
import { take } from '#server/http/refusal.ts'
import { route, type Edge } from '#server/http/route.ts'
import { lastChecks } from './audit-chain-routes.ts'
import { CHAINER } from './audit-chain.ts'
import { readState, readTarget } from './log-shipping-store.ts'
import { databaseFacts, type DatabaseFacts, largestTables, lastRun } from './status-store.ts'

export interface StatusServices {
  app: Kysely<unknown>
  backups: Backups
  clock: Clock
}

/** The endpoints of the page. */
export function statusRoutes(edge: Edge, services: StatusServices): void {
  const { backups, clock } = services
  const guard = (role: string): boolean => may(role as Role, 'operate')
  const upSince = clock.now()
  route(edge, { endpoint: contract.readStatus, says: '运行状态', guard }, () =>
    readStatus(services, { upSince, unnamedProxy: edge.server.unnamedProxy() }),
  )
  route(
    edge,
    { endpoint: contract.setBackup, says: '设置自动备份', guard },
    async ({ trx, body, caller }) => {
      const { dataDir } = backups
      take(await keepBackupSettings(trx, { dataDir, ...body, by: caller.username }))
      return {}
    },
  )
  route(
    edge,
    { endpoint: contract.setBackupPassphrase, says: '设置备份口令', guard },
    async ({ trx, body }) => {
      take(setNightKeys(backups.keyFolder, body.passphrase))
      await sql`insert into audit (action, subject, record) values ('change', 'backup_passphrase', 'backup')`.execute(
        trx,
      )
      return {}
    },
  )
  route(edge, { endpoint: contract.backUp, says: '立即备份', guard }, async () => ({
    file: path.basename(take(await backUpNow(backups, clock.now()))),
  }))
}

type Status = ReturnType<typeof contract.readStatus.response.parse>

/** As the system: an administrator of the system sees sizes and dates, and no row. */
async function readStatus(
  { app, backups, clock }: StatusServices,
  { upSince, unnamedProxy }: { upSince: Date; unnamedProxy: string | null },
): Promise<Status> {
  const { dataDir, owner, program } = backups
  const now = clock.now()
  const migration = await owner.query<{ name: string; at: Date }>(
    'select name, applied_at as at from migration order by name desc limit 1',
  )
  return withScope(app, CHAINER, async (trx) => {
    const seen = await whatIsSeen(trx, backups)
    const { facts, settings, disk, keys, check } = seen
    return {
      lines: linesOf(seen, { now, unnamedProxy }),
      program: { version: program, node: process.version, upSince: upSince.toISOString() },
      database: {
        kind: backups.kind === 'embedded' ? '自带数据库' : '数据库服务器',
        version: `PostgreSQL ${facts.version}`,
        upSince: facts.up_since.toISOString(),
        bytes: facts.bytes,
        lastMigration: wireMigration(migration.rows[0]),
      },
      disk,
      files: { count: facts.files, bytes: facts.file_bytes },
      tables: await largestTables(trx),
      work: workOf(facts, seen.logs),
      backup: {
        ...settings,
        folder: shown(settings.folder, dataDir),
        keys,
        lastDone: wireRun(seen.lastDone && { ...seen.lastDone, says: path.basename(seen.lastDone.says) }),
        lastFailed: wireRun(seen.lastFailed),
        files: listBackups(settings.folder),
      },
      chain: { pending: facts.pending, checkedAt: check?.at ?? null, broken: check?.broken ?? 0 },
      daily: wireRun(seen.daily),
    }
  })
}

type Seen = Awaited<ReturnType<typeof whatIsSeen>>

/** What the database, the disk and the keys say of themselves. */
async function whatIsSeen(trx: Kysely<unknown>, { dataDir, keyFolder }: Backups) {
  const { bavail, blocks, bsize } = statfsSync(dataDir)
  const [check] = await lastChecks(trx, 1)
  return {
    facts: await databaseFacts(trx),
    settings: await readBackupSettings(trx, dataDir),
    lastDone: await lastRun(trx, { kind: 'backup', outcome: 'done' }),
    lastFailed: await lastRun(trx, { kind: 'backup', outcome: 'failed' }),
    daily: await lastRun(trx, { kind: 'daily', outcome: 'done' }),
    check,
    disk: { free: bavail * bsize, total: blocks * bsize },
    keys: readNightKeys(keyFolder).state,
    logs: await logsOf(trx),
  }
}

function linesOf(seen: Seen, { now, unnamedProxy }: { now: Date; unnamedProxy: string | null }) {
  const { facts, lastDone, lastFailed, daily, check, disk, keys, logs } = seen
  return judgeStatus({
    now,
    latest: facts.latest,
    disk,
    backup: { lastDone: lastDone?.at ?? null, lastFailed, keys },
    chain: {
      pending: facts.pending,
      waitsSince: facts.waits_since,
      lastCheck: check ? { at: new Date(check.at), broken: check.broken } : null,
    },
    daily: daily?.at ?? null,
    logs,
    unnamedProxy,
  })
}

function workOf(facts: DatabaseFacts, logs: { waiting: number } | undefined): Status['work'] {
  return [
    { name: '留痕待入链', waiting: facts.pending, says: '提交后几秒内自动入链' },
    { name: '正在备份', waiting: facts.running, says: '做完即记入最近备份' },
    { name: '导入待写入', waiting: facts.previews, says: '已核对、等经办人写入的表格' },
    ...(logs ? [{ name: '日志待外送', waiting: logs.waiting, says: '送到安全管理员所设的日志服务器' }] : []),
  ]
}

async function logsOf(trx: Kysely<unknown>) {
  if (!(await readTarget(trx))?.is_on) return undefined
  const { waiting, failed_at: failedAt, says } = await readState(trx)
  return { waiting, failedAt, says }
}

/** A folder inside of the data folder is told by its name there. */
function shown(folder: string, dataDir: string): string {
  return folder.startsWith(`${dataDir}${path.sep}`) ? path.relative(dataDir, folder) : folder
}

function wireRun(run: { at: Date; says: string } | null) {
  return run === null ? null : { at: run.at.toISOString(), says: run.says }
}

function wireMigration(row: { name: string; at: Date } | undefined) {
  return { name: row?.name.replace('.sql', '') ?? '', at: row?.at.toISOString() ?? '' }
}
