/** The county's areas and what becomes of them: listed, changed from a day on, taken back. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'

const code = z.string().regex(/^\d{9}(\d{3})?$/, '乡镇代码 9 位，村代码 12 位')
const named = z.object({ code, name: z.string().trim().max(50) })
const formerName = z.object({ name: z.string(), until: z.string() })

const listed = z.object({
  code: z.string(),
  name: z.string(),
  level: z.enum(['township', 'village']),
  /** Of a village the name of its township. */
  township: z.string().nullable(),
  /** First day of the place, whatever it was called; null: since before the list. */
  from: z.string().nullable(),
  /** First day of this name. */
  nameFrom: z.string().nullable(),
  to: z.string().nullable(),
  formerNames: z.array(formerName),
  /** Names of those that followed it. */
  heirs: z.array(z.string()),
})
export type ListedArea = z.infer<typeof listed>

export const listCountyAreas = endpoint({
  method: 'GET',
  path: '/api/county-areas',
  query: z.object({
    q: z.string().max(50).optional(),
    /** A township: itself and its villages. */
    within: z.string().optional(),
    state: z.enum(['standing', 'ended']).optional(),
    page: z.coerce.number().int().min(1).optional(),
    size: z.coerce.number().int().min(1).max(500).optional(),
  }),
  response: z.object({ rows: z.array(listed), total: z.number() }),
})

export const AREA_ACTS = ['add', 'rename', 'end', 'merge', 'split'] as const
const asked = z.object({
  kind: z.enum(AREA_ACTS),
  day: z.iso.date('日期写成 2023-03-15'),
  ground: z.string().trim().min(2, '请写明依据，如批复的文号').max(200),
  ends: z.array(code).max(500),
  adds: z.array(named).max(500),
  renames: z.array(named).max(500),
  /** Everything of one area goes to another. */
  moves: z.array(z.object({ from: code, to: code })).max(500),
  /** One subject goes elsewhere. */
  picks: z.record(z.string(), code),
})
export type AskedAreaChange = z.infer<typeof asked>

const subject = z.object({
  kind: z.enum(['body', 'record', 'user', 'unit']),
  id: z.string(),
  label: z.string(),
  name: z.string(),
  area: z.string(),
  /** Where it goes; null where nobody has said. */
  to: z.string().nullable(),
})
export type AreaSubject = z.infer<typeof subject>

/** What the change would do; nothing is written. */
export const previewAreaChange = endpoint({
  method: 'POST',
  path: '/api/area-changes/preview',
  body: asked,
  response: z.object({
    problems: z.array(z.object({ code: z.string(), says: z.string() })),
    subjects: z.array(subject),
    /** Divided targets of areas that end: where they go on and what stands there then; null where they are divided anew. */
    targets: z.array(
      z.object({
        label: z.string(),
        by: z.string(),
        area: z.string(),
        name: z.string(),
        says: z.string(),
        to: z.string().nullable(),
        stands: z.string().nullable(),
      }),
    ),
    /** Words of areas that end: where they go on, null where they have to be said anew. */
    rules: z.array(
      z.object({
        kind: z.enum(['rhythm', 'adoption', 'parameter']),
        area: z.string(),
        name: z.string(),
        to: z.string().nullable(),
      }),
    ),
  }),
})
export const changeAreas = endpoint({
  method: 'POST',
  path: '/api/area-changes',
  body: asked,
  response: z.object({ id: z.string(), moved: z.number() }),
})

const change = z.object({
  id: z.string(),
  kind: z.string(),
  kindLabel: z.string(),
  day: z.string(),
  ground: z.string(),
  says: z.string(),
  moved: z.number(),
  by: z.string(),
  at: z.string(),
  undone: z.boolean(),
  mayUndo: z.boolean(),
})
export type AreaChange = z.infer<typeof change>
export const listAreaChanges = endpoint({
  method: 'GET',
  path: '/api/area-changes',
  response: z.object({ changes: z.array(change) }),
})
/** Puts back what was, by another change: the first stays in the list. */
export const undoAreaChange = endpoint({
  method: 'POST',
  path: '/api/area-changes/:id/undo',
  params: z.object({ id: z.string() }),
  body: z.object({
    day: z.iso.date('日期写成 2023-03-15'),
    ground: z.string().trim().min(2, '请写明为什么撤回').max(200),
  }),
  response: z.object({ id: z.string(), moved: z.number() }),
})
