import type { RowCounts } from '#contract/kernel/imports.ts'
import type { RowOutcome } from '#core/registry/import-plan.ts'

/** Counts rows by what becomes of them. `taken` includes unchanged rows; taken + warned + refused = read. */
export function countRows(rows: readonly { outcome: RowOutcome }[]): RowCounts {
  const outcomes = new Map<RowOutcome, number>()
  for (const { outcome } of rows) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
  return countsOfOutcomes(outcomes)
}

/** The same of rows that were counted by their outcomes. */
export function countsOfOutcomes(outcomes: ReadonlyMap<RowOutcome, number>): RowCounts {
  const of = (...some: RowOutcome[]): number =>
    some.reduce((sum, outcome) => sum + (outcomes.get(outcome) ?? 0), 0)
  return {
    read: [...outcomes.values()].reduce((sum, rows) => sum + rows, 0),
    taken: of('new', 'changed', 'unchanged'),
    unchanged: of('unchanged'),
    warned: of('warned'),
    refused: of('refused'),
  }
}
