/** Trades of members on their way into the books. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'

const ways = z.object({
  delivered: z.enum(['bought', 'consigned']),
  supplied: z.enum(['sold', 'procured']),
})

/** What no voucher holds yet, by month. */
export const listOpenTrades = endpoint({
  method: 'GET',
  path: '/api/books/:body/trades',
  params: z.object({ body: z.string() }),
  response: z.object({
    /** As they were booked the last time. */
    ways: ways.nullable(),
    months: z.array(
      z.object({
        month: z.string(),
        trades: z.number(),
        vouchers: z.number(),
        delivered: z.string(),
        supplied: z.string(),
      }),
    ),
  }),
})
/** Books all of them until the end of the month: one voucher a day and direction. */
export const bookTrades = endpoint({
  method: 'POST',
  path: '/api/books/:body/trades',
  params: z.object({ body: z.string() }),
  body: z.object({ month: z.string().regex(/^\d{4}-\d{2}$/, '月份写成 2023-03'), ways }),
  response: z.object({ vouchers: z.number(), trades: z.number() }),
})
