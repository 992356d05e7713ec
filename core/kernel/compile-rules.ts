import { literalsOf, type Parameters } from './comparator.ts'
import type { Literal } from './literal.ts'
import type { Comparator, Comparison, Condition, Rule } from './rule.ts'

/** Bits per word: sixty, so that a word and every sum of its bits stay within a signed 64-bit integer. */
export const WORD_BITS = 60

export interface CompiledRules {
  /** Expression of type bigint[]: bit set = the verdict is known (not applicable counts as known). */
  known: string
  /** Expression of type bigint[]: bit set = known and failed. */
  failed: string
  /** Both, named `known` and `failed`, for a select list over the wide fact table. */
  sql: string
  words: number
}

type Compiled = Pick<Rule, 'bit' | 'appliesTo' | 'requires'>

/**
 * Compiles rules into two masks over one row of the wide fact table, so that all subjects are judged by one scan.
 * SQL's own three-valued logic is Kleene's, so that `applies and not required` is true, false or unknown as judge() says.
 */
export function compileRules(rules: readonly Compiled[], parameters: Parameters, alias = 'f'): CompiledRules {
  const words = wordsOf(rules.map((rule) => rule.bit))
  const known = Array.from({ length: words }, (): string[] => [])
  const failed = Array.from({ length: words }, (): string[] => [])
  for (const rule of rules) {
    const word = Math.floor(rule.bit / WORD_BITS)
    const bit = 1n << BigInt(rule.bit % WORD_BITS)
    const fails = failsSql(rule, parameters, alias)
    known[word]?.push(`case when (${fails}) is null then 0 else ${bit} end`)
    failed[word]?.push(`case when ${fails} then ${bit} else 0 end`)
  }
  const masks = { known: arraySql(known), failed: arraySql(failed) }
  return { ...masks, sql: `${masks.known} as known, ${masks.failed} as failed`, words }
}

/** How many words hold these bits. */
export function wordsOf(bits: readonly number[]): number {
  return bits.length === 0 ? 0 : Math.floor(Math.max(...bits) / WORD_BITS) + 1
}

/** The words in which exactly these bits are set. */
export function masksOf(bits: readonly number[]): bigint[] {
  const words = Array.from({ length: wordsOf(bits) }, () => 0n)
  for (const bit of bits) words[Math.floor(bit / WORD_BITS)]! |= 1n << BigInt(bit % WORD_BITS)
  return words
}

/** Whether the bit is set in a mask as it comes from the database. */
export function hasBit(mask: readonly (bigint | string | number)[], bit: number): boolean {
  const word = mask[Math.floor(bit / WORD_BITS)]
  return word !== undefined && (BigInt(word) & (1n << BigInt(bit % WORD_BITS))) !== 0n
}

function arraySql(terms: readonly (readonly string[])[]): string {
  const sums = terms.map((bits) => ['0::bigint', ...bits.map((term) => `(${term})::bigint`)].join(' + '))
  return `array[${sums.join(', ')}]::bigint[]`
}

function failsSql(rule: Compiled, parameters: Parameters, alias: string): string {
  const missed = `not ${conditionSql(rule.requires, parameters, alias)}`
  return rule.appliesTo === null
    ? `(${missed})`
    : `(${conditionSql(rule.appliesTo, parameters, alias)} and ${missed})`
}

/** A condition as an SQL expression over the wide fact table: true, false, or null for unknown. */
export function conditionSql(condition: Condition, parameters: Parameters, alias: string): string {
  if ('all' in condition) return groupSql(condition.all, ' and ', 'true')
  if ('any' in condition) return groupSql(condition.any, ' or ', 'false')
  if ('not' in condition) return `(not ${conditionSql(condition.not, parameters, alias)})`
  return comparisonSql(condition, parameters, alias)

  function groupSql(members: readonly Condition[], joint: string, empty: string): string {
    if (members.length === 0) return empty
    return `(${members.map((member) => conditionSql(member, parameters, alias)).join(joint)})`
  }
}

const OPERATORS: Record<Comparator, string> = {
  at_least: '>=',
  at_most: '<=',
  more_than: '>',
  less_than: '<',
  equals: '=',
  one_of: '=',
}

function comparisonSql(comparison: Comparison, parameters: Parameters, alias: string): string {
  const literals = literalsOf(comparison.threshold, parameters)
  if (literals.length === 0) return 'null::boolean'
  const operator = OPERATORS[comparison.comparator]
  const column = `${alias}.${columnName(comparison.fact)}`
  const joint = comparison.comparator === 'one_of' ? ' or ' : ' and '
  return `(${literals.map((literal) => singleSql(column, operator, literal)).join(joint)})`
}

function singleSql(column: string, operator: string, literal: Literal): string {
  if (literal.type !== 'ratio') return `${column} ${operator} ${literalSql(literal)}`
  const { num, den } = literal.value
  // numeric, because fen times a denominator can leave 64 bits
  return `case when ${column}_den > 0 then ${column}_num::numeric * ${den} ${operator} ${column}_den::numeric * ${num} end`
}

function literalSql(literal: Exclude<Literal, { type: 'ratio' }>): string {
  if (literal.type === 'choice') return quoted(literal.value)
  return literal.type === 'day' ? `date ${quoted(literal.value)}` : String(literal.value)
}

function quoted(text: string): string {
  const doubled = text.replaceAll("'", "''")
  // a backslash is plain text only in an escape-free string; E'' makes it independent of the server's setting
  return doubled.includes('\\') ? `E'${doubled.replaceAll('\\', '\\\\')}'` : `'${doubled}'`
}

/** Fact ids are snake_case by test; anything else would be an injection and becomes a column that does not exist. */
function columnName(fact: string): string {
  return /^[a-z][a-z0-9_]*$/.test(fact) ? fact : 'not_a_fact'
}
