import { type Cell, EMPTY, type Sheet } from '#core/kernel/cell.ts'
import type { Problem } from '#core/values/problem.ts'

/** A merged range; rows and columns count from 0, both ends belong to it. Its value stands in the first cell. */
export interface Merge {
  top: number
  left: number
  bottom: number
  right: number
}

/** A sheet as it stood in the file. The other cells of a merged range are empty: see `spreadMerges`. */
export interface WorkbookSheet extends Sheet {
  merges: Merge[]
  /** Rows that are hidden (by hand or by a filter), from 0; their cells are read like all others. */
  hiddenRows: number[]
}

export type WorkbookFormat = 'xlsx' | 'xls' | 'csv'

/** A file as read: all sheets, hidden ones included and marked. */
export interface Workbook {
  format: WorkbookFormat
  /** The day that the file counts from; the cells' days are already in the calendar. */
  dateSystem: 1900 | 1904
  sheets: WorkbookSheet[]
  /** What was noted while reading: a wrong ending, an old encoding, stripped characters. */
  remarks: Problem[]
}

/** What one file may hold; beyond it, it is refused with a sentence that says so. */
export const LIMITS = {
  bytes: 50 * 1024 * 1024,
  rows: 200_000,
  columns: 300,
  /** Of the processor. */
  milliseconds: 30_000,
  megabytes: 1536,
  zip: { entries: 10_000, unpacked: 640 * 1024 * 1024, ratio: 200, ratioFrom: 10 * 1024 * 1024 },
} as const

/** Rows that are handed on together while a file is read. */
export const PIECE = 2000

/** Takes rows over as they are read, those from `first` on, counted from 0. */
export type RowSink = (first: number, rows: Cell[][]) => void

/** Lays rows where they belong. Where a file goes back to a row, its cells are added to those that stand. */
export function layRows(rows: Cell[][], first: number, piece: readonly Cell[][]): void {
  while (rows.length < first) rows.push([])
  for (const [index, cells] of piece.entries()) {
    const held = rows[first + index]
    if (held === undefined) rows.push(cells)
    else addCells(held, cells)
  }
}

function addCells(held: Cell[], cells: readonly Cell[]): void {
  for (const [column, cell] of cells.entries()) {
    if (cell.type === 'empty') continue
    while (held.length < column) held.push(EMPTY)
    held[column] = cell
  }
}

const MOST_SPREAD = 2_000_000

/**
 * The same sheet with the value of each merged range that `which` accepts repeated in all its cells; without `which`,
 * of every range. A reader spreads what means "the same for all these rows" and leaves a title row alone. Stops after
 * two million cells: no list has so many, but a hostile file may lay a thousand ranges over each other.
 */
export function spreadMerges(sheet: WorkbookSheet, which: (merge: Merge) => boolean = () => true): Sheet {
  const rows = sheet.rows.map((row) => [...row])
  let left = MOST_SPREAD
  for (const merge of sheet.merges.filter(which)) {
    const value = rows[merge.top]?.[merge.left]
    if (value === undefined || value.type === 'empty') continue
    const bottom = Math.min(merge.bottom, rows.length - 1)
    const right = Math.min(merge.right, LIMITS.columns - 1)
    left -= (bottom - merge.top + 1) * (right - merge.left + 1)
    if (left < 0) break
    for (let r = merge.top; r <= bottom; r++) fill(rows[r], { ...merge, right }, value)
  }
  return { name: sheet.name, hidden: sheet.hidden, rows }
}

function fill(row: Cell[] | undefined, { left, right }: Merge, value: Cell): void {
  if (row === undefined) return
  while (row.length <= right) row.push({ type: 'empty' })
  for (let c = left; c <= right; c++) row[c] = value
}
