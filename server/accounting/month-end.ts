/** One act at the end of a month, for one of many books: what it did, in words, or why not. */
import type { Kysely } from 'kysely'
import type { MonthActKey } from '#contract/accounting/month-end.ts'
import { addDays, addMonths, type Day } from '#core/values/day.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { runDepreciation } from './assets/run-depreciation.ts'
import { carryOver, closeMonth, nextMonth, type OpenBook } from './close-month.ts'
import { repeatable, repeatMonth } from './repeat-month.ts'
import { bookTrades } from './trades/book-trades.ts'
import { lastWays } from './trades/store.ts'
import { codeOf } from './wire.ts'

/** What follows from the closing of a month, in its transaction; the month by its first day. */
export type OnClosed = (trx: Kysely<unknown>, of: { body: string; month: string }) => Promise<void>

export interface MonthEndAct {
  act: MonthActKey
  /** The month that the page took for the next to close, its first day. */
  month: Day
  today: Day
  onClosed: OnClosed
}

type Does = (trx: Kysely<unknown>, book: OpenBook, of: MonthEndAct) => Promise<Outcome<string>>

const DOES: Readonly<Record<MonthActKey, Does>> = {
  trades: async (trx, book, { month, today }) => {
    const ways = await lastWays(trx, book)
    // The first time it is decided on the book's own page what deliveries are.
    if (ways === null)
      return failed(
        refused('trades-undecided', '第一次请在这家账簿的“成员交易”里选好怎么记，以后照此一次记入'),
      )
    const last = addDays(addMonths(month, 1), -1)
    const made = await bookTrades(trx, book, { until: last > today ? today : last, ways })
    return made.ok ? done(`${made.value.trades} 笔交易记成 ${made.value.vouchers} 张凭证`) : made
  },
  repeat: async (trx, book) => {
    const ids = (await repeatable(trx, book)).map((one) => one.id)
    const made = await repeatMonth(trx, book, ids)
    return made.ok ? done(`照上月记了 ${made.value} 张凭证`) : made
  },
  wear: async (trx, book, { month }) => {
    const made = await runDepreciation(trx, book, month)
    if (!made.ok) return made
    const { day, number } = made.value
    return done(`已提折旧，记-${codeOf({ year: Number(day.slice(0, 4)), number })}`)
  },
  carry: async (trx, book) => {
    const made = await carryOver(trx, book)
    return made.ok ? done(`已结转，记了 ${made.value} 张凭证`) : made
  },
  close: async (trx, book, { month, onClosed }) => {
    const made = await closeMonth(trx, book, month)
    if (!made.ok) return made
    await onClosed(trx, { body: book.body, month })
    return done(`${month.slice(0, 7)} 已结账`)
  },
}

/** Does it. Errors: close-order, close-early, trades-undecided, those of the act. */
export async function actOnMonth(
  trx: Kysely<unknown>,
  book: OpenBook,
  of: MonthEndAct,
): Promise<Outcome<string>> {
  const due = nextMonth(book)
  if (of.month !== due)
    return failed(refused('close-order', `要按月份顺序结账，现在应结 ${due.slice(0, 7)}；请刷新后再结`))
  if (due > of.today) return failed(refused('close-early', `${due.slice(0, 7)} 还没有到，到了再办`))
  return DOES[of.act](trx, book, of)
}
