/** What depends on the calendar alone is judged again when the day changes: at start, and soon after midnight. */
import { sql } from 'kysely'
import type { Assembled } from './assemble.ts'
import { withScope } from './database/connect.ts'
import { INSTALLER } from './demo.ts'

const LOOK_EVERY_MS = 300_000

/** Judges all bodies again if their figures are of an earlier day; gives how many there were. */
export async function catchUp(services: Assembled): Promise<number> {
  return withScope(services.app, { ...INSTALLER, door: 'daily' }, async (trx) => {
    // Of two servers on one database one does the work.
    await sql`select pg_advisory_xact_lock(hashtext('heshe-daily'))`.execute(trx)
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
