/** 代班: who stands in for whom from day to day, and taking the place in one's own session. */
import { z } from 'zod'
import { session } from '../access.ts'
import { endpoint } from '../kernel.ts'

/** Both days count. */
export const STAND_IN_DAYS_MAX = 90

const someone = z.object({ username: z.string(), name: z.string(), roleLabel: z.string() })
const day = z.iso.date()

export const substitution = z.object({
  id: z.string(),
  absent: someone,
  standIn: someone,
  fromDay: z.string(),
  toDay: z.string(),
  ground: z.string(),
  state: z.enum(['未开始', '正在代班', '已结束']),
  /** Set where it was ended before its last day. */
  endedOn: z.string().nullable(),
})
export type Substitution = z.infer<typeof substitution>

/** One's own, as who is on leave and as who stands in; all of his area for the security administrator. */
export const listSubstitutions = endpoint({
  method: 'GET',
  path: '/api/substitutions',
  response: z.object({
    substitutions: z.array(substitution),
    /** Whether substitutes may be named for other people. */
    forOthers: z.boolean(),
  }),
})
/** Who may stand in for this account; without one, for whom the security administrator may name a substitute. */
export const standInChoices = endpoint({
  method: 'GET',
  path: '/api/substitutions/people',
  query: z.object({ absent: z.string().optional(), q: z.string().max(50).optional() }),
  response: z.object({ people: z.array(someone.extend({ id: z.string(), place: z.string() })) }),
})
export const nameSubstitute = endpoint({
  method: 'POST',
  path: '/api/substitutions',
  body: z.object({
    /** The account on leave; one's own where it is left out. */
    absent: z.string().optional(),
    standIn: z.string(),
    fromDay: day,
    toDay: day,
    ground: z.string().trim().min(2).max(200),
  }),
  response: z.object({ id: z.string() }),
})
export const endSubstitution = endpoint({
  method: 'POST',
  path: '/api/substitutions/:id/end',
  params: z.object({ id: z.string() }),
  response: z.object({}),
})
/** Takes the place of the person on leave in this session, or goes back to being oneself (null). */
export const standIn = endpoint({
  method: 'POST',
  path: '/api/session/stand-in',
  body: z.object({ substitution: z.string().nullable() }),
  response: session,
})
