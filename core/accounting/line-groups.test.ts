import { expect, test } from 'vitest'
import { groupLines, type OpenLine } from './line-groups.ts'

const line = (id: string, more: Partial<OpenLine> = {}): OpenLine => ({
  id,
  day: '2025-03-05',
  amount: -100n,
  party: '',
  memo: '',
  suggestion: null,
  ...more,
})
const rule = (template: string, answers: Record<string, string>) => ({
  template,
  answers,
  from: 'rule' as const,
})

test('lines of one remembered kind are one group, whoever they concern; in and out are two', () => {
  const made = groupLines([
    line('1', { party: '王一', suggestion: rule('pay-member', { member: 'a' }), day: '2025-03-09' }),
    line('2', { party: '王二', suggestion: rule('pay-member', { member: 'b' }), amount: -50n }),
    line('3', { party: '王一', suggestion: rule('from-member', { member: 'a' }), amount: 20n }),
  ])
  expect(made.map((one) => [one.lines, one.total, one.from, one.to])).toEqual([
    [['1', '2'], 150n, '2025-03-05', '2025-03-09'],
    [['3'], 20n, '2025-03-05', '2025-03-05'],
  ])
  expect(made[0]).toMatchObject({ parties: ['王一', '王二'], suggestion: { answers: {} } })
})

test('other answers are another kind, and a guess is no choice', () => {
  const made = groupLines([
    line('1', { suggestion: { ...rule('wages-paid', { who: '212' }), from: 'words' } }),
    line('2', { suggestion: rule('wages-paid', { who: '213' }) }),
    line('3', { suggestion: rule('wages-paid', { who: '212' }) }),
  ])
  expect(made.map((one) => one.lines)).toEqual([['3'], ['2'], ['1']])
})

test('lines that nobody explained are together by the word of their memo, without it by their counterparty', () => {
  const made = groupLines([
    line('1', { memo: '货款 0301', party: '甲' }),
    line('2', { memo: '货款（0315）', party: '乙' }),
    line('3', { party: '丙' }),
    line('4', { party: '丁' }),
    line('5', { memo: '货款', party: '甲', amount: 1n }),
  ])
  expect(made.map((one) => one.lines)).toEqual([['1', '2'], ['5'], ['4'], ['3']])
})

test('nothing open makes no group', () => {
  expect(groupLines([])).toEqual([])
})
