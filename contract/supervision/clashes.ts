import { z } from 'zod'
import { endpoint } from '../kernel.ts'

const cited = z.object({ clause: z.string(), clauseLabel: z.string(), says: z.string() })

/** Clauses that can not both be followed, with the floor of the law and what the place has chosen. */
export const clash = z.object({
  /** document/id */
  id: z.string(),
  label: z.string(),
  sides: z.array(cited.extend({ law: z.boolean(), binds: z.boolean() })),
  ground: z.string(),
  floor: cited.nullable(),
  rules: z.array(z.object({ id: z.string(), label: z.string(), fails: z.number().nullable() })),
  parameters: z.array(z.object({ id: z.string(), label: z.string(), clause: z.string() })),
  options: z.array(z.object({ id: z.string(), says: z.string(), held: z.boolean() })),
  /** Whether two of its clauses bind where the caller looks. */
  stands: z.boolean(),
  /** Who chose what, the latest first; `option` null took it back. */
  history: z.array(
    z.object({
      option: z.string().nullable(),
      says: z.string(),
      areaName: z.string(),
      from: z.string(),
      ground: z.string(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  chosen: z.boolean(),
})
export type WireClash = z.infer<typeof clash>

/** A local value that is weaker than the law: refused, and the law's value holds. */
export const undercut = z.object({
  parameter: z.string(),
  label: z.string(),
  law: z.string(),
  refused: z.string(),
  clause: z.string(),
  clauseLabel: z.string(),
  areaName: z.string(),
})

export const listClashes = endpoint({
  method: 'GET',
  path: '/api/clashes',
  response: z.object({ clashes: z.array(clash), undercuts: z.array(undercut), mayChoose: z.boolean() }),
})
/** Records what the place does about a clash from a day on, and on what ground; append-only. */
export const chooseClash = endpoint({
  method: 'POST',
  path: '/api/clashes/:document/:clash/choices',
  params: z.object({ document: z.string(), clash: z.string() }),
  body: z.object({
    /** null takes the choice back. */
    option: z.string().nullable(),
    from: z.string(),
    ground: z.string().trim().min(4).max(500),
  }),
  response: z.object({}),
})
