/** Trades of members on their way into the books, over HTTP. */
import * as contract from '#contract/accounting/book-trades.ts'
import { tradeVouchers } from '#core/accounting/trade-entry.ts'
import { addDays, addMonths } from '#core/values/day.ts'
import { wireOfFen } from '#core/values/money.ts'
import { refused } from '#core/values/problem.ts'
import type { Clock } from '#server/clock.ts'
import { Refusal, take } from '#server/http/refusal.ts'
import { route, type Edge } from '#server/http/route.ts'
import { nextMonth, type OpenBook } from '../close-month.ts'
import { bookOf, reads, writableBook, writes } from '../routes.ts'
import type { BookRow } from '../store.ts'
import { bookTrades } from './book-trades.ts'
import { lastWays, openTrades } from './store.ts'

const USUAL = { delivered: 'bought', supplied: 'sold' } as const

/** The endpoints of trades that are booked. */
export function bookTradeRoutes(edge: Edge, services: { clock: Clock }): void {
  const today = () => services.clock.today()
  route(edge, { endpoint: contract.listOpenTrades, says: '待入账的成员交易', guard: reads }, async (call) => {
    const book = opened(await bookOf(call))
    const ways = await lastWays(call.trx, book)
    const trades = await openTrades(call.trx, book, today())
    const months = Map.groupBy(trades, (one) => one.day.slice(0, 7))
    return {
      ways,
      months: [...months].map(([month, all]) => {
        const sum = (direction: string) =>
          all.reduce((total, one) => total + (one.direction === direction ? one.amount : 0n), 0n)
        return {
          month,
          trades: all.length,
          vouchers: tradeVouchers(all, { ways: ways ?? USUAL, openFrom: nextMonth(book) }).length,
          delivered: wireOfFen(sum('delivered')),
          supplied: wireOfFen(sum('supplied')),
        }
      }),
    }
  })
  route(edge, { endpoint: contract.bookTrades, says: '成员交易入账', guard: writes }, async (call) => {
    const book = opened(await writableBook(call))
    const { month, ways } = call.body
    const last = addDays(addMonths(`${month}-01`, 1), -1)
    const until = last > today() ? today() : last
    return take(await bookTrades(call.trx, book, { until, ways }))
  })
}

function opened(book: BookRow): OpenBook {
  const { started_on } = book
  if (started_on === null)
    throw new Refusal(422, [refused('book-missing', '这家合作社还没有建账，请先在“建账”中选择启用月份')])
  return { ...book, started_on }
}
