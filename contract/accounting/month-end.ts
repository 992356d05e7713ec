/** 月末结账 of all books that one person keeps. */
import { z } from 'zod'
import { book, closingList } from '../accounting.ts'
import { endpoint } from '../kernel.ts'

/** In the order in which they are done. */
export const MONTH_ACTS = ['trades', 'repeat', 'wear', 'carry', 'close'] as const
export type MonthActKey = (typeof MONTH_ACTS)[number]

/** The closing list of every book that the caller keeps, report-only bodies left out. */
export const listMonthEnds = endpoint({
  method: 'GET',
  path: '/api/month-ends',
  response: z.object({ ends: z.array(z.object({ book, list: closingList.response })) }),
})
export type WireMonthEnd = z.infer<typeof listMonthEnds.response>['ends'][number]

/** The same act in many books: each whole or not at all, what one refuses stops no other. */
export const actOnMonths = endpoint({
  method: 'POST',
  path: '/api/month-ends',
  body: z.object({
    act: z.enum(MONTH_ACTS),
    /** With the month that the page showed as the next to close, its first day. */
    books: z
      .array(z.object({ body: z.string(), month: z.string() }))
      .min(1)
      .max(200),
  }),
  response: z.object({
    results: z.array(z.object({ body: z.string(), good: z.boolean(), says: z.string() })),
  }),
})
