import { showBodyName } from '../values/body-name.ts'
import { checkCreditCode } from '../values/credit-code.ts'
import type { DateSystem } from '../values/day.ts'
import { at, type Place, type Problem, refused, warned } from '../values/problem.ts'
import { saysUnknown, squeeze, tidyText } from '../values/typed-text.ts'
import { type Cell, cellText, EMPTY } from './cell.ts'
import type { Column } from './columns.ts'
import type { Value, Values } from './field.ts'
import { creditCode } from './kinds/credit-code.ts'
import { digitsLost } from './kinds/reading.ts'
import { parseCell } from './kinds/table.ts'
import type { Register } from './register.ts'
import type { SheetReading, SheetRow } from './sheet.ts'

/** How a row says which body it belongs to; all null where the sheet's own title has to say it. */
export interface RowSubject {
  name: string | null
  /** A credit code of 18 signs; its check digit may be wrong, which is among the problems. */
  code: string | null
  /** The number that stood where a code should be: 15 digits, 321281NA000572X. */
  oldRegistrationNo: string | null
  /** The hidden key of a row that was handed out. */
  id: string | null
}

export interface ParsedRow {
  row: number
  /** By field key; null is unknown. Fields without a column are absent. */
  values: Values
  subject: RowSubject
  problems: Problem[]
  /** The gravest of the problems: what becomes of the row. */
  treatment: 'taken' | 'warned' | 'refused'
}

export interface RowContext {
  file?: string
  dateSystem?: DateSystem
}

type Reading = Pick<SheetReading, 'register' | 'columns' | 'sheet'> & Partial<Pick<SheetReading, 'subject'>>

/** The field of the body register that keeps the number of an old licence, where a sheet has it in the place of the code. */
const OLD_NUMBER_FIELD = 'oldRegistrationNo'

/**
 * Reads one row of a sheet.
 *
 * What becomes of it: a row is *refused* when what tells its record apart can not be had: no name, code or key of the
 * body, a code that lost its digits, an empty or unreadable field of the register's key, or nothing in it but its
 * place. Any other cell that can not be read leaves its value unknown and the row is *warned*, also where the problem
 * alone would be a refusal. A row with notes only is *taken*.
 */
export function parseRow(reading: Reading, row: SheetRow, context: RowContext = {}): ParsedRow {
  const place: Place = {
    ...(context.file !== undefined && { file: context.file }),
    sheet: reading.sheet,
    row: row.row,
  }
  const values: Values = {}
  const problems: Problem[] = []
  const isBare = hasOnlySubject(reading, row)
  for (const column of reading.columns) {
    if (column.field === null || isBare) continue
    const cell = row.cells[column.index] ?? EMPTY
    const read = readCell({ reading, column, cell, context })
    const isName = column.role === 'name' && typeof read.value === 'string'
    values[column.field] = isName ? showBodyName(String(read.value)) : read.value
    problems.push(...read.problems.map((problem) => at(problem, placeOf(column, place))))
  }
  const { subject, problems: against } = readSubject(reading, row)
  problems.push(...against.map((problem) => at(problem, place)))
  keepOldNumber(reading.register, values, subject)
  if (isBare) {
    problems.push(refused('row-empty', '该行除合作社名称和代码外没有填任何内容，没有录入', place))
  }
  return { row: row.row, values, subject, problems, treatment: treatmentOf(problems) }
}

interface CellToRead {
  reading: Reading
  column: Column
  cell: Cell
  context: RowContext
}

function readCell({ reading, column, cell, context }: CellToRead): {
  value: Value | null
  problems: Problem[]
} {
  const key = column.field!
  const field = reading.register.fields[key]!
  const required = field.optional !== true
  const isKey = required && reading.register.key.includes(key)
  const isIdentity = reading.register.key.includes(key) || column.role !== null
  if (required && column.role === null && tidyText(cellText(cell)) === '') {
    return { value: null, problems: [missing(field.label, isKey)] }
  }
  const outcome = parseCell(cell, field, {
    heading: column.unit === null ? column.heading : `${column.heading}（${column.unit}）`,
    ...(context.dateSystem !== undefined && { dateSystem: context.dateSystem }),
  })
  if (!outcome.ok) {
    return { value: null, problems: outcome.problems.map((problem) => weigh(problem, { isKey, isIdentity })) }
  }
  const unknownKey = outcome.value === null && isKey ? [missing(field.label, isKey)] : []
  return { value: outcome.value, problems: [...outcome.remarks, ...unknownKey] }
}

/** A required key that can not be read refuses the row; a refusal elsewhere only leaves the value unknown. */
function weigh(problem: Problem, what: { isKey: boolean; isIdentity: boolean }): Problem {
  if (what.isKey && problem.severity === 'warned') return { ...problem, severity: 'refused' }
  return !what.isIdentity && problem.severity === 'refused' ? { ...problem, severity: 'warned' } : problem
}

function readSubject(reading: Reading, row: SheetRow): { subject: RowSubject; problems: Problem[] } {
  const column = (role: Column['role']): Column | undefined =>
    reading.columns.find((one) => one.role === role)
  const cell = (role: Column['role']): Cell => row.cells[column(role)?.index ?? -1] ?? EMPTY
  const name = shownName(cellText(cell('name')))
  const id = tidyText(cellText(cell('key'))) || null
  const code = readCode(cell('code'), column('code'))
  const title = reading.columns.some(({ role }) => role !== null) ? undefined : reading.subject
  const subject: RowSubject = {
    name: name ?? title?.name ?? null,
    code: code.code ?? title?.code ?? null,
    oldRegistrationNo: code.oldRegistrationNo,
    id,
  }
  const found = subject.name ?? subject.code ?? subject.oldRegistrationNo ?? subject.id
  const nameless =
    found === null && reading.register.belongsTo !== 'area'
      ? [
          refused(
            'subject-missing',
            '该行没有合作社名称，也没有能用的统一社会信用代码，无法确定是哪个合作社，请补填',
          ),
        ]
      : []
  return { subject, problems: [...code.problems, ...nameless] }
}

/** A cell that says N/A or — names no body. */
function shownName(text: string): string | null {
  return saysUnknown(text) ? null : showBodyName(text)
}

/** The code of the row's body. In the body register it is a field and its problems were told there already. */
function readCode(
  cell: Cell,
  column: Column | undefined,
): { code: string | null; oldRegistrationNo: string | null; problems: Problem[] } {
  const none = { code: null, oldRegistrationNo: null }
  if (column === undefined) return { ...none, problems: [] }
  const told = column.field !== null
  const here = (problems: Problem[]): Problem[] =>
    told ? [] : problems.map((one) => at(one, { column: column.letter }))
  const lost = digitsLost(cell, '统一社会信用代码')
  if (lost !== null) return { ...none, problems: here([lost]) }
  const field = { kind: 'creditCode', label: '统一社会信用代码' } as const
  const outcome = creditCode.parse(cell, field, { heading: column.heading })
  if (outcome.ok) return { ...none, code: outcome.value, problems: here(outcome.remarks) }
  const read = checkCreditCode(cellText(cell))
  const old = read.ok && read.value.form === 'old registration number' ? read.value.code : null
  return { code: null, oldRegistrationNo: old, problems: here(outcome.problems) }
}

function keepOldNumber(register: Register, values: Values, subject: RowSubject): void {
  const known = register.belongsTo === 'none' && OLD_NUMBER_FIELD in register.fields
  if (known && subject.oldRegistrationNo !== null) values[OLD_NUMBER_FIELD] ??= subject.oldRegistrationNo
}

/** In a sheet of a body's register: nothing was filled in but whose row it is. */
function hasOnlySubject(reading: Reading, row: SheetRow): boolean {
  if (reading.register.belongsTo !== 'body') return false
  return reading.columns.every(
    (column) => column.field === null || squeeze(cellText(row.cells[column.index])) === '',
  )
}

function placeOf(column: Column, place: Place): Place {
  return { ...place, column: column.letter, ...(column.field !== null && { field: column.field }) }
}

function missing(label: string, isKey: boolean): Problem {
  return isKey
    ? refused('required-missing', `没有填“${label}”，无法区分同一合作社的各条记录，请补填`)
    : warned('required-missing', `没有填必填的“${label}”，按未知处理，请补填`)
}

function treatmentOf(problems: readonly Problem[]): ParsedRow['treatment'] {
  if (problems.some(({ severity }) => severity === 'refused')) return 'refused'
  return problems.some(({ severity }) => severity === 'warned') ? 'warned' : 'taken'
}
