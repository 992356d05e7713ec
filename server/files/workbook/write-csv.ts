import { wireOfFen } from '#core/values/money.ts'
import type { CellValue } from './write.ts'

/** What a spreadsheet program would take for a formula when it opens a text file. */
const FORMULA_START = /^[=+\-@\t\r]/u

/**
 * A list as CSV for Excel and WPS: UTF-8 with its mark, lines end with CR LF. A text that could be taken for a formula
 * gets an apostrophe in front; a bigint is fen and is written as yuan.
 */
export function writeCsv(headings: readonly string[], rows: readonly (readonly CellValue[])[]): Uint8Array {
  const lines = [headings, ...rows].map((row) => row.map(field).join(','))
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`, 'utf8')
}

function field(value: CellValue): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  if (typeof value === 'bigint') return wireOfFen(value)
  const text = FORMULA_START.test(value) ? `'${value}` : value
  return /[",\r\n\t]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
