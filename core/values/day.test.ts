import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  addYears,
  compareDays,
  dayNumber,
  dayOfNumber,
  dayOfSerial,
  daysBetween,
  isDay,
  printDayLong,
  readDay,
  weekdayOf,
} from './day.ts'

const day = fc.integer({ min: -25_000, max: 47_000 }).map(dayOfNumber)

test('29 February is a day in leap years only', () => {
  expect(['2024-02-29', '2023-02-29', '2000-02-29', '1900-02-29'].map(isDay)).toEqual([
    true,
    false,
    true,
    false,
  ])
})

test('only YYYY-MM-DD is a day', () => {
  expect(['2023-3-5', '2023-00-10', '2023-13-01', '2023-04-31', '0000-01-01', ''].some(isDay)).toBe(false)
})

test('days compare as their order in the calendar', () => {
  expect([
    compareDays('2023-01-31', '2023-02-01'),
    compareDays('2023-02-01', '2023-02-01'),
    compareDays('2024-01-01', '2023-12-31'),
  ]).toEqual([-1, 0, 1])
})

test('a month later is the corresponding day, or the last day of a shorter month', () => {
  expect([
    addMonths('2023-01-30', 1),
    addMonths('2023-01-31', 1),
    addMonths('2024-01-31', 1),
    addMonths('2023-12-15', 1),
    addMonths('2023-01-15', -1),
  ]).toEqual(['2023-02-28', '2023-02-28', '2024-02-29', '2024-01-15', '2022-12-15'])
  expect(addYears('2024-02-29', 1)).toBe('2025-02-28')
})

test('Monday is the first day of the week', () => {
  expect([weekdayOf('2023-03-20'), weekdayOf('2023-03-26'), weekdayOf('1969-12-31')]).toEqual([1, 7, 3])
})

test('adding days and taking them away again gives the day', () => {
  expect(() =>
    fc.assert(
      fc.property(day, fc.integer({ min: -5000, max: 5000 }), (from, days) => {
        const to = addDays(from, days)
        return (
          isDay(to) &&
          daysBetween(from, to) === days &&
          addDays(to, -days) === from &&
          dayOfNumber(dayNumber(to)) === to
        )
      }),
    ),
  ).not.toThrow()
})

test('every way in which offices write a day is read', () => {
  const ways = [
    '2023-3-5',
    '2023.3.5',
    '2023/3/5',
    '2023年3月5日',
    '20230305',
    '2023-03-05 00:00:00',
    '２０２３－０３－０５',
    ' 2023 年 3 月 5 日 ',
    '2023-03-05T08:30:00Z',
  ]
  for (const text of ways) expect(readDay(text)).toEqual({ ok: true, value: '2023-03-05', remarks: [] })
})

test('a month without its day is taken as the first and asked about', () => {
  for (const text of ['2023年3月', '2023.3', '202303', '2023-03', '2023年3月份']) {
    expect(readDay(text)).toMatchObject({
      ok: true,
      value: '2023-03-01',
      remarks: [{ code: 'date-day-missing', severity: 'warned' }],
    })
  }
})

test('what is no day is refused with its own reason', () => {
  const code = (text: string) => {
    const read = readDay(text)
    return read.ok ? 'ok' : read.problems[0]?.code
  }
  expect(code('2022')).toBe('date-incomplete')
  expect(code('2023-02-29')).toBe('date-unreadable')
  expect(code('3/5/23')).toBe('date-unreadable')
  expect(code('上个月')).toBe('date-unreadable')
  expect(code('1899-12-31')).toBe('date-out-of-range')
  expect(code('1900-01-01')).toBe('ok')
  expect(code('2101-01-01')).toBe('date-out-of-range')
})

test('serial numbers of both Excel calendars give their days', () => {
  const of = (serial: number, system?: '1900' | '1904') => {
    const read = dayOfSerial(serial, system)
    return read.ok ? read.value : null
  }
  expect([of(1), of(59), of(60), of(61), of(45_000), of(45_000.75)]).toEqual([
    '1900-01-01',
    '1900-02-28',
    null,
    '1900-03-01',
    '2023-03-15',
    '2023-03-15',
  ])
  expect([of(0, '1904'), of(43_538, '1904'), of(0), of(-1), of(Number.NaN)]).toEqual([
    '1904-01-01',
    '2023-03-15',
    null,
    null,
    null,
  ])
})

test('papers write a day without leading zeros', () => {
  expect(printDayLong('2023-03-05')).toBe('2023年3月5日')
})
