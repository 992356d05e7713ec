import { type Cell, EMPTY, type Sheet } from '#core/kernel/cell.ts'
import type { Value, Values } from '#core/kernel/field.ts'
import { isDay } from '#core/values/day.ts'
import { type ExampleBody, isKnown } from './example-body.ts'
import { type DayStyle, flag, type FlagStyle, number, text, wan, writtenDay, yuan } from './written.ts'

export interface ExampleColumn {
  heading: string
  /** In characters; a Chinese character takes two. */
  width: number
  kind: 'text' | 'number' | 'money' | 'date'
}

/** One sheet of an office's own workbook, as plain data. */
export interface ExampleSheet {
  name: string
  title: string
  columns: readonly ExampleColumn[]
  /** All rows below the heading: records and, at the end, the totals. */
  rows: readonly (readonly Cell[])[]
  /** The line below the list: who filled it in. */
  footer: string
  /** The register that it belongs to, and how many of its rows are records. */
  register: string
  records: number
}

/** One workbook of an office. */
export interface ExampleFile {
  name: string
  sheets: readonly ExampleSheet[]
}

/** The sheet as a reader finds it: title, headings, rows, footer. */
export function asSheet(sheet: ExampleSheet): Sheet {
  const headings = sheet.columns.map((column) => text(column.heading))
  const rows = [[text(sheet.title)], headings, ...sheet.rows.map((row) => [...row]), [text(sheet.footer)]]
  return { name: sheet.name, hidden: false, rows }
}

/** One row of a table: a body and one of its records. */
export interface Line {
  body: ExampleBody
  record: Values
}

export interface ColumnPlan extends ExampleColumn {
  cell: (line: Line, index: number) => Cell
  /** Whether the totals row adds it up. */
  sum?: boolean
}

export interface TablePlan {
  register: string
  name: string
  title: string
  columns: readonly ColumnPlan[]
  lines: readonly Line[]
  footer: string
  /** Whether a totals row closes it. */
  total?: boolean
}

/** A sheet out of its plan. */
export function tableOf(plan: TablePlan): ExampleSheet {
  const rows = plan.lines.map((line, index) => plan.columns.map((column) => column.cell(line, index)))
  const columns = plan.columns.map(({ heading, width, kind }) => ({ heading, width, kind }))
  const { name, title, footer, register } = plan
  return {
    name,
    title,
    columns,
    rows: plan.total ? [...rows, totalsOf(plan.columns, rows)] : rows,
    footer,
    register,
    records: rows.length,
  }
}

function totalsOf(columns: readonly ColumnPlan[], rows: readonly (readonly Cell[])[]): Cell[] {
  return columns.map((column, at) => {
    if (at === 0) return text('合计')
    return column.sum ? number(sumOf(rows.map((row) => row[at] ?? EMPTY))) : EMPTY
  })
}

/** Rounded to a millionth, so that sums of ten thousands of yuan stay exact to the fen. */
function sumOf(cells: readonly Cell[]): number {
  const total = cells.reduce((sum, cell) => sum + (cell.type === 'number' ? cell.number : 0), 0)
  return Math.round(total * 1_000_000) / 1_000_000
}

/** The running number. */
export const rowNumber: ColumnPlan = {
  heading: '序号',
  width: 6,
  kind: 'number',
  cell: (_, index) => number(index + 1),
}

/** A column that reads the body rather than the record. */
export function bodyColumn(
  heading: string,
  width: number,
  read: (body: ExampleBody) => string | null,
): ColumnPlan {
  return { heading, width, kind: 'text', cell: ({ body }) => text(read(body)) }
}

export interface Style {
  width?: number
  money?: 'yuan' | 'wan'
  flag?: FlagStyle
  day?: DayStyle
  sum?: boolean
  /** Other words for a choice, as this office uses them. */
  words?: Readonly<Record<string, string>>
  kind?: ExampleColumn['kind']
}

/** A column of one field of a register; it stays empty where the county does not know the field. */
export function fieldColumn(
  ...[register, key, heading, style = {}]: [string, string, string, Style?]
): ColumnPlan {
  return {
    heading,
    width: style.width ?? Math.max(10, heading.length * 2 + 2),
    kind: style.kind ?? 'text',
    cell: ({ body, record }) => (isKnown(body, register, key) ? valueCell(record[key], style) : EMPTY),
    ...(style.sum && { sum: true }),
  }
}

/** A value as that office writes it. */
export function valueCell(value: Value | null | undefined, style: Style = {}): Cell {
  if (value === null || value === undefined || Array.isArray(value)) return EMPTY
  if (typeof value === 'bigint') return style.money === 'wan' ? wan(value) : yuan(value)
  if (typeof value === 'boolean') return flag(value, style.flag ?? 'shi-fou')
  if (typeof value === 'number') return number(value)
  if (isDay(value)) return writtenDay(value, style.day ?? 'cell')
  return text(style.words?.[value] ?? value)
}
