import type { Outcome } from '#core/values/outcome.ts'

/** The value of a step that has to succeed for the test to make sense; throws its problems otherwise. */
export function must<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value
  throw new Error(outcome.problems.map(({ code, says }) => `${code}: ${says}`).join('\n'))
}
