/** Masks of verdicts as SQL. */
import { WORD_BITS, wordsOf } from '#core/kernel/compile-rules.ts'
import type { Rule } from '#core/kernel/rule.ts'

/** The mask `known` of a body over which all these rules are known. */
export function fullMask(rules: readonly Pick<Rule, 'bit'>[]): string {
  const words = Array.from({ length: wordsOf(rules.map((rule) => rule.bit)) }, () => 0n)
  for (const { bit } of rules) words[Math.floor(bit / WORD_BITS)]! |= 1n << BigInt(bit % WORD_BITS)
  return `array[${words.join(', ')}]::bigint[]`
}
