/** What an import promises: preview row by row, questions, writing. */
import { z } from 'zod'
import { endpoint, problem, wireValue, wireValues } from '../kernel.ts'

/** Counts of an import: taken + warned + refused = read; taken includes unchanged. */
export const rowCounts = z.object({
  read: z.number(),
  taken: z.number(),
  unchanged: z.number(),
  warned: z.number(),
  refused: z.number(),
})
export type RowCounts = z.infer<typeof rowCounts>

export const importRow = z.object({
  sheet: z.string(),
  row: z.number(),
  register: z.string(),
  /** What will become of the row, or became of it. */
  outcome: z.enum(['new', 'changed', 'unchanged', 'warned', 'refused']),
  bodyName: z.string().nullable(),
  areaName: z.string().nullable(),
  /** Why this place: which words of the address matched. */
  ground: z.string().nullable(),
  values: wireValues,
  changes: z.array(z.object({ field: z.string(), before: wireValue, after: wireValue })),
  problems: z.array(problem),
})
export type WireImportRow = z.infer<typeof importRow>

export const importSheet = z.object({
  sheet: z.string(),
  register: z.string().nullable(),
  registerLabel: z.string().nullable(),
  headingRow: z.number().nullable(),
  columns: z.array(z.object({ column: z.string(), heading: z.string(), field: z.string().nullable() })),
  counts: rowCounts,
})

/** Amounts of a column that stand without a unit: one question for all of them. */
export const unitQuestion = z.object({
  /** Register, field and heading: what an answer is remembered by. */
  key: z.string(),
  sheet: z.string(),
  column: z.string(),
  heading: z.string(),
  /** How many cells have no unit, some of them as they are written. */
  cells: z.number(),
  samples: z.array(z.string()),
  /** What the other cells of the column say: unit and how many. */
  stated: z.array(z.object({ unit: z.string(), cells: z.number() })),
  /** As what they are read without an answer. */
  assumed: z.enum(['元', '万元']),
  answered: z.enum(['元', '万元']).nullable(),
  /** Who answered, and when; for an answer taken over from an earlier list too. */
  ground: z.string().nullable(),
})
export type UnitQuestion = z.infer<typeof unitQuestion>

export const importPreview = z.object({
  id: z.string(),
  file: z.string(),
  state: z.enum(['preview', 'done', 'dropped', 'undone']),
  uploadedAt: z.string(),
  by: z.string(),
  counts: rowCounts,
  sheets: z.array(importSheet),
  problems: z.array(problem),
  units: z.array(unitQuestion),
  /** What was taken back: records ended, records put back, records that had to stay. */
  undone: z.object({ ended: z.number(), restored: z.number(), kept: z.number() }).nullable(),
})

/** multipart/form-data: file (one), register?, area?, asOf?, sender? Answers importPreview. */
export const UPLOAD_IMPORT_PATH = '/api/imports'
export const listImports = endpoint({
  method: 'GET',
  path: '/api/imports',
  response: z.object({ imports: z.array(importPreview) }),
})
export const readImport = endpoint({
  method: 'GET',
  path: '/api/imports/:id',
  params: z.object({ id: z.string() }),
  response: importPreview,
})
export const importRows = endpoint({
  method: 'GET',
  path: '/api/imports/:id/rows',
  params: z.object({ id: z.string() }),
  query: z.object({
    outcome: z.enum(['new', 'changed', 'unchanged', 'warned', 'refused']).optional(),
    sheet: z.string().optional(),
    page: z.coerce.number().int().min(1).optional(),
    size: z.coerce.number().int().min(1).max(500).optional(),
  }),
  response: z.object({ rows: z.array(importRow), total: z.number() }),
})
/** Writes the good and the warned rows in one transaction; the refused stay behind as a sheet with reasons. */
export const confirmImport = endpoint({
  method: 'POST',
  path: '/api/imports/:id/confirm',
  params: z.object({ id: z.string() }),
  response: importPreview,
})
/** Answers in which unit the amounts of a column are; the file is read again with it. Null takes the answer back. */
export const answerUnit = endpoint({
  method: 'POST',
  path: '/api/imports/:id/units',
  params: z.object({ id: z.string() }),
  body: z.object({ key: z.string(), unit: z.enum(['元', '万元']).nullable() }),
  response: importPreview,
})
export const dropImport = endpoint({
  method: 'DELETE',
  path: '/api/imports/:id',
  params: z.object({ id: z.string() }),
  response: z.object({}),
})
/** The refused and warned rows as .xlsx, the reason beside each. */
export const IMPORT_PROBLEMS_PATH = '/api/imports/:id/problems.xlsx'
