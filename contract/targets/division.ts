/** What dividing, completing and adding targets promises. */
import { z } from 'zod'
import { endpoint, problem } from '../kernel.ts'

const place = z.object({ area: z.string(), name: z.string() })

/** A target as a column of the matrix. */
export const divisionTarget = z.object({
  id: z.string(),
  label: z.string(),
  documentTitle: z.string(),
  by: z.string(),
  type: z.string(),
  /** 不低于 800家: what stands for the whole. */
  wanted: z.string(),
  /** How a figure is to be written. */
  hint: z.string(),
})

/** A cell of the matrix as it holds now. */
export const divisionCell = z.object({
  target: z.string(),
  area: z.string(),
  /** As an officer writes it; empty where nothing is set. */
  value: z.string(),
  owner: z.string(),
  /** 0 where only the document says it. */
  version: z.number(),
})
export type DivisionCell = z.infer<typeof divisionCell>

/** The matrix of a place: the areas right below it, its targets, what is set for each. */
export const readDivision = endpoint({
  method: 'GET',
  path: '/api/targets/division',
  query: z.object({ area: z.string().optional() }),
  response: z.object({
    area: z.string(),
    areaName: z.string(),
    areas: z.array(place),
    targets: z.array(divisionTarget),
    cells: z.array(divisionCell),
    /** Whether the figure of the whole may be set by who asks. */
    whole: z.boolean(),
  }),
})
export type Division = z.infer<typeof readDivision.response>

export const matrixRead = z.object({
  columns: z.array(z.object({ column: z.number(), heading: z.string(), target: z.string().nullable() })),
  entries: z.array(z.object({ target: z.string(), area: z.string(), value: z.string(), cell: z.string() })),
  problems: z.array(problem),
})
export type MatrixAnswer = z.infer<typeof matrixRead>

const chosen = z.record(z.string(), z.string())

/** Reads a table that was pasted; nothing is written. */
export const readPasted = endpoint({
  method: 'POST',
  path: '/api/targets/division/pasted',
  body: z.object({
    area: z.string(),
    text: z.string().max(200_000),
    chosen: chosen.default({}),
    year: z.string().optional(),
  }),
  response: matrixRead,
})
/** POST a workbook with the fields `area`, `year` (and `chosen` as JSON); answers matrixRead. GET the table to be filled. */
export const MATRIX_FILE_PATH = '/api/targets/division/file'
export const MATRIX_SHEET_PATH = '/api/targets/division/table.xlsx'

/** Sets figures and owners of areas, all or none. A figure that is left empty withdraws what the office wrote. */
export const writeDivision = endpoint({
  method: 'POST',
  path: '/api/targets/division',
  body: z.object({
    area: z.string(),
    ground: z.string().trim().min(2).max(200),
    cells: z
      .array(
        z.object({
          target: z.string(),
          area: z.string(),
          value: z.string().max(40),
          owner: z.string().trim().max(60),
          version: z.number().int().min(0),
        }),
      )
      .min(1)
      .max(5000),
  }),
  response: z.object({ written: z.number() }),
})

/** The versions of a target's shares, newest first. */
export const readShareVersions = endpoint({
  method: 'GET',
  path: '/api/targets/division/versions',
  query: z.object({ target: z.string(), area: z.string() }),
  response: z.object({
    versions: z.array(
      z.object({
        area: z.string(),
        name: z.string(),
        version: z.number(),
        value: z.string().nullable(),
        owner: z.string().nullable(),
        ground: z.string(),
        at: z.string(),
        by: z.string(),
      }),
    ),
  }),
})

/** Completes a target that its document leaves open: the base of the rate, the fact that measures it, who said so. */
export const completeTarget = endpoint({
  method: 'POST',
  path: '/api/targets/answers',
  body: z.object({
    target: z.string(),
    base: z.string().trim().min(2).max(200),
    fact: z.string().nullable(),
    source: z.string().trim().min(4).max(200),
  }),
  response: z.object({}),
})

/** Facts of areas by which a target can be measured. */
export const listAreaFacts = endpoint({
  method: 'GET',
  path: '/api/targets/facts',
  response: z.object({
    facts: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        type: z.string(),
        unit: z.string(),
        formula: z.string(),
      }),
    ),
  }),
})

/** Adds a target of the place's own, or changes one (with its id and version). */
export const writeOwnTarget = endpoint({
  method: 'POST',
  path: '/api/targets/own',
  body: z.object({
    id: z.string().nullable(),
    version: z.number().int().min(0),
    label: z.string().trim().min(2).max(60),
    type: z.enum(['count', 'ratio', 'money']),
    comparator: z.enum(['at_least', 'at_most']),
    value: z.string().trim().min(1).max(40),
    kind: z.enum(['stock', 'flow']),
    fact: z.string().nullable(),
    base: z.string().trim().max(200).nullable(),
    from: z.string(),
    by: z.string(),
    ground: z.string().trim().min(2).max(200),
  }),
  response: z.object({ id: z.string() }),
})

/** Ends a target of the place's own; its versions stay. */
export const endOwnTarget = endpoint({
  method: 'POST',
  path: '/api/targets/own/end',
  body: z.object({ id: z.string(), version: z.number().int().min(1) }),
  response: z.object({}),
})

/** The way of one target: the line that it should go and where it stood, month by month. */
export const readCourse = endpoint({
  method: 'GET',
  path: '/api/targets/course',
  query: z.object({ target: z.string(), area: z.string().optional(), day: z.string().optional() }),
  response: z.object({
    label: z.string(),
    unit: z.string(),
    points: z.array(
      z.object({ day: z.string(), actual: z.number().nullable(), pace: z.number().nullable() }),
    ),
    wanted: z.number().nullable(),
  }),
})
export type Course = z.infer<typeof readCourse.response>
