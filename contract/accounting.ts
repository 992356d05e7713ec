import { z } from 'zod'
import { reviewRule } from './accounting/reviews.ts'
import { endpoint } from './kernel.ts'

/** Money travels as a decimal string in yuan. */
const bookParams = z.object({ body: z.string() })
const month = z.string().regex(/^\d{4}-\d{2}$/, '月份写成 2023-03')

export const book = z.object({
  body: z.string(),
  bodyName: z.string(),
  areaName: z.string(),
  /** First day; null where no book was opened. */
  startedOn: z.string().nullable(),
  closedThrough: z.string().nullable(),
  /** 只报表, 收支账 or 完整账; null where none was chosen. */
  depth: z.enum(['report', 'cash', 'full']).nullable(),
  vouchers: z.number(),
  lastDay: z.string().nullable(),
})
export type WireBook = z.infer<typeof book>

/** Books of the bodies that the person sees. */
export const listBooks = endpoint({
  method: 'GET',
  path: '/api/books',
  query: z.object({
    q: z.string().optional(),
    opened: z.enum(['0', '1']).optional(),
    page: z.coerce.number().int().min(1).optional(),
  }),
  response: z.object({ books: z.array(book), total: z.number() }),
})
export const readBook = endpoint({
  method: 'GET',
  path: '/api/books/:body',
  params: bookParams,
  response: book.extend({
    mayWrite: z.boolean(),
    /** `share`: what each contributed before the book began, as the share ledger or the roll has it. */
    members: z.array(z.object({ id: z.string(), name: z.string(), share: z.string() })),
    parties: z.array(z.string()),
    /** Passed items of sealed meetings, the latest first. */
    resolutions: z.array(z.object({ value: z.string(), label: z.string() })),
    hasOpening: z.boolean(),
    /** Registered on the first day of the book or later, so that there is nothing to open with. */
    beginsWithBody: z.boolean(),
    review: reviewRule.nullable(),
  }),
})
export const openBook = endpoint({
  method: 'POST',
  path: '/api/books/:body/open',
  params: bookParams,
  body: z.object({ startedOn: z.string() }),
  response: z.object({}),
})

export const voucherLine = z.object({
  account: z.string(),
  member: z.string().nullable(),
  memberName: z.string().nullable(),
  party: z.string().nullable(),
  item: z.string().nullable(),
  debit: z.string(),
  credit: z.string(),
})
export const voucher = z.object({
  id: z.string(),
  body: z.string(),
  /** 2023-0012 */
  code: z.string(),
  day: z.string(),
  summary: z.string(),
  phase: z.enum(['opening', 'current', 'closing']),
  total: z.string(),
  reverses: z.string().nullable(),
  reversedBy: z.string().nullable(),
  actor: z.string(),
  /** Who made it, by name; who reviewed it, null where nobody did. */
  maker: z.string(),
  reviewer: z.string().nullable(),
  postedAt: z.string(),
  template: z.string().nullable(),
  files: z.array(z.string()),
  lines: z.array(voucherLine),
})
export type WireVoucher = z.infer<typeof voucher>

export const listVouchers = endpoint({
  method: 'GET',
  path: '/api/books/:body/vouchers',
  params: bookParams,
  query: z.object({
    from: z.string().optional(),
    to: z.string().optional(),
    /** Vouchers with a line on one of these accounts, separated by commas. */
    account: z.string().optional(),
    /** … and for this member or party. */
    detail: z.string().optional(),
    /** Vouchers behind a figure of the statements: `end:101,year:332:盈余返还`, up to the end of the month. */
    behind: z.string().max(2000).optional(),
    until: month.optional(),
    q: z.string().optional(),
    /** Those that nobody reviewed yet. */
    review: z.literal('open').optional(),
    page: z.coerce.number().int().min(1).optional(),
  }),
  response: z.object({
    vouchers: z.array(voucher),
    total: z.number(),
    /** What the lines behind the figure come to; null where none was asked for. */
    sums: z.object({ debit: z.string(), credit: z.string() }).nullable(),
  }),
})
export const readVoucher = endpoint({
  method: 'GET',
  path: '/api/vouchers/:id',
  params: z.object({ id: z.string() }),
  response: voucher.extend({
    bodyName: z.string(),
    mayWrite: z.boolean(),
    mayReview: z.boolean(),
    /** Why it can not be reversed and what to do instead; null where it can. */
    standsBecause: z.string().nullable(),
  }),
})

/** A line as it is typed; an empty amount is none. */
export const typedLine = z.object({
  account: z.string(),
  member: z.string().optional(),
  party: z.string().optional(),
  item: z.string().optional(),
  debit: z.string().optional(),
  credit: z.string().optional(),
})
/** Posts what a template makes of the answers, or free lines. */
export const postVoucher = endpoint({
  method: 'POST',
  path: '/api/books/:body/vouchers',
  params: bookParams,
  body: z.object({
    on: z.string(),
    summary: z.string(),
    template: z.string().optional(),
    answers: z.record(z.string(), z.string()).optional(),
    lines: z.array(typedLine).max(2000).optional(),
    /** True: opening balances, posted on the day before the book starts. */
    opening: z.boolean().optional(),
    files: z.array(z.string()).max(20).optional(),
  }),
  response: z.object({ id: z.string(), code: z.string() }),
})
export const reverseVoucher = endpoint({
  method: 'POST',
  path: '/api/vouchers/:id/reverse',
  params: z.object({ id: z.string() }),
  body: z.object({ on: z.string(), reason: z.string().min(1).max(100) }),
  response: z.object({ id: z.string(), code: z.string() }),
})
/** Receipts and photographs that came later; what is there stays. */
export const attachToVoucher = endpoint({
  method: 'POST',
  path: '/api/vouchers/:id/files',
  params: z.object({ id: z.string() }),
  body: z.object({ files: z.array(z.string()).min(1).max(20) }),
  response: z.object({ files: z.number() }),
})

export const trialBalance = endpoint({
  method: 'GET',
  path: '/api/books/:body/balances',
  params: bookParams,
  query: z.object({ month }),
  response: z.object({
    rows: z.array(
      z.object({
        account: z.string(),
        begin: z.string(),
        debit: z.string(),
        credit: z.string(),
        yearDebit: z.string(),
        yearCredit: z.string(),
        end: z.string(),
      }),
    ),
  }),
})
export const accountDetails = endpoint({
  method: 'GET',
  path: '/api/books/:body/balances/:account',
  params: z.object({ body: z.string(), account: z.string() }),
  query: z.object({ month }),
  response: z.object({
    rows: z.array(
      z.object({
        detail: z.string(),
        label: z.string(),
        begin: z.string(),
        debit: z.string(),
        credit: z.string(),
        end: z.string(),
      }),
    ),
  }),
})

const statementRow = z.object({
  row: z.number(),
  label: z.string(),
  now: z.string(),
  before: z.string().nullable(),
  accounts: z.array(z.string()),
  formula: z.string(),
  kind: z.enum(['line', 'sum']),
})
export type WireStatementRow = z.infer<typeof statementRow>
const part = z.object({ label: z.string(), amount: z.string() })
export const statements = endpoint({
  method: 'GET',
  path: '/api/books/:body/statements',
  params: bookParams,
  query: z.object({ month }),
  response: z.object({
    bodyName: z.string(),
    day: z.string(),
    sheet: z.array(statementRow),
    income: z.array(statementRow),
    equity: z.array(
      z.object({
        account: z.string(),
        label: z.string(),
        begin: z.string(),
        increases: z.array(part),
        decreases: z.array(part),
        end: z.string(),
      }),
    ),
    checks: z.array(z.object({ says: z.string(), left: z.string(), right: z.string(), ok: z.boolean() })),
  }),
})
export type WireStatements = z.infer<typeof statements.response>

export const closingList = endpoint({
  method: 'GET',
  path: '/api/books/:body/closing',
  params: bookParams,
  response: z.object({
    /** The month that closes next, its first day. */
    month: z.string(),
    checks: z.array(z.object({ label: z.string(), state: z.enum(['ok', 'warn', 'must']), says: z.string() })),
    /** What has to be carried over first (December). */
    entries: z.array(
      z.object({
        summary: z.string(),
        lines: z.array(
          z.object({
            account: z.string(),
            item: z.string().nullable(),
            debit: z.string(),
            credit: z.string(),
          }),
        ),
      }),
    ),
    closed: z.array(z.object({ month: z.string(), actor: z.string(), at: z.string() })),
    /** What may be done with one press before the month closes. */
    todo: z.object({
      /** Lines of statements that nobody explained, trades that no voucher holds, until the end of the month. */
      lines: z.number(),
      trades: z.number(),
      depreciation: z.object({ assets: z.number(), total: z.string() }),
      /** What the month before had of wages, interest and tax owed, and this one has not. */
      repeat: z.array(z.object({ id: z.string(), summary: z.string(), total: z.string() })),
    }),
  }),
})
/** Posts the entries of the month before again in the month that closes next. */
export const repeatMonth = endpoint({
  method: 'POST',
  path: '/api/books/:body/repeat',
  params: bookParams,
  body: z.object({ vouchers: z.array(z.string()).min(1).max(50) }),
  response: z.object({ posted: z.number() }),
})
/** Posts the entries of closing of the year. */
export const carryOver = endpoint({
  method: 'POST',
  path: '/api/books/:body/carry',
  params: bookParams,
  response: z.object({ posted: z.number() }),
})
export const closeMonth = endpoint({
  method: 'POST',
  path: '/api/books/:body/close',
  params: bookParams,
  body: z.object({ month: z.string() }),
  response: z.object({}),
})
