/** Random rules and facts for property tests: few facts, small figures, so that thresholds are hit often. */
import * as fc from 'fast-check'
import type { FactValue, FactType, Literal } from '#core/kernel/literal.ts'
import type { Comparator, Comparison, Condition, Rule } from '#core/kernel/rule.ts'

export const SAMPLE_FACTS = {
  members: 'count',
  arrears: 'money',
  farmer_ratio: 'ratio',
  accounts: 'flag',
  status: 'choice',
  registered_on: 'day',
} as const satisfies Record<string, FactType>
export type SampleFact = keyof typeof SAMPLE_FACTS
export const SAMPLE_FACT_IDS = [
  'members',
  'arrears',
  'farmer_ratio',
  'accounts',
  'status',
  'registered_on',
] as const satisfies readonly SampleFact[]

const DAYS = ['2018-06-30', '2018-07-01', '2018-07-02'] as const
const WORDS = ['正常', "停业'歇业", '空\\壳'] as const
const ORDERING: Comparator[] = ['at_least', 'at_most', 'more_than', 'less_than', 'equals', 'one_of']
const NAMING: Comparator[] = ['equals', 'one_of']

const ratio = fc.record({ num: fc.bigInt({ min: -1n, max: 6n }), den: fc.bigInt({ min: 1n, max: 6n }) })

const literals: Record<FactType, fc.Arbitrary<Literal>> = {
  count: fc.integer({ min: -1, max: 6 }).map((value) => ({ type: 'count', value })),
  money: fc.bigInt({ min: -1n, max: 3n }).map((value) => ({ type: 'money', value })),
  ratio: ratio.map((value) => ({ type: 'ratio', value })),
  flag: fc.boolean().map((value) => ({ type: 'flag', value })),
  choice: fc.constantFrom(...WORDS).map((value) => ({ type: 'choice', value })),
  day: fc.constantFrom(...DAYS).map((value) => ({ type: 'day', value })),
}

function comparisonOf(fact: SampleFact): fc.Arbitrary<Comparison> {
  const type = SAMPLE_FACTS[fact]
  const literal = literals[type]
  const comparators = type === 'flag' || type === 'choice' ? NAMING : ORDERING
  return fc.constantFrom(...comparators).chain((comparator) => {
    const several = fc.array(literal, { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf }))
    const single = fc.oneof(
      { weight: 4, arbitrary: literal },
      {
        weight: 1,
        arbitrary: fc.constantFrom('set', 'missing').map((name) => ({ parameter: `${name}_${type}` })),
      },
    )
    const threshold: fc.Arbitrary<Comparison['threshold']> = comparator === 'one_of' ? several : single
    return threshold.map((one): Comparison => ({ fact, comparator, threshold: one }))
  })
}

const comparison = fc.constantFrom(...SAMPLE_FACT_IDS).chain(comparisonOf)

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    comparison,
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('condition').map((not) => ({ not })),
  ),
}))

export type SampleRule = Pick<Rule, 'bit' | 'appliesTo' | 'requires'>

/** Rules with bits spread over several words. */
export const sampleRules: fc.Arbitrary<SampleRule[]> = fc.uniqueArray(
  fc.record({
    bit: fc.constantFrom(0, 1, 29, 30, 58, 59, 60, 61, 119, 120, 125),
    appliesTo: fc.option(condition, { nil: null }),
    requires: condition,
  }),
  { selector: (rule) => rule.bit, minLength: 1, maxLength: 6 },
)

/** A subject's facts, each of which may be unknown; a ratio may have nothing to divide by. */
export const sampleFacts: fc.Arbitrary<Record<SampleFact, FactValue | null>> = fc.record({
  members: fc.option(fc.integer({ min: -1, max: 6 })),
  arrears: fc.option(fc.bigInt({ min: -1n, max: 3n })),
  farmer_ratio: fc.option(
    fc.record({ num: fc.bigInt({ min: -1n, max: 6n }), den: fc.bigInt({ min: 0n, max: 6n }) }),
  ),
  accounts: fc.option(fc.boolean()),
  status: fc.option(fc.constantFrom(...WORDS)),
  registered_on: fc.option(fc.constantFrom(...DAYS)),
})

export const SAMPLE_PARAMETERS: Record<string, Literal> = {
  set_count: { type: 'count', value: 5 },
  set_money: { type: 'money', value: 1n },
  set_ratio: { type: 'ratio', value: { num: 4n, den: 5n } },
  set_flag: { type: 'flag', value: true },
  set_choice: { type: 'choice', value: '正常' },
  set_day: { type: 'day', value: '2018-07-01' },
}
