/** Paying what a posted plan owes, the bank's files, the slips of households. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'

const planParams = z.object({ id: z.string() })
const day = z.iso.date('日期写成 2023-03-15')

export const makeBatch = endpoint({
  method: 'POST',
  path: '/api/surplus-plans/:id/batches',
  params: planParams,
  body: z.object({
    way: z.enum(['bank', 'cash']),
    day,
    lines: z
      .array(z.object({ member: z.string(), amount: z.string() }))
      .min(1, '请选择要付的成员')
      .max(20_000),
  }),
  response: z.object({ id: z.string() }),
})
export const tellResults = endpoint({
  method: 'POST',
  path: '/api/surplus-batches/:id/results',
  params: planParams,
  body: z.object({
    day,
    results: z
      .array(
        z.object({
          member: z.string(),
          outcome: z.enum(['paid', 'failed']),
          reason: z.string().max(200).optional(),
        }),
      )
      .min(1, '请选择成员')
      .max(20_000),
    file: z.string().optional(),
  }),
  response: z.object({ paid: z.number(), failed: z.number(), voucher: z.string().nullable() }),
})
/** What was paid and came back to the cooperative's account later: owed again, with a receipt in the books. */
export const tellReturned = endpoint({
  method: 'POST',
  path: '/api/surplus-batches/:id/returned',
  params: planParams,
  body: z.object({
    day,
    members: z.array(z.string()).min(1, '请选择退回的成员').max(20_000),
    reason: z.string().trim().min(1, '请写明为什么退回').max(200),
    file: z.string().optional(),
  }),
  response: z.object({ returned: z.number(), voucher: z.string() }),
})
/** The bank's return file: read and matched, nothing is kept before it is sent as results. */
export const BANK_FILE_PATH = '/api/surplus-batches/:id/bank.xlsx'
/** The same in the columns of the bank's own empty form, which is sent along. */
export const BANK_FORM_PATH = '/api/surplus-batches/:id/bank-form'
export const BANK_RETURN_PATH = '/api/surplus-batches/:id/return'
export const bankReturn = z.object({
  results: z.array(
    z.object({
      member: z.string(),
      number: z.string(),
      name: z.string(),
      amount: z.string(),
      outcome: z.enum(['paid', 'failed']),
      reason: z.string().nullable(),
    }),
  ),
  problems: z.array(z.string()),
})
export type WireBankReturn = z.infer<typeof bankReturn>

const slip = z.object({
  member: z.string(),
  number: z.string(),
  name: z.string(),
  title: z.string(),
  traded: z.array(z.string()),
  whole: z.string(),
  lines: z.array(z.string()),
  money: z.array(z.string()),
  /** Said where no code is printed: how the household comes in, or why it does not. */
  entry: z.string(),
})
export type WireSlip = z.infer<typeof slip>
export const readSlips = endpoint({
  method: 'GET',
  path: '/api/surplus-plans/:id/slips',
  params: planParams,
  query: z.object({ member: z.string().optional() }),
  response: z.object({ body: z.string(), bodyName: z.string(), year: z.number(), slips: z.array(slip) }),
})
/** The same as .docx, with the codes that were just printed: they are kept nowhere, so that the page brings them. */
export const SLIPS_PAPER_PATH = '/api/surplus-plans/:id/slips.docx'
export const slipsPaper = z.object({
  member: z.string().optional(),
  endsOn: z.string(),
  codes: z
    .array(z.object({ member: z.string(), code: z.string().regex(/^\d{4} \d{4}$/, '入口码是 8 位数字') }))
    .max(20_000),
})
export const PLAN_WORKBOOK_PATH = '/api/surplus-plans/:id/plan.xlsx'
