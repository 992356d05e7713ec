/** 入社覆盖: households of the village that joined, year by year; weak members, what they hold and from whom. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'

export const coverageRow = z.object({
  body: z.string(),
  bodyName: z.string(),
  areaName: z.string(),
  led: z.boolean(),
  households: z.number(),
  /** On the same day a year ago; null where the cooperative is younger. */
  yearAgo: z.number().nullable(),
  /** Households of the village and the year that they are of; null where nobody registered them, or the village is not known. */
  base: z.number().nullable(),
  baseYear: z.number().nullable(),
  percent: z.string().nullable(),
  /** False below the floor of the plan in force; null where there is nothing to compare, or no plan. */
  reached: z.boolean().nullable(),
  /** Households that are still lacking to the floor. */
  lacking: z.number().nullable(),
  weak: z.number().nullable(),
  diluted: z.number().nullable(),
})
export type WireCoverage = z.infer<typeof coverageRow>
const floor = z.object({ says: z.string(), clause: z.string() }).nullable()

export const listCoverage = endpoint({
  method: 'GET',
  path: '/api/coverage',
  query: z.object({
    area: z.string().optional(),
    q: z.string().max(100).optional(),
    /** Only those below the floor, not growing, without a base, or with a promised part diluted. */
    only: z.enum(['below', 'still', 'unknown', 'diluted']).optional(),
    page: z.coerce.number().int().min(1).optional(),
    size: z.coerce.number().int().min(1).max(500).optional(),
  }),
  response: z.object({ rows: z.array(coverageRow), total: z.number(), floor }),
})

export const weakMember = z.object({
  member: z.string(),
  name: z.string(),
  joinedOn: z.string().nullable(),
  amount: z.string(),
  percent: z.string(),
  /** The most that can be promised: what he holds, rounded down. */
  most: z.string(),
  /** How he came by it: gifts, land, subsidies, his own money. */
  sources: z.array(
    z.object({
      day: z.string(),
      kind: z.string(),
      from: z.string().nullable(),
      amount: z.string(),
      resolution: z.string().nullable(),
    }),
  ),
  kept: z
    .object({ atLeast: z.string(), resolution: z.string(), resolvedOn: z.string(), holds: z.boolean() })
    .nullable(),
})
export type WireWeakMember = z.infer<typeof weakMember>

export const readCoverage = endpoint({
  method: 'GET',
  path: '/api/coverage/:body',
  params: z.object({ body: z.string() }),
  response: z.object({
    row: coverageRow,
    floor,
    trend: z.array(
      z.object({
        day: z.string(),
        households: z.number(),
        base: z.number().nullable(),
        percent: z.string().nullable(),
      }),
    ),
    /** Weak by the roll, or on the list of promised parts. */
    weak: z.array(weakMember),
    mayKeep: z.boolean(),
  }),
})

/** Promises by resolution that a member's part stays; 0 ends it. */
export const keepShare = endpoint({
  method: 'POST',
  path: '/api/coverage/:body/keeps',
  params: z.object({ body: z.string() }),
  body: z.object({
    member: z.uuid('请选择成员'),
    percent: z.string().trim().max(8),
    resolution: z.string().trim().min(1, '请写明哪次会议的决议').max(200),
    resolvedOn: z.iso.date('请填写决议日期'),
  }),
  response: z.object({ id: z.string() }),
})
export const COVERAGE_SHEET_PATH = '/api/coverage-sheet'
