import { expect, test } from 'vitest'
import { dayOfInstant, dayWords, isZero, monthDays, yuan } from './format.ts'

test('money has its thousands apart and a true minus', () => {
  expect(['0.00', '999.99', '1000.00', '1234567.89', '-1234.50'].map(yuan)).toEqual([
    '0.00',
    '999.99',
    '1,000.00',
    '1,234,567.89',
    '−1,234.50',
  ])
  expect(['0.00', '0', '-0.00', '0.01'].map(isZero)).toEqual([true, true, true, false])
})

test('a month runs to its last day, in leap years too', () => {
  expect(monthDays('2024-02')).toEqual({ from: '2024-02-01', to: '2024-02-29' })
  expect(monthDays('2025-02').to).toBe('2025-02-28')
  expect(monthDays('2025-12').to).toBe('2025-12-31')
})

test('an instant late in the evening of UTC is the next day here', () => {
  expect(dayOfInstant('2026-03-20T15:59:59Z')).toBe('2026-03-20')
  expect(dayOfInstant('2026-03-20T16:00:00Z')).toBe('2026-03-21')
  expect(dayWords('2026-03-05')).toBe('2026年3月5日')
})
