import { z } from 'zod'
import { endpoint } from './kernel.ts'

/** How one area stands to a target; figures as they are shown, null where unknown. */
export const targetCell = z.object({
  area: z.string(),
  name: z.string(),
  /** What is set for this area; null where nothing is. */
  wanted: z.string().nullable(),
  actual: z.string().nullable(),
  /** The figures behind a rate (33/41). */
  parts: z.string().nullable(),
  gap: z.string().nullable(),
  pace: z.string().nullable(),
  forecast: z.string().nullable(),
  state: z.string(),
  /** The unit that answers for it. */
  owner: z.string().nullable(),
})
export type TargetCell = z.infer<typeof targetCell>

export const targetRow = z.object({
  /** document/id */
  id: z.string(),
  label: z.string(),
  document: z.string(),
  documentTitle: z.string(),
  /** document#clause; null for a target of the place's own. */
  clause: z.string().nullable(),
  clauseLabel: z.string(),
  /** 不低于 50% */
  wanted: z.string(),
  from: z.string(),
  by: z.string(),
  kind: z.enum(['stock', 'flow']),
  base: z.string().nullable(),
  /** The source that completed it, where the document left it open. */
  answered: z.string().nullable(),
  /** Of a target of the place's own: what it is changed over. */
  version: z.number().nullable(),
  /** The fact that measures it. */
  fact: z.string().nullable(),
  /** How the actual figure is computed; null while no register measures it. */
  formula: z.string().nullable(),
  /** How the figures of the areas below stand to that of the whole. */
  rollUp: z.string().nullable(),
  /** What has to be asked for before it goes live. */
  missing: z.array(z.string()),
  /** Page with the rows behind the figure. */
  rows: z.string().nullable(),
  own: targetCell,
  /** The areas right below. Empty where the target is one of the whole area only. */
  below: z.array(targetCell),
})
export type TargetRow = z.infer<typeof targetRow>

const asked = z.object({ area: z.string().optional(), day: z.string().optional() })

/** The targets of the documents in force at a place, beside the figures of a day. */
export const readTargets = endpoint({
  method: 'GET',
  path: '/api/targets',
  query: asked,
  response: z.object({
    area: z.string(),
    areaName: z.string(),
    day: z.string(),
    path: z.array(z.object({ area: z.string(), name: z.string() })),
    targets: z.array(targetRow),
  }),
})
export type Targets = z.infer<typeof readTargets.response>

/** GET the same as .xlsx. */
export const TARGETS_SHEET_PATH = '/api/targets/table.xlsx'
