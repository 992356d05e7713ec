import { literalsOf, orderOf, type Parameters } from '#core/kernel/comparator.ts'
import { judge } from '#core/kernel/judge.ts'
import type { Literal } from '#core/kernel/literal.ts'
import type { PolicyDocument } from '#core/kernel/policy.ts'
import type { Comparison, Rule, Verdict } from '#core/kernel/rule.ts'

export interface CaseFault {
  rule: string
  /** Place of the case in the rule; null for a case that is missing. */
  at: number | null
  says: string
}

const WORDS: Record<Verdict, string> = {
  passes: '通过',
  fails: '发现问题',
  unknown: '无法判定',
  'not-applicable': '不适用',
}

/** The newest value of every parameter; what the document sets itself goes before what others set. */
export function newestParameters(document: PolicyDocument, others: readonly PolicyDocument[]): Parameters {
  const all = [...others.filter((one) => one.id !== document.id), document].flatMap((one) => one.parameters)
  return Object.fromEntries(
    all.flatMap((one): [string, Literal][] => {
      const newest = one.values.at(-1)
      return newest === undefined ? [] : [[one.id, newest.value]]
    }),
  )
}

/** Runs the cases of a rule, and sees that a threshold has a case below it, on it and above it. */
export function caseFaults(rule: Rule, parameters: Parameters): CaseFault[] {
  const wrong = rule.cases.flatMap((one, at): CaseFault[] => {
    const { verdict } = judge(rule, one.facts, parameters)
    if (verdict === one.verdict) return []
    return [
      {
        rule: rule.id,
        at,
        says: `举例与判定不符：写的是“${WORDS[one.verdict]}”，判出来是“${WORDS[verdict]}”`,
      },
    ]
  })
  return [...wrong, ...missingCases(rule, parameters).map((says) => ({ rule: rule.id, at: null, says }))]
}

function missingCases(rule: Rule, parameters: Parameters): string[] {
  const verdicts = new Set(rule.cases.map((one) => one.verdict))
  const missing = (['passes', 'fails'] as const)
    .filter((verdict) => !verdicts.has(verdict))
    .map((verdict) => `缺少一个“${WORDS[verdict]}”的举例`)
  if (!('fact' in rule.requires)) return missing
  return [...missing, ...missingSides(rule, rule.requires, parameters)]
}

const SIDES = [
  [-1, '低于阈值'],
  [0, '正好等于阈值'],
  [1, '高于阈值'],
] as const

function missingSides(rule: Rule, comparison: Comparison, parameters: Parameters): string[] {
  if (['equals', 'one_of'].includes(comparison.comparator)) return []
  const [threshold] = literalsOf(comparison.threshold, parameters)
  if (threshold === undefined) return []
  const sides = new Set(
    rule.cases.flatMap((one) => {
      const value = one.facts[comparison.fact]
      return value === null || value === undefined ? [] : [Math.sign(orderOf(value, threshold) ?? Number.NaN)]
    }),
  )
  // nothing lies below zero where a figure can not be negative
  const lowest = threshold.type !== 'ratio' && threshold.type !== 'day' && Number(threshold.value) === 0
  return SIDES.filter(([side]) => !sides.has(side) && !(lowest && side === -1)).map(
    ([, words]) => `缺少一个${words}的举例`,
  )
}
