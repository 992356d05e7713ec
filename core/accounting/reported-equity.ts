/** 成员权益变动表 (会农社03表) as others made it: read from their workbook or typed, cell by cell. */
import { cellText, type Sheet } from '../kernel/cell.ts'
import type { Fen } from '../values/money.ts'
import { EQUITY_FORM, type EquityColumn } from './equity-statement.ts'
import { bare, fenAt } from './reported.ts'

export type EquityLineKind = 'begin' | 'increase' | 'decrease' | 'end'

/** One amount of the form. The label is that of the part, empty for what stands at the beginning and the end. */
export interface EquityCell {
  account: string
  line: EquityLineKind
  label: string
  amount: Fen
}

export interface EquityFormLine {
  line: EquityLineKind
  label: string
  title: string
  /** Columns that have this line. */
  accounts: readonly string[]
}

const accounts = EQUITY_FORM.map((one) => one.account)

function partsOf(line: 'increase' | 'decrease'): EquityFormLine[] {
  const side = line === 'increase' ? 'increases' : 'decreases'
  const labels = [...new Set(EQUITY_FORM.flatMap((one) => one[side]))]
  return labels.map((label) => ({
    line,
    label,
    title: label,
    accounts: EQUITY_FORM.filter((one) => one[side].includes(label)).map((one) => one.account),
  }))
}

/** Lines that are filled in; the sums of increases and decreases follow of them. */
export const EQUITY_LINES: readonly EquityFormLine[] = [
  { line: 'begin', label: '', title: '年初余额', accounts },
  ...partsOf('increase'),
  ...partsOf('decrease'),
  { line: 'end', label: '', title: '年末余额', accounts },
]

/** The columns that the cells make; what is not given is nothing. */
export function equityOfCells(cells: readonly EquityCell[]): EquityColumn[] {
  const at = (account: string, line: EquityLineKind, label = ''): Fen =>
    cells.find((one) => one.account === account && one.line === line && one.label === label)?.amount ?? 0n
  return EQUITY_FORM.map(({ account, label, increases, decreases }) => ({
    account,
    label,
    begin: at(account, 'begin'),
    increases: increases.map((word) => ({ label: word, amount: at(account, 'increase', word) })),
    decreases: decreases.map((word) => ({ label: word, amount: at(account, 'decrease', word) })),
    end: at(account, 'end'),
  }))
}

/** Whether a line of the form has this cell. */
export function isCellOfForm(cell: Omit<EquityCell, 'amount'>): boolean {
  return EQUITY_LINES.some(
    (one) => one.line === cell.line && one.label === cell.label && one.accounts.includes(cell.account),
  )
}

/** The cells of the first sheet that holds the form; null where none does. */
export function readEquity(sheets: readonly Sheet[]): EquityCell[] | null {
  for (const sheet of sheets) {
    const cells = cellsOf(sheet)
    if (cells !== null) return cells
  }
  return null
}

function cellsOf(sheet: Sheet): EquityCell[] | null {
  const head = headOf(sheet)
  if (head === null) return null
  const cells: EquityCell[] = []
  let part: 'increase' | 'decrease' = 'increase'
  for (const row of sheet.rows.slice(head.row + 1)) {
    const title = bare(cellText(row[head.first] ?? { type: 'empty' }))
    if (title.startsWith('本年增加')) part = 'increase'
    if (title.startsWith('本年减少')) part = 'decrease'
    const line = lineOf(title, part)
    if (line === undefined) continue
    for (const [column, account] of head.columns) {
      const amount = line.accounts.includes(account) ? fenAt(row, column) : null
      if (amount !== null) cells.push({ account, line: line.line, label: line.label, amount })
    }
  }
  return cells.some((one) => one.line === 'end') ? cells : null
}

function lineOf(title: string, part: 'increase' | 'decrease'): EquityFormLine | undefined {
  if (/^(年初|期初)余额$/.test(title)) return EQUITY_LINES[0]
  if (/^(年末|期末)余额$/.test(title)) return EQUITY_LINES.at(-1)
  return EQUITY_LINES.find((one) => one.line === part && one.label !== '' && one.label === title)
}

/** The row with the names of the columns; the lines are named left of the first. */
function headOf(sheet: Sheet): { row: number; first: number; columns: [number, string][] } | null {
  for (const [row, cells] of sheet.rows.slice(0, 20).entries()) {
    const columns = cells.flatMap((cell, index): [number, string][] => {
      const word = bare(cellText(cell))
      const found = EQUITY_FORM.find((one) => one.label === word)
      return found === undefined ? [] : [[index, found.account]]
    })
    if (columns.length === EQUITY_FORM.length && columns[0]![0] > 0)
      return { row, first: columns[0]![0] - 1, columns }
  }
  return null
}
