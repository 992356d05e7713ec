/** Schemes, rounds, applications and the public directory of ratings. */
import { z } from 'zod'
import { scheme, schemeLine } from '#core/ratings/scheme.ts'
import { endpoint, problem } from '../kernel.ts'

export const found = z.union([z.int(), z.boolean(), z.enum(['优', '良', '中', '差'])])
export const sheet = z.record(z.string(), found)

export const result = z.object({
  total: z.number().nullable(),
  level: z.string().nullable(),
  vetoed: z.array(z.string()),
  open: z.array(z.string()),
  deducted: z.number(),
})

/** What an application carries: facts as they stood when it was made, the sheet of the last visit, its result. */
export const applicationContent = z.object({
  title: z.string(),
  year: z.string(),
  day: z.string(),
  preferred: z.boolean(),
  facts: z.record(z.string(), z.object({ label: z.string(), value: z.string() })),
  lines: z.array(schemeLine),
  sheet: sheet.optional(),
  evidence: z.record(z.string(), z.array(z.string())).optional(),
  result: result.optional(),
  level: z.string().optional(),
  decidedOn: z.string().optional(),
})
export type ApplicationContent = z.infer<typeof applicationContent>

export const rankedLine = z.object({
  id: z.string(),
  body: z.string(),
  name: z.string(),
  total: z.number().nullable(),
  deducted: z.number(),
  level: z.string().nullable(),
  preferred: z.boolean(),
  chosen: z.boolean(),
})
export const roundContent = z.object({
  title: z.string(),
  year: z.string(),
  scheme,
  places: z.number(),
  share: z.number(),
  noticeDays: z.number(),
  ranking: z.array(rankedLine).optional(),
  tieRule: z.string().optional(),
  noticeFrom: z.string().optional(),
  noticeTo: z.string().optional(),
})
export type RoundContent = z.infer<typeof roundContent>

export const schemeRow = z.object({ id: z.string().nullable(), scheme, file: z.string().nullable() })
/** Schemes of the place, the latest of each title, and the examples. */
export const listSchemes = endpoint({
  method: 'GET',
  path: '/api/ratings/schemes',
  response: z.object({ schemes: z.array(schemeRow) }),
})
/** multipart/form-data: file. Answers what was read, or every problem of the file; nothing is kept. */
export const READ_SCHEME_PATH = '/api/ratings/schemes/read'
export const readSchemeAnswer = z.object({ scheme: scheme.nullable(), problems: z.array(problem) })
export const saveScheme = endpoint({
  method: 'POST',
  path: '/api/ratings/schemes',
  body: z.object({ scheme, file: z.string().max(200) }),
  response: z.object({ id: z.string() }),
})
/** GET a scheme as the workbook that can be filled in and read back; `title` names one that stands. */
export const SCHEME_SHEET_PATH = '/api/ratings/schemes/sheet.xlsx'

export const openRound = endpoint({
  method: 'POST',
  path: '/api/ratings/rounds',
  body: z.object({
    title: z.string().trim().min(2).max(100),
    scheme: z.string(),
    places: z.int().min(0).max(10_000),
    /** Hundredths of a percent of the places kept for the party-led. */
    share: z.int().min(0).max(10_000),
    noticeDays: z.int().min(1).max(60),
    closesOn: z.iso.date(),
  }),
  response: z.object({ id: z.string() }),
})
/** Applies for a cooperative; the figures of the day are frozen. */
export const apply = endpoint({
  method: 'POST',
  path: '/api/ratings/rounds/:id/applications',
  params: z.object({ id: z.string() }),
  body: z.object({ body: z.uuid() }),
  response: z.object({ id: z.string() }),
})
/** The sheet of an application to be filled in by hand, .docx. */
export const SCORE_SHEET_PATH = '/api/ratings/applications/:id/sheet.docx'

export const publicRow = z.object({
  kind: z.enum(['granted', 'notice']),
  areaName: z.string(),
  name: z.string(),
  scheme: z.string(),
  level: z.string(),
  year: z.string(),
  since: z.string().nullable(),
  until: z.string().nullable(),
})
/** What anybody may see without signing in. */
export const publicDirectory = endpoint({
  method: 'GET',
  path: '/api/public/ratings',
  response: z.object({ countyName: z.string(), day: z.string(), rows: z.array(publicRow) }),
})
