import { z } from 'zod'
import { endpoint } from './kernel.ts'

/** Money travels as a decimal string in yuan. */
const bodyParams = z.object({ body: z.string() })

/** Cooperatives with what their ledgers say today. */
export const listShares = endpoint({
  method: 'GET',
  path: '/api/shares',
  query: z.object({ q: z.string().optional(), page: z.coerce.number().int().min(1).optional() }),
  response: z.object({
    rows: z.array(
      z.object({
        body: z.string(),
        bodyName: z.string(),
        areaName: z.string(),
        holders: z.number(),
        total: z.string(),
        /** Members whose contribution stands in the roll but not yet in the ledger. */
        unopened: z.number(),
      }),
    ),
    total: z.number(),
  }),
})

export const shareHolder = z.object({
  member: z.string(),
  name: z.string(),
  kind: z.string().nullable(),
  vulnerable: z.boolean().nullable(),
  amount: z.string(),
  percent: z.string(),
})
export type WireHolder = z.infer<typeof shareHolder>

export const shareEvent = z.object({
  id: z.string(),
  day: z.string(),
  kindLabel: z.string(),
  memberName: z.string(),
  receiverName: z.string().nullable(),
  amount: z.string(),
  /** What of it comes from assets of a household poverty project. */
  project: z.string(),
  basis: z.string().nullable(),
  resolution: z.string().nullable(),
  resolvedOn: z.string().nullable(),
  note: z.string().nullable(),
  file: z.string().nullable(),
  reverses: z.string().nullable(),
  reversed: z.boolean(),
  actor: z.string(),
})
export type WireShareEvent = z.infer<typeof shareEvent>

/** What the caps ask about, in percent of all shares. */
export const shareStructure = z.object({
  total: z.string(),
  largest: z.string(),
  collective: z.string(),
  farmers: z.string(),
  /** Of members without 成员类型; null where all have one. */
  untyped: z.string().nullable(),
  /** What stands against the plan in force here, each with its clause and the way out. */
  warnings: z.array(z.object({ says: z.string(), clause: z.string(), remedy: z.string() })),
})
export type WireStructure = z.infer<typeof shareStructure>

/** The way down of a member above the cap. */
export const shareGlide = z.object({
  member: z.string(),
  name: z.string(),
  steps: z.array(z.object({ by: z.string(), atMost: z.string() })),
  resolution: z.string(),
  resolvedOn: z.string(),
  now: z.string(),
  /** Whether the step that is due is kept. */
  kept: z.boolean(),
})
export type WireGlide = z.infer<typeof shareGlide>

/** Who holds how much on a day, and every event that made it so. */
export const readShares = endpoint({
  method: 'GET',
  path: '/api/shares/:body',
  params: bodyParams,
  query: z.object({ on: z.iso.date('日期写成 2023-03-15').optional() }),
  response: z.object({
    bodyName: z.string(),
    areaName: z.string(),
    on: z.string(),
    mayWrite: z.boolean(),
    structure: shareStructure,
    holders: z.array(shareHolder),
    events: z.array(shareEvent),
    members: z.array(z.object({ id: z.string(), name: z.string() })),
    opening: z.object({ members: z.number(), amount: z.string() }),
    /** The cap of a single member that is in force here, in words; null where none is. */
    cap: z.object({ says: z.string(), clause: z.string() }).nullable(),
    glides: z.array(shareGlide),
  }),
})

const typedEvent = z.object({
  kind: z.string(),
  member: z.string(),
  receiver: z.string().optional(),
  amount: z.string(),
  /** What of it comes from assets of a household poverty project; empty is nothing. */
  project: z.string().optional(),
  on: z.string(),
  basis: z.string().optional(),
  resolution: z.string().optional(),
  resolvedOn: z.string().optional(),
  note: z.string().max(200).optional(),
  /** The resolution, valuation or agreement, photographed. */
  file: z.uuid().optional(),
})
export type TypedShareEvent = z.infer<typeof typedEvent>

/** What an event would change, before it is kept: the caps and each member's part before and after. */
export const sharePreview = z.object({
  before: shareStructure,
  after: shareStructure,
  changes: z.array(
    z.object({
      member: z.string(),
      name: z.string(),
      before: z.string(),
      after: z.string(),
      percentBefore: z.string(),
      percentAfter: z.string(),
    }),
  ),
  /** What of the reserve quantified to the giver goes along with a transfer; null where nothing is transferred. */
  reserve: z.string().nullable(),
})
export type WireSharePreview = z.infer<typeof sharePreview>
export const previewShareEvent = endpoint({
  method: 'POST',
  path: '/api/shares/:body/preview',
  params: bodyParams,
  body: typedEvent,
  response: sharePreview,
})
export const recordShareEvent = endpoint({
  method: 'POST',
  path: '/api/shares/:body/events',
  params: bodyParams,
  body: typedEvent,
  response: z.object({ id: z.string() }),
})

/** Takes over the contributions of the roll as opening events, for members who have none yet. */
export const openShares = endpoint({
  method: 'POST',
  path: '/api/shares/:body/opening',
  params: bodyParams,
  body: z.object({}),
  response: z.object({ members: z.number() }),
})
export const reverseShareEvent = endpoint({
  method: 'POST',
  path: '/api/share-events/:id/reverse',
  params: z.object({ id: z.string() }),
  body: z.object({ reason: z.string().trim().min(1, '请写明冲销原因').max(200, '不超过 200 字') }),
  response: z.object({ id: z.string() }),
})

/** A way down for a member above the cap, by resolution; the latest of a member holds. */
export const adoptGlide = endpoint({
  method: 'POST',
  path: '/api/shares/:body/glides',
  params: bodyParams,
  body: z.object({
    member: z.uuid('请选择成员'),
    steps: z
      .array(z.object({ by: z.iso.date('请填写日期'), percent: z.string() }))
      .min(1, '请至少写一步')
      .max(20),
    resolution: z.string().trim().min(1, '请写明哪次会议的决议').max(200),
    resolvedOn: z.iso.date('请填写决议日期'),
  }),
  response: z.object({ id: z.string() }),
})

/** multipart/form-data: file (one). A cooperative's own list of contributions, read and kept nowhere. */
export const UPLOAD_SHARES_PATH = '/api/shares/:body/sheet'
export const SHARE_TEMPLATE_PATH = '/api/shares/:body/template.xlsx'
const sheetShare = z.object({
  row: z.number(),
  who: z.string(),
  kind: z.string(),
  member: z.string(),
  amount: z.string(),
  project: z.string(),
  on: z.string(),
  basis: z.string(),
  resolution: z.string(),
  resolvedOn: z.string(),
  note: z.string(),
})
export const readShareSheet = z.object({
  rows: z.array(sheetShare),
  problems: z.array(z.object({ row: z.number(), says: z.string() })),
})
const eventRows = z.array(typedEvent).min(1, '没有可以登记的行').max(20_000)
/** What the rows of a sheet would change together; `worse`: a reason has to be written. */
export const previewShareEvents = endpoint({
  method: 'POST',
  path: '/api/shares/:body/events/batch/preview',
  params: bodyParams,
  body: z.object({ rows: eventRows }),
  response: sharePreview.extend({ worse: z.boolean() }),
})
export const recordShareEvents = endpoint({
  method: 'POST',
  path: '/api/shares/:body/events/batch',
  params: bodyParams,
  body: z.object({
    rows: eventRows,
    /** Why, where the caps become worse; it stands in the note of rows that have none. */
    reason: z.string().max(200, '不超过 200 字').optional(),
  }),
  response: z.object({ kept: z.number(), amount: z.string() }),
})
