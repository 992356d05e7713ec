/** What a row says, beyond its fields: other bodies, its place, the kind of its body. */
import type { Values } from '#core/kernel/field.ts'
import { classifyBody } from '#core/values/body-name.ts'
import { checkCreditCode } from '#core/values/credit-code.ts'
import type { Problem } from '#core/values/problem.ts'
import type { Candidate } from './candidate.ts'

/** The cells in which a row names other bodies. */
export function refsOf(candidate: Candidate): [string, string][] {
  return Object.entries(candidate.values).flatMap(([field, value]): [string, string][] =>
    candidate.register.fields[field]?.kind === 'ref' && typeof value === 'string' ? [[field, value]] : [],
  )
}

/** Whether the row is about a body itself. */
export const isBodyRow = (candidate: Candidate): boolean => candidate.register.belongsTo === 'none'

/** What the row says of where its body lies. */
export function placeRequest(candidate: Candidate) {
  const address = candidate.values['address']
  return {
    address: typeof address === 'string' ? address : '',
    name: candidate.subject.name ?? '',
    creditCode: candidate.subject.code,
    ...candidate.place,
  }
}

/** The kind of body, where the sheet does not say it, by name, type and code. */
export function withKind(candidate: Candidate): Values {
  if (candidate.values['bodyKind']) return candidate.values
  const { kind } = classifyBody({ name: candidate.subject.name ?? '', code: candidate.subject.code })
  return { ...candidate.values, bodyKind: kind }
}

/** What only shows once the kind of body is known: a code that belongs to another kind. */
export function describe(candidate: Candidate): Problem[] {
  const { code } = candidate.subject
  if (!code) return []
  const read = checkCreditCode(code, String(withKind(candidate)['bodyKind']))
  const told = new Set(candidate.problems.map((one) => one.code))
  return read.ok ? read.remarks.filter((one) => !told.has(one.code)) : []
}
