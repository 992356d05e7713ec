/** A month's trades of members go into the books in one act. */
import type { Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import { tradeVouchers, type TradeWays } from '#core/accounting/trade-entry.ts'
import type { Day } from '#core/values/day.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { nextMonth, type OpenBook } from '../close-month.ts'
import { postVoucher } from '../post-voucher.ts'
import { keepEntries, openTrades } from './store.ts'

/** Books every open trade until the day, whole or not at all. Errors: trades-none, trades-booked, those of posting. */
export async function bookTrades(
  trx: Kysely<unknown>,
  book: OpenBook,
  of: { until: Day; ways: TradeWays },
): Promise<Outcome<{ vouchers: number; trades: number }>> {
  const { home, body, area } = book
  const trades = await openTrades(trx, book, of.until)
  const vouchers = tradeVouchers(trades, { ways: of.ways, openFrom: nextMonth(book) })
  if (vouchers.length === 0)
    return failed(refused('trades-none', `到 ${of.until} 没有还没入账的成员交易，不用再记`))
  for (const { on, summary, lines, trades: held } of vouchers) {
    const posted = await postVoucher(trx, {
      home,
      body,
      area,
      on,
      summary,
      lines,
      source: { trades: of.ways },
    })
    if (!posted.ok) return posted
    try {
      await keepEntries(trx, book, { voucher: posted.value.id, trades: held })
    } catch (error) {
      if (error instanceof DatabaseError && error.code === 'HB041')
        return failed(refused('trades-booked', '有人刚把这些交易记入了账簿，请刷新后再看'))
      throw error
    }
  }
  return done({ vouchers: vouchers.length, trades: trades.length })
}
