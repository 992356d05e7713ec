/** What a script is told of a ledger: counts, and every problem with its cell. */
import type { RowCounts } from '#contract/kernel/imports.ts'
import type { Problem } from '#core/values/problem.ts'
import type { Planned } from './run.ts'

/** One refusal or warning; what does not apply is null. */
export interface ReportedProblem {
  severity: 'refused' | 'warned'
  file: string
  sheet: string | null
  row: number | null
  column: string | null
  code: string
  says: string
}

export interface LedgerReport {
  rows: RowCounts
  /** Ids of the bodies that the rows which were stored (or stood already) are about. */
  bodies: string[]
  problems: ReportedProblem[]
}

/** Counts and problems of what was planned. Notes are left out: nothing is to be done about them. */
export function reportOf({ prepared, plan: { tally } }: Planned): LedgerReport {
  return {
    rows: tally.counts(),
    bodies: [...tally.bodies],
    problems: reportProblems([...prepared.problems, ...tally.problems], prepared.file),
  }
}

/** Refusals and warnings with their places, in the order in which they were met. */
export function reportProblems(problems: readonly Problem[], file: string): ReportedProblem[] {
  return problems
    .flatMap(({ severity, ...one }) => (severity === 'noted' ? [] : [{ severity, ...one }]))
    .map(({ severity, code, says, place }) => ({
      severity,
      file: place?.file ?? file,
      sheet: place?.sheet ?? null,
      row: place?.row ?? null,
      column: place?.column ?? null,
      code,
      says,
    }))
}
