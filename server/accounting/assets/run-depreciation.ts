/** The depreciation of one month: one voucher of all cards, once. */
import { sql, type Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import { depreciationEntry } from '#core/accounting/depreciation.ts'
import { addDays, addMonths } from '#core/values/day.ts'
import { failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { nextMonth, type OpenBook } from '../close-month.ts'
import { postVoucher, type Posted } from '../post-voucher.ts'
import { listCards } from './store.ts'

/** Posts it on the last day of the month. Errors: depreciation-month, depreciation-none, depreciation-twice, those of posting. */
export async function runDepreciation(
  trx: Kysely<unknown>,
  book: OpenBook,
  month: string,
): Promise<Outcome<Posted & { day: string }>> {
  const { home, body, area } = book
  const due = nextMonth(book)
  if (month !== due)
    return failed(
      refused('depreciation-month', `折旧按月份顺序在结账前提，现在应提 ${due.slice(0, 7)}；请刷新后再提`),
    )
  const { lines, shares } = depreciationEntry(await listCards(trx, book), month)
  if (shares.length === 0)
    return failed(refused('depreciation-none', `${month.slice(0, 7)} 没有要提折旧的资产，不用提`))
  const day = addDays(addMonths(month, 1), -1)
  const summary = `计提 ${month.slice(0, 7)} 折旧、摊销（${shares.length} 项资产）`
  const posted = await postVoucher(trx, {
    home,
    body,
    area,
    on: day,
    summary,
    lines,
    source: { depreciation: month },
  })
  if (!posted.ok) return posted
  try {
    await sql`
      insert into depreciation_run (home, body, month, number, area, voucher, shares)
      values (${home}, ${body}, ${month}, 0, ${area}, ${posted.value.id},
        ${JSON.stringify(shares.map(({ asset, amount }) => ({ asset, amount: String(amount) })))}::jsonb)`.execute(
      trx,
    )
  } catch (error) {
    if (error instanceof DatabaseError && error.code === 'HB031')
      return failed(
        refused('depreciation-twice', `${month.slice(0, 7)} 已经提过折旧；要重提，先把那张凭证红字冲销`),
      )
    throw error
  }
  return { ...posted, value: { ...posted.value, day } }
}
