import type { RowCounts } from '#contract/kernel/imports.ts'
import type { RowOutcome } from '#core/registry/import-plan.ts'

/** Counts rows by what becomes of them. `taken` includes unchanged rows; taken + warned + refused = read. */
export function countRows(rows: readonly { outcome: RowOutcome }[]): RowCounts {
  const of = (...outcomes: RowOutcome[]): number =>
    rows.filter((row) => outcomes.includes(row.outcome)).length
  return {
    read: rows.length,
    taken: of('new', 'changed', 'unchanged'),
    unchanged: of('unchanged'),
    warned: of('warned'),
    refused: of('refused'),
  }
}
