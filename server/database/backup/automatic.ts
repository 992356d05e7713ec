/** Backups that the program makes by itself: each night, and before a newer version changes the tables. */
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { sql, type Kysely } from 'kysely'
import type { Pool } from 'pg'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { isRunning } from '../lock.ts'
import { migrate, pendingMigrations } from '../migrate.ts'
import { withScope } from '../scope.ts'
import { readNightKeys } from './night-keys.ts'
import { isUsed } from './read.ts'
import { seeAll } from './tables.ts'
import {
  DEFAULTS,
  draftsAmong,
  isDue,
  nameOf,
  outdated,
  upgradeNameOf,
  type BackupSettings,
} from './schedule.ts'
import { writeBackup } from './write.ts'

/** What it takes to make one. */
export interface Backups {
  kind: 'embedded' | 'server'
  owner: Pool
  app: Kysely<unknown>
  dataDir: string
  keyFolder: string
  /** Version of the program. */
  program: string
}

export type RunKind = 'backup' | 'migrationBackup' | 'daily'

export interface BackupFile {
  name: string
  bytes: number
}

const SYSTEM = { user: 'system', role: 'system', national: 'on', door: 'daily' }
const NAMES = { folder: 'backup.folder', hour: 'backup.hour' }
/** A run that has not ended by then was killed. */
const RUNNING_MAX_MS = 3_600_000

/** The settings; what nobody set is the default. */
export async function readBackupSettings(trx: Kysely<unknown>, dataDir: string): Promise<BackupSettings> {
  const { rows } = await sql<Row>`select name, value from setting where name like 'backup.%'`.execute(trx)
  return settingsOf(rows, dataDir)
}

interface Row {
  name: string
  value: string
}

function settingsOf(rows: readonly Row[], dataDir: string): BackupSettings {
  const held = new Map(rows.map((row) => [row.name, row.value]))
  return {
    ...DEFAULTS,
    folder: path.resolve(dataDir, held.get(NAMES.folder) || 'backups'),
    hour: Number(held.get(NAMES.hour) ?? DEFAULTS.hour),
  }
}

/** The same past row security, for tables of whatever version. */
async function settingsOfOwner(owner: Pool, dataDir: string): Promise<BackupSettings> {
  const client = await owner.connect()
  try {
    await client.query('begin')
    await seeAll(client, { tables: [{ name: 'setting' }] })
    const { rows } = await client.query<Row>(`select name, value from setting where name like 'backup.%'`)
    return settingsOf(rows, dataDir)
  } finally {
    await client.query('rollback').finally(() => client.release())
  }
}

/** Keeps them, after trying that the folder can be written. Errors: backup-folder, backup-hour. */
export async function keepBackupSettings(
  trx: Kysely<unknown>,
  of: { dataDir: string; folder: string; hour: number; by: string },
): Promise<Outcome<void>> {
  if (!Number.isInteger(of.hour) || of.hour < 0 || of.hour > 23)
    return failed(refused('backup-hour', '备份的钟点填 0 到 23 的整数。'))
  const folder = path.resolve(of.dataDir, of.folder.trim() || 'backups')
  try {
    prepareFolder(folder)
  } catch (error) {
    return failed(
      refused('backup-folder', `备份文件夹 ${folder} 不能用：${why(error)}。请换一个程序可写的文件夹。`),
    )
  }
  for (const [name, value] of [
    [NAMES.folder, folder],
    [NAMES.hour, String(of.hour)],
  ])
    await sql`
      insert into setting (name, value, set_by) values (${name}, ${value}, ${of.by})
      on conflict (name) do update set value = excluded.value, set_by = excluded.set_by`.execute(trx)
  return done(undefined)
}

/** Makes the backup of the night if it is due; gives whether it was made, or why not. Of two servers one makes it. */
export async function backUpIfDue(of: Backups, now: Date): Promise<Outcome<string | null>> {
  const settings = await withScope(of.app, SYSTEM, (trx) => readBackupSettings(trx, of.dataDir))
  const run = await beginRun(of.app, { kind: 'backup', now }, (last) => isDue(now, { ...settings, ...last }))
  return run === null ? done(null) : backUp(of, { run, settings, now })
}

/** Makes a backup now, whatever the hour. Error: backup-running, backup-failed. */
export async function backUpNow(of: Backups, now: Date): Promise<Outcome<string>> {
  const settings = await withScope(of.app, SYSTEM, (trx) => readBackupSettings(trx, of.dataDir))
  const run = await beginRun(of.app, { kind: 'backup', now }, () => true)
  if (run === null) return failed(refused('backup-running', '正在备份，请稍候刷新。'))
  return backUp(of, { run, settings, now })
}

async function backUp(
  of: Backups,
  at: { run: bigint; settings: BackupSettings; now: Date },
): Promise<Outcome<string>> {
  const made = await writeInto(of, { folder: at.settings.folder, name: nameOf(at.now), now: at.now })
  if (made.ok) tidy(at.settings)
  const says = made.ok ? made.value : (made.problems[0]?.says ?? '')
  // Minutes may have passed; the clock of this machine tells the end.
  await endRun(of.app, { run: at.run, outcome: made.ok ? 'done' : 'failed', says })
  return made
}

/** Writes one; gives its path. Error: backup-failed, with the reason. */
async function writeInto(
  of: Pick<Backups, 'owner' | 'keyFolder' | 'program'>,
  at: { folder: string; name: string; now: Date },
): Promise<Outcome<string>> {
  const file = path.join(at.folder, at.name)
  try {
    prepareFolder(at.folder)
    removeDrafts(at.folder)
    const night = readNightKeys(of.keyFolder)
    const keys = night.state === 'ready' ? night.keys : null
    await writeBackup(of.owner, { file, keys, program: of.program, madeAt: at.now })
    return done(file)
  } catch (error) {
    return failed(refused('backup-failed', `备份没有做成：${why(error)}。`))
  }
}

/** Backups that lie in the folder, the newest first. */
export function listBackups(folder: string): BackupFile[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^heshe-.*\.heshe$/.test(name))
      .map((name) => ({ name, bytes: statSync(path.join(folder, name)).size }))
      .toSorted((a, b) => (a.name < b.name ? 1 : -1))
  } catch {
    return []
  }
}

/**
 * Brings the tables to the state of this program. A database with data in it is backed up first; where that cannot be done
 * nothing is changed. Gives the backup's path, null where none was needed. Errors: backup-failed and those of `migrate`.
 */
export async function bringUp(
  of: Omit<Backups, 'app' | 'kind'>,
  at: { now: Date; folder?: string },
): Promise<Outcome<string | null>> {
  const pending = await pendingMigrations(of.owner, at.folder)
  if (!pending.ok) return pending
  const [first] = pending.value
  let backup: string | null = null
  if (first !== undefined && (await isUsed(of.owner))) {
    const { folder } = await settingsOfOwner(of.owner, of.dataDir)
    const made = await writeInto(of, { folder, name: upgradeNameOf(first, at.now), now: at.now })
    if (!made.ok)
      return failed(
        refused(
          'backup-failed',
          `升级前的${made.problems[0]?.says ?? ''}数据库没有升级，请腾出空间或查明原因后再启动。`,
        ),
      )
    backup = made.value
  }
  const migrated = await migrate(of.owner, at.folder)
  return migrated.ok ? done(backup) : migrated
}

/** Notes what was done before the tables could hold the note. */
export async function noteRun(
  app: Kysely<unknown>,
  of: { kind: RunKind; at: Date; says: string },
): Promise<void> {
  await withScope(app, SYSTEM, (trx) =>
    sql`insert into work_run (kind, began_at, ended_at, outcome, says)
      values (${of.kind}, ${of.at}, ${of.at}, 'done', ${of.says})`.execute(trx),
  )
}

type Last = { lastDone: Date | null; lastTry: Date | null }

/** Begins a run if `wanted` of the ones before, and none runs; gives its number. */
async function beginRun(
  app: Kysely<unknown>,
  of: { kind: RunKind; now: Date },
  wanted: (last: Last) => boolean,
): Promise<bigint | null> {
  return withScope(app, SYSTEM, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('heshe-work'))`.execute(trx)
    const stale = new Date(of.now.getTime() - RUNNING_MAX_MS)
    // Of a clock that was set back only what lies behind it counts.
    const { rows } = await sql<{ last_done: Date | null; last_try: Date | null; running: boolean | null }>`
      select max(began_at) filter (where outcome = 'done') as last_done, max(began_at) as last_try,
        bool_or(outcome = 'running' and began_at > ${stale}) as running
      from work_run where kind = ${of.kind} and began_at <= ${of.now}`.execute(trx)
    const [last] = rows
    if (last?.running === true) return null
    if (!wanted({ lastDone: last?.last_done ?? null, lastTry: last?.last_try ?? null })) return null
    const made = await sql<{ id: bigint }>`
      insert into work_run (kind, began_at, outcome, says) values (${of.kind}, ${of.now}, 'running', '')
      returning id`.execute(trx)
    return made.rows[0]!.id
  })
}

async function endRun(
  app: Kysely<unknown>,
  of: { run: bigint; outcome: 'done' | 'failed'; says: string },
): Promise<void> {
  await withScope(app, SYSTEM, (trx) =>
    sql`update work_run set outcome = ${of.outcome}, says = ${of.says}, ended_at = ${new Date()}
      where id = ${of.run}`.execute(trx),
  )
}

function prepareFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
}

function tidy(settings: BackupSettings): void {
  for (const name of outdated(readdirSync(settings.folder), settings))
    rmSync(path.join(settings.folder, name), { force: true })
}

/** What a killed process left half written. */
function removeDrafts(folder: string): void {
  for (const { name, pid } of draftsAmong(readdirSync(folder)))
    if (!isRunning(pid)) rmSync(path.join(folder, name), { force: true })
}

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: '磁盘已满，请腾出空间',
  EDQUOT: '超出磁盘配额，请腾出空间',
  EFBIG: '超出单个文件的大小限制',
  EACCES: '没有写这个文件夹的权限',
  EPERM: '没有写这个文件夹的权限',
  EROFS: '文件夹所在的磁盘是只读的',
  ENOENT: '文件夹不存在',
  ENOTDIR: '路径里有一段不是文件夹',
}

function why(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return WORDS[code] ?? (error instanceof Error ? error.message : String(error))
}
