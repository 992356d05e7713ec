import { z } from 'zod'
import { endpoint } from '../kernel.ts'

/** Statements made elsewhere. Money travels as a decimal string in yuan. */
const bookParams = z.object({ body: z.string() })
const row = z.object({ row: z.number().int(), now: z.string(), before: z.string().nullable() })
const forms = { sheet: z.array(row).max(60), income: z.array(row).max(30) }
const equityCell = z.object({
  account: z.enum(['301', '311', '321', '322', '332']),
  line: z.enum(['begin', 'increase', 'decrease', 'end']),
  label: z.string().max(20),
  amount: z.string(),
})
export type WireEquityCell = z.infer<typeof equityCell>
/** 成员权益变动表; null where it was not given. */
const equity = z.array(equityCell).max(60).nullable()
export type WireReportedRow = z.infer<typeof row>

/** Takes the three statements or a trial balance; gives its rows, keeps nothing. */
export const READ_REPORTED_PATH = '/api/books/:body/reported/read'
export const readReportedAnswer = z.object({
  ...forms,
  equity,
  origin: z.enum(['statements', 'trial']),
  remarks: z.array(z.string()),
})

export const keepReported = endpoint({
  method: 'POST',
  path: '/api/books/:body/reported',
  params: bookParams,
  body: z.object({
    ...forms,
    equity: equity.optional(),
    month: z.string().regex(/^\d{4}-\d{2}$/, '月份写成 2023-03'),
    origin: z.enum(['statements', 'trial', 'typed']),
    fileName: z.string().max(200).optional(),
  }),
  response: z.object({ wrong: z.number() }),
})
export const listReported = endpoint({
  method: 'GET',
  path: '/api/books/:body/reported',
  params: bookParams,
  response: z.object({
    months: z.array(
      z.object({
        ...forms,
        equity,
        month: z.string(),
        origin: z.enum(['statements', 'trial', 'typed']),
        fileName: z.string().nullable(),
        wrong: z.number(),
        actor: z.string(),
        at: z.string(),
      }),
    ),
  }),
})
