/** Masks of verdicts as SQL. */
import { masksOf } from '#core/kernel/compile-rules.ts'
import type { Rule } from '#core/kernel/rule.ts'

/** The mask `known` of a body over which all these rules are known. */
export function fullMask(rules: readonly Pick<Rule, 'bit'>[]): string {
  return `array[${masksOf(rules.map((rule) => rule.bit)).join(', ')}]::bigint[]`
}
