import { type Cell, cellText, type Sheet } from './cell.ts'
import { type ColumnMatch, type FieldIndex, type Heading, indexFields, matchColumns } from './columns.ts'
import { headingForms } from './heading.ts'
import type { Register } from './register.ts'
import { tidyText } from '../values/typed-text.ts'

/** How far down a heading is looked for, in how many rows it may stand, and how many columns are looked at. */
const ROWS_SEARCHED = 30
const ROWS_JOINED = 3
const COLUMNS_READ = 200

export interface FoundHeading {
  match: ColumnMatch
  /** Index of its first row, and how many rows it has. */
  first: number
  span: number
  /** Registers that understand the heading just as well. */
  rivals: Register[]
}

interface Candidate extends FoundHeading {
  score: number
}

/**
 * The heading of a sheet: the row, or up to three rows read together, of which one of the registers understands most
 * columns; of equals the one with fewer rows, further up. Null where no two columns are understood (one is enough in a
 * sheet of one column).
 */
export function findHeading(sheet: Sheet, registers: readonly Register[]): FoundHeading | null {
  const indexed = registers.map((register) => ({ register, index: indexFields(register) }))
  let best: Candidate | null = null
  const last = Math.min(sheet.rows.length, ROWS_SEARCHED)
  for (let first = 0; first < last; first += 1) {
    for (let span = 1; span <= ROWS_JOINED && first + span <= sheet.rows.length; span += 1) {
      const candidate = judge(sheet.rows.slice(first, first + span), indexed)
      if (candidate !== null && isBetter({ ...candidate, span }, best)) best = { ...candidate, first, span }
    }
  }
  return best
}

/** A title above the heading adds no column, so of equals the one with fewer rows is the heading alone. */
function isBetter(candidate: Pick<Candidate, 'score' | 'span'>, best: Candidate | null): boolean {
  if (best === null || candidate.score !== best.score) return candidate.score > (best?.score ?? 0)
  return candidate.span < best.span
}

function judge(
  rows: Cell[][],
  indexed: readonly { register: Register; index: FieldIndex }[],
): Omit<Candidate, 'first' | 'span'> | null {
  const headings = joinHeadings(rows)
  const filled = headings.filter(({ whole }) => whole !== '').length
  if (filled === 0) return null
  const matches = indexed
    .map(({ register, index }) => matchColumns(register, index, headings))
    .filter((match) => match.understood >= Math.min(2, filled))
    .toSorted(better)
  const [match] = matches
  if (match === undefined) return null
  const rivals = matches.slice(1).filter((other) => better(match, other) === 0)
  return { match, rivals: rivals.map(({ register }) => register), score: match.understood }
}

/**
 * More columns of its own, then fewer required columns missing. Without any column of its own only the body register is
 * meant: a list of names and codes.
 */
function better(first: ColumnMatch, second: ColumnMatch): number {
  const bodies = (match: ColumnMatch): number =>
    match.register.belongsTo === 'none' && match.deciding === 0 ? 0 : 1
  return (
    second.deciding - first.deciding ||
    bodies(first) - bodies(second) ||
    first.missing.length - second.missing.length
  )
}

/**
 * The headings of the columns when so many rows are read together. Of merged cells only the first holds the text, so an
 * upper cell that is empty over a filled one takes what stands to its left.
 */
export function joinHeadings(rows: readonly Cell[][]): Heading[] {
  const width = Math.min(COLUMNS_READ, Math.max(0, ...rows.map((cells) => cells.length)))
  const texts = rows.map((cells) =>
    Array.from({ length: width }, (_, column) => tidyText(cellText(cells[column]))),
  )
  return Array.from({ length: width }, (_, column) => {
    const parts = texts.map((row, depth) => row[column] || inherited(texts, depth, column))
    const filled = parts.filter((part) => part !== '')
    const readings = filled.map((_part, from) => headingForms(filled.slice(from).join('')))
    return { whole: filled.join(' '), readings }
  })
}

function inherited(texts: readonly string[][], depth: number, column: number): string {
  const below = texts.slice(depth + 1).some((row) => row[column] !== '')
  return below ? (texts[depth]!.slice(0, column).findLast((text) => text !== '') ?? '') : ''
}
