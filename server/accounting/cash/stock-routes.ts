/** How deep a body keeps its books, and the stock-taking that opens them, over HTTP. */
import * as contract from '#contract/accounting/cash-book.ts'
import { refused } from '#core/values/problem.ts'
import { Refusal, take } from '#server/http/refusal.ts'
import { route, type Edge } from '#server/http/route.ts'
import { bookOf, reads, writableBook, writes } from '../routes.ts'
import { codeOf } from '../wire.ts'
import { chooseDepth, listStockTakings, takeStock } from './take-stock.ts'

/** The endpoints of depth and stock-taking. */
export function stockRoutes(edge: Edge): void {
  route(edge, { endpoint: contract.chooseDepth, says: '选择记账方式', guard: writes }, async (call) => {
    const { home, body, area } = await writableBook(call)
    await chooseDepth(call.trx, { home, body, area, depth: call.body.depth })
    return {}
  })
  route(edge, { endpoint: contract.listStockTakings, says: '盘点记录', guard: reads }, async (call) => ({
    taken: await listStockTakings(call.trx, await bookOf(call)),
  }))
  route(edge, { endpoint: contract.takeStock, says: '期初盘点', guard: writes }, async (call) => {
    const book = await writableBook(call)
    if (book.started_on === null)
      throw new Refusal(422, [refused('book-missing', '这家合作社还没有建账，请先选择启用月份')])
    const posted = take(await takeStock(call.trx, { ...book, started_on: book.started_on }, call.body))
    return { id: posted.id, code: codeOf({ year: Number(posted.day.slice(0, 4)), number: posted.number }) }
  })
}
