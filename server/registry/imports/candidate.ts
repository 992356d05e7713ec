/** A workbook as rows that want to become records: read, understood and judged, not yet compared with what stands. */
import { cellText, type Cell } from '#core/kernel/cell.ts'
import type { Values } from '#core/kernel/field.ts'
import type { Register } from '#core/kernel/register.ts'
import { parseRow, type RowSubject } from '#core/kernel/rows.ts'
import { readSheet, type SheetReading } from '#core/kernel/sheet.ts'
import {
  asksForUnit,
  unitQuestions,
  withUnits,
  type UnitAnswers,
  type UnitQuestion,
} from '#core/kernel/amount-units.ts'
import { at, noted, type Problem } from '#core/values/problem.ts'
import { squeeze, tidyText } from '#core/values/typed-text.ts'
import { spreadMerges, type Workbook, type WorkbookSheet } from '#server/files/workbook/workbook.ts'

/** What a row says of where its body lies, besides the address. */
export interface PlaceWords {
  /** Province, city, county as the sheet's own columns name them. */
  above: string[]
  township: string
  village: string
}

export interface Candidate {
  number: number
  sheet: string
  row: number
  register: Register
  values: Values
  subject: RowSubject
  problems: Problem[]
  /** field key → column letter */
  letters: Record<string, string>
  place: PlaceWords
}

export interface SheetSummary {
  sheet: string
  register: Register | null
  headingRow: number | null
  columns: { column: string; heading: string; field: string | null }[]
}

export interface Prepared {
  file: string
  sheets: SheetSummary[]
  candidates: Candidate[]
  problems: Problem[]
  /** Columns of amounts about whose unit a person is asked, and those that were answered. */
  units: UnitQuestion[]
}

const PLACE_COLUMNS: Record<keyof PlaceWords, RegExp> = {
  above: /^(所在省份?|省份?|地区|所在地区|市州?|所在市|县区?|区县|县\(市区\)|所在县)$/,
  township: /^(所在乡镇|乡镇|镇街|乡镇街道|所在镇|乡镇\(街道\)|街道乡镇)$/,
  village: /^(所在村|村|行政村|村社区|所在村社|村居|村\(社区\))$/,
}

const PLACE_WORDS = ['above', 'township', 'village'] as const

interface PlaceColumn {
  says: (typeof PLACE_WORDS)[number]
  index: number
}

/** Reads every sheet as one of the registers. `only` narrows to one, where the officer or the command line says which. */
export function prepareWorkbook(
  workbook: Pick<Workbook, 'sheets' | 'dateSystem' | 'remarks'>,
  reading: { file: string; registers: readonly Register[]; units?: UnitAnswers | undefined },
): Prepared {
  const { file, units: answers = {} } = reading
  const prepared: Prepared = {
    file,
    sheets: [],
    candidates: [],
    problems: workbook.remarks.map((one) => at(one, { file })),
    units: [],
  }
  for (const sheet of workbook.sheets) {
    const read = readSheet(sheet, reading.registers, { file, dateSystem: `${workbook.dateSystem}` as const })
    if (!read.ok) {
      prepared.sheets.push({ sheet: sheet.name, register: null, headingRow: null, columns: [] })
      prepared.problems.push(...read.problems)
      continue
    }
    const value = withUnits(read.value, answers)
    prepared.sheets.push(summaryOf(value))
    prepared.problems.push(...value.problems)
    const broken = value.problems.filter((one) => one.severity === 'refused')
    const { rows } = withMergedCells(sheet, value)
    const candidates = rows.length
    const once = { places: placeColumns(value), letters: new Letters(value) }
    for (const row of rows)
      prepared.candidates.push(candidateOf({ reading: value, row, broken, ...once, prepared, workbook }))
    const made = candidates === 0 ? [] : prepared.candidates.slice(-candidates)
    askUnits(prepared, { reading: read.value, rows, answers, warned: columnsWithoutUnit(made) })
  }
  return prepared
}

/** Keeps the questions; an answer that was used is told once for its column. */
function askUnits(prepared: Prepared, asked: Parameters<typeof unitQuestions>[0]): void {
  const questions = unitQuestions(asked)
  prepared.units.push(...questions)
  for (const { answered, ground, cells, heading, sheet, column } of questions)
    if (answered !== null)
      prepared.problems.push(
        noted(
          'amount-unit-answered',
          `“${heading}”一列有 ${cells} 格没有写单位，按“${answered}”读取（${ground ?? ''}）`,
          { file: prepared.file, sheet, column },
        ),
      )
}

function columnsWithoutUnit(candidates: readonly Candidate[]): ReadonlySet<string> {
  return new Set(
    candidates.flatMap((one) =>
      one.problems.filter(asksForUnit).flatMap(({ place }) => (place?.column ? [place.column] : [])),
    ),
  )
}

/** A township that stands once beside all its rows stands beside each of them. */
function withMergedCells(sheet: WorkbookSheet, reading: SheetReading): Pick<SheetReading, 'rows'> {
  const first = reading.headingRow - 1 + reading.headingRows
  const inBody = sheet.merges.some((merge) => merge.top >= first && merge.bottom > merge.top)
  if (!inBody) return reading
  const spread = spreadMerges(
    sheet,
    (merge) => merge.top >= first && merge.bottom > merge.top && merge.left === merge.right,
  )
  return { rows: reading.rows.map(({ row }) => ({ row, cells: spread.rows[row - 1] ?? [] })) }
}

function summaryOf(reading: SheetReading): SheetSummary {
  return {
    sheet: reading.sheet,
    register: reading.register,
    headingRow: reading.headingRow,
    columns: reading.columns.map(({ letter, heading, field, role }) => ({
      column: letter,
      heading,
      field: field ?? role,
    })),
  }
}

function candidateOf(from: {
  reading: SheetReading
  row: SheetReading['rows'][number]
  broken: Problem[]
  places: readonly PlaceColumn[]
  letters: Letters
  prepared: Prepared
  workbook: Pick<Workbook, 'dateSystem'>
}): Candidate {
  const { reading, row, prepared } = from
  const parsed = parseRow(reading, row, {
    file: prepared.file,
    dateSystem: `${from.workbook.dateSystem}` as const,
  })
  const place = { file: prepared.file, sheet: reading.sheet, row: row.row }
  return {
    number: prepared.candidates.length,
    sheet: reading.sheet,
    row: row.row,
    register: reading.register,
    values: parsed.values,
    subject: parsed.subject,
    problems: [...from.broken.map((one) => ({ ...one, place })), ...parsed.problems],
    letters: from.letters.of(row.cells),
    place: placeWords(from.places, row.cells),
  }
}

/** Which fields a row fills, and in which columns: most rows of a list fill the same ones and share what is kept of it. */
class Letters {
  private readonly known = new Map<string, Candidate['letters']>()
  private readonly columns: SheetReading['columns']

  constructor({ columns }: SheetReading) {
    this.columns = columns
  }

  of(cells: readonly Cell[]): Candidate['letters'] {
    const filled = this.columns.filter(({ field, index }) => field !== null && cellText(cells[index]) !== '')
    const key = filled.map(({ letter }) => letter).join(' ')
    const kept = this.known.get(key)
    if (kept) return kept
    const letters = Object.fromEntries(
      filled.flatMap(({ field, letter }) => (field ? [[field, letter]] : [])),
    )
    this.known.set(key, letters)
    return letters
  }
}

/** The columns that say where a body lies; looked for once in a sheet. */
function placeColumns({ columns }: SheetReading): PlaceColumn[] {
  return columns.flatMap(({ heading, field, index }) => {
    const plain = squeeze(heading).replaceAll('（', '(').replaceAll('）', ')')
    const says = PLACE_WORDS.find((one) => PLACE_COLUMNS[one].test(plain))
    return field === null && says !== undefined ? [{ says, index }] : []
  })
}

function placeWords(columns: readonly PlaceColumn[], cells: readonly Cell[]): PlaceWords {
  const words: PlaceWords = { above: [], township: '', village: '' }
  for (const { says, index } of columns) {
    const text = tidyText(cellText(cells[index]))
    if (text === '') continue
    if (says === 'above') words.above.push(text)
    else words[says] = text
  }
  return words
}
