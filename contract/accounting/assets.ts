import { z } from 'zod'
import { resolutionKey } from '../governance/charters.ts'
import { endpoint } from '../kernel.ts'
import { usedResolution } from './resolutions.ts'

/** Asset cards, depreciation and the reopening of months. Money travels as a decimal string in yuan. */
const bookParams = z.object({ body: z.string() })
const month = z.string().regex(/^\d{4}-\d{2}$/, '月份写成 2023-03')

export const assetCard = z.object({
  id: z.string(),
  name: z.string(),
  account: z.string(),
  acquiredOn: z.string(),
  cost: z.string(),
  residual: z.string(),
  worn: z.string(),
  net: z.string(),
  months: z.number(),
  monthly: z.string(),
  depreciatesFrom: z.string().nullable(),
  useAccount: z.string().nullable(),
  grantName: z.string().nullable(),
  grantAmount: z.string(),
  poverty: z.boolean(),
  place: z.string().nullable(),
  keeper: z.string().nullable(),
  state: z.enum(['used', 'idle', 'disposed']),
  stateSince: z.string().nullable(),
  /** By work: what is to be done from the term's month on, its unit, and what was done in the month that is due; null by months. */
  work: z.object({ total: z.string(), unit: z.string(), done: z.string().nullable() }).nullable(),
  /** What was changed, the earliest first. */
  terms: z.array(
    z.object({
      from: z.string(),
      months: z.number(),
      residual: z.string(),
      work: z.string(),
      reason: z.string(),
    }),
  ),
  /** What was written of the resolution by hand; nobody held it against a meeting. */
  resolutionText: z.string().nullable(),
  /** The sealed resolution by which it was disposed of. */
  resolution: usedResolution.nullable(),
})
export type WireAsset = z.infer<typeof assetCard>

export const listAssets = endpoint({
  method: 'GET',
  path: '/api/books/:body/assets',
  params: bookParams,
  response: z.object({
    assets: z.array(assetCard),
    /** The month whose depreciation is due: the one that closes next. */
    month: z.string(),
    due: z.object({
      total: z.string(),
      assets: z.number(),
      /** Assets by work whose work of the month nobody wrote down. */
      open: z.array(z.string()),
    }),
    runs: z.array(z.object({ month: z.string(), voucher: z.string(), total: z.string() })),
    /** What the cards say against what the accounts say. */
    differences: z.array(z.object({ account: z.string(), cards: z.string(), books: z.string() })),
    /** What the book opened with against the cards of assets from before it: cost, and depreciation above zero. */
    opening: z.array(
      z.object({
        account: z.string(),
        books: z.string(),
        cards: z.string(),
        wornBooks: z.string(),
        wornCards: z.string(),
      }),
    ),
    /** What a signed conversion tells of each asset by name, as a start for its card. */
    told: z.array(z.object({ account: z.string(), name: z.string(), cost: z.string(), worn: z.string() })),
  }),
})
const typedWork = z.object({ total: z.string().max(20), unit: z.string().max(20) })
const newCard = z.object({
  name: z.string().max(100),
  account: z.enum(['151', '142', '161', '171', '141', '144']),
  acquiredOn: z.string(),
  cost: z.string(),
  residual: z.string().optional(),
  worn: z.string().optional(),
  /** Months that are left; 0 is never depreciated. */
  months: z.number().int().min(0).max(1200),
  useAccount: z.enum(['523', '401', '521', '529']).nullable(),
  grantName: z.string().max(100).nullable(),
  grantAmount: z.string().optional(),
  poverty: z.boolean(),
  place: z.string().max(100).nullable(),
  keeper: z.string().max(50).nullable(),
  /** Depreciated by work done; the months are how long it is expected to last. */
  work: typedWork.optional(),
})
export type NewCard = z.infer<typeof newCard>
export const addAsset = endpoint({
  method: 'POST',
  path: '/api/books/:body/assets',
  params: bookParams,
  body: newCard,
  response: z.object({ id: z.string() }),
})
/** Cards of what the book opened with: taken whole where they come to the opening balances, else refused with the difference. */
export const addOpeningAssets = endpoint({
  method: 'POST',
  path: '/api/books/:body/assets/opening',
  params: bookParams,
  body: z.object({ cards: z.array(newCard).min(1).max(500) }),
  response: z.object({ cards: z.number() }),
})
export const recordAssetEvent = endpoint({
  method: 'POST',
  path: '/api/assets/:id/events',
  params: z.object({ id: z.string() }),
  body: z.object({
    kind: z.enum(['idle', 'used', 'disposed']),
    day: z.string(),
    note: z.string().max(200).nullable(),
    resolution: z.string().max(100).nullable(),
    /** The sealed resolution, where it is recorded here. */
    resolved: resolutionKey.optional(),
  }),
  response: z.object({}),
})
/** Life, residual or method for the months after the decision. */
export const changeAssetTerm = endpoint({
  method: 'POST',
  path: '/api/assets/:id/terms',
  params: z.object({ id: z.string() }),
  body: z.object({
    decidedOn: z.string(),
    /** Months that are left from the month after the decision on. */
    months: z.number().int().min(1).max(1200),
    residual: z.string(),
    work: typedWork.optional(),
    reason: z.string().max(200),
  }),
  response: z.object({ from: z.string() }),
})
/** Work done in a month, with up to three decimals. */
export const recordAssetWork = endpoint({
  method: 'POST',
  path: '/api/assets/:id/work',
  params: z.object({ id: z.string() }),
  body: z.object({ month, units: z.string().max(20) }),
  response: z.object({}),
})
export const runDepreciation = endpoint({
  method: 'POST',
  path: '/api/books/:body/depreciation',
  params: bookParams,
  body: z.object({ month }),
  response: z.object({ id: z.string(), code: z.string() }),
})

export const reopenMonth = endpoint({
  method: 'POST',
  path: '/api/books/:body/reopen',
  params: bookParams,
  body: z.object({
    month,
    reason: z.string().trim().min(2).max(200),
    decidedBy: z.string().trim().min(2).max(100),
    paper: z.string(),
  }),
  response: z.object({}),
})
export const listReopenings = endpoint({
  method: 'GET',
  path: '/api/books/:body/reopen',
  params: bookParams,
  response: z.object({
    reopenings: z.array(
      z.object({
        month: z.string(),
        reason: z.string(),
        decidedBy: z.string(),
        paper: z.string(),
        actor: z.string(),
        at: z.string(),
      }),
    ),
  }),
})
