import type { WriteMessage } from './write-worker.ts'
import { runThread } from './threads.ts'
import { LIMITS, type Workbook } from './workbook.ts'

/** How a column is written: codes, ids and names are text, never numbers; a flag is a drop-down 是/否. */
export type ColumnKind = 'text' | 'number' | 'money' | 'date' | 'flag'

/**
 * A value of the body. In a money column a bigint is fen and a number is yuan; a date is YYYY-MM-DD; what does not fit
 * the kind of its column is written as text. Text never becomes a formula.
 */
export type CellValue = string | number | bigint | null

export interface ColumnSpec {
  heading: string
  /** In characters; a Chinese character takes two. */
  width: number
  kind: ColumnKind
  /** Drop-down list. */
  options?: string[]
  /** On a protected sheet: true is never open, false always; by default what is known is locked, what is missing open. */
  locked?: boolean
  hidden?: boolean
  /** Shown when a cell of the column is chosen. */
  note?: string
}

export interface SheetSpec {
  name: string
  title?: string
  columns: ColumnSpec[]
  rows: CellValue[][]
  /** Formatted rows kept free below the list; 200 where it has no rows (a template), else none. */
  spareRows?: number
  /** Height in points by row of the body, from 0; the others fit their content. */
  rowHeights?: Record<number, number>
  /** Columns that stay in view at the left; title and headings always stay. */
  freeze?: number
  /** A line below the list, over its whole width. */
  footer?: string
  /** Locks everything but the open cells, which are filled pale yellow. Without a password: it keeps from slips only. */
  protect?: boolean
}

export interface WorkbookSpec {
  sheets: SheetSpec[]
  properties?: { title?: string; subject?: string; author?: string }
  /** Keys and values that travel with the file on a sheet that nobody sees; `metadataOf` reads them back. */
  metadata?: Record<string, string>
}

export const METADATA_SHEET = '_禾社'
/** From so many cells on, a workbook is made in a thread of its own, so that others need not wait. */
const MANY_CELLS = 10_000
const LONGEST = 300_000

/**
 * An .xlsx in the offices' manner: merged title, headings that stay and repeat on every page, lines, A4 landscape
 * fitted to its width with page numbers, real dates, money in yuan with two decimals, codes as text.
 Throws only where the machine gives out.
 */
export async function writeWorkbook(spec: WorkbookSpec): Promise<Uint8Array> {
  const cells = spec.sheets.reduce((sum, { rows, columns }) => sum + rows.length * columns.length, 0)
  if (cells < MANY_CELLS) return (await import('./build.ts')).buildWorkbook(spec)
  let bytes: Uint8Array | undefined
  const failure = await runThread({
    module: 'write-worker.ts',
    task: spec,
    limits: { milliseconds: LONGEST, megabytes: LIMITS.megabytes },
    hear: (message: WriteMessage) => {
      bytes = message
      return true
    },
  })
  if (bytes === undefined) throw new Error(`The workbook could not be made: ${failure}`)
  return bytes
}

/** The keys and values that `writeWorkbook` put into a file; empty where the file has none. */
export function metadataOf(workbook: Workbook): Record<string, string> {
  const sheet = workbook.sheets.find((one) => one.hidden && one.name === METADATA_SHEET)
  const entries = (sheet?.rows ?? []).map(([key, value]) => [
    key?.type === 'text' ? key.text : '',
    value?.type === 'text' ? value.text : '',
  ])
  return Object.fromEntries(entries)
}
