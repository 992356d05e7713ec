import { expect, it } from 'vitest'
import { comparisonsOf, factsOf, factsOfRule, parametersOf, type Condition } from './rule.ts'

const five: Condition = {
  fact: 'members',
  comparator: 'at_least',
  threshold: { parameter: 'minimum_members' },
}
const kind: Condition = { fact: 'kind', comparator: 'equals', threshold: { type: 'choice', value: '合作社' } }
const nested: Condition = { all: [five, { any: [{ not: kind }, five] }] }

it('names every fact of a condition once, in order of first mention', () => {
  expect(factsOf(nested)).toEqual(['members', 'kind'])
  expect(factsOf(null)).toEqual([])
})

it('counts the facts of the condition under which a rule applies', () => {
  expect(factsOfRule({ appliesTo: kind, requires: five })).toEqual(['kind', 'members'])
})

it('names every parameter once', () => {
  expect(parametersOf(nested)).toEqual(['minimum_members'])
})

it('gives comparisons from left to right', () => {
  expect(comparisonsOf(nested).map((one) => one.fact)).toEqual(['members', 'kind', 'members'])
})
