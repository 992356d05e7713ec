/** Which quarter is shown to the members, and by when. */
import { addDays, addMonths, type Day } from '../values/day.ts'

export interface Period {
  from: Day
  to: Day
  /** 2023 年第 1 季度. */
  label: string
}

/** The quarter of that year and number (1 to 4). */
export function quarter(year: number, number: number): Period {
  const from = `${year}-${String(number * 3 - 2).padStart(2, '0')}-01`
  return { from, to: addDays(addMonths(from, 3), -1), label: `${year} 年第 ${number} 季度` }
}

/** The quarter in which the day lies. */
export function quarterOf(day: Day): Period {
  return quarter(Number(day.slice(0, 4)), Math.ceil(Number(day.slice(5, 7)) / 3))
}

/** The last quarter that is over on the day. */
export function lastQuarter(today: Day): Period {
  return quarterOf(addDays(quarterOf(today).from, -1))
}

/** The quarter that a month ends, given by its first day; null within a quarter. */
export function quarterEnding(month: Day): Period | null {
  const found = quarterOf(month)
  return addMonths(month, 1) > found.to ? found : null
}

/** So many quarters back from the last that is over, the latest first. */
export function endedQuarters(today: Day, count: number): Period[] {
  const found: Period[] = []
  for (let one = lastQuarter(today); found.length < count; one = quarterOf(addDays(one.from, -1)))
    found.push(one)
  return found
}

/** The last day on which it is in time: that day of the month after. */
export function dueOf(period: Period, dayOfMonth: number): Day {
  return addDays(period.to, dayOfMonth)
}
