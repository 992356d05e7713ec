import type { FactValue, Literal, Ratio } from './literal.ts'
import type { Comparator, Threshold } from './rule.ts'

/** Three-valued truth after Kleene: null is unknown. */
export type Truth = boolean | null

/** Values of parameters by id. A parameter that is missing makes the comparison unknown. */
export type Parameters = Readonly<Record<string, Literal>>

/** What a threshold stands for here and now; [] where a parameter has no value. */
export function literalsOf(threshold: Threshold, parameters: Parameters): readonly Literal[] {
  if ('anyOf' in threshold) return threshold.anyOf
  if ('parameter' in threshold) {
    const value = parameters[threshold.parameter]
    return value === undefined ? [] : [value]
  }
  return [threshold]
}

/** Whether the value stands so to the literals; unknown where the value is, or where there is nothing to compare with. */
export function compares(
  value: FactValue | null | undefined,
  comparator: Comparator,
  literals: readonly Literal[],
): Truth {
  if (value === null || value === undefined || literals.length === 0) return null
  const orders = literals.flatMap((literal) => orderOf(value, literal) ?? [])
  return orders.length < literals.length ? null : COMPARE[comparator](orders)
}

const COMPARE: Record<Comparator, (orders: readonly number[]) => boolean> = {
  at_least: (orders) => orders.every((order) => order >= 0),
  at_most: (orders) => orders.every((order) => order <= 0),
  more_than: (orders) => orders.every((order) => order > 0),
  less_than: (orders) => orders.every((order) => order < 0),
  equals: (orders) => orders.every((order) => order === 0),
  one_of: (orders) => orders.includes(0),
}

/** Below 0, 0 or above 0 as the value stands to the literal; null where the value is no value of that type. */
export function orderOf(value: FactValue, literal: Literal): number | null {
  if (literal.type === 'ratio') return isRatio(value) ? orderOfRatios(value, literal.value) : null
  if (isRatio(value)) return null
  if (literal.type === 'money') return typeof value === 'bigint' ? sign(value, literal.value) : null
  return typeof value === typeof literal.value ? sign(value, literal.value) : null
}

function sign<T extends bigint | number | string | boolean>(a: T, b: T): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** Cross-multiplied, exact; null where there is nothing to divide by. */
function orderOfRatios(a: Ratio, b: Ratio): number | null {
  return a.den > 0n ? sign(a.num * b.den, b.num * a.den) : null
}

/** Whether a fact's value is a pair of integers. */
export function isRatio(value: FactValue): value is Ratio {
  return typeof value === 'object'
}

/** Kleene's and: false wins over unknown. */
export function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false
  return truths.includes(null) ? null : true
}

/** Kleene's or: true wins over unknown. */
export function anyOf(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true
  return truths.includes(null) ? null : false
}

/** Kleene's not: unknown stays unknown. */
export function notOf(truth: Truth): Truth {
  return truth === null ? null : !truth
}
