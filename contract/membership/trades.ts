/** What members trade with their cooperative: weigh slips by the grid, corrections, confirmations, sums of a year. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'

const bodyParams = z.object({ body: z.string() })
const day = z.iso.date('日期写成 2023-03-15')
const year = z.coerce.number('请选择年度').int().min(2007).max(2100)

/** Bodies with a roll and what their members traded this year. */
export const listTradeBodies = endpoint({
  method: 'GET',
  path: '/api/trades',
  query: z.object({
    q: z.string().optional(),
    year: year.optional(),
    page: z.coerce.number().int().min(1).optional(),
  }),
  response: z.object({
    year: z.number(),
    rows: z.array(
      z.object({
        body: z.string(),
        bodyName: z.string(),
        areaName: z.string(),
        members: z.number(),
        traders: z.number(),
        delivered: z.string(),
        supplied: z.string(),
        lastDay: z.string().nullable(),
      }),
    ),
    total: z.number(),
  }),
})

/** Quantities and weights are decimal texts in the unit of the line, prices in yuan with up to four decimals. */
export const trade = z.object({
  id: z.string(),
  day: z.string(),
  member: z.string(),
  number: z.string(),
  name: z.string(),
  direction: z.enum(['delivered', 'supplied']),
  product: z.string(),
  unit: z.string(),
  grade: z.string().nullable(),
  gross: z.string().nullable(),
  tare: z.string(),
  deducted: z.string(),
  quantity: z.string(),
  price: z.string().nullable(),
  amount: z.string(),
  /** What the amount is off quantity × price. */
  rounding: z.string().nullable(),
  slip: z.string().nullable(),
  note: z.string().nullable(),
  reverses: z.string().nullable(),
  reversed: z.boolean(),
  /** How the member confirmed it; null where not yet. */
  confirmed: z.enum(['signed', 'phone']).nullable(),
  actor: z.string(),
})
export type WireTrade = z.infer<typeof trade>

export const tradeMember = z.object({
  id: z.string(),
  number: z.string(),
  name: z.string(),
  /** Pinyin initials in small letters: wdj for 王大江. */
  initials: z.string(),
  joinedOn: z.string().nullable(),
  /** The last day of the membership; null while it lasts. */
  leftOn: z.string().nullable(),
})
export type TradeMember = z.infer<typeof tradeMember>

export const readTrades = endpoint({
  method: 'GET',
  path: '/api/trades/:body',
  params: bodyParams,
  query: z.object({
    year: year.optional(),
    member: z.string().optional(),
    page: z.coerce.number().int().min(1).optional(),
  }),
  response: z.object({
    bodyName: z.string(),
    areaName: z.string(),
    mayWrite: z.boolean(),
    today: z.string(),
    year: z.number(),
    years: z.array(z.number()),
    members: z.array(tradeMember),
    products: z.array(z.object({ product: z.string(), unit: z.string(), price: z.string().nullable() })),
    rows: z.array(trade),
    total: z.number(),
    /** Lines of the year that no member has confirmed. */
    unconfirmed: z.number(),
  }),
})

/** What a member traded in some days, one line per direction and product. */
export const yearTotal = z.object({
  member: z.string(),
  number: z.string(),
  name: z.string(),
  direction: z.enum(['delivered', 'supplied']),
  product: z.string(),
  unit: z.string(),
  lines: z.number(),
  quantity: z.string(),
  amount: z.string(),
  /** Lines that the member has not confirmed yet. */
  open: z.number(),
})
export type WireYearTotal = z.infer<typeof yearTotal>
export const readTradeTotals = endpoint({
  method: 'GET',
  path: '/api/trades/:body/totals',
  params: bodyParams,
  query: z.object({ from: day.optional(), to: day.optional() }),
  response: z.object({
    bodyName: z.string(),
    from: z.string(),
    to: z.string(),
    mayWrite: z.boolean(),
    rows: z.array(yearTotal),
  }),
})

const typedTrade = z.object({
  member: z.string(),
  day: z.string(),
  direction: z.string(),
  product: z.string(),
  unit: z.string().optional(),
  grade: z.string().optional(),
  gross: z.string().optional(),
  tare: z.string().optional(),
  deducted: z.string().optional(),
  quantity: z.string().optional(),
  price: z.string().optional(),
  amount: z.string().optional(),
  slip: z.string().optional(),
  note: z.string().optional(),
})
export type WireTypedTrade = z.infer<typeof typedTrade>

/** Keeps a batch of lines whole or not at all. */
export const recordTrades = endpoint({
  method: 'POST',
  path: '/api/trades/:body',
  params: bodyParams,
  body: z.object({ rows: z.array(typedTrade).min(1, '还没有填任何一笔').max(2000, '一次最多记 2000 笔') }),
  response: z.object({
    kept: z.number(),
    amount: z.string(),
    /** What was kept and should be looked at. */
    remarks: z.array(z.string()),
  }),
})
export const reverseTrade = endpoint({
  method: 'POST',
  path: '/api/trade-lines/:id/reverse',
  params: z.object({ id: z.string() }),
  body: z.object({ reason: z.string().trim().min(1, '请写明冲销原因').max(200, '不超过 200 字') }),
  response: z.object({ id: z.string() }),
})
/** Members have seen their lines of these days: by their signature on the list, or by phone. */
export const confirmTrades = endpoint({
  method: 'POST',
  path: '/api/trades/:body/confirm',
  params: bodyParams,
  body: z.object({
    members: z.array(z.string()).min(1, '请选择成员').max(5000),
    from: day,
    to: day,
    way: z.enum(['signed', 'phone']),
    note: z.string().max(200).optional(),
    file: z.string().optional(),
  }),
  response: z.object({ confirmed: z.number() }),
})

/** A workbook of trades: read and shown line by line; nothing is kept before it is sent as lines. */
export const UPLOAD_TRADES_PATH = '/api/trades/:body/read-sheet'
export const TRADE_TEMPLATE_PATH = '/api/trades/:body/template.xlsx'
export const TRADE_LIST_PATH = '/api/trades/:body/list.xlsx'
export const readTradeSheet = z.object({
  rows: z.array(typedTrade.extend({ row: z.number(), who: z.string() })),
  problems: z.array(z.object({ row: z.number(), says: z.string() })),
})
