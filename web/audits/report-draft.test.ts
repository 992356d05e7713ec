import { expect, test } from 'vitest'
import { missingOfReport } from './report-draft.ts'

test('a conclusion of two characters will do, of one it is missing; days stand there until they are emptied', () => {
  expect(missingOfReport({})).toEqual(['审计结论'])
  expect(missingOfReport({ summary: '好 ' })).toEqual(['审计结论'])
  expect(missingOfReport({ summary: '清楚' })).toEqual([])
  expect(missingOfReport({ summary: '清楚', reportedOn: '', from: '2025-01-01', to: '' })).toEqual([
    '报告日期',
    '审计期间',
  ])
})

test('every point without words is named by its number', () => {
  const points = ['缺票', '', '没'].map((says) => ({ says }))
  expect(missingOfReport({ points })).toEqual(['审计结论', '第 2 条问题', '第 3 条问题'])
})
