import { expect, test } from 'vitest'
import { dueOf, endedPeriods, lastPeriod, periodBetween, periodEnding, periodOf, quarter } from './period.ts'

test('quarters have their days, across a leap year too', () => {
  expect(quarter(2023, 1)).toEqual({
    every: 'quarter',
    from: '2023-01-01',
    to: '2023-03-31',
    label: '2023 年第 1 季度',
  })
  expect([1, 2, 3, 4].map((one) => quarter(2024, one).to)).toEqual([
    '2024-03-31',
    '2024-06-30',
    '2024-09-30',
    '2024-12-31',
  ])
  expect(['2023-03-31', '2023-04-01'].map((day) => periodOf(day, 'quarter').from)).toEqual([
    '2023-01-01',
    '2023-04-01',
  ])
})

test('months have their days, and a kept period is known by its ends', () => {
  expect(periodOf('2024-02-29', 'month')).toEqual({
    every: 'month',
    from: '2024-02-01',
    to: '2024-02-29',
    label: '2024 年 2 月',
  })
  expect(periodBetween('2023-01-01', '2023-01-31').label).toBe('2023 年 1 月')
  expect(periodBetween('2023-01-01', '2023-03-31').label).toBe('2023 年第 1 季度')
})

test('the last period is over the day after it ended', () => {
  expect(['2023-03-31', '2023-04-01'].map((day) => lastPeriod(day, 'quarter').label)).toEqual([
    '2022 年第 4 季度',
    '2023 年第 1 季度',
  ])
  expect(['2023-03-31', '2023-04-01'].map((day) => lastPeriod(day, 'month').label)).toEqual([
    '2023 年 2 月',
    '2023 年 3 月',
  ])
  expect(endedPeriods('2023-04-01', 'quarter', 3).map((one) => one.from)).toEqual([
    '2023-01-01',
    '2022-10-01',
    '2022-07-01',
  ])
  expect(endedPeriods('2023-02-01', 'month', 3).map((one) => one.from)).toEqual([
    '2023-01-01',
    '2022-12-01',
    '2022-11-01',
  ])
})

test('every month ends itself, only the third ends a quarter', () => {
  const months = ['2023-01-01', '2023-02-01', '2023-03-01']
  expect(months.map((month) => periodEnding(month, 'quarter')?.to ?? null)).toEqual([
    null,
    null,
    '2023-03-31',
  ])
  expect(months.map((month) => periodEnding(month, 'month')?.to ?? null)).toEqual([
    '2023-01-31',
    '2023-02-28',
    '2023-03-31',
  ])
})

test('it is due on that day of the month after; without a confirmed day it is due on none', () => {
  expect(dueOf(quarter(2023, 4), 20)).toBe('2024-01-20')
  expect(dueOf(periodOf('2023-01-31', 'month'), 20)).toBe('2023-02-20')
  expect(dueOf(quarter(2023, 4), null)).toBeNull()
})
