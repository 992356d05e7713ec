import { allOf, anyOf, compares, literalsOf, notOf, type Parameters, type Truth } from './comparator.ts'
import type { FactValues } from './fact.ts'
import type { FactValue, Literal } from './literal.ts'
import { comparisonsOf, type Comparison, type Condition, type Rule, type Verdict } from './rule.ts'

export interface Judgement {
  verdict: Verdict
  /** The comparison that decided: the first that was not fulfilled, else the first of the requirement. */
  fact: string
  value: FactValue | null
  threshold: readonly Literal[]
  /** What has to be found out before the rule can be judged; [] unless unknown. */
  unknownFacts: readonly string[]
}

/** A subject and the values of parameters that it is judged by. */
interface Case {
  facts: FactValues
  parameters: Parameters
}

type Judged = Pick<Rule, 'appliesTo' | 'requires'>

/**
 * Judges one rule over one subject. Unknown facts make an unknown verdict only where they could change it (Kleene);
 * a rule that does not apply is known and not failed. This is the oracle that the compiled masks are tested against.
 */
export function judge(rule: Judged, facts: FactValues, parameters: Parameters): Judgement {
  const subject = { facts, parameters }
  const applies = rule.appliesTo === null ? true : truthOf(rule.appliesTo, subject)
  const met = truthOf(rule.requires, subject)
  const verdict = verdictOf(applies, met)
  const deciding = decidingOf(rule.requires, subject, met)
  return {
    verdict,
    fact: deciding.fact,
    value: facts[deciding.fact] ?? null,
    threshold: literalsOf(deciding.threshold, parameters),
    unknownFacts: verdict === 'unknown' ? unknownOf(rule, subject) : [],
  }
}

function verdictOf(applies: Truth, met: Truth): Verdict {
  if (applies === false) return 'not-applicable'
  if (met === true) return 'passes'
  return applies === null || met === null ? 'unknown' : 'fails'
}

/** The truth of a condition over a subject's facts. */
export function truthOf(condition: Condition, subject: Case): Truth {
  if ('all' in condition) return allOf(condition.all.map((one) => truthOf(one, subject)))
  if ('any' in condition) return anyOf(condition.any.map((one) => truthOf(one, subject)))
  if ('not' in condition) return notOf(truthOf(condition.not, subject))
  return compares(
    subject.facts[condition.fact],
    condition.comparator,
    literalsOf(condition.threshold, subject.parameters),
  )
}

/** The first comparison on the way to the truth that the condition has. */
function decidingOf(condition: Condition, subject: Case, wanted: Truth): Comparison {
  if ('not' in condition) return decidingOf(condition.not, subject, notOf(wanted))
  if ('all' in condition || 'any' in condition) {
    const members = 'all' in condition ? condition.all : condition.any
    const one = members.find((member) => truthOf(member, subject) === wanted) ?? members[0]
    if (one !== undefined) return decidingOf(one, subject, wanted)
    return { fact: '', comparator: 'equals', threshold: { anyOf: [] } }
  }
  return condition
}

function unknownOf(rule: Judged, subject: Case): string[] {
  const open = [
    ...(rule.appliesTo === null ? [] : openIn(rule.appliesTo, subject)),
    ...openIn(rule.requires, subject),
  ]
  return [...new Set(open)]
}

/** Facts of those comparisons that leave the condition open. */
function openIn(condition: Condition, subject: Case): string[] {
  if (truthOf(condition, subject) !== null) return []
  if ('all' in condition) return condition.all.flatMap((one) => openIn(one, subject))
  if ('any' in condition) return condition.any.flatMap((one) => openIn(one, subject))
  if ('not' in condition) return openIn(condition.not, subject)
  return comparisonsOf(condition).map((one) => one.fact)
}
