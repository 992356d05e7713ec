import { z } from 'zod'
import { endpoint } from './kernel.ts'

export const area = z.object({
  code: z.string(),
  name: z.string(),
  level: z.number(),
  parent: z.string().nullable(),
  fullName: z.string(),
})
export type WireArea = z.infer<typeof area>

/** The areas right below one (or the top of what the person sees). */
export const listAreas = endpoint({
  method: 'GET',
  path: '/api/areas',
  query: z.object({ parent: z.string().optional(), q: z.string().optional() }),
  response: z.object({ areas: z.array(area) }),
})

/** Addresses that did not decide where a body lies: a person is asked, the answer serves later imports too. */
export const areaQuestion = z.object({
  id: z.string(),
  body: z.string(),
  bodyName: z.string(),
  address: z.string(),
  question: z.string(),
  candidates: z.array(z.object({ code: z.string(), name: z.string(), why: z.string() })),
  /** How many other open questions carry the same words. */
  alike: z.number(),
})
export const listAreaQuestions = endpoint({
  method: 'GET',
  path: '/api/areas/questions',
  query: z.object({ page: z.coerce.number().int().min(1).optional() }),
  response: z.object({ questions: z.array(areaQuestion), total: z.number() }),
})
export const answerAreaQuestion = endpoint({
  method: 'POST',
  path: '/api/areas/questions/:id',
  params: z.object({ id: z.string() }),
  body: z.object({ area: z.string(), ground: z.string().min(2).max(300), alike: z.boolean() }),
  response: z.object({ answered: z.number() }),
})

/** multipart/form-data: file. Users fill names and areas of users in an .xlsx; also areas list. */
export const workingDays = endpoint({
  method: 'GET',
  path: '/api/calendar',
  response: z.object({
    years: z.array(z.object({ year: z.number(), source: z.string().nullable(), holidays: z.number() })),
  }),
})
/** An administrator enters the State Council's notice of a year: days off and make-up workdays, with its source. */
export const setCalendarYear = endpoint({
  method: 'POST',
  path: '/api/calendar',
  body: z.object({
    year: z.number(),
    source: z.string().min(4),
    holidays: z.array(z.string()),
    workdays: z.array(z.string()),
  }),
  response: z.object({}),
})
