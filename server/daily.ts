/** What happens by itself: figures follow the calendar when the day changes, the trail is chained soon after each commit, backups are made at night. */
import { sql } from 'kysely'
import { chainTrail, isBehind } from './access/audit-chain.ts'
import { done, type Outcome } from '#core/values/outcome.ts'
import { verifyAndKeep } from './access/audit-verify.ts'
import { areLogsBehind, chainLogs } from './access/log-chain.ts'
import { clearLogs } from './access/log-clear.ts'
import { clearAttempts } from './access/household-store.ts'
import { shipLogs } from './access/log-shipping.ts'
import { follow, type Assembled } from './assemble.ts'
import { systemClock } from './clock.ts'
import { programVersion } from './config.ts'
import { backUpIfDue, bringUp, noteRun } from './database/backup/automatic.ts'
import { withScope, type Database } from './database/connect.ts'
import { INSTALLER } from './demo.ts'
import { forgetOldKeys } from './http/idempotency.ts'
import { clearRequests } from './membership/joining-door-store.ts'

const LOOK_EVERY_MS = 300_000
const CHAIN_EVERY_MS = 5_000
const SEND_EVERY_MS = 5_000
const NIGHT_EVERY_MS = 60_000
const ALIVE_EVERY_MS = 5_000
/** A server that says nothing for so long to the smallest question is taken for gone. */
const SILENT_MS = 20_000

/** Computes and judges again what is of another day or program, or was touched since; gives how many bodies were judged. */
export async function catchUp(services: Assembled): Promise<number> {
  return withScope(services.app, { ...INSTALLER, door: 'daily' }, async (trx) => {
    // Of two servers on one database one does the work.
    await sql`select pg_advisory_xact_lock(hashtext('heshe-daily'))`.execute(trx)
    await forgetOldKeys(trx, services.clock.now())
    await clearAttempts(trx, services.clock.now())
    await clearRequests(trx, { now: services.clock.now(), today: services.clock.today() })
    return follow(trx, { documents: services.documents, day: services.clock.today() })
  })
}

/** `catchUp`, and what is past its term goes from the logs; kept so that a page can say when it was last done. */
export async function workOfTheDay(services: Assembled): Promise<void> {
  const bodies = await catchUp(services)
  await clearLogs(services.chain, services.clock.now())
  await noteRun(services.app, { kind: 'daily', at: services.clock.now(), says: `重新判定 ${bodies} 家` })
}

/** Looks every few minutes whether the day has changed; gives what stops it. */
export function watchTheDay(services: Assembled, onFault: OnFault): () => void {
  let day = services.clock.today()
  const timer = setInterval(() => {
    const now = services.clock.today()
    if (now === day) return
    day = now
    workOfTheDay(services).catch((error: unknown) => {
      day = ''
      onFault(error)
    })
  }, LOOK_EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** Links what was committed since, every few seconds; gives what stops it and waits for the last link. */
export function watchTheTrail({ chain, clock }: Assembled, onFault: OnFault): () => Promise<void> {
  return repeat(CHAIN_EVERY_MS, onFault, async () => {
    if (await isBehind(chain)) await chainTrail(chain, clock.now())
    if (await areLogsBehind(chain)) await chainLogs(chain, clock.now())
  })
}

/** Sends the logs to where the security administrator says, every few seconds; gives what stops it. */
export function watchTheLogs(services: Assembled, onFault: OnFault): () => Promise<void> {
  return repeat(SEND_EVERY_MS, onFault, async () => {
    await shipLogs(services)
  })
}

/** Makes the backup of the night when its hour has struck, and verifies the trail after it; gives what stops it. */
export function watchTheNight(services: Assembled, onFault: OnFault): () => Promise<void> {
  return repeat(NIGHT_EVERY_MS, onFault, async () => {
    const problem = await workOfTheNight(services)
    if (problem !== undefined) onFault(problem)
  })
}

/** What is done at night, if it is due; gives why the backup failed. */
export async function workOfTheNight({ backups, chain, clock }: Assembled): Promise<string | undefined> {
  const made = await backUpIfDue(backups, clock.now())
  if (!made.ok) return made.problems[0]?.says
  if (made.value === null) return undefined
  await chainTrail(chain, clock.now())
  await chainLogs(chain, clock.now())
  await verifyAndKeep(chain, { actor: '每晚自动核对', now: clock.now() })
  return undefined
}

/**
 * Sees to it that an embedded database that was killed comes up again, and that nobody waits for one that is silent
 * (a machine that froze, a cable pulled); gives what stops it.
 */
export function watchTheDatabase(
  { answers, hangUp, revive }: Pick<Database<unknown>, 'answers' | 'hangUp' | 'revive'>,
  onFault: OnFault,
  silentMs = SILENT_MS,
): () => Promise<void> {
  return repeat(ALIVE_EVERY_MS, onFault, async () => {
    try {
      if (!(await answers(silentMs))) hangUp()
    } catch {
      await revive()
    }
  })
}

/** Brings the database to this version, backed up first where it holds something, and says so. */
export async function bringUpAndTell(database: Database<unknown>): Promise<Outcome<void>> {
  const { app, owner, dataDir, secrets } = database
  const now = systemClock.now()
  const brought = await bringUp(
    { owner, dataDir, keyFolder: secrets.folder, program: programVersion() },
    { now },
  )
  if (!brought.ok) return brought
  if (brought.value !== null) {
    console.error(`程序已升级；升级前的数据库备份在 ${brought.value}`)
    await noteRun(app, { kind: 'migrationBackup', at: now, says: brought.value })
  }
  return done(undefined)
}

type OnFault = (error: unknown) => void

/** Does the work again and again, never twice at once; gives what stops it and waits for the end of the last time. */
function repeat(everyMs: number, onFault: OnFault, work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  const timer = setInterval(() => {
    running ??= work()
      .catch(onFault)
      .finally(() => (running = undefined))
  }, everyMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}
