import { z } from 'zod'
import { endpoint } from './kernel.ts'

export const inboxItem = z.object({
  kind: z.string(),
  title: z.string(),
  says: z.string(),
  link: z.string(),
  count: z.number(),
  dueOn: z.string().nullable(),
  late: z.boolean(),
})
/** What waits for me, what is late, what I sent and where it is stuck. */
export const readInbox = endpoint({
  method: 'GET',
  path: '/api/inbox',
  response: z.object({ waiting: z.array(inboxItem), sent: z.array(inboxItem) }),
})

/** A figure that answers what it is, what it is made of and who says so. */
export const figure = z.object({
  id: z.string(),
  label: z.string(),
  value: z.string().nullable(),
  unit: z.string(),
  formula: z.string(),
  clause: z.string().nullable(),
  clauseLabel: z.string().nullable(),
  /** Page with the rows behind it, filters and all. */
  rows: z.string().nullable(),
})
export type WireFigure = z.infer<typeof figure>

export const overviewRow = z.object({
  area: z.string(),
  name: z.string(),
  bodies: z.number(),
  normal: z.number(),
  statusUnknown: z.number(),
  withFindings: z.number(),
  openCases: z.number(),
  lateCases: z.number(),
  completeness: z.number().nullable(),
  fiveHaves: z.string().nullable(),
})
export const overview = endpoint({
  method: 'GET',
  path: '/api/overview',
  query: z.object({ area: z.string().optional() }),
  response: z.object({
    area: z.string(),
    areaName: z.string(),
    /** Names that it had, each with the last day for which a list shows it; in its place, those that it took in. */
    formerNames: z.array(z.object({ name: z.string(), until: z.string() })),
    /** First day on which it no longer stands. */
    endedOn: z.string().nullable(),
    /** From the top of what the person sees down to here. */
    path: z.array(z.object({ area: z.string(), name: z.string() })),
    figures: z.array(figure),
    children: z.array(overviewRow),
    classes: z.array(z.object({ class: z.string(), bodies: z.number() })),
  }),
})
