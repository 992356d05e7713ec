import { addDays, compareDays, type Day, weekdayOf } from './day.ts'

/** What one year's notice says: days off, and week-end days on which people work. */
export interface HolidayYear {
  year: number
  /** The notice, with its number. */
  source: string
  holidays: readonly Day[]
  workdays: readonly Day[]
}

/** The notices known so far, one for each year. */
export type HolidayCalendar = readonly HolidayYear[]

/** A day reached by counting, and whether each year on the way had its notice. */
export interface CountedDay {
  day: Day
  /** False: show 节假日待确认, because a year on the way counted Monday to Friday only. */
  confirmed: boolean
}

/** Whether people work on this day; a year without a notice works Monday to Friday. */
export function isWorkingDay(day: Day, calendar: HolidayCalendar): boolean {
  if (calendar.some((one) => one.workdays.includes(day))) return true
  if (calendar.some((one) => one.holidays.includes(day))) return false
  return weekdayOf(day) <= 5
}

/**
 * The working day that lies so many working days after a day. The day itself does not count (民法典 201: 开始的当日不
 * 计入); a negative number counts back. Zero gives the day, or the next working day where it is none.
 */
export function addWorkingDays(from: Day, days: number, calendar: HolidayCalendar): CountedDay {
  const step = days < 0 ? -1 : 1
  let left = Math.abs(Math.trunc(days))
  let day = from
  // The day from which is counted does not count, so its year needs no notice.
  let confirmed = days !== 0 || noticeOf(from, calendar) !== undefined
  while (left > 0 || !isWorkingDay(day, calendar)) {
    day = addDays(day, step)
    confirmed &&= noticeOf(day, calendar) !== undefined
    if (left > 0 && isWorkingDay(day, calendar)) left -= 1
  }
  return { day, confirmed }
}

/** How many working days lie after the first day up to and with the second; negative when the second is earlier. */
export function workingDaysBetween(
  first: Day,
  second: Day,
  calendar: HolidayCalendar,
): { days: number; confirmed: boolean } {
  if (compareDays(first, second) > 0) {
    const back = workingDaysBetween(second, first, calendar)
    return { days: back.days === 0 ? 0 : -back.days, confirmed: back.confirmed }
  }
  let days = 0
  let confirmed = true
  for (let day = first; day < second;) {
    day = addDays(day, 1)
    confirmed &&= noticeOf(day, calendar) !== undefined
    if (isWorkingDay(day, calendar)) days += 1
  }
  return { days, confirmed }
}

function noticeOf(day: Day, calendar: HolidayCalendar): HolidayYear | undefined {
  const year = Number(day.slice(0, 4))
  return calendar.find((one) => one.year === year)
}
