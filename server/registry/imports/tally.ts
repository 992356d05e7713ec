import type { RowCounts } from '#contract/kernel/imports.ts'
import type { RowOutcome } from '#core/registry/import-plan.ts'
import type { Problem } from '#core/values/problem.ts'
import { countsOfOutcomes } from './counts.ts'
import type { PlannedRow } from './plan.ts'

/** What is kept of rows when they themselves are gone: counts, what stands against them, whom they are about. */
export class Tally {
  /** Refusals and warnings, in the order of the rows. Nothing is to be done about notes: they are in the batch. */
  readonly problems: Problem[] = []
  /** Bodies of rows that are stored or stood already. */
  readonly bodies = new Set<string>()
  /** Where the bodies of the rows lie, stored or not. */
  readonly places = new Set<string>()
  private readonly sheets = new Map<string, Map<RowOutcome, number>>()

  add(rows: readonly PlannedRow[]): void {
    for (const { candidate, outcome, body, problems } of rows) {
      const sheet = this.sheets.get(candidate.sheet) ?? new Map<RowOutcome, number>()
      this.sheets.set(candidate.sheet, sheet)
      sheet.set(outcome, (sheet.get(outcome) ?? 0) + 1)
      if (body) this.places.add(body.area)
      if (body && outcome !== 'refused' && candidate.register.belongsTo !== 'area') this.bodies.add(body.id)
      for (const one of problems) if (one.severity !== 'noted') this.problems.push(one)
    }
  }

  /** Counts of all rows. */
  counts(): RowCounts {
    const all = new Map<RowOutcome, number>()
    for (const sheet of this.sheets.values())
      for (const [outcome, rows] of sheet) all.set(outcome, (all.get(outcome) ?? 0) + rows)
    return countsOfOutcomes(all)
  }

  /** Counts of one sheet. */
  countsOf(sheet: string): RowCounts {
    return countsOfOutcomes(this.sheets.get(sheet) ?? new Map<RowOutcome, number>())
  }
}
