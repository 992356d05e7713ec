/** Drawing the county's sample in public: a population that is frozen, a number that is spoken, a list that follows. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'
import { auditorKind } from './audits.ts'

export const DRAW_BODY_KINDS = ['农民专业合作社', '农民专业合作社联合社'] as const

/** What narrows the population. */
export const drawFilters = z.object({
  area: z.string().optional(),
  kind: z.enum(DRAW_BODY_KINDS).optional(),
  /** As the policy in force where it is drawn has it. */
  class: z.string().max(20).optional(),
  /** Left out: those with a report of an audit within so many years. */
  skipYears: z.coerce.number().int().min(1).max(10).optional(),
})
export type DrawFilters = z.output<typeof drawFilters>

export const drawable = z.object({ key: z.string(), body: z.string(), name: z.string(), place: z.string() })
export type DrawBody = z.output<typeof drawable>

/** How many there are to draw from, before anything is frozen; and by which classes they can be narrowed. */
export const readPopulation = endpoint({
  method: 'GET',
  path: '/api/audits/population',
  query: drawFilters,
  response: z.object({ count: z.number(), skipped: z.number(), classes: z.array(z.string()) }),
})

export const openDraw = endpoint({
  method: 'POST',
  path: '/api/audits/draws',
  body: z.object({
    title: z.string().trim().min(2, '请写明名称').max(100),
    year: z.int().min(2007).max(2100),
    filters: drawFilters,
    size: z.union([
      z.object({ count: z.int().min(1).max(1000) }),
      z.object({ percent: z.int().min(1).max(100) }),
    ]),
  }),
  response: z.object({ id: z.string() }),
})

/** What the action `draw` carries. */
export const drawGiven = z.object({
  seed: z.string().max(40),
  host: z.string().trim().min(2, '请写明主持人').max(50),
  witnesses: z.array(z.string().trim().min(2).max(50)).min(1, '请写明至少一名见证人').max(10),
})
/** What the action `list` carries. */
export const drawListed = z.object({
  quarter: z.int().min(1).max(4),
  auditorKind,
  auditor: z.string().trim().min(2, '请写明由谁审计').max(100),
})

/** The draw as it is printed and can be run again. */
export const readDraw = endpoint({
  method: 'GET',
  path: '/api/audits/draws/:id',
  params: z.object({ id: z.string() }),
  response: z.object({
    id: z.string(),
    code: z.string(),
    title: z.string(),
    areaName: z.string(),
    state: z.string(),
    stateLabel: z.string(),
    year: z.number(),
    filters: drawFilters,
    filterWords: z.array(z.string()),
    population: z.array(drawable),
    populationHash: z.string(),
    size: z.number(),
    frozenOn: z.string(),
    method: z.string(),
    /** How many draws of this year were made void before. */
    voided: z.number(),
    drawn: z
      .object({
        seed: z.string(),
        keys: z.array(z.string()),
        drawnOn: z.string(),
        host: z.string(),
        witnesses: z.array(z.string()),
      })
      .nullable(),
  }),
})
export type Draw = z.output<typeof readDraw.response>
