import type { MoneyUnit } from '../values/money.ts'
import { columnLetter } from './cell.ts'
import { headingForms, isRowNumberHeading, type SubjectRole, subjectRole } from './heading.ts'
import type { Register } from './register.ts'

/** One column of a sheet and what it was understood as. */
export interface Column {
  /** From 0. */
  index: number
  letter: string
  /** As the sheet has it, the rows of a heading joined. */
  heading: string
  /** Key of the register's field. */
  field: string | null
  /** What it says of the row's body; the name and the code of the body register are fields and roles at once. */
  role: SubjectRole | null
  /** The unit that stands above the whole sheet (单位：万元), where the heading itself has none. */
  unit: MoneyUnit | null
}

/** The columns of a sheet as one register understands them. */
export interface ColumnMatch {
  register: Register
  columns: Column[]
  /** Columns that were understood, those of the body included. */
  understood: number
  /** Columns that speak for this register: its own fields, but not name and code, which every sheet has. */
  deciding: number
  /** Keys of required fields without a column. */
  missing: string[]
  /** Columns whose field another column already has. */
  doubled: Column[]
}

/** What a column is headed with: the whole heading, and the shorter readings of a heading in several rows. */
export interface Heading {
  whole: string
  /** The forms of each reading, the closest first. */
  readings: readonly (readonly string[])[]
}

interface Claim {
  index: number
  field: string
  rank: number
}

/** The forms of all labels and aliases of a register's fields. */
export type FieldIndex = ReadonlyMap<string, readonly { field: string; rank: number }[]>

/** Prepares a register for matching; build it once for a sheet. */
export function indexFields(register: Register): FieldIndex {
  const index = new Map<string, { field: string; rank: number }[]>()
  for (const [field, declared] of Object.entries(register.fields)) {
    for (const [order, label] of [declared.label, ...(declared.aliases ?? [])].entries()) {
      for (const [form, text] of headingForms(label).entries()) {
        const known = index.get(text) ?? []
        index.set(text, [...known, { field, rank: form * 4 + (order === 0 ? 0 : 1) }])
      }
    }
  }
  return index
}

/** Gives each column to the field that its heading fits best; a field goes to the column that fits it best. */
export function matchColumns(
  register: Register,
  index: FieldIndex,
  headings: readonly Heading[],
): ColumnMatch {
  const claims = headings.flatMap((heading, column) => claimsOf(heading, column, index))
  const taken = new Map<number, string>()
  const given = new Set<string>()
  for (const claim of claims.toSorted(
    (first, second) => first.rank - second.rank || first.index - second.index,
  )) {
    if (taken.has(claim.index) || given.has(claim.field)) continue
    taken.set(claim.index, claim.field)
    given.add(claim.field)
  }
  const roles = rolesOf(register, headings, taken)
  const columns = headings.map((heading, column) => ({
    index: column,
    letter: columnLetter(column),
    heading: heading.whole,
    field: taken.get(column) ?? null,
    role: roles.get(column) ?? null,
    unit: null,
  }))
  return {
    register,
    columns,
    understood: columns.filter((column) => column.field !== null || column.role !== null).length,
    deciding: columns.filter((column) => column.field !== null && column.role === null).length,
    missing: Object.entries(register.fields)
      .filter(([key, field]) => field.optional !== true && !given.has(key))
      .map(([key]) => key),
    doubled: columns.filter(
      ({ index: column, field, role }) =>
        field === null && role === null && claims.some((claim) => claim.index === column),
    ),
  }
}

/** Whether a column that was not understood is worth a word: it has a heading, and not one that only counts rows. */
export function isStranger(column: Column): boolean {
  const known = column.field !== null || column.role !== null
  return !known && column.heading !== '' && !isRowNumberHeading(column.heading)
}

/** The column that only counts the rows, where it may be a field that has no column; null where there is nothing to ask. */
export function countedColumn({
  register,
  columns,
}: Pick<ColumnMatch, 'register' | 'columns'>): { column: Column; label: string } | null {
  const field = Object.entries(register.fields).find(
    ([key, declared]) => declared.maybeCounted === true && !columns.some((column) => column.field === key),
  )?.[1]
  const column = columns.find((one) => one.field === null && isRowNumberHeading(one.heading))
  return field === undefined || column === undefined ? null : { column, label: field.label }
}

function claimsOf(heading: Heading, index: number, fields: FieldIndex): Claim[] {
  return heading.readings.flatMap((forms, shorter) =>
    forms.flatMap((form, looser) =>
      (fields.get(form) ?? []).map(({ field, rank }) => ({
        index,
        field,
        rank: rank + looser * 2 + shorter * 8,
      })),
    ),
  )
}

/** The columns that name the row's body: in the body register its own fields, elsewhere columns that no field took. */
function rolesOf(
  register: Register,
  headings: readonly Heading[],
  taken: Map<number, string>,
): Map<number, SubjectRole> {
  const found = headings.flatMap((heading, index) => {
    const field = taken.get(index)
    if (field !== undefined && register.belongsTo !== 'none') return []
    const label = field === undefined ? undefined : register.fields[field]?.label
    const role = firstRole(label === undefined ? heading.readings : [headingForms(label)])
    return role === null ? [] : [{ index, ...role }]
  })
  const roles = new Map<number, SubjectRole>()
  for (const { index, role } of found.toSorted((first, second) => first.rank - second.rank)) {
    if (![...roles.values()].includes(role)) roles.set(index, role)
  }
  return roles
}

function firstRole(readings: Heading['readings']): { role: SubjectRole; rank: number } | null {
  for (const reading of readings) {
    const role = subjectRole(reading)
    if (role !== null) return role
  }
  return null
}
