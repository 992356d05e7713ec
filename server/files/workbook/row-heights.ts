import type { ColumnSpec, SheetSpec } from './write.ts'

const LINE = 16
const TITLE_HEIGHT = 32
const LEAST_HEADING = 24

/**
 * Heights in points by row of the sheet. Programs do not agree on fitting a wrapped row to its text when they open a
 * file, so every row that needs more than one line gets its height here; the others are left to the program.
 */
export function rowHeights(
  sheet: SheetSpec,
  { start, bodyEnd }: { start: number; bodyEnd: number },
): Map<number, { height: number }> {
  const { columns, rows, title, footer } = sheet
  const heights = new Map<number, { height: number }>()
  if (title !== undefined) heights.set(0, { height: TITLE_HEIGHT })
  const headings = Math.max(1, ...columns.map((column) => linesOf(column.heading, column)))
  heights.set(start - 1, { height: Math.max(LEAST_HEADING, headings * LINE + 6) })
  for (const [r, row] of rows.entries()) {
    const lines = Math.max(1, ...columns.map((column, c) => linesOf(row[c], column)))
    if (lines > 1) heights.set(start + r, { height: Math.min(lines * LINE + 3, 400) })
  }
  if (footer !== undefined) heights.set(bodyEnd, { height: footer.split('\n').length * 18 + 6 })
  for (const [row, height] of Object.entries(sheet.rowHeights ?? {}))
    heights.set(start + Number(row), { height })
  return heights
}

/** How many lines a text takes in a column; a Chinese character is two wide and is never split. */
function linesOf(value: unknown, { width, hidden }: ColumnSpec): number {
  if (typeof value !== 'string' || hidden) return 1
  const usable = Math.max(2, 2 * Math.floor((width - 1) / 2))
  return value.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / usable)), 0)
}

/** In characters, as the width of a column is counted. */
function widthOf(text: string): number {
  // oxlint-disable-next-line no-control-regex
  return text.length + text.replace(/[\u0000-\u00FF]/gu, '').length
}
