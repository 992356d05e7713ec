/**
 * A spreadsheet cell as it stood in the file, before any meaning is given to it. The type of the cell is kept because a
 * code that arrives as a number has already lost digits.
 */
export type Cell =
  | { type: 'empty' }
  | { type: 'text'; text: string }
  /** `text` is what the sheet shows or, lacking that, the shortest decimal form. */
  | { type: 'number'; number: number; text: string }
  /** A date cell, already put into the calendar: YYYY-MM-DD. */
  | { type: 'date'; day: string; text: string }
  | { type: 'flag'; flag: boolean; text: string }
  /** `#REF!` and its kin. */
  | { type: 'error'; text: string }

/** One sheet of a workbook: rows of cells, ragged, row 0 first; hidden sheets and rows are kept and marked. */
export interface Sheet {
  name: string
  hidden: boolean
  rows: Cell[][]
}

export const EMPTY: Cell = { type: 'empty' }

/** What a person sees in the cell; an empty cell shows ''. */
export function cellText(cell: Cell | undefined): string {
  return cell === undefined || cell.type === 'empty' ? '' : cell.text
}

/** The letter of a column, 0 is A. */
export function columnLetter(index: number): string {
  const rest = Math.floor(index / 26)
  return (rest > 0 ? columnLetter(rest - 1) : '') + String.fromCodePoint(65 + (index % 26))
}
