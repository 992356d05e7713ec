/** What cooperatives show their members: the pack of a month or quarter, the board of a township. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'

const money = z.string()

export const moneyItem = z.object({
  day: z.string(),
  voucher: z.string(),
  summary: z.string(),
  what: z.string(),
  who: z.string(),
  account: z.string(),
  in: money,
  out: money,
})

/** Money that went through a person's own card or phone; balances above zero: the person owes the cooperative. */
export const handSheet = z.object({
  name: z.string(),
  opening: money,
  in: money,
  out: money,
  /** Drawn from accounts of the cooperative less handed back. */
  moved: money,
  other: money,
  closing: money,
  items: z.array(moneyItem.omit({ account: true }).extend({ moved: z.boolean() })),
})

/** What is frozen of a period. */
export const packContent = z.object({
  plan: z.string(),
  operation: z.string(),
  members: z.object({ start: z.number(), end: z.number(), joined: z.number(), left: z.number() }),
  trades: z.array(
    z.object({
      direction: z.enum(['delivered', 'supplied']),
      product: z.string(),
      unit: z.string(),
      members: z.number(),
      quantity: z.string(),
      amount: money,
    }),
  ),
  money: z
    .object({
      opening: money,
      in: money,
      out: money,
      closing: money,
      accounts: z.array(
        z.object({ label: z.string(), opening: money, in: money, out: money, closing: money }),
      ),
      items: z.array(moneyItem),
      /** Absent in what was frozen before this was shown. */
      hands: z.array(handSheet).optional(),
      /** Rewards for services that went into the costs of the period; absent in what was frozen before this was shown. */
      rewards: z
        .array(
          z.object({
            day: z.string(),
            voucher: z.string(),
            payee: z.string(),
            what: z.string(),
            amount: money,
            resolution: z.string().nullable(),
          }),
        )
        .optional(),
      /** Income and expense of the period by account. */
      results: z.array(z.object({ label: z.string(), amount: money })),
      /** What is owed and due at the end, by account; grants by project. */
      debts: z.array(z.object({ label: z.string(), amount: money })),
    })
    .nullable(),
})
export type PackContent = z.infer<typeof packContent>

export const boardRow = z.object({
  body: z.string(),
  bodyName: z.string(),
  area: z.string(),
  areaName: z.string(),
  state: z.enum(['posted', 'signed', 'made', 'open', 'waiting']),
  stateLabel: z.string(),
  late: z.boolean(),
  /** false: its place does not ask for this rhythm; it showed by its own will. */
  asked: z.boolean(),
  /** Whether its books are kept here. */
  books: z.boolean(),
  item: z.string().nullable(),
  postedOn: z.string().nullable(),
})
export type WireBoardRow = z.infer<typeof boardRow>

const rhythm = z.enum(['month', 'quarter'])

/** How all cooperatives that the person sees stand to a month or quarter. */
export const readBoard = endpoint({
  method: 'GET',
  path: '/api/disclosures',
  query: z.object({
    /** The rhythm; that of the place where none is asked for. */
    every: rhythm.optional(),
    /** A day of the period; the latest that is due, made or can be made where none is asked for. */
    from: z.iso.date().optional(),
    area: z.string().optional(),
    state: z.enum(['posted', 'signed', 'made', 'open', 'waiting', 'late']).optional(),
    page: z.coerce.number().int().min(1).optional(),
  }),
  response: z.object({
    every: rhythm,
    from: z.string(),
    label: z.string(),
    /** null: nobody confirmed the day here, and nothing is late. */
    due: z.string().nullable(),
    dueGround: z.string(),
    periods: z.array(z.object({ from: z.string(), label: z.string() })),
    /** What the place asks for, and what was said of it there. */
    rhythm: z.object({
      every: rhythm,
      from: z.string().nullable(),
      ground: z.string(),
      areaName: z.string(),
      /** What was said for later; null where nothing changes. */
      coming: z.object({ every: rhythm, from: z.string() }).nullable(),
      maySet: z.boolean(),
    }),
    /** Places in sight that ask for the other rhythm. */
    others: z.array(z.object({ area: z.string(), name: z.string() })),
    towns: z.array(
      z.object({
        area: z.string(),
        name: z.string(),
        total: z.number(),
        posted: z.number(),
        late: z.number(),
      }),
    ),
    rows: z.array(boardRow),
    total: z.number(),
  }),
})

const words = z.string().trim().max(1000, '不超过 1000 字')

export const makeDisclosure = endpoint({
  method: 'POST',
  path: '/api/bodies/:body/disclosures',
  params: z.object({ body: z.string() }),
  body: z.object({
    from: z.iso.date(),
    /** That of the place where none is said. */
    every: rhythm.optional(),
    kind: z.enum(['books', 'paper']),
    plan: words.default(''),
    operation: words.default(''),
  }),
  response: z.object({ id: z.string() }),
})

/** A township or county says how often its cooperatives show their finances. */
export const setRhythm = endpoint({
  method: 'POST',
  path: '/api/disclosures/rhythm',
  body: z.object({
    every: rhythm,
    /** First day of a quarter. */
    from: z.iso.date(),
    ground: z.string().trim().min(2, '请写明依据').max(200, '不超过 200 字'),
  }),
  response: z.object({}),
})

/** The pack of an item, as it was made. */
export const readPack = endpoint({
  method: 'GET',
  path: '/api/disclosures/:id',
  params: z.object({ id: z.string() }),
  response: z.object({
    id: z.string(),
    code: z.string(),
    body: z.string(),
    bodyName: z.string(),
    label: z.string(),
    from: z.string(),
    to: z.string(),
    kind: z.enum(['books', 'paper']),
    stateLabel: z.string(),
    madeBy: z.string(),
    content: packContent,
  }),
})
