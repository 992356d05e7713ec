import type { FactValue, Literal } from '#core/kernel/literal.ts'
import { comparisonsOf, type Condition, type Rule, type RuleCase, type Verdict } from '#core/kernel/rule.ts'
import { note, readAppliesTo, readCondition, readTyped, type Reading } from './policy-conditions.ts'
import type { WrittenCondition, WrittenRule } from './policy-schema.ts'

export interface RuleHome {
  document: string
  /** What the document asks of every subject (document.yaml applies_to). */
  appliesTo: Condition | null
  /** Bits by rule id. */
  bits: ReadonlyMap<string, number>
}

/** A written rule as a Rule. */
export function readRule(written: WrittenRule, index: number, home: RuleHome & { reading: Reading }): Rule {
  const { reading } = home
  const id = `${home.document}/${written.id}`
  const requires = readCondition(requirementOf(written), [index], reading)
  const own =
    written.applies_to === null ? null : readAppliesTo(written.applies_to, [index, 'applies_to'], reading)
  const appliesTo = both(home.appliesTo, own)
  const bit = home.bits.get(id)
  if (bit === undefined) {
    note(reading, [index, 'id'], {
      code: 'policy-bit',
      says: `规则“${id}”在 policy/bits.yaml 中没有位号；请取一个从未用过的号登记`,
    })
  }
  return {
    id,
    bit: bit ?? 0,
    document: home.document,
    clause: written.clause,
    label: written.label,
    appliesTo,
    requires,
    severity: written.severity,
    says: written.says,
    remedy: written.remedy,
    judgedBy: written.judged_by,
    confirmed: written.confirmed,
    problemKind: written.problem_kind,
    class: written.class,
    from: written.from,
    to: written.to,
    cases: written.cases.map((_, at) =>
      readCase(written, [index, 'cases', at], { reading, appliesTo, requires }),
    ),
  }
}

function requirementOf(written: WrittenRule): WrittenCondition {
  const { fact, all, any, not } = written
  if (all !== undefined) return { all }
  if (any !== undefined) return { any }
  if (not !== undefined) return { not }
  const { at_least, at_most, more_than, less_than, equals, one_of } = written
  return { fact: fact ?? '', at_least, at_most, more_than, less_than, equals, one_of }
}

function both(a: Condition | null, b: Condition | null): Condition | null {
  if (a === null || b === null) return a ?? b
  return { all: [a, b] }
}

interface CaseOf {
  reading: Reading
  appliesTo: Condition | null
  requires: Condition
}

/** The facts of a case: those that make the rule apply (its equalities), then `value` for the compared fact, then `facts`. */
function readCase(written: WrittenRule, path: readonly [number, 'cases', number], home: CaseOf): RuleCase {
  const one = written.cases[path[2]] ?? { finds: false }
  const facts: Record<string, FactValue | null> = {}
  for (const comparison of comparisonsOf(home.appliesTo)) {
    const given = firstLiteral(comparison.threshold)
    if (given !== null && ['equals', 'one_of'].includes(comparison.comparator))
      facts[comparison.fact] = given.value
  }
  if (one.value !== undefined) {
    const [compared] = comparisonsOf(home.requires)
    if (compared !== undefined)
      facts[compared.fact] = valueOf(
        { fact: compared.fact, value: one.value },
        [...path, 'value'],
        home.reading,
      )
  }
  for (const [fact, value] of Object.entries(one.facts ?? {})) {
    facts[fact] = valueOf({ fact, value }, [...path, 'facts', fact], home.reading)
  }
  return { facts, verdict: verdictOf(one.finds) }
}

function firstLiteral(threshold: ReturnType<typeof comparisonsOf>[number]['threshold']): Literal | null {
  if ('anyOf' in threshold) return threshold.anyOf[0] ?? null
  return 'parameter' in threshold ? null : threshold
}

function valueOf(
  one: { fact: string; value: unknown },
  path: readonly (string | number)[],
  reading: Reading,
): FactValue | null {
  const fact = reading.facts.get(one.fact)
  if (fact === undefined) {
    note(reading, path, { code: 'policy-fact', says: `指标“${one.fact}”没有声明` })
    return null
  }
  if (one.value === null) return null
  return readTyped({ value: one.value, type: fact.type }, path, reading)?.value ?? null
}

function verdictOf(finds: boolean | 'unknown' | 'not-applicable'): Verdict {
  if (typeof finds === 'string') return finds
  return finds ? 'fails' : 'passes'
}
