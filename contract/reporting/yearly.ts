import { z } from 'zod'
import { endpoint } from '../kernel.ts'

const cell = z.object({
  /** As the form has it; null is unknown and stays empty. */
  value: z.string().nullable(),
  /** Why it is empty, or of how many cooperatives it is known. */
  note: z.string().nullable(),
  /** Where it is taken from. */
  source: z.string().nullable(),
  /** What another source says. */
  differs: z.string().nullable(),
  /** Last year's. */
  before: z.string().nullable(),
  /** Of some cooperatives last year's is not known. */
  beforePartial: z.boolean(),
  rows: z.string().nullable(),
})
export type ReportCell = z.infer<typeof cell>

const line = z.object({
  id: z.string(),
  label: z.string(),
  unit: z.string(),
  formula: z.string(),
  cells: z.array(cell),
  standard: z
    .object({
      label: z.string(),
      wanted: z.string(),
      state: z.enum(['达到', '未达到', '待确认', '未知']),
      clause: z.string(),
      clauseLabel: z.string(),
    })
    .nullable(),
})
export type WireReportLine = z.infer<typeof line>

/** One yearly report of a place or of a cooperative, filled in from what is kept. */
export const readYearly = endpoint({
  method: 'GET',
  path: '/api/reports/yearly/:report',
  params: z.object({ report: z.string() }),
  query: z.object({
    year: z.coerce.number().int().min(2007).max(2100).optional(),
    area: z.string().optional(),
    body: z.uuid().optional(),
  }),
  response: z.object({
    id: z.string(),
    label: z.string(),
    per: z.enum(['body', 'area']),
    says: z.string(),
    unverified: z.string().nullable(),
    year: z.number(),
    /** Of whom: the area or the cooperative; null while no cooperative is chosen. */
    subject: z.string().nullable(),
    area: z.string(),
    /** Heads of the columns of figures, the whole first. */
    columns: z.array(z.object({ id: z.string(), name: z.string() })),
    lines: z.array(line),
    /** How many lines are filled in, of all. */
    filled: z.number(),
    /** Cells asked of each township by forms, month by month. */
    asked: z.array(z.object({ area: z.string(), name: z.string(), months: z.array(z.number()) })),
  }),
})
export type YearlyAnswer = z.infer<typeof readYearly.response>

export const YEARLY_SHEET_PATH = '/api/reports/yearly/:report/sheet'
