import { expect, test } from 'vitest'
import { dueOf, endedQuarters, lastQuarter, quarter, quarterEnding, quarterOf } from './period.ts'

test('a quarter begins and ends with its months', () => {
  expect(quarter(2023, 1)).toEqual({ from: '2023-01-01', to: '2023-03-31', label: '2023 年第 1 季度' })
  expect([1, 2, 3, 4].map((one) => quarter(2024, one).to)).toEqual([
    '2024-03-31',
    '2024-06-30',
    '2024-09-30',
    '2024-12-31',
  ])
  expect(['2023-03-31', '2023-04-01'].map((day) => quarterOf(day).from)).toEqual(['2023-01-01', '2023-04-01'])
})

test('the last quarter is over only when its last day is past', () => {
  expect(['2023-03-31', '2023-04-01'].map((day) => lastQuarter(day).label)).toEqual([
    '2022 年第 4 季度',
    '2023 年第 1 季度',
  ])
  expect(endedQuarters('2023-04-01', 3).map((one) => one.from)).toEqual([
    '2023-01-01',
    '2022-10-01',
    '2022-07-01',
  ])
})

test('only the third month ends a quarter', () => {
  expect(['2023-01-01', '2023-02-01', '2023-03-01'].map((month) => quarterEnding(month)?.to ?? null)).toEqual(
    [null, null, '2023-03-31'],
  )
})

test('what is due on the twentieth is due on the twentieth of the month after', () => {
  expect(dueOf(quarter(2023, 4), 20)).toBe('2024-01-20')
})
