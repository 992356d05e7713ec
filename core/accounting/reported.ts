/** Statements that others made: read from their workbook or from a trial balance, and checked like our own. */
import { cellText, type Cell, type Sheet } from '../kernel/cell.ts'
import { readMoney, readMoneyNumber, type Fen } from '../values/money.ts'
import { done, failed, type Outcome } from '../values/outcome.ts'
import { refused } from '../values/problem.ts'
import { equityChecks, type EquityColumn } from './equity-statement.ts'
import { FORM_ROWS, same, sumOfRows, type CrossCheck } from './statements.ts'

export type Form = 'sheet' | 'income'
export interface ReportedRow {
  row: number
  now: Fen
  before: Fen | null
}
export interface Reported extends Record<Form, ReportedRow[]> {
  /** 成员权益变动表, where it was given. */
  equity?: readonly EquityColumn[] | null
}

const NOW = /^(期末(余额|数)?|年末(余额|数)?|本年(累计)?(金额|数)|本期(累计)?(金额|数))$/
const BEFORE = /^(年初(余额|数)?|期初(余额|数)?|上年(同期)?(累计)?(金额|数))$/

/** A label without numbering, marks and spaces: “一、经营收入” and “经营收入” are the same row. */
export function bare(label: string): string {
  return label
    .replaceAll(/[\s　]/g, '')
    .replace(/^[一二三四五六七八九十]+、/, '')
    .replace(/^(加|减|其中)[:：]/, '')
    .replace(/[（(].*[）)]$/, '')
}

const LABELS: Record<Form, ReadonlyMap<string, number>> = {
  sheet: new Map(FORM_ROWS.sheet.map((one) => [bare(one.label), one.row])),
  income: new Map(FORM_ROWS.income.map((one) => [bare(one.label), one.row])),
}
/** So many rows make a statement; a few words that are the same do not. */
const ENOUGH = 5

/** Reads the balance sheet and the statement of surplus from whichever sheets hold them. Errors: reported-unread. */
export function readReported(sheets: readonly Sheet[]): Outcome<Reported> {
  const sheet = best(sheets, 'sheet')
  const income = best(sheets, 'income')
  const missing = [
    ...(sheet.length < ENOUGH ? ['资产负债表'] : []),
    ...(income.length < ENOUGH ? ['盈余及盈余分配表'] : []),
  ]
  if (missing.length > 0)
    return failed(
      refused(
        'reported-unread',
        `没有认出${missing.join('和')}：要有“期末余额、年初余额”或“本年金额”的表头和制度规定的项目名称；可以改用余额表，或逐行录入`,
      ),
    )
  return done({ sheet, income })
}

function best(sheets: readonly Sheet[], form: Form): ReportedRow[] {
  const found = sheets.map((one) => rowsOf(one, form))
  return found.reduce((most, rows) => (rows.length > most.length ? rows : most), [])
}

/** Each label takes the figures of the next columns headed now and before to its right. */
function rowsOf(sheet: Sheet, form: Form): ReportedRow[] {
  const heads = headsOf(sheet)
  const rows = new Map<number, ReportedRow>()
  for (const cells of sheet.rows.slice(heads.row + 1))
    for (const [index, cell] of cells.entries()) {
      const row = LABELS[form].get(bare(cellText(cell)))
      if (row === undefined || rows.has(row)) continue
      const now = fenAt(cells, nextAfter(heads.now, index))
      if (now === null) continue
      rows.set(row, { row, now, before: fenAt(cells, nextAfter(heads.before, index)) })
    }
  return [...rows.values()].toSorted((a, b) => a.row - b.row)
}

function headsOf(sheet: Sheet): { row: number; now: number[]; before: number[] } {
  for (const [row, cells] of sheet.rows.slice(0, 20).entries()) {
    const of = (words: RegExp) =>
      cells.flatMap((cell, index) => (words.test(bare(cellText(cell))) ? [index] : []))
    const [now, before] = [of(NOW), of(BEFORE)]
    if (now.length > 0) return { row, now, before }
  }
  return { row: sheet.rows.length, now: [], before: [] }
}

const nextAfter = (columns: readonly number[], index: number): number | undefined =>
  columns.find((column) => column > index)

/** The amount of a cell: an empty one and a dash are nothing; null is no amount. */
export function fenAt(cells: readonly Cell[], column: number | undefined): Fen | null {
  if (column === undefined) return null
  const cell = cells[column]
  if (cell === undefined || cell.type === 'empty') return 0n
  if (/^[-—–]+$/.test(cellText(cell).trim())) return 0n
  const read =
    cell.type === 'number'
      ? readMoneyNumber(cell.number, { assume: '元' })
      : readMoney(cellText(cell), { assume: '元' })
  return read.ok ? read.value : null
}

/** The value of a row; zero where the form was left empty. */
export function reportedAt(rows: readonly ReportedRow[], row: number, of: 'now' | 'before' = 'now'): Fen {
  return rows.find((one) => one.row === row)?.[of] ?? 0n
}

/** Every check that the two statements allow: each sum of its rows, and the one against the other. */
export function reportedChecks({ sheet, income, equity }: Reported): CrossCheck[] {
  const at = (row: number, of: 'now' | 'before' = 'now') => reportedAt(sheet, row, of)
  const hasBefore = sheet.some((one) => one.before !== null)
  return [
    ...sumChecks('sheet', sheet, 'now', '01 表期末'),
    ...(hasBefore ? sumChecks('sheet', sheet, 'before', '01 表年初') : []),
    ...sumChecks('income', income, 'now', '02 表本年'),
    same('资产负债表期末：资产总计（22）＝ 负债和所有者权益总计（42）', at(22), at(42)),
    ...(hasBefore
      ? [
          same(
            '资产负债表年初：资产总计（22）＝ 负债和所有者权益总计（42）',
            at(22, 'before'),
            at(42, 'before'),
          ),
        ]
      : []),
    same('未分配盈余期末（01 表 40）＝ 年末未分配盈余（02 表 20）', at(40), reportedAt(income, 20)),
    ...(hasBefore
      ? [
          same(
            '未分配盈余年初（01 表 40）＝ 年初未分配盈余（02 表 13）',
            at(40, 'before'),
            reportedAt(income, 13),
          ),
        ]
      : []),
    ...(equity ? equityChecks(equity, { at, income: (row) => reportedAt(income, row), hasBefore }) : []),
  ]
}

/** Four arguments would be one too many: the form with its rows, which column, and how it is called. */
function sumChecks(
  ...[form, rows, of, name]: [Form, readonly ReportedRow[], 'now' | 'before', string]
): CrossCheck[] {
  const values = new Map(rows.map((one) => [one.row, one[of] ?? 0n]))
  return FORM_ROWS[form].flatMap(({ row, label, formula }) =>
    formula === null || !values.has(row)
      ? []
      : [
          same(
            `${name}“${bare(label)}”（${row}）＝ ${formula.replaceAll(/[+-]/g, (sign) => (sign === '+' ? ' + ' : ' − '))}`,
            values.get(row)!,
            sumOfRows(formula, values),
          ),
        ],
  )
}
