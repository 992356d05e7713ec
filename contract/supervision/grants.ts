/** 补助资金: what was granted, spent, photographed, built and quantified, grant by grant. Money travels in yuan. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'

const money = z.string()
const unknownMoney = money.nullable()

export const grantFinding = z.object({
  code: z.string(),
  label: z.string(),
  says: z.string(),
  step: z.enum([
    'register',
    'budget',
    'record',
    'attach',
    'assign',
    'photo',
    'card',
    'assets',
    'divide',
    'report',
    'spent',
  ]),
})
export type WireGrantFinding = z.infer<typeof grantFinding>

export const grantRow = z.object({
  body: z.string(),
  bodyName: z.string(),
  areaName: z.string(),
  name: z.string(),
  /** The record of the register; null where only vouchers know of it. */
  project: z.string().nullable(),
  /** Whether the books are kept here; else the figures are those of a report. */
  books: z.boolean(),
  amount: unknownMoney,
  received: unknownMoney,
  spent: unknownMoney,
  returned: money,
  left: unknownMoney,
  formed: unknownMoney,
  carded: money,
  quantified: unknownMoney,
  findings: z.array(grantFinding),
})
export type WireGrant = z.infer<typeof grantRow>

export const limit = z.object({ days: z.number(), confirmed: z.boolean(), ground: z.string() }).nullable()

const listQuery = z.object({
  area: z.string().optional(),
  body: z.string().optional(),
  /** One kind of exception; `any` for all with one, `none` for those without. */
  code: z.string().max(30).optional(),
  q: z.string().max(100).optional(),
  page: z.coerce.number().int().min(1).optional(),
  size: z.coerce.number().int().min(1).max(500).optional(),
})

export const listGrants = endpoint({
  method: 'GET',
  path: '/api/grants',
  query: listQuery,
  response: z.object({
    rows: z.array(grantRow),
    total: z.number(),
    /** Of all that the other filters leave, whatever kind of exception is asked for. */
    grants: z.number(),
    sums: z.object({
      amount: unknownMoney,
      received: unknownMoney,
      spent: unknownMoney,
      quantified: unknownMoney,
    }),
    codes: z.array(
      z.object({ code: z.string(), label: z.string(), formula: z.string(), grants: z.number() }),
    ),
    waiting: limit,
    quantifying: limit,
  }),
})

const lineOfGrant = z.object({
  id: z.string(),
  item: z.string(),
  purpose: z.string().nullable(),
  amount: money,
  spent: unknownMoney,
  vouchers: z.number(),
  photos: z.array(z.string()),
})
const voucherOfGrant = z.object({
  id: z.string(),
  code: z.string(),
  day: z.string(),
  summary: z.string(),
  kind: z.enum(['opening', 'in', 'out', 'back', 'both']),
  in: money,
  out: money,
  built: money,
  item: z.string().nullable(),
  files: z.array(z.string()),
})
const cardOfGrant = z.object({
  id: z.string(),
  name: z.string(),
  acquiredOn: z.string(),
  cost: money,
  grantAmount: money,
  place: z.string().nullable(),
  keeper: z.string().nullable(),
  state: z.enum(['used', 'idle', 'disposed']),
  stateSince: z.string().nullable(),
})
const shareOfGrant = z.object({
  id: z.string(),
  day: z.string(),
  member: z.string(),
  amount: money,
  resolution: z.string().nullable(),
  /** The grant that it was made of, as far as somebody said so. */
  project: z.string().nullable(),
})
const planOfGrant = z.object({
  year: z.number(),
  postedOn: z.string(),
  members: z.number(),
  amount: money,
  plan: z.string(),
})

export const readGrant = endpoint({
  method: 'GET',
  path: '/api/bodies/:body/grant',
  params: z.object({ body: z.string() }),
  query: z.object({ name: z.string().min(1).max(100) }),
  response: z.object({
    day: z.string(),
    row: grantRow,
    paper: z.string().nullable(),
    issuer: z.string().nullable(),
    approvedOn: z.string().nullable(),
    useBy: z.string().nullable(),
    note: z.string().nullable(),
    photos: z.array(z.string()),
    lines: z.array(lineOfGrant),
    vouchers: z.array(voucherOfGrant),
    cards: z.array(cardOfGrant),
    shares: z.array(shareOfGrant),
    plans: z.array(planOfGrant),
    unquantified: unknownMoney,
    waiting: limit,
    quantifying: limit,
    /** Keeps the books: may say on which line a voucher is. */
    mayPlace: z.boolean(),
  }),
})
export type WireGrantPage = z.infer<typeof readGrant.response>

export const placeGrantUse = endpoint({
  method: 'POST',
  path: '/api/bodies/:body/grant-uses',
  params: z.object({ body: z.string() }),
  body: z.object({
    kind: z.enum(['voucher', 'share']),
    target: z.string(),
    project: z.string().trim().min(1).max(100),
    /** A line of the budget, for a voucher; null takes it back. */
    item: z.string().trim().min(1).max(100).nullable(),
    takenBack: z.boolean().optional(),
  }),
  response: z.object({}),
})

/** The list with its filters, and the check sheet of one grant, as .xlsx. */
export const GRANTS_SHEET_PATH = '/api/grants/sheet'
export const GRANT_SHEET_PATH = '/api/bodies/:body/grant/sheet'
