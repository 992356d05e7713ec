import type { Problem } from './problem.ts'

/** What a step gives: a value with the remarks made on the way, or every problem that stands against it. */
export type Outcome<T> = { ok: true; value: T; remarks: Problem[] } | { ok: false; problems: Problem[] }

/** A value, with the remarks (never refusals) made while it was found. */
export function done<T>(value: T, remarks: Problem[] = []): Outcome<T> {
  return { ok: true, value, remarks }
}

/** No value, and why not: at least one problem. */
export function failed<T = never>(...problems: [Problem, ...Problem[]]): Outcome<T> {
  return { ok: false, problems }
}
