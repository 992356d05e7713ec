import { expect, test } from 'vitest'
import type { FactValues } from '#core/kernel/fact.ts'
import type { Rule } from '#core/kernel/rule.ts'
import { sayFailure } from './judge.ts'

const saysOf = (requires: Rule['requires'], facts: FactValues) =>
  sayFailure({ says: '{value}', requires, appliesTo: null } as Rule, facts, {
    documents: [],
    rules: [],
    values: {},
  } as unknown as Parameters<typeof sayFailure>[2])

const named = {
  fact: 'code_state',
  comparator: 'equals' as const,
  threshold: { anyOf: ['缺代码', '只有原注册号'].map((value) => ({ type: 'choice' as const, value })) },
}

test('states that a rule excludes stand as excluded, not as what is asked for', () => {
  expect(saysOf({ not: named }, { code_state: '只有原注册号' }).threshold).toBe('不应为缺代码、只有原注册号')
})

test('states that a rule asks for stand as they are', () => {
  expect(saysOf(named, { code_state: '格式不符' }).threshold).toBe('缺代码、只有原注册号')
})
