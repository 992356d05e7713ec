import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, weekdayOf } from './day.ts'
import { HOLIDAYS } from '../../tests/known-holidays.ts'
import { addWorkingDays, isWorkingDay, workingDaysBetween } from './working-days.ts'

test('holidays are off and make-up days are worked', () => {
  expect(
    ['2023-01-23', '2023-01-28', '2023-01-30', '2023-10-07', '2023-10-09', '2024-02-04'].map((day) =>
      isWorkingDay(day, HOLIDAYS),
    ),
  ).toEqual([false, true, true, true, true, true])
})

test('a make-up day never is a day that is worked anyway, and a holiday never is both', () => {
  for (const year of HOLIDAYS) {
    for (const day of year.workdays) expect(weekdayOf(day)).toBeGreaterThan(5)
    expect(year.workdays.filter((day) => year.holidays.includes(day))).toEqual([])
  }
})

test('ten working days over the spring festival skip the holiday and use the make-up days', () => {
  expect(addWorkingDays('2023-01-18', 3, HOLIDAYS)).toEqual({ day: '2023-01-28', confirmed: true })
  expect(addWorkingDays('2023-01-18', 5, HOLIDAYS)).toEqual({ day: '2023-01-30', confirmed: true })
})

test('a year without a notice counts Monday to Friday and says that it is not confirmed', () => {
  expect(addWorkingDays('2027-09-30', 1, HOLIDAYS)).toEqual({ day: '2027-10-01', confirmed: false })
  expect(addWorkingDays('2026-12-30', 1, HOLIDAYS)).toEqual({ day: '2026-12-31', confirmed: true })
  expect(addWorkingDays('2026-12-30', 2, HOLIDAYS)).toEqual({ day: '2027-01-01', confirmed: false })
})

test('the year of the first day needs no notice, because that day does not count', () => {
  expect(addWorkingDays('2022-12-31', 1, HOLIDAYS)).toEqual({ day: '2023-01-03', confirmed: true })
  expect(addWorkingDays('2022-12-30', 0, HOLIDAYS)).toEqual({ day: '2022-12-30', confirmed: false })
})

test('zero working days from a holiday is the next working day', () => {
  expect(addWorkingDays('2023-10-01', 0, HOLIDAYS).day).toBe('2023-10-07')
  expect(addWorkingDays('2023-10-09', 0, HOLIDAYS).day).toBe('2023-10-09')
})

test('counting back lands on a working day too', () => {
  expect(addWorkingDays('2023-10-07', -1, HOLIDAYS).day).toBe('2023-09-28')
})

test('days between are the days that were added', () => {
  const from = fc.integer({ min: 0, max: 1400 }).map((days) => addDays('2023-01-01', days))
  expect(() =>
    fc.assert(
      fc.property(from, fc.integer({ min: 1, max: 60 }), (day, days) => {
        const reached = addWorkingDays(day, days, HOLIDAYS).day
        return isWorkingDay(reached, HOLIDAYS) && workingDaysBetween(day, reached, HOLIDAYS).days === days
      }),
    ),
  ).not.toThrow()
})

test('days between are negative when the second day is earlier', () => {
  expect(workingDaysBetween('2023-03-24', '2023-03-20', HOLIDAYS)).toEqual({ days: -4, confirmed: true })
  expect(workingDaysBetween('2023-03-24', '2023-03-24', HOLIDAYS)).toEqual({ days: 0, confirmed: true })
})
