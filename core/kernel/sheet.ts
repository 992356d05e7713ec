import type { DateSystem } from '../values/day.ts'
import { done, failed, type Outcome } from '../values/outcome.ts'
import { noted, type Problem, refused, warned } from '../values/problem.ts'
import type { Cell, Sheet } from './cell.ts'
import { type Column, type ColumnMatch, countedColumn, isStranger } from './columns.ts'
import { findHeading } from './heading-row.ts'
import type { Register } from './register.ts'
import { type RowKind, rowKind } from './row-kind.ts'
import { titleUnit, withUnit, type TitleSubject, titleSubject } from './sheet-title.ts'

export interface SheetContext {
  file?: string
  dateSystem?: DateSystem
  /** Headings that the caller reads on its own (乡镇, 所在村); they are not told as unknown. */
  readsToo?: (heading: string) => boolean
}

/** A row that was not read, and why: titles and headings are not listed. */
export interface SkippedRow {
  row: number
  kind: Exclude<RowKind, 'data'>
}

export interface SheetRow {
  /** The spreadsheet's row, 1 is the first. */
  row: number
  cells: Cell[]
}

export interface SheetReading {
  sheet: string
  register: Register
  /** The spreadsheet's row in which the heading begins, and how many rows it has. */
  headingRow: number
  headingRows: number
  columns: Column[]
  rows: SheetRow[]
  skipped: SkippedRow[]
  /** The body that a line above the heading names (合作社名称：…), for sheets about one body. */
  subject: TitleSubject
  /** What is to be said about the sheet as a whole and its columns. */
  problems: Problem[]
}

/**
 * Reads a sheet as one of the registers: finds the heading (titles above, headings in up to three rows with merged
 * cells, any order, aliases, units), chooses the register that understands most of it, and gives the rows that hold
 * records. Blank rows, repeated headings, totals, notes and column numbers are not read. A sheet in which no heading is
 * found is a failure, warned where it looks like a table and noted where it does not.
 */
export function readSheet(
  sheet: Sheet,
  registers: readonly Register[],
  context: SheetContext = {},
): Outcome<SheetReading> {
  const place = { ...(context.file !== undefined && { file: context.file }), sheet: sheet.name }
  const heading = findHeading(sheet, registers)
  if (heading === null) return failed(notUnderstood(sheet, { ...place }))
  const { match, first, span } = heading
  const above = sheet.rows.slice(0, first)
  const headingRows = sheet.rows.slice(first, first + span)
  const columns = withUnit(match, titleUnit(above))
  const sorted = sheet.rows.slice(first + span).map((cells, index) => ({
    row: first + span + index + 1,
    cells,
    kind: rowKind(cells, { columns, headingRows, isFirst: index === 0 }),
  }))
  const subject = titleSubject(above)
  const reading: SheetReading = {
    sheet: sheet.name,
    register: match.register,
    headingRow: first + 1,
    headingRows: span,
    columns,
    rows: sorted.filter(({ kind }) => kind === 'data').map(({ row, cells }) => ({ row, cells })),
    skipped: sorted.flatMap(({ row, kind }) => (kind === 'data' || kind === 'blank' ? [] : [{ row, kind }])),
    subject,
    problems: [
      ...(sheet.hidden ? [noted('sheet-hidden', `工作表“${sheet.name}”是隐藏的，也已读取`, place)] : []),
      ...heading.rivals.map((rival) => warned('register-uncertain', uncertain(sheet, match, rival), place)),
      ...columnProblems({ ...match, columns }, subject, context).map((problem) => ({
        ...problem,
        place: { ...place, row: first + 1, ...problem.place },
      })),
      ...sorted
        .filter(({ kind }) => kind === 'stray')
        .map(({ row }) => noted('row-skipped', '该行没有填任何能认出的栏目，没有读取', { ...place, row })),
    ],
  }
  return done(reading)
}

function columnProblems(match: ColumnMatch, subject: TitleSubject, context: SheetContext): Problem[] {
  const { register, columns } = match
  const strangers = columns
    .filter(
      (column) =>
        isStranger(column) &&
        context.readsToo?.(column.heading) !== true &&
        !match.doubled.some(({ index }) => index === column.index),
    )
    .map((column) =>
      noted('column-unknown', `“${column.heading}”列不属于“${register.label}”，没有读取`, {
        column: column.letter,
      }),
    )
  const doubled = match.doubled.map((column) =>
    warned('column-doubled', `“${column.heading}”列与前面的列是同一栏，没有读取；请合并或改名`, {
      column: column.letter,
    }),
  )
  const counted = countedColumn(match)
  const asked =
    counted === null
      ? []
      : [
          noted(
            'column-row-number',
            `“${counted.column.heading}”列只当作行数，没有读作“${counted.label}”；它就是${counted.label}的，请把表头改成“${counted.label}”再导入，只是数行的不用管`,
            { column: counted.column.letter },
          ),
        ]
  const missing = match.missing.map((key) => missingColumn(register, key))
  const named =
    columns.some((column) => column.role !== null) || subject.name !== null || subject.code !== null
  const nameless =
    named || register.belongsTo !== 'body'
      ? []
      : [
          refused(
            'subject-column-missing',
            '表中没有合作社名称或统一社会信用代码，无法确定各行属于哪个合作社，请补上该列',
          ),
        ]
  return [...nameless, ...missing, ...doubled, ...asked, ...strangers]
}

function missingColumn(register: Register, key: string): Problem {
  const label = register.fields[key]?.label ?? key
  return register.key.includes(key)
    ? refused('column-missing', `缺少“${label}”列，无法区分同一合作社的各条记录，请补上该列`, { field: key })
    : warned('column-missing', `缺少必填的“${label}”列，各行该项按未知处理`, { field: key })
}

function uncertain(sheet: Sheet, match: ColumnMatch, rival: Register): string {
  return `工作表“${sheet.name}”按“${match.register.label}”读取，也可能是“${rival.label}”；如不对请指定台账后重新导入`
}

function notUnderstood(sheet: Sheet, place: { file?: string; sheet: string }): Problem {
  const filled = (cells: Cell[]): number => cells.filter((cell) => cell.type !== 'empty').length
  const table = sheet.rows.filter((cells) => filled(cells) >= 3).length >= 2
  if (sheet.rows.every((cells) => filled(cells) === 0)) {
    return noted('sheet-empty', `工作表“${sheet.name}”是空的，没有读取`, place)
  }
  const says = `工作表“${sheet.name}”中没有找到认识的表头，没有读取；请核对栏目名称，或下载模板填写`
  return table ? warned('sheet-not-understood', says, place) : noted('sheet-not-understood', says, place)
}
