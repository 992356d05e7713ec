/** What every procedure of the common tables promises: lists, one item, what may be done now, doing it; and the units. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'

export const unitRef = z.object({ id: z.string(), name: z.string(), area: z.string() })
export type UnitRef = z.infer<typeof unitRef>

export const itemHead = z.object({
  id: z.string(),
  procedure: z.string(),
  code: z.string(),
  title: z.string(),
  area: z.string(),
  areaName: z.string(),
  body: z.string().nullable(),
  bodyName: z.string().nullable(),
  parent: z.string().nullable(),
  subject: z.string().nullable(),
  state: z.string(),
  stateLabel: z.string(),
  final: z.boolean(),
  openedOn: z.string(),
  dueOn: z.string().nullable(),
  dueNote: z.string().nullable(),
  light: z.enum(['red', 'yellow', 'none']),
  owner: z.string().nullable(),
  unit: unitRef.nullable(),
  helpers: z.array(unitRef),
  payload: z.record(z.string(), z.unknown()),
  version: z.number(),
})
export type ItemHead = z.infer<typeof itemHead>

export const itemAction = z.object({
  number: z.number(),
  action: z.string(),
  label: z.string(),
  at: z.string(),
  onDay: z.string(),
  says: z.string(),
  onPaper: z.boolean(),
  note: z.string().nullable(),
  files: z.array(z.string()),
})

export const offeredAction = z.object({
  action: z.string(),
  label: z.string(),
  /** What pressing it does. */
  happens: z.string().nullable(),
  needs: z.array(z.string()),
  onPaper: z.boolean(),
  proposedDue: z.object({ day: z.string(), says: z.string() }).nullable(),
  refusedBecause: z.string().nullable(),
})
export type OfferedAction = z.infer<typeof offeredAction>

export const item = itemHead.extend({
  /** Name of who opened it. */
  openedBy: z.string(),
  history: z.array(itemAction),
  actions: z.array(offeredAction),
})
export type Item = z.infer<typeof item>

const params = z.object({ procedure: z.string() })
const itemParams = params.extend({ id: z.string() })

export const listItems = endpoint({
  method: 'GET',
  path: '/api/procedures/:procedure/items',
  params,
  query: z.object({
    area: z.string().optional(),
    state: z.string().optional(),
    light: z.enum(['red', 'yellow']).optional(),
    /** Those of the units that the person belongs to, as lead or helper, and those with the person as owner. */
    mine: z.enum(['0', '1']).optional(),
    unit: z.string().optional(),
    parent: z.string().optional(),
    body: z.string().optional(),
    /** Begins the subject: a document, or document#clause. */
    subject: z.string().optional(),
    page: z.coerce.number().int().min(1).optional(),
    size: z.coerce.number().int().min(1).max(500).optional(),
  }),
  response: z.object({
    items: z.array(itemHead),
    total: z.number(),
    /** How many stand in each state and how many of them are late, whatever state is asked for. */
    states: z.array(z.object({ state: z.string(), label: z.string(), count: z.number(), late: z.number() })),
  }),
})
export const readItem = endpoint({
  method: 'GET',
  path: '/api/procedures/:procedure/items/:id',
  params: itemParams,
  response: item,
})
export const actOnItem = endpoint({
  method: 'POST',
  path: '/api/procedures/:procedure/items/:id/actions',
  params: itemParams,
  body: z.object({
    action: z.string(),
    version: z.number(),
    note: z.string().max(1000).optional(),
    owner: z.string().max(50).optional(),
    dueOn: z.iso.date('请写成 2026-03-20 的样子').optional(),
    unit: z.object({ lead: z.string(), helpers: z.array(z.string()).max(50) }).optional(),
    files: z.array(z.uuid()).max(50).optional(),
    /** What only this procedure asks for; the module that owns it checks it. */
    payload: z.record(z.string(), z.unknown()).optional(),
    paper: z.object({ signer: z.string().min(1).max(50), signedOn: z.iso.date() }).optional(),
  }),
  response: item,
})
/** The sheet to print, sign and photograph. */
export const ITEM_SHEET_PATH = '/api/procedures/:procedure/items/:id/sheet.docx'

export const unit = unitRef.extend({
  areaName: z.string(),
  people: z.array(z.string()),
  peopleNames: z.array(z.string()),
  retired: z.boolean(),
  /** The names that it had, the newest first, each with the day on which the next one began. */
  formerNames: z.array(z.object({ name: z.string(), until: z.string() })),
  /** Set where it was merged or dissolved: since when, and who goes on with its work. */
  ended: z.object({ onDay: z.string(), successor: z.string() }).nullable(),
  /** Whether the person who asks belongs to it. */
  own: z.boolean(),
})
export type Unit = z.infer<typeof unit>
export const listUnits = endpoint({
  method: 'GET',
  path: '/api/units',
  response: z.object({ units: z.array(unit) }),
})
export const saveUnit = endpoint({
  method: 'POST',
  path: '/api/units',
  body: z.object({
    /** None: a new one. */
    id: z.uuid().optional(),
    name: z.string().trim().min(2, '单位名称至少两个字').max(50),
    area: z.string().regex(/^\d{6,12}$/),
    people: z.array(z.string()).max(100),
    retired: z.boolean().default(false),
  }),
  response: z.object({ id: z.string() }),
})
const ground = z.string().trim().min(2, '请写明依据').max(200)

/** What is still open with a unit: it follows when the unit is renamed or dissolved. */
export const openOfUnit = endpoint({
  method: 'GET',
  path: '/api/units/:id/open',
  params: z.object({ id: z.string() }),
  response: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        code: z.string(),
        title: z.string(),
        stateLabel: z.string(),
        to: z.string(),
      }),
    ),
  }),
})
/** A new name from a day, the old one is kept; or the correction of a name that was written wrong. */
export const renameUnit = endpoint({
  method: 'POST',
  path: '/api/units/:id/name',
  params: z.object({ id: z.string() }),
  body: z.object({
    name: z.string().trim().min(2, '单位名称至少两个字').max(50),
    kind: z.enum(['rename', 'correct']),
    onDay: z.iso.date(),
    ground,
  }),
  response: z.object({ moved: z.number() }),
})
/** Merges or dissolves a unit: another one goes on with what is open. */
export const endUnit = endpoint({
  method: 'POST',
  path: '/api/units/:id/end',
  params: z.object({ id: z.string() }),
  body: z.object({ successor: z.string(), onDay: z.iso.date(), ground }),
  response: z.object({ moved: z.number() }),
})
/** One unit for each township of the county that has none. */
export const addTownshipUnits = endpoint({
  method: 'POST',
  path: '/api/units/townships',
  response: z.object({ added: z.number() }),
})
