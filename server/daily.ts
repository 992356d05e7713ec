/** What happens by itself: figures follow the calendar when the day changes, the trail is chained soon after each commit. */
import { sql } from 'kysely'
import { chainTrail, isBehind } from './access/audit-chain.ts'
import type { Assembled } from './assemble.ts'
import { withScope } from './database/connect.ts'
import { INSTALLER } from './demo.ts'
import { forgetOldKeys } from './http/idempotency.ts'

const LOOK_EVERY_MS = 300_000
const CHAIN_EVERY_MS = 5_000

/** Judges all bodies again if their figures are of an earlier day; gives how many there were. */
export async function catchUp(services: Assembled): Promise<number> {
  return withScope(services.app, { ...INSTALLER, door: 'daily' }, async (trx) => {
    // Of two servers on one database one does the work.
    await sql`select pg_advisory_xact_lock(hashtext('heshe-daily'))`.execute(trx)
    await forgetOldKeys(trx, services.clock.now())
    const { rows } = await sql<{ id: string }>`
      select b.id from body b left join body_fact f on f.home = b.home and f.body = b.id
      where f.day is null or f.day < ${services.clock.today()}`.execute(trx)
    await services.onChange(
      trx,
      rows.map((row) => row.id),
    )
    return rows.length
  })
}

/** Looks every few minutes whether the day has changed; gives what stops it. */
export function watchTheDay(services: Assembled, onFault: (error: unknown) => void): () => void {
  let day = services.clock.today()
  const timer = setInterval(() => {
    const now = services.clock.today()
    if (now === day) return
    day = now
    catchUp(services).catch((error: unknown) => {
      day = ''
      onFault(error)
    })
  }, LOOK_EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** Links what was committed since, every few seconds; gives what stops it and waits for the last link. */
export function watchTheTrail(
  { chain, clock }: Assembled,
  onFault: (error: unknown) => void,
): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve()
  let busy = false
  const link = async (): Promise<void> => {
    busy = true
    try {
      if (await isBehind(chain)) await chainTrail(chain, clock.now())
    } catch (error) {
      onFault(error)
    } finally {
      busy = false
    }
  }
  const timer = setInterval(() => {
    if (!busy) running = link()
  }, CHAIN_EVERY_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}
