/** What clerks do to a form that they were sent: fill it in, and save it as whatever their program offers. */
import { utils, write, type BookType, type WorkBook } from '@e965/xlsx'
import { type Cell, cellText, EMPTY, type Sheet } from '#core/kernel/cell.ts'
import { registers } from '#core/reporting/registers.ts'
import { METADATA_SHEET } from '#server/files/workbook/write.ts'
import { exampleCounty } from '../examples/county/county.ts'
import { fillForm, withEdits } from '../examples/county/forms.ts'
import type { Rows } from '../examples/county/form-mischief.ts'

/** The bodies of the fictional county on the day of the test app. */
export const { bodies } = exampleCounty({ seed: 990101, day: '2026-03-20' })
const askable = registers.filter((one) => one.askable)

/** The sheets with every open cell filled in that the clerk knows; so many of a hundred stay empty. */
export function filled(sheets: readonly Sheet[], leave = 0): Sheet[] {
  return withEdits(sheets, fillForm(sheets, { bodies, registers: askable, seed: 7, leave }))
}

/** Where the list of a form stands: below title and headings, above the words on how to fill it in. */
export function listOf(sheet: Sheet): Rows {
  const last = sheet.rows.findLastIndex((row) => /^\d+$/.test(cellText(row[0])))
  return { first: 2, last, name: 1 }
}

/** The sheet with one cell changed; the column by its heading. */
export function withCell(sheet: Sheet, at: { row: number; heading: string }, text: string): Sheet {
  const column = sheet.rows[1]!.findIndex((cell) => cellText(cell).startsWith(at.heading))
  const rows = sheet.rows.map((row) => [...row])
  rows[at.row]![column] = text === '' ? EMPTY : { type: 'text', text }
  return { ...sheet, rows }
}

/** The sheet without a column. */
export function withoutColumn(sheet: Sheet, heading: string): Sheet {
  const column = sheet.rows[1]!.findIndex((cell) => cellText(cell) === heading)
  return { ...sheet, rows: sheet.rows.map((row) => row.filter((_, index) => index !== column)) }
}

/** Saves the sheets as another program would. As CSV only the first sheet is kept. */
export function saved(sheets: readonly Sheet[], type: BookType = 'xlsx'): Uint8Array {
  const book: WorkBook = utils.book_new()
  for (const sheet of sheets)
    utils.book_append_sheet(book, utils.aoa_to_sheet(sheet.rows.map((row) => row.map(plain))), sheet.name)
  book.Workbook = { Sheets: sheets.map(({ name }) => ({ name, Hidden: name === METADATA_SHEET ? 2 : 0 })) }
  return new Uint8Array(write(book, { type: 'buffer', bookType: type }) as Buffer)
}

/** The sheets that a clerk sees; a copy of these alone has lost what travels with the file. */
export function visible(sheets: readonly Sheet[]): Sheet[] {
  return sheets.filter((sheet) => !sheet.name.startsWith('_'))
}

function plain(cell: Cell): string | number | boolean | null {
  if (cell.type === 'empty') return null
  if (cell.type === 'number') return cell.number
  if (cell.type === 'flag') return cell.flag
  return cell.type === 'date' ? cell.day : cell.text
}
