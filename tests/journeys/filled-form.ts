/** A clerk's work on a form: opens the workbook in a spreadsheet, writes into the empty cells, saves it again. */
import xlsx from '@e965/xlsx'

export type Written = string | number | boolean
/** What the clerk writes under a heading; undefined leaves the cell empty. */
export type Hand = (heading: string, row: { name: string; index: number }) => Written | undefined

export interface Saved {
  bytes: Buffer
  /** Cells that were written. */
  cells: number
  rows: number
}

const NAME = /合作社名称|主体名称/
const NEVER = /^(序号|村|行标识)$/

/** Fills every empty cell under the headings for which the hand knows something. */
export function fillForm(bytes: Buffer, hand: Hand, as: 'xlsx' | 'biff8' = 'xlsx'): Saved {
  const book = xlsx.read(bytes, { cellDates: true, cellNF: true })
  const saved = { cells: 0, rows: 0 }
  for (const name of book.SheetNames) {
    const sheet = book.Sheets[name]
    if (sheet === undefined) continue
    const counted = fillSheet(sheet, hand)
    saved.cells += counted.cells
    saved.rows += counted.rows
  }
  const out = xlsx.write(book, { type: 'buffer', bookType: as }) as Buffer
  return { bytes: out, ...saved }
}

function fillSheet(sheet: xlsx.WorkSheet, hand: Hand): { cells: number; rows: number } {
  const counted = { cells: 0, rows: 0 }
  const range = xlsx.utils.decode_range(sheet['!ref'] ?? 'A1')
  const text = (r: number, c: number): string => String(cellAt(sheet, r, c)?.v ?? '')
  const columns = Array.from({ length: range.e.c + 1 }, (_, c) => c)
  const rows = Array.from({ length: range.e.r + 1 }, (_, r) => r)
  const top = rows.find((r) => columns.some((c) => NAME.test(text(r, c))))
  if (top === undefined) return counted
  const nameColumn = columns.find((c) => NAME.test(text(top, c))) ?? 0
  for (const r of rows.slice(top + 1)) {
    const name = text(r, nameColumn)
    if (name === '' || text(r, 0).startsWith('填表说明')) continue
    counted.rows += 1
    for (const c of columns) {
      const heading = text(top, c)
      if (NEVER.test(heading) || text(r, c) !== '') continue
      const value = hand(heading, { name, index: counted.rows })
      if (value === undefined) continue
      const cell: xlsx.CellObject = { t: typeOf(value), v: value }
      sheet[xlsx.utils.encode_cell({ r, c })] = cell
      counted.cells += 1
    }
  }
  return counted
}

function cellAt(sheet: xlsx.WorkSheet, r: number, c: number): xlsx.CellObject | undefined {
  return sheet[xlsx.utils.encode_cell({ r, c })] as xlsx.CellObject | undefined
}

function typeOf(value: Written): 's' | 'n' | 'b' {
  if (typeof value === 'number') return 'n'
  return typeof value === 'boolean' ? 'b' : 's'
}
