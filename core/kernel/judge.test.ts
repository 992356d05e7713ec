import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SAMPLE_FACT_IDS, SAMPLE_PARAMETERS, sampleFacts, sampleRules } from '../../tests/rule-samples.ts'
import { judge, truthOf } from './judge.ts'
import type { Comparison, Rule } from './rule.ts'

const kind: Comparison = {
  fact: 'kind',
  comparator: 'equals',
  threshold: { type: 'choice', value: '合作社' },
}
const fiveMembers: Comparison = { fact: 'members', comparator: 'at_least', threshold: { parameter: 'floor' } }
const parameters = { floor: { type: 'count', value: 5 } } as const
const rule: Pick<Rule, 'appliesTo' | 'requires'> = { appliesTo: kind, requires: fiveMembers }
const verdict = (facts: Record<string, string | number | null>) => judge(rule, facts, parameters).verdict

describe('a rule', () => {
  it('fails below its threshold and passes on it and above', () => {
    expect([4, 5, 6].map((members) => verdict({ kind: '合作社', members }))).toEqual([
      'fails',
      'passes',
      'passes',
    ])
  })

  it('does not apply where its condition is false, whatever else is unknown', () => {
    expect(verdict({ kind: '公司', members: null })).toBe('not-applicable')
  })

  it('is unknown where the figure is, and where it fails without being sure to apply', () => {
    expect(verdict({ kind: '合作社', members: null })).toBe('unknown')
    expect(verdict({ members: 4 })).toBe('unknown')
  })

  it('passes where the requirement is met, though it may not even apply', () => {
    expect(verdict({ members: 5 })).toBe('passes')
  })

  it('is unknown where its parameter has no value', () => {
    expect(judge(rule, { kind: '合作社', members: 4 }, {}).verdict).toBe('unknown')
  })

  it('tells value and threshold of the comparison that decided', () => {
    const both = { appliesTo: null, requires: { all: [kind, fiveMembers] } }
    expect(judge(both, { kind: '合作社', members: 3 }, parameters)).toMatchObject({
      verdict: 'fails',
      fact: 'members',
      value: 3,
      threshold: [{ type: 'count', value: 5 }],
    })
    expect(judge(both, { kind: '公司', members: 3 }, parameters).fact).toBe('kind')
    expect(judge({ appliesTo: null, requires: { not: kind } }, { kind: '合作社' }, {})).toMatchObject({
      value: '合作社',
    })
  })

  it('asks only for the facts that could still change the verdict', () => {
    const seen: Comparison = { fact: 'seen', comparator: 'equals', threshold: { type: 'flag', value: true } }
    const either = { appliesTo: kind, requires: { any: [fiveMembers, seen] } }
    expect(judge(either, { members: 4 }, parameters).unknownFacts).toEqual(['kind', 'seen'])
    expect(judge(either, { kind: '合作社', members: 4 }, parameters).unknownFacts).toEqual(['seen'])
    expect(judge(either, { kind: '公司' }, parameters).unknownFacts).toEqual([])
  })

  it('never takes a known verdict back when an unknown fact becomes known', () => {
    fc.assert(
      fc.property(sampleRules, sampleFacts, sampleFacts, ([one], facts, later) => {
        if (one === undefined) return
        const before = judge(one, facts, SAMPLE_PARAMETERS).verdict
        const known = Object.fromEntries(SAMPLE_FACT_IDS.map((id) => [id, facts[id] ?? later[id]]))
        const after = judge(one, known, SAMPLE_PARAMETERS).verdict
        if (before === 'unknown') return
        expect(after === 'fails').toBe(before === 'fails')
      }),
    )
  })

  it('is unknown exactly while it has facts to ask for, or a parameter without value', () => {
    fc.assert(
      fc.property(sampleRules, sampleFacts, ([one], facts) => {
        if (one === undefined) return
        const judged = judge(one, facts, SAMPLE_PARAMETERS)
        expect(judged.unknownFacts.length > 0).toBe(judged.verdict === 'unknown')
      }),
    )
  })
})

it('an empty group of all is true, an empty group of any is false', () => {
  expect(truthOf({ all: [] }, { facts: {}, parameters: {} })).toBe(true)
  expect(truthOf({ any: [] }, { facts: {}, parameters: {} })).toBe(false)
})
