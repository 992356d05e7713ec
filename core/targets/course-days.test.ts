import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../values/day.ts'
import { courseDays } from './course-days.ts'

test('a year in months begins and ends on its own days', () => {
  const days = courseDays('2026-01-01', '2026-12-31', 13)
  expect([days.length, days[0], days[12]]).toEqual([13, '2026-01-01', '2026-12-31'])
})

test('whatever the period, the days ascend, none comes twice, both ends are among them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 2, max: 20 }), (length, most) => {
      const by = addDays('2024-02-28', length)
      const days = courseDays('2024-02-28', by, most)
      expect(days).toEqual([...new Set(days)].toSorted())
      expect([days[0], days.at(-1)]).toEqual(['2024-02-28', by])
      expect(days.length).toBeLessThanOrEqual(most)
    }),
  )
})

test('a period without length is its last day', () => {
  expect(courseDays('2026-01-01', '2026-01-01', 13)).toEqual(['2026-01-01'])
})
