/** The depreciation of one month: one voucher of all cards, once. */
import { sql, type Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import { depreciationEntry, workMissing } from '#core/accounting/depreciation.ts'
import { addDays, addMonths, type Day } from '#core/values/day.ts'
import { failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { nextMonth, type OpenBook } from '../close-month.ts'
import { postVoucher, type Posted } from '../post-voucher.ts'
import { findBook, holdBook } from '../store.ts'
import { listCards, listRuns } from './store.ts'

/** The first month whose depreciation is still to be run: a card opened now begins with it and spreads its rest from there. */
export async function nextToWear(trx: Kysely<unknown>, book: OpenBook): Promise<Day> {
  const due = nextMonth(book)
  const [last] = await listRuns(trx, book)
  return last?.month === due ? addMonths(due, 1) : due
}

/** The same with the book held and read anew: nobody runs a depreciation or closes a month until what is based on it is written. */
export async function heldNext(trx: Kysely<unknown>, of: { home: string; body: string }): Promise<Day> {
  await holdBook(trx, of)
  const book = await findBook(trx, of.body)
  if (!book || book.started_on === null) throw new Error(`the book of ${of.body} is gone`)
  return nextToWear(trx, { ...book, started_on: book.started_on })
}

/** Posts it on the last day of the month. Errors: depreciation-month, depreciation-none, depreciation-twice, those of posting. */
export async function runDepreciation(
  trx: Kysely<unknown>,
  book: OpenBook,
  month: string,
): Promise<Outcome<Posted & { day: string }>> {
  const { home, body, area } = book
  // Nobody changes a term or writes down work between what is computed and what is posted.
  await holdBook(trx, book)
  const due = nextMonth(book)
  if (month !== due)
    return failed(
      refused('depreciation-month', `折旧按月份顺序在结账前提，现在应提 ${due.slice(0, 7)}；请刷新后再提`),
    )
  const cards = await listCards(trx, book)
  const open = workMissing(cards, month)
  if (open.length > 0)
    return failed(
      refused(
        'depreciation-work',
        `${open.map((one) => one.name).join('、')} 按工作量提折旧，${month.slice(0, 7)} 的工作量没有登记；没有用过的登记 0`,
      ),
    )
  const { lines, shares } = depreciationEntry(cards, month)
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
