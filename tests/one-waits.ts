/** Two transactions at once: the second begins while the first has not committed, and goes on when it has. */
import { sql, type Transaction } from 'kysely'
import { withScope, type Scope } from '#server/database/connect.ts'
import type { SmallCounty } from './small-county.ts'

type Work = (trx: Transaction<unknown>) => Promise<unknown>

/** Does the first, begins the second, lets the first commit when the second waits for a lock; gives how the second ended. */
export async function oneWaits(
  county: SmallCounty,
  scope: Scope,
  [first, second]: readonly [Work, Work],
): Promise<PromiseSettledResult<unknown>> {
  let later: Promise<PromiseSettledResult<unknown>> | undefined
  await withScope(county.db, scope, async (trx) => {
    await first(trx)
    const state = { over: false }
    later = Promise.allSettled([withScope(county.db, scope, second)]).then(([end]) => {
      state.over = true
      return end
    })
    while (!state.over && !(await waits(county)));
  })
  return later!
}

async function waits(county: SmallCounty): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`
    select exists (select from pg_locks where not granted
      and pid in (select pid from pg_stat_activity where datname = current_database())) as some`.execute(
    county.db,
  )
  return rows[0]!.some
}
