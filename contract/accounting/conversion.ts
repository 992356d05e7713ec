import { z } from 'zod'
import { endpoint } from '../kernel.ts'

/** 新旧科目转换 (财会〔2021〕38号). Money travels as a decimal string in yuan; an empty text is none. */
const bookParams = z.object({ body: z.string() })
const amount = z.string().max(30)

const balance = z.object({
  code: z.string().min(1).max(30),
  name: z.string().max(100),
  debit: amount,
  credit: amount,
})
const part = z.object({
  old: z.string().max(30),
  account: z.string().max(10),
  member: z.string().optional(),
  party: z.string().max(100).optional(),
  item: z.string().max(50).optional(),
  note: z.string().max(100).optional(),
  debit: amount,
  credit: amount,
})
export const conversionDraft = z.object({
  balances: z.array(balance).max(300),
  parts: z.array(part).max(3000),
})
export type WireConversionDraft = z.infer<typeof conversionDraft>
/** A draft as it was saved last, and by whom. */
export const keptDraft = conversionDraft.extend({ savedAt: z.string(), by: z.string() })
export type KeptDraft = z.infer<typeof keptDraft>

/** Takes a workbook; gives what was read of it, keeps nothing. */
export const READ_OLD_BOOKS_PATH = '/api/books/:body/conversion/read'
export const OLD_BOOKS_TEMPLATE_PATH = '/api/books/:body/conversion/template.xlsx'
/** 转换对照表: of the draft, or of the conversion that stands. */
export const CONVERSION_PAPER_PATH = '/api/books/:body/conversion/paper.xlsx'

export const readConversion = endpoint({
  method: 'GET',
  path: '/api/books/:body/conversion',
  params: bookParams,
  response: z.object({
    draft: keptDraft.nullable(),
    /** The one that stands. */
    done: conversionDraft
      .extend({
        day: z.string(),
        chair: z.string(),
        supervisor: z.string(),
        paper: z.string(),
        voucher: z.string(),
        at: z.string(),
        by: z.string(),
        /** Members named in it, by id. */
        names: z.record(z.string(), z.string()),
      })
      .nullable(),
  }),
})
export type WireConversion = z.infer<typeof readConversion.response>

export const saveConversion = endpoint({
  method: 'POST',
  path: '/api/books/:body/conversion/draft',
  params: bookParams,
  body: conversionDraft.extend({
    /** `savedAt` of the draft that this one goes on from; null for the first. */
    was: z.iso.datetime().nullable(),
  }),
  response: z.object({ savedAt: z.string() }),
})

/** The signed conversion; posts the opening balances. */
export const convertBooks = endpoint({
  method: 'POST',
  path: '/api/books/:body/conversion',
  params: bookParams,
  body: conversionDraft.extend({
    chair: z.string().trim().min(1, '请写明理事长').max(50),
    supervisor: z.string().trim().min(1, '请写明监事').max(50),
    /** Photograph or scan of the signed paper. */
    paper: z.string(),
  }),
  response: z.object({ id: z.string(), code: z.string() }),
})
