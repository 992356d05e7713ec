import { expect, test } from 'vitest'
import { itemProcedure, lightOf } from './item-procedure.ts'

const errand = itemProcedure('errand', {
  label: '跑腿',
  answers: [],
  prefix: 'PT',
  of: 'area',
  opens: ['county'],
  waiting: {},
  initial: 'open',
  states: { open: { label: '在办' }, done: { label: '办结', final: true } },
  actions: { end: { label: '办结', from: ['open'], to: 'done', roles: ['county'], needs: [] } },
})

test('red from the day after the deadline, yellow from seven days before it, none earlier', () => {
  const at = (today: string) => lightOf(errand, { state: 'open', dueOn: '2026-03-20' }, today)
  expect(at('2026-03-12')).toBe('none')
  expect(at('2026-03-13')).toBe('yellow')
  expect(at('2026-03-20')).toBe('yellow')
  expect(at('2026-03-21')).toBe('red')
})

test('what has ended or has no deadline is never late', () => {
  expect(lightOf(errand, { state: 'done', dueOn: '2020-01-01' }, '2026-03-20')).toBe('none')
  expect(lightOf(errand, { state: 'open', dueOn: null }, '2026-03-20')).toBe('none')
})
