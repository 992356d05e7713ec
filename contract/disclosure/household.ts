/** A household's own figures on its telephone, what it says to them, and what the cooperative answers. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'
import { trade } from '../membership/trades.ts'

const year = z.coerce.number('请选择年度').int().min(2007).max(2100)
export const ENTRY_KINDS = ['confirm', 'object', 'ask'] as const
export const ENTRY_ABOUT = ['shares', 'trades', 'money'] as const
const kind = z.enum(ENTRY_KINDS)
const about = z.enum(ENTRY_ABOUT)
const day = z.iso.date('日期写成 2023-03-15')

const ownEntry = z.object({
  id: z.string(),
  kind,
  about,
  year: z.number().nullable(),
  text: z.string().nullable(),
  at: z.string(),
  /** Entered by a clerk with the signed paper. */
  proxy: z.boolean(),
  answers: z.array(z.object({ text: z.string(), at: z.string() })),
})
export type OwnEntry = z.infer<typeof ownEntry>

const moneyYear = z.object({
  year: z.number(),
  patronage: z.string(),
  remainder: z.string(),
  total: z.string(),
  converted: z.string(),
  paid: z.string(),
  pending: z.string(),
  owed: z.string(),
  /** That the last payment did not arrive, why, and what to bring; null where nothing came back. */
  notPaid: z.string().nullable(),
  /** The slip of the year: its arithmetic line by line. */
  traded: z.array(z.string()),
  whole: z.string(),
  lines: z.array(z.string()),
})
export type MoneyYear = z.infer<typeof moneyYear>

/** One of the four that stand behind a membership; from is null where it is the member as the roll has it. */
const person = z.object({
  role: z.enum(['entitled', 'household', 'payee', 'holder']),
  label: z.string(),
  says: z.string(),
  person: z.string(),
  relation: z.string().nullable(),
  from: z.string().nullable(),
  /** Of the account holder alone, the last four digits; null where none is known. */
  account: z.string().nullable(),
})

const ownSettlement = z.object({
  id: z.string(),
  title: z.string(),
  /** What was found, of an additional one. */
  reason: z.string().nullable(),
  settledOn: z.string(),
  lines: z.array(z.object({ label: z.string(), amount: z.string(), clause: z.string() })),
  /** Whether the cooperative pays; else the household gives back. */
  dueTo: z.boolean(),
  total: z.string(),
  paidOn: z.string().nullable(),
  paidTo: z.string().nullable(),
  ground: z.string(),
})
export type OwnSettlement = z.infer<typeof ownSettlement>

export const readMoney = endpoint({
  method: 'GET',
  path: '/api/household/money',
  response: z.object({
    /** Of all years. */
    owed: z.string(),
    shares: z.object({
      total: z.string(),
      /** What the roll says, where nothing of it is in the ledger yet. */
      rolled: z.string().nullable(),
      moves: z.array(z.object({ day: z.string(), says: z.string(), amount: z.string() })),
    }),
    years: z.array(moneyYear),
    /** What was settled when the membership ended, and since. */
    settlements: z.array(ownSettlement),
    people: z.array(person),
    entries: z.array(ownEntry),
    rule: z.string(),
    tax: z.string(),
  }),
})

/** A trade as its own household sees it: without who it is, who wrote it and the notes of the cooperative. */
const ownTrade = trade
  .pick({
    id: true,
    day: true,
    direction: true,
    product: true,
    unit: true,
    grade: true,
    gross: true,
    tare: true,
    deducted: true,
    quantity: true,
    price: true,
    amount: true,
    reversed: true,
  })
  .extend({ reverses: z.boolean(), confirmed: z.boolean() })
export type OwnTrade = z.infer<typeof ownTrade>

export const readOwnTrades = endpoint({
  method: 'GET',
  path: '/api/household/trades',
  query: z.object({ year: year.optional() }),
  response: z.object({
    year: z.number(),
    years: z.array(z.number()),
    totals: z.array(
      z.object({
        direction: z.enum(['delivered', 'supplied']),
        product: z.string(),
        unit: z.string(),
        quantity: z.string(),
        amount: z.string(),
      }),
    ),
    lines: z.array(ownTrade),
  }),
})

/** The household has seen its lines of these days. */
export const confirmOwnTrades = endpoint({
  method: 'POST',
  path: '/api/household/trade-confirmations',
  body: z.object({ from: day, to: day }),
  response: z.object({ confirmed: z.number() }),
})

const said = z.object({
  kind,
  about,
  year: year.optional(),
  text: z.string().trim().min(2, '请写清要说的事').max(500, '最多 500 字').optional(),
})
export const sayToOffice = endpoint({
  method: 'POST',
  path: '/api/household/entries',
  body: said,
  response: z.object({ id: z.string() }),
})

/** The same for a household that came to the village office, with the paper that it signed. */
export const sayForHousehold = endpoint({
  method: 'POST',
  path: '/api/households/:body/members/:member/entries',
  params: z.object({ body: z.string(), member: z.string() }),
  body: said.extend({ file: z.string('请附上本人签字的纸') }),
  response: z.object({ id: z.string() }),
})
export const confirmForHousehold = endpoint({
  method: 'POST',
  path: '/api/households/:body/members/:member/trade-confirmations',
  params: z.object({ body: z.string(), member: z.string() }),
  body: z.object({ from: day, to: day, file: z.string('请附上本人签字的纸') }),
  response: z.object({ confirmed: z.number() }),
})

const entry = z.object({
  id: z.string(),
  body: z.string(),
  bodyName: z.string(),
  areaName: z.string(),
  member: z.string(),
  number: z.string(),
  name: z.string(),
  kind,
  about,
  year: z.number().nullable(),
  text: z.string().nullable(),
  at: z.string(),
  /** The clerk who entered it for the household; null where it spoke itself. */
  proxyBy: z.string().nullable(),
  file: z.string().nullable(),
  answers: z.array(z.object({ text: z.string(), at: z.string(), by: z.string() })),
  mayAnswer: z.boolean(),
})
export type WireEntry = z.infer<typeof entry>
export const listEntries = endpoint({
  method: 'GET',
  path: '/api/household-entries',
  query: z.object({
    state: z.enum(['open', 'all']).optional(),
    body: z.string().optional(),
    page: z.coerce.number().int().min(1).optional(),
  }),
  response: z.object({ rows: z.array(entry), total: z.number(), open: z.number() }),
})
export const answerEntry = endpoint({
  method: 'POST',
  path: '/api/household-entries/:id/answers',
  params: z.object({ id: z.string() }),
  body: z.object({ text: z.string().trim().min(2, '请写答复').max(500, '最多 500 字') }),
  response: z.object({ id: z.string() }),
})
