/** Facts of subjects as rows that SQL can read without any table. */
import { factColumns, type Fact, type FactValues } from '#core/kernel/fact.ts'
import { isRatio } from '#core/kernel/comparator.ts'
import type { FactType, FactValue } from '#core/kernel/literal.ts'

type Column = Pick<Fact, 'id' | 'type'>

/** A `from` item named f, with n (the subject's place) and every column; NULL and 64-bit figures travel as text and are cast. */
export function wideTable(
  facts: readonly Column[],
  subjects: readonly FactValues[],
): { sql: string; values: (string | null)[] } {
  const columns = facts.flatMap((one) => factColumns(one))
  const values: (string | null)[] = []
  const rows = subjects.map((subject, index) => {
    const cells = facts.flatMap(({ id, type }) => cellsOf(type, subject[id] ?? null))
    const places = cells.map((cell, at) => {
      values.push(cell)
      return `$${values.length}::${columns[at]?.sqlType}`
    })
    return `(${index}, ${places.join(', ')})`
  })
  return { sql: `(values ${rows.join(', ')}) as f(n, ${columns.map((one) => one.name).join(', ')})`, values }
}

function cellsOf(type: FactType, value: FactValue | null): (string | null)[] {
  if (value === null) return type === 'ratio' ? [null, null] : [null]
  return isRatio(value) ? [String(value.num), String(value.den)] : [String(value)]
}
