/** What a form asks of one body in one register: which records, which cells are known, which stand open. */
import type { Field, Values } from '../kernel/field.ts'
import type { Register } from '../kernel/register.ts'
import type { Day } from '../values/day.ts'
import { sameValue } from './import-plan.ts'

/** One line of a form: a record that stands, or one that is to be made. */
export interface FormLine {
  /** The values of the register's key that we fill in: the year, the kind of fund. */
  record: Values
  /** Filled in beforehand and locked. */
  known: Values
  /** Empty when issued, by field key in the order of the columns. */
  open: string[]
  /** What was asked for and is open. */
  wanted: string[]
  /** Open cells without which a line that comes back empty is still unanswered. */
  must: string[]
}

export interface LineRequest {
  /** Field keys asked for: those that a rule lacks, or all of the register. */
  wanted: ReadonlySet<string>
  /** The whole register is asked for: optional cells may stay empty. */
  whole: boolean
  /** The columns of the sheet, from `formColumns`. */
  columns: readonly string[]
  /** The records of the body that stand in the register, the latest first. */
  standing: readonly Values[]
  /** The year in which the body was founded, where it is known. */
  foundedIn: number | null
  today: Day
}

/** Whether a cell of a form can hold a field: files, links to records and secrets do not travel in forms. */
export function isFillable(field: Field): boolean {
  return field.kind !== 'files' && field.kind !== 'ref' && field.kind !== 'secret'
}

/** The fields that every line needs so that it can become a record: its key, its date, what is required. */
function frameOf(register: Register): Set<string> {
  const required = Object.entries(register.fields).filter(([, field]) => field.optional !== true)
  const own = register.effective === undefined ? [] : [register.effective]
  return new Set([...register.key, ...own, ...required.map(([key]) => key)])
}

/** The columns of a register's sheet, in the order of its declaration: what is asked, and what a record can not do without. */
export function formColumns(register: Register, wanted: ReadonlySet<string>): string[] {
  const frame = frameOf(register)
  return Object.entries(register.fields)
    .filter(([key, field]) => isFillable(field) && (frame.has(key) || wanted.has(key)))
    .map(([key]) => key)
}

/** The lines of one body in one register; none where nothing that was asked for is missing. */
export function formLines(register: Register, request: LineRequest): FormLine[] {
  return recordsAsked(register, request).flatMap((record) => {
    const line = lineOf(register, { record, request })
    return line.wanted.length > 0 ? [line] : []
  })
}

function lineOf(register: Register, of: { record: Values; request: LineRequest }): FormLine {
  const { record, request } = of
  const stands = request.standing.find((one) =>
    register.key.every((key) => !(key in record) || sameValue(one[key], record[key])),
  )
  const known: Values = {}
  for (const key of request.columns) {
    const value = record[key] ?? stands?.[key] ?? null
    if (value !== null) known[key] = value
  }
  const open = request.columns.filter((key) => !(key in known))
  const wanted = open.filter((key) => request.wanted.has(key))
  const must = wanted.filter((key) => !request.whole || register.fields[key]?.optional !== true)
  return { record, known, open, wanted, must }
}

/** Which records a form asks about: each combination of the years that count and the choices of the key. */
function recordsAsked(
  register: Register,
  request: Pick<LineRequest, 'standing' | 'foundedIn' | 'today'>,
): Values[] {
  let records: Values[] = [{}]
  for (const key of register.key) {
    const field = register.fields[key]
    if (field?.kind === 'year') {
      const years = yearsAsked(register, { ...request, key })
      records = records.flatMap((record) => years.map((year) => ({ ...record, [key]: year })))
    } else if (field?.kind === 'choice') {
      records = records.flatMap((record) => field.options.map((option) => ({ ...record, [key]: option })))
    }
  }
  return records
}

/** Registers about reports that are due until 30 June of the next year; the others ask about the last year that is over. */
const DUE_IN_JUNE: ReadonlySet<string> = new Set(['annual_report'])

/**
 * The years that a form asks about: the last one that was due, and the latest
 * record that stands after it. A year before the body was founded is not asked about.
 */
function yearsAsked(
  register: Register,
  of: Pick<LineRequest, 'standing' | 'foundedIn' | 'today'> & { key: string },
): number[] {
  const current = Number(of.today.slice(0, 4))
  const late = DUE_IN_JUNE.has(register.id) && of.today.slice(5) <= '06-30'
  const asked = late ? current - 2 : current - 1
  const later = of.standing.map((one) => Number(one[of.key])).filter((year) => year > asked && year < current)
  const years = [asked, ...new Set(later)]
  return years.filter((year) => of.foundedIn === null || year >= of.foundedIn)
}
