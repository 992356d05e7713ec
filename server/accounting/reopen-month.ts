/** A closed month opens again by a recorded decision. */
import { sql, type Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import * as contract from '#contract/accounting/assets.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { take } from '#server/http/refusal.ts'
import { route, type Edge } from '#server/http/route.ts'
import { bookOf, reads, writableBook, writes } from './routes.ts'

export interface Reopening {
  home: string
  body: string
  area: string
  /** First day of the first month that opens. */
  month: string
  reason: string
  decidedBy: string
  paper: string
}

/** Opens this month and those after it. Errors: reopen-not-closed. */
export async function reopenMonth(trx: Kysely<unknown>, of: Reopening): Promise<Outcome<void>> {
  try {
    await sql`
      insert into book_reopen (home, body, area, month, reason, decided_by, paper)
      values (${of.home}, ${of.body}, ${of.area}, ${of.month}, ${of.reason}, ${of.decidedBy}, ${of.paper})`.execute(
      trx,
    )
    return done(undefined)
  } catch (error) {
    if (error instanceof DatabaseError && error.code === 'HB030')
      return failed(refused('reopen-not-closed', `${of.month.slice(0, 7)} 没有结账，不用重新打开`))
    throw error
  }
}

/** The endpoints of reopening. */
export function reopenRoutes(edge: Edge): void {
  route(edge, { endpoint: contract.reopenMonth, says: '反结账', guard: writes }, async (call) => {
    const { home, body, area } = await writableBook(call)
    const { month, ...rest } = call.body
    take(await reopenMonth(call.trx, { home, body, area, month: `${month}-01`, ...rest }))
    return {}
  })
  route(edge, { endpoint: contract.listReopenings, says: '反结账记录', guard: reads }, async (call) => {
    const { home, body } = await bookOf(call)
    const { rows } = await sql<{
      month: string
      reason: string
      decided_by: string
      paper: string
      actor: string
      reopened_at: Date
    }>`select month, reason, decided_by, paper, actor, reopened_at from book_reopen
      where home = ${home} and body = ${body} order by number desc`.execute(call.trx)
    return {
      reopenings: rows.map((row) => ({
        month: row.month.slice(0, 7),
        reason: row.reason,
        decidedBy: row.decided_by,
        paper: row.paper,
        actor: row.actor,
        at: row.reopened_at.toISOString(),
      })),
    }
  })
}
