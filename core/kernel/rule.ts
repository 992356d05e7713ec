import type { FactValue, Literal } from './literal.ts'

/** The six comparators; there is no expression language. */
export const COMPARATORS = ['at_least', 'at_most', 'more_than', 'less_than', 'equals', 'one_of'] as const
export type Comparator = (typeof COMPARATORS)[number]

/** What a fact is compared with: a literal, several (one_of), or a parameter that is dated and local. */
export type Threshold = Literal | { parameter: string } | { anyOf: readonly Literal[] }

export interface Comparison {
  fact: string
  comparator: Comparator
  threshold: Threshold
}

export type Condition =
  | Comparison
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }

export const SEVERITIES = ['serious', 'ordinary', 'hint'] as const
export type RuleSeverity = (typeof SEVERITIES)[number]

export const SEVERITY_LABELS: Readonly<Record<RuleSeverity, string>> = {
  serious: '严重',
  ordinary: '一般',
  hint: '提示',
}

/** What a subject has to fulfil, and what is said where it does not. Rules are data; facts are code. */
export interface Rule {
  /** `document/rule`, never reused. */
  id: string
  /** Permanent place in the verdict masks (policy/bits.yaml). */
  bit: number
  document: string
  /** The clause within the document; the citation is `document#clause`. */
  clause: string
  label: string
  /** Where this is false the rule is not applicable: known, and not failed. */
  appliesTo: Condition | null
  /** True is as it should be. */
  requires: Condition
  severity: RuleSeverity
  /** The finding in words; {value}, {threshold} and {fact_id} are filled in. */
  says: string
  remedy: string
  /** `person`: the figures only raise a suspicion (疑似), a person has to judge it before anything follows from it. */
  judgedBy: 'figures' | 'person'
  /** false: not verified against the official text; switched off and shown as 待确认. */
  confirmed: boolean
  /** Code of the kind of problem in the document's own list (四类整治重点). */
  problemKind: string | null
  /** The class into which a failure puts the subject. */
  class: string | null
  from: string | null
  to: string | null
  cases: readonly RuleCase[]
}

/** An example that a test runs: these facts, this verdict. */
export interface RuleCase {
  facts: Readonly<Record<string, FactValue | null>>
  verdict: Verdict
}

export type Verdict = 'passes' | 'fails' | 'unknown' | 'not-applicable'

/** Every fact that a condition reads, in order of first mention. */
export function factsOf(condition: Condition | null): string[] {
  return [...new Set(comparisonsOf(condition).map((one) => one.fact))]
}

/** Every parameter that a condition reads. */
export function parametersOf(condition: Condition | null): string[] {
  const named = comparisonsOf(condition).flatMap((one) =>
    'parameter' in one.threshold ? [one.threshold.parameter] : [],
  )
  return [...new Set(named)]
}

/** The comparisons of a condition, left to right. */
export function comparisonsOf(condition: Condition | null): Comparison[] {
  if (condition === null) return []
  if ('all' in condition) return condition.all.flatMap(comparisonsOf)
  if ('any' in condition) return condition.any.flatMap(comparisonsOf)
  if ('not' in condition) return comparisonsOf(condition.not)
  return [condition]
}

/** Every fact that decides a rule, `appliesTo` included. */
export function factsOfRule(rule: Pick<Rule, 'appliesTo' | 'requires'>): string[] {
  return [...new Set([...factsOf(rule.appliesTo), ...factsOf(rule.requires)])]
}
