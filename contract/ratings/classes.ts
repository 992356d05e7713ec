/** Reviews of classes: opened for a year with their inputs frozen, counted by township as of a day. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'

/** What a review rests on, as it stood on the day of opening. */
export const reviewInputs = z.object({
  year: z.number(),
  day: z.string(),
  computed: z.string(),
  /** Rules whose failure put it there. */
  because: z.array(z.object({ label: z.string(), clause: z.string() })),
  unknown: z.array(z.string()),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  haves: z.array(z.object({ label: z.string(), has: z.boolean().nullable(), photos: z.array(z.string()) })),
  checkedOn: z.string().nullable(),
  checker: z.string().nullable(),
  /** As proposed or confirmed. */
  class: z.string().optional(),
})
export type ReviewInputs = z.infer<typeof reviewInputs>

const classCount = z.object({ class: z.string(), computed: z.number(), confirmed: z.number() })
export const readClasses = endpoint({
  method: 'GET',
  path: '/api/classes',
  query: z.object({ area: z.string().optional(), day: z.iso.date().optional() }),
  response: z.object({
    area: z.string(),
    areaName: z.string(),
    day: z.string(),
    year: z.number(),
    classes: z.array(z.string()),
    rows: z.array(
      z.object({ area: z.string(), name: z.string(), bodies: z.number(), counts: z.array(classCount) }),
    ),
  }),
})
export type Classes = z.infer<typeof readClasses.response>

/** Opens the reviews of this year for every cooperative of an area that has none. */
export const openReviews = endpoint({
  method: 'POST',
  path: '/api/classes/reviews',
  body: z.object({ area: z.string().optional() }),
  response: z.object({ opened: z.number(), standing: z.number() }),
})
