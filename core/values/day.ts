import { done, failed, type Outcome } from './outcome.ts'
import { warned } from './problem.ts'
import { halfWidth, squeeze, tidyText } from './typed-text.ts'

/** A day is the text YYYY-MM-DD, so that days compare as text; there is no time of day and no time zone in it. */
export type Day = string

/** 1900: Excel on Windows. 1904: workbooks that began on an old Mac; the workbook says which. */
export type DateSystem = '1900' | '1904'

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
const FIRST_YEAR = 1900
const LAST_YEAR = 2100

/** Whether the text is a day of the calendar, written YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const match = DAY.exec(text)
  return match !== null && exists(Number(match[1]), Number(match[2]), Number(match[3]))
}

/** Days of a month, 1 is January. */
export function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
}

/** -1, 0 or 1: the first day is earlier, the same, later. */
export function compareDays(first: Day, second: Day): -1 | 0 | 1 {
  if (first === second) return 0
  return first < second ? -1 : 1
}

/** The day so many days later; a negative number goes back. */
export function addDays(day: Day, days: number): Day {
  return dayOfNumber(dayNumber(day) + days)
}

/**
 * The corresponding day so many months later, or the last day of that month where it has none (民法典 202: 到期月的
 * 对应日，没有对应日的为月末日). A negative number goes back.
 */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = parts(day)
  const index = year * 12 + (month - 1) + months
  const [newYear, newMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1]
  return format(newYear, newMonth, Math.min(date, daysInMonth(newYear, newMonth)))
}

/** The corresponding day so many years later; 29 February becomes 28 February where there is none. */
export function addYears(day: Day, years: number): Day {
  return addMonths(day, years * 12)
}

/** How many days lie from the first to the second; negative when the second is earlier. */
export function daysBetween(first: Day, second: Day): number {
  return dayNumber(second) - dayNumber(first)
}

/** Monday is 1, Sunday is 7. */
export function weekdayOf(day: Day): number {
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1
}

/** Days since 1970-01-01. */
export function dayNumber(day: Day): number {
  const [year, month, date] = parts(day)
  return Math.round(Date.UTC(year, month - 1, date) / 86_400_000)
}

/** The day that lies so many days after 1970-01-01. */
export function dayOfNumber(number: number): Day {
  return new Date(number * 86_400_000).toISOString().slice(0, 10)
}

/** 2023年3月15日: how papers write a day. */
export function printDayLong(day: Day): string {
  const [year, month, date] = parts(day)
  return `${year}年${month}月${date}日`
}

/**
 * Reads a day as offices write it: 2023-3-5, 2023.3.5, 2023/3/5, 2023年3月5日, 20230305; a time of day behind it is
 * dropped. A month alone (2023年3月) is taken as its first day and warned; a year alone is not a day.
 */
export function readDay(text: string): Outcome<Day> {
  const plain = squeeze(halfWidth(tidyText(text)).replace(/[ T]+\d{1,2}[:时]\d{0,2}.*$/, ''))
  const full =
    /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain)
  if (full) return checked(text, [Number(full[1]), Number(full[2]), Number(full[3])])
  const month = /^(\d{4})[-./年](\d{1,2})月?份?$/.exec(plain) ?? /^((?:19|20)\d{2})(\d{2})$/.exec(plain)
  if (month) return firstOfMonth(text, [Number(month[1]), Number(month[2]), 1])
  if (/^\d{4}年?度?$/.test(plain)) {
    return failed(warned('date-incomplete', `“${text}”只有年份，请写明年月日，如 2023-03-15`))
  }
  return failed(warned('date-unreadable', `“${text}”不是能认出的日期，请写成 2023-03-15`))
}

/**
 * The day of an Excel serial number. Excel counts a 29 February 1900 that never was, so serial 60 is no day and the
 * serials below it lie one day later than the rest. A time of day behind the point is dropped.
 */
export function dayOfSerial(serial: number, system: DateSystem = '1900'): Outcome<Day> {
  const whole = Math.floor(serial)
  const offset = system === '1904' ? 24_107 : whole < 60 ? 25_568 : 25_569
  const inRange = Number.isFinite(serial) && whole >= (system === '1904' ? 0 : 1) && whole <= 73_415
  if (!inRange || (system === '1900' && whole === 60)) {
    return failed(warned('date-unreadable', `数字 ${serial} 不是日期，请把该格设为日期格式或写成 2023-03-15`))
  }
  return done(dayOfNumber(whole - offset))
}

function firstOfMonth(text: string, date: [number, number, number]): Outcome<Day> {
  const first = checked(text, date)
  if (!first.ok) return first
  return done(first.value, [
    warned('date-day-missing', `“${text}”没有写明哪一日，暂按 ${first.value} 登记，请核实`),
  ])
}

function checked(text: string, [year, month, date]: [number, number, number]): Outcome<Day> {
  if (!exists(year, month, date)) {
    return failed(warned('date-unreadable', `“${text}”不是日历上有的一天，请核对年月日`))
  }
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    return failed(
      warned('date-out-of-range', `“${text}”不在 ${FIRST_YEAR} 年至 ${LAST_YEAR} 年之间，请核对年份`),
    )
  }
  return done(format(year, month, date))
}

function exists(year: number, month: number, date: number): boolean {
  return year >= 1000 && date >= 1 && date <= daysInMonth(year, month)
}

function parts(day: Day): [number, number, number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))]
}

function format(year: number, month: number, date: number): Day {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
}
