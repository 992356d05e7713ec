/** Codes by which households come in: printed by who keeps the cooperative or its place, shown this one time. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'

const params = z.object({ body: z.string() })

/** none: no code yet; issued: waits to be used; expired: was not used in time; entered: has its own PIN; locked. */
export const HOUSEHOLD_STATES = ['none', 'issued', 'expired', 'entered', 'locked'] as const

const household = z.object({
  member: z.string(),
  number: z.string(),
  name: z.string(),
  state: z.enum(HOUSEHOLD_STATES),
  endsOn: z.string().nullable(),
  issuedBy: z.string().nullable(),
  lastSeen: z.string().nullable(),
})
export type WireHousehold = z.infer<typeof household>

export const listHouseholds = endpoint({
  method: 'GET',
  path: '/api/households/:body',
  params,
  response: z.object({
    bodyName: z.string(),
    areaName: z.string(),
    mayIssue: z.boolean(),
    /** Whether the caller may act for a household with its signed paper. */
    mayAct: z.boolean(),
    today: z.string(),
    rows: z.array(household),
  }),
})

export const issued = z.object({
  member: z.string(),
  number: z.string(),
  name: z.string(),
  /** 1234 5678 */
  code: z.string(),
  link: z.string(),
  /** The two-dimensional code as one path of a drawing of `size` by `size`. */
  drawing: z.object({ size: z.number(), path: z.string() }),
})
export type IssuedCode = z.infer<typeof issued>

export const issueCodes = endpoint({
  method: 'POST',
  path: '/api/households/:body/codes',
  params,
  body: z.object({
    /** All households of the roll where none is named. */
    members: z.array(z.string()).max(20_000).optional(),
    /** Also for those who have a PIN or an unused code: what they have ends. */
    replace: z.boolean(),
  }),
  response: z.object({ bodyName: z.string(), endsOn: z.string(), codes: z.array(issued), kept: z.number() }),
})
