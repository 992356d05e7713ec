import { z } from 'zod'
import { endpoint } from '../kernel.ts'

/** Statements of banks and payment services, and what became of each line. Money travels as a decimal string in yuan. */
const bookParams = z.object({ body: z.string() })
const lineParams = z.object({ id: z.string() })
const kind = z.enum(['bank', 'wechat', 'alipay', 'person'])

export const moneyAccount = z.object({
  id: z.string(),
  name: z.string(),
  kind,
  memberName: z.string().nullable(),
  lines: z.number(),
  open: z.number(),
  lastDay: z.string().nullable(),
  lastBalance: z.string().nullable(),
})
export type WireMoneyAccount = z.infer<typeof moneyAccount>

export const listMoneyAccounts = endpoint({
  method: 'GET',
  path: '/api/books/:body/money',
  params: bookParams,
  response: z.object({ accounts: z.array(moneyAccount) }),
})
export const addMoneyAccount = endpoint({
  method: 'POST',
  path: '/api/books/:body/money',
  params: bookParams,
  body: z.object({ name: z.string().trim().min(1).max(50), kind, member: z.string().nullable() }),
  response: z.object({ id: z.string() }),
})

/** Takes one file; `keep=1` keeps its lines, without it they are only shown. */
export const READ_STATEMENT_PATH = '/api/money-accounts/:id/statement'
export const readStatementAnswer = z.object({
  kind: z.enum(['bank', 'wechat', 'alipay']),
  sheet: z.string(),
  columns: z.array(z.object({ heading: z.string(), means: z.string().nullable() })),
  lines: z.array(
    z.object({ row: z.number(), day: z.string(), amount: z.string(), party: z.string(), memo: z.string() }),
  ),
  /** How many are new, how many are kept already, of all. */
  fresh: z.number(),
  repeated: z.number(),
  income: z.string(),
  expense: z.string(),
  skipped: z.array(z.object({ row: z.number(), says: z.string() })),
  breaks: z.array(z.number()),
  kept: z.boolean(),
})
export type WireStatementRead = z.infer<typeof readStatementAnswer>

export const moneyLine = z.object({
  id: z.string(),
  day: z.string(),
  amount: z.string(),
  party: z.string(),
  memo: z.string(),
  accountName: z.string(),
  account: z.string(),
  member: z.string().nullable(),
  voucher: z.object({ id: z.string(), code: z.string() }).nullable(),
  aside: z.string().nullable(),
  suggestion: z
    .object({
      template: z.string(),
      answers: z.record(z.string(), z.string()),
      from: z.enum(['rule', 'words']),
    })
    .nullable(),
})
export type WireMoneyLine = z.infer<typeof moneyLine>

export const listMoneyLines = endpoint({
  method: 'GET',
  path: '/api/books/:body/money/lines',
  params: bookParams,
  query: z.object({
    source: z.string().optional(),
    state: z.enum(['open', 'posted', 'aside']).optional(),
    page: z.coerce.number().int().min(1).optional(),
  }),
  response: z.object({ lines: z.array(moneyLine), total: z.number() }),
})
/** Posts the line as a template makes it; remembers the choice for the counterparty where asked. */
export const settleLine = endpoint({
  method: 'POST',
  path: '/api/money-lines/:id/post',
  params: lineParams,
  body: z.object({
    template: z.string(),
    answers: z.record(z.string(), z.string()),
    summary: z.string().max(200).optional(),
    remember: z.boolean().optional(),
    files: z.array(z.string()).max(20).optional(),
  }),
  response: z.object({ id: z.string(), code: z.string() }),
})
/** Open lines put together by what they are. */
export const lineGroup = z.object({
  key: z.string(),
  direction: z.enum(['in', 'out']),
  suggestion: moneyLine.shape.suggestion,
  memo: z.string(),
  /** The memo without numbers and signs. */
  word: z.string(),
  parties: z.array(z.string()),
  lines: z.array(z.string()),
  total: z.string(),
  from: z.string(),
  to: z.string(),
})
export type WireLineGroup = z.infer<typeof lineGroup>
export const listLineGroups = endpoint({
  method: 'GET',
  path: '/api/books/:body/money/groups',
  params: bookParams,
  query: z.object({ source: z.string().optional() }),
  response: z.object({ groups: z.array(lineGroup), lines: z.number() }),
})
/** As many open lines as are grouped at once; the rest follow when these are done. */
export const LINES_AT_ONCE = 1000
/** Posts open lines, all or none: each as it is proposed, or all as one choice; who it concerns comes from each line. */
export const settleLines = endpoint({
  method: 'POST',
  path: '/api/books/:body/money/post',
  params: bookParams,
  body: z.object({
    lines: z.array(z.string()).min(1, '请选择流水').max(LINES_AT_ONCE),
    choice: z
      .object({
        template: z.string(),
        answers: z.record(z.string(), z.string()),
        /** The same from now on: for these counterparties, or for whoever comes with this word. */
        remember: z.enum(['party', 'word', 'none']),
      })
      .optional(),
  }),
  response: z.object({ posted: z.number() }),
})
export const setLineAside = endpoint({
  method: 'POST',
  path: '/api/money-lines/:id/aside',
  params: lineParams,
  body: z.object({ reason: z.string().trim().min(1).max(100) }),
  response: z.object({}),
})
/** Vouchers that move the same money within ten days and belong to no line yet. */
export const lineCandidates = endpoint({
  method: 'GET',
  path: '/api/money-lines/:id/candidates',
  params: lineParams,
  response: z.object({
    vouchers: z.array(z.object({ id: z.string(), code: z.string(), day: z.string(), summary: z.string() })),
  }),
})
export const linkLine = endpoint({
  method: 'POST',
  path: '/api/money-lines/:id/link',
  params: lineParams,
  body: z.object({ voucher: z.string() }),
  response: z.object({}),
})

const oneSided = z.object({ day: z.string(), says: z.string(), amount: z.string() })
/** 银行存款余额调节表 as of a day; null where no statement was imported, or one has no balances. */
export const readReconciliation = endpoint({
  method: 'GET',
  path: '/api/books/:body/reconciliation',
  params: bookParams,
  query: z.object({ day: z.string() }),
  response: z.object({
    day: z.string(),
    accounts: z.array(
      z.object({ name: z.string(), lastDay: z.string().nullable(), balance: z.string().nullable() }),
    ),
    table: z
      .object({
        bank: z.string(),
        books: z.string(),
        notAtBank: z.array(oneSided),
        notInBooks: z.array(oneSided),
        bankAfter: z.string(),
        booksAfter: z.string(),
        difference: z.string(),
      })
      .nullable(),
  }),
})
export type WireReconciliation = z.output<typeof readReconciliation.response>

export const chooseDepth = endpoint({
  method: 'POST',
  path: '/api/books/:body/depth',
  params: bookParams,
  body: z.object({ depth: z.enum(['report', 'cash', 'full']) }),
  response: z.object({}),
})

export const stockItem = z.object({
  kind: z.string(),
  label: z.string().max(100).optional(),
  member: z.string().optional(),
  party: z.string().max(100).optional(),
  amount: z.string(),
  worn: z.string().optional(),
})
export type WireStockItem = z.infer<typeof stockItem>
/** The signed count; posts the opening balances. */
export const takeStock = endpoint({
  method: 'POST',
  path: '/api/books/:body/stock-taking',
  params: bookParams,
  body: z.object({
    items: z.array(stockItem).max(2000),
    chair: z.string().trim().min(1).max(50),
    supervisor: z.string().trim().min(1).max(50),
    /** Photograph or scan of the signed sheet. */
    paper: z.string(),
  }),
  response: z.object({ id: z.string(), code: z.string() }),
})
export const listStockTakings = endpoint({
  method: 'GET',
  path: '/api/books/:body/stock-taking',
  params: bookParams,
  response: z.object({
    taken: z.array(
      z.object({
        day: z.string(),
        chair: z.string(),
        supervisor: z.string(),
        paper: z.string(),
        voucher: z.string(),
      }),
    ),
  }),
})
