import { literalsOf, type Parameters } from './comparator.ts'
import type { Literal, Ratio } from './literal.ts'
import type { Comparator, Comparison, Condition, Rule } from './rule.ts'

/** Bits per word: sixty, so that a word and every sum of its bits stay within a signed 64-bit integer. */
export const WORD_BITS = 60

export interface CompiledRules {
  /**
   * What the rules say of a row of the wide fact table, each computed once: columns `half_0` …, half a word of bits in each.
   * They belong into a select of their own, behind `offset 0`, so that the planner does not write them once into each mask.
   */
  halves: string
  /** Of those columns `known` (the verdict is known; not applicable counts as known) and `failed` (known and failed), both bigint[]. */
  masks: string
  words: number
}

type Compiled = Pick<Rule, 'bit' | 'appliesTo' | 'requires'>

/**
 * Compiles rules into two masks over one row of the wide fact table, so that all subjects are judged by one scan.
 * SQL's own three-valued logic is Kleene's, so that `applies and not required` is true, false or unknown as judge() says.
 * Both masks come of one sum, `known` in its lower bits and `failed` in its upper ones: no rule is computed twice.
 */
export function compileRules(rules: readonly Compiled[], parameters: Parameters, alias = 'f'): CompiledRules {
  const words = wordsOf(rules.map((rule) => rule.bit))
  const halves = Array.from({ length: 2 * words }, (): Guarded[] => [])
  for (const rule of rules) halves[Math.floor(rule.bit / HALF)]?.push(guardedRule(rule, parameters, alias))
  const mask = (part: (half: string) => string): string => {
    const each = Array.from({ length: words }, (_, word) => {
      return `${part(`half_${2 * word}`)} | (${part(`half_${2 * word + 1}`)} << ${HALF})`
    })
    return `array[${each.join(', ')}]::bigint[]`
  }
  const known = mask((half) => `(${half} & ${(1n << BigInt(HALF)) - 1n})`)
  const failed = mask((half) => `(${half} >> ${HALF})`)
  return {
    halves: halves.map((some, at) => `${sumSql(some)} as half_${at}`).join(', ') || 'null as half_0',
    masks: `${known} as known, ${failed} as failed`,
    words,
  }
}

const HALF = WORD_BITS / 2

/** A rule of which some conditions of application are still to be asked. */
interface Guarded {
  guards: readonly string[]
  requires: string
  /** Whether it fails, asked as a whole. */
  fails: string
  known: bigint
  failed: bigint
}

function guardedRule(rule: Compiled, parameters: Parameters, alias: string): Guarded {
  const guards = conjunctsOf(rule.appliesTo).map((one) => conditionSql(one, parameters, alias))
  const requires = conditionSql(rule.requires, parameters, alias)
  const known = 1n << BigInt(rule.bit % HALF)
  const fails = [...guards, `not ${requires}`].join(' and ')
  return { guards, requires, fails, known, failed: known << BigInt(HALF) }
}

/** Whether one rule fails over a row of the wide fact table, as an expression: true, false (also where it does not apply), or null for unknown. */
export function failsSql(rule: Compiled, parameters: Parameters, alias: string): string {
  return `(${guardedRule(rule, parameters, alias).fails})`
}

function conjunctsOf(condition: Condition | null): Condition[] {
  if (condition === null) return []
  return 'all' in condition ? condition.all.flatMap(conjunctsOf) : [condition]
}

/** The sum of what the rules say. Those that begin with the same condition ask it once, and no more where it is false. */
function sumSql(rules: readonly Guarded[]): string {
  return summed(rules, requiredSql, (guard, notApplicable, within) => {
    const open = openSql(within)
    return `case ${guard} when true then ${sumSql(within)} when false then ${notApplicable} else ${open} end`
  })
}

/**
 * The same where a condition before these is unknown: none can fail, and one is known if anything else in it is decided for
 * the body. What was asked before is not asked again.
 */
function openSql(rules: readonly Guarded[]): string {
  return summed(
    rules,
    ({ requires, known }) => `case when ${requires} then ${known}::bigint else 0 end`,
    (guard, notApplicable, within) =>
      `case when ${guard} is false then ${notApplicable} else ${openSql(within)} end`,
  )
}

function summed(
  rules: readonly Guarded[],
  last: (rule: Guarded) => string,
  guarded: (guard: string, notApplicable: bigint, within: readonly Guarded[]) => string,
): string {
  const terms = [...Map.groupBy(rules, ({ guards }) => guards[0])].flatMap(([guard, some]) => {
    if (guard === undefined) return some.map(last)
    const notApplicable = some.reduce((sum, { known }) => sum | known, 0n)
    return [
      guarded(
        guard,
        notApplicable,
        some.map((rule) => ({ ...rule, guards: rule.guards.slice(1) })),
      ),
    ]
  })
  return terms.length === 0 ? '0::bigint' : `(${terms.join(' + ')})`
}

function requiredSql({ requires, known, failed }: Guarded): string {
  return `case ${requires} when true then ${known}::bigint when false then ${known | failed}::bigint else 0 end`
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
  if (literal.type === 'ratio') return ratioSql(column, operator, literal.value)
  if (literal.type === 'flag' && operator === '=') return literal.value ? column : `not ${column}`
  return `${column} ${operator} ${literalSql(literal)}`
}

/** Cross-multiplied; as numeric, which is slow, only where fen times a denominator would leave 64 bits. */
function ratioSql(column: string, operator: string, { num, den }: Ratio): string {
  const most = INT8_MAX / [abs(num), abs(den), 1n].reduce((a, b) => (a > b ? a : b))
  const fits = `${column}_num between -${most} and ${most} and ${column}_den <= ${most}`
  const compared = (type: string): string =>
    `${column}_num::${type} * ${den} ${operator} ${column}_den::${type} * ${num}`
  return `case when ${column}_den > 0 then case when ${fits} then ${compared('bigint')} else ${compared('numeric')} end end`
}

const INT8_MAX = (1n << 63n) - 1n
const abs = (value: bigint): bigint => (value < 0n ? -value : value)

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
