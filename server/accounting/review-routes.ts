/** Reviews of vouchers over HTTP. */
import * as contract from '#contract/accounting/reviews.ts'
import { refused } from '#core/values/problem.ts'
import { Refusal, take } from '#server/http/refusal.ts'
import { route, type Edge } from '#server/http/route.ts'
import { reviewVouchers, setReviewRule } from './review-vouchers.ts'
import { writableBook, writes } from './routes.ts'

/** The endpoints of reviews. */
export function reviewRoutes(edge: Edge): void {
  route(edge, { endpoint: contract.reviewVouchers, guard: writes, says: '审核凭证' }, async (call) => {
    const { home, body } = await writableBook(call)
    const { vouchers } = call.body
    return take(await reviewVouchers(call.trx, { home, body, vouchers, reviewer: call.caller }))
  })
  route(edge, { endpoint: contract.setReview, guard: writes, says: '定凭证要不要审核' }, async (call) => {
    const { home, body, area, started_on } = await writableBook(call)
    if (started_on === null)
      throw new Refusal(422, [refused('book-missing', '这家合作社还没有建账，请先选择启用月份')])
    const { wanted, from, ground } = call.body
    await setReviewRule(call.trx, { home, body, area, wanted, from: `${from}-01`, ground })
    return {}
  })
}
