/** A returned file as rows: whatever it is called now, in whatever format, with or without what we hid in it. */
import { type Cell, cellText } from '#core/kernel/cell.ts'
import type { Values } from '#core/kernel/field.ts'
import type { Register } from '#core/kernel/register.ts'
import { noted, type Problem } from '#core/values/problem.ts'
import { squeeze } from '#core/values/typed-text.ts'
import { append } from '#core/values/append.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import type { Workbook, WorkbookSheet } from '#server/files/workbook/workbook.ts'
import { LISTS_SHEET } from '#server/files/workbook/validations.ts'
import { METADATA_SHEET, metadataOf } from '#server/files/workbook/write.ts'
import { prepareWorkbook, type Candidate, type Prepared } from '../imports/candidate.ts'
import { FORM_METADATA, OWN_HEADINGS } from './workbook.ts'

/** A row as it came back, before anyone has looked whose it is. */
export interface ReturnedRow {
  sheet: string
  row: number
  register: Register
  /** What stands in the hidden column. */
  key: string | null
  code: string | null
  name: string | null
  /** The cell of our own column 村. */
  village: string
  values: Values
  letters: Record<string, string>
  problems: Problem[]
}

export interface ReturnedFile {
  /** What the hidden sheet says; null where it is lost. */
  handout: string | null
  area: string | null
  rows: ReturnedRow[]
  problems: Problem[]
}

/** What keys look like; where they stand in a sheet, they say which register it is. */
const KEY = /^H[2-9A-HJ-NP-Z]{10}$/

/** Tells which register the rows with these keys were issued for. */
export type KeyReader = (keys: readonly string[]) => Promise<ReadonlyMap<string, Register>>

/** Reads a file that came back. A file that can not be read at all has no rows and says why. */
export async function readReturned(
  file: { name: string; bytes: Uint8Array },
  known: { registers: readonly Register[]; registersOf: KeyReader },
): Promise<ReturnedFile> {
  const read = await readWorkbook(file.bytes, file.name)
  if (!read.ok) return { handout: null, area: null, rows: [], problems: read.problems }
  const workbook = read.value
  const metadata = metadataOf(workbook)
  const sheets = workbook.sheets.filter(({ name }) => name !== METADATA_SHEET && name !== LISTS_SHEET)
  const keys = new Map(sheets.map((sheet) => [sheet, keysIn(sheet)]))
  const issued = await known.registersOf([...keys.values()].flat())
  const found: ReturnedFile = {
    handout: metadata[FORM_METADATA.handout] ?? null,
    area: metadata[FORM_METADATA.area] ?? null,
    rows: [],
    problems: [],
  }
  for (const sheet of sheets) {
    const registers = narrowed(sheet, { keys: keys.get(sheet) ?? [], issued, registers: known.registers })
    const prepared = prepareWorkbook(only(workbook, sheet), { file: file.name, registers })
    append(
      found.rows,
      prepared.candidates.map((one) => toRow(one, sheet, prepared)),
    )
    append(found.problems, worthTelling(prepared))
  }
  found.problems.push(...workbook.remarks)
  if (found.rows.length === 0)
    found.problems.push(noted('return-empty', '文件里没有读到任何一行', { file: file.name }))
  return found
}

const only = (
  workbook: Workbook,
  sheet: WorkbookSheet,
): Pick<Workbook, 'sheets' | 'dateSystem' | 'remarks'> => ({
  sheets: [{ ...sheet, hidden: false, rows: sheet.rows.map((cells) => cells.map(shown)) }],
  dateSystem: workbook.dateSystem,
  remarks: [],
})

/** A number that its format can not show (20251231 typed into a cell for a date) is there all the same. */
function shown(cell: Cell): Cell {
  return cell.type === 'number' && cell.text === '' ? { ...cell, text: String(cell.number) } : cell
}

function keysIn(sheet: WorkbookSheet): string[] {
  return sheet.rows.flatMap((cells) =>
    cells.map((cell) => squeeze(cellText(cell))).filter((text) => KEY.test(text)),
  )
}

/** The register that a sheet was issued for: by its keys, else by its name, else any that its headings fit. */
function narrowed(
  sheet: WorkbookSheet,
  of: { keys: readonly string[]; issued: ReadonlyMap<string, Register>; registers: readonly Register[] },
): readonly Register[] {
  const votes = new Map<Register, number>()
  for (const key of of.keys) {
    const register = of.issued.get(key)
    if (register) votes.set(register, (votes.get(register) ?? 0) + 1)
  }
  const [most] = [...votes].toSorted((one, other) => other[1] - one[1])
  if (most) return [most[0]]
  const named = of.registers.filter((one) => sheet.name.includes(one.label))
  return named.length === 1 ? named : of.registers
}

function toRow(candidate: Candidate, sheet: WorkbookSheet, prepared: Prepared): ReturnedRow {
  const { subject } = candidate
  const keyed = keyOf(candidate, sheet) ?? subject.id
  return {
    sheet: candidate.sheet,
    row: candidate.row,
    register: candidate.register,
    key: keyed,
    code: subject.code,
    name: subject.name,
    village: ownCell(candidate, sheet, prepared),
    values: Object.fromEntries(
      Object.entries(candidate.values).filter(([, value]) => value !== null && value !== undefined),
    ),
    letters: candidate.letters,
    problems: candidate.problems,
  }
}

/** The key is known by its form as well, so that the column may have lost its heading. */
function keyOf(candidate: Candidate, sheet: WorkbookSheet): string | undefined {
  return (sheet.rows[candidate.row - 1] ?? [])
    .map((cell) => squeeze(cellText(cell)))
    .find((text) => KEY.test(text))
}

function ownCell(candidate: Candidate, sheet: WorkbookSheet, { sheets }: Prepared): string {
  const at = sheets[0]?.columns.findIndex((one) => squeeze(one.heading) === OWN_HEADINGS[1]) ?? -1
  return at < 0 ? '' : squeeze(cellText((sheet.rows[candidate.row - 1] ?? [])[at]))
}

/** Words about the sheet as a whole, without those about our own columns and without what the rows say again. */
function worthTelling({ problems, sheets }: Prepared): Problem[] {
  const own = new Set(
    (sheets[0]?.columns ?? [])
      .filter((one) => OWN_HEADINGS.some((heading) => squeeze(one.heading) === heading))
      .map((one) => one.column),
  )
  return problems.filter(({ code, place }) => {
    if (code === 'column-unknown') return !own.has(place?.column ?? '')
    return code !== 'column-missing' && code !== 'sheet-hidden'
  })
}
