import type { Value, Values } from '../kernel/field.ts'
import type { Register } from '../kernel/register.ts'
import { noted, refused, type Problem } from '../values/problem.ts'
import { squeeze } from '../values/typed-text.ts'

/** What becomes of a row. `warned` is stored with an open question, `refused` is not stored. */
export type RowOutcome = 'new' | 'changed' | 'unchanged' | 'warned' | 'refused'

/** A record as it stands on the day that the row speaks of. */
export interface Standing {
  id: string
  version: number
  values: Values
  /** Whether a secret of the row is the one that is held; secrets themselves are never read for this. */
  sameSecret?: (field: string, value: Value) => boolean
}

export interface Change {
  field: string
  before: Value | null
  after: Value | null
}

export interface Decision {
  outcome: RowOutcome
  /** The record as it is to stand: what the row leaves empty stays as it was. */
  values: Values
  changes: Change[]
  /** What is wrong between the fields of the record as it would stand. */
  clashes: Problem[]
}

/** What a row does to the record that stands, if one does. An empty cell never erases. */
export function decideRow(
  register: Register,
  row: { values: Values; problems: readonly Problem[] },
  standing: Standing | undefined,
): Decision {
  const values: Values = { ...standing?.values }
  const changes: Change[] = []
  for (const [field, value] of Object.entries(row.values)) {
    if (value === null || value === undefined) continue
    const before = standing?.values[field] ?? null
    const secret = register.fields[field]?.kind === 'secret'
    const same = secret ? (standing?.sameSecret?.(field, value) ?? false) : sameValue(before, value)
    if (same) continue
    values[field] = value
    changes.push({ field, before, after: value })
  }
  const isNew = standing === undefined
  const clashes = isNew || changes.length > 0 ? (register.clashes?.(values) ?? []) : []
  return {
    outcome: outcomeOf([...row.problems, ...clashes], { isNew, changed: changes.length > 0 }),
    values,
    changes,
    clashes,
  }
}

function outcomeOf(problems: readonly Problem[], row: { isNew: boolean; changed: boolean }): RowOutcome {
  if (problems.some((one) => one.severity === 'refused')) return 'refused'
  if (problems.some((one) => one.severity === 'warned')) return 'warned'
  if (row.isNew) return 'new'
  return row.changed ? 'changed' : 'unchanged'
}

/** Whether two values of a field are the same. */
export function sameValue(one: Value | null | undefined, other: Value | null | undefined): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, i) => item === other[i])
  return (one ?? null) === (other ?? null)
}

/** A row of the file that names a record which an earlier row named already. */
export interface Earlier {
  sheet: string
  row: number
  values: Values
}

/**
 * The second row for one record in a file: what agrees with the first is taken with it; what contradicts is refused,
 * both places named, because the file alone can not say which one holds.
 */
export function judgeRepeat(
  register: Register,
  row: { sheet: string; values: Values },
  earlier: Earlier,
): Problem {
  const place =
    row.sheet === earlier.sheet ? `第 ${earlier.row} 行` : `工作表“${earlier.sheet}”第 ${earlier.row} 行`
  const clashes = Object.entries(row.values)
    .filter(
      ([field, value]) => value !== null && value !== undefined && !agrees(value, earlier.values[field]),
    )
    .map(([field]) => register.fields[field]?.label ?? field)
  if (clashes.length === 0) return noted('row-twice', `与${place}是同一条记录，内容一致，合并为一条`)
  return refused(
    'row-twice-differs',
    `与${place}是同一条记录，但“${clashes.join('”“')}”不一致，以先出现的为准；请核对后改正再导入`,
  )
}

/** Two texts agree however their spaces were typed: of the same name in two sheets one may hold a blank. */
function agrees(value: Value, earlier: Value | null | undefined): boolean {
  if (typeof value === 'string' && typeof earlier === 'string') return squeeze(value) === squeeze(earlier)
  return earlier === null || earlier === undefined || sameValue(value, earlier)
}
