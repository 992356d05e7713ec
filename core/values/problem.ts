/**
 * A problem is a value: what is wrong, where, and what to do about it. Nothing is thrown for bad input;
 * all problems of a file, a form or a policy are gathered and shown together.
 */

/** What becomes of the row or the request. `refused`: not stored. `warned`: stored with an open question. `noted`: stored, told once. */
export type Severity = 'refused' | 'warned' | 'noted'

/** Where in the officer's own paper the problem stands. `row` is the spreadsheet's row (1 is the first), `column` its letter. */
export interface Place {
  file?: string
  sheet?: string
  row?: number
  column?: string
  /** Key of the register's field, where the problem belongs to one. */
  field?: string
}

export interface Problem {
  /** Stable kebab-case code, listed with its treatment in docs/problems.md. */
  code: string
  severity: Severity
  /** One clear Chinese sentence: what is wrong and what to do. */
  says: string
  place?: Place
}

/** A refusal: the thing is not stored. */
export function refused(code: string, says: string, place?: Place): Problem {
  return { code, severity: 'refused', says, ...(place && { place }) }
}

/** A warning: stored, with a question that a person has to answer. */
export function warned(code: string, says: string, place?: Place): Problem {
  return { code, severity: 'warned', says, ...(place && { place }) }
}

/** A note: stored as it should be; the officer is told how it was read. */
export function noted(code: string, says: string, place?: Place): Problem {
  return { code, severity: 'noted', says, ...(place && { place }) }
}

/** The same problem, with more known of where it stands; what the problem already says of its place wins. */
export function at(problem: Problem, place: Place): Problem {
  return { ...problem, place: { ...place, ...problem.place } }
}
