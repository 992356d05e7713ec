/** 凭证审核: who made a voucher does not review it; whether a book asks for it is its own decision. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'

/** The last word on whether vouchers are reviewed, from a month on. */
export const reviewRule = z.object({ wanted: z.boolean(), from: z.string(), ground: z.string() })

/** Reviews these vouchers of a book in one act; one's own are left and counted. */
export const reviewVouchers = endpoint({
  method: 'POST',
  path: '/api/books/:body/reviews',
  params: z.object({ body: z.string() }),
  body: z.object({ vouchers: z.array(z.string()).min(1).max(500) }),
  response: z.object({ reviewed: z.number(), own: z.number() }),
})

/** Says whether vouchers are to be reviewed, from a month on, and by what decision. */
export const setReview = endpoint({
  method: 'POST',
  path: '/api/books/:body/review-rule',
  params: z.object({ body: z.string() }),
  body: z.object({
    wanted: z.boolean(),
    from: z.string().regex(/^\d{4}-\d{2}$/, '请选择起始月份'),
    ground: z.string().trim().min(2, '请写明依据，如章程第几条、哪次会议').max(100),
  }),
  response: z.object({}),
})
