/** Which month or quarter is shown to the members, and by when. */
import { addDays, addMonths, type Day } from '../values/day.ts'

/** How often a place has its cooperatives show their finances. */
export type Rhythm = 'month' | 'quarter'
export const RHYTHMS: Readonly<Record<Rhythm, string>> = { quarter: '按季', month: '按月' }

export interface Period {
  every: Rhythm
  from: Day
  to: Day
  /** 2023 年第 1 季度, 2023 年 3 月. */
  label: string
}

/** The quarter of that year and number (1 to 4). */
export function quarter(year: number, number: number): Period {
  const from = `${year}-${String(number * 3 - 2).padStart(2, '0')}-01`
  return {
    every: 'quarter',
    from,
    to: addDays(addMonths(from, 3), -1),
    label: `${year} 年第 ${number} 季度`,
  }
}

/** The month or quarter in which the day lies. */
export function periodOf(day: Day, every: Rhythm): Period {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  if (every === 'quarter') return quarter(year, Math.ceil(month / 3))
  const from = `${day.slice(0, 7)}-01`
  return { every, from, to: addDays(addMonths(from, 1), -1), label: `${year} 年 ${month} 月` }
}

/** A period by its two ends, as it was kept. */
export function periodBetween(from: Day, to: Day): Period {
  return periodOf(from, to.slice(0, 7) === from.slice(0, 7) ? 'month' : 'quarter')
}

/** The last one that is over on the day. */
export function lastPeriod(today: Day, every: Rhythm): Period {
  return periodOf(addDays(periodOf(today, every).from, -1), every)
}

/** The period that a month ends, given by its first day; null within a quarter. */
export function periodEnding(month: Day, every: Rhythm): Period | null {
  const found = periodOf(month, every)
  return addMonths(month, 1) > found.to ? found : null
}

/** So many back from the last that is over, the latest first. */
export function endedPeriods(today: Day, every: Rhythm, count: number): Period[] {
  const found: Period[] = []
  for (let one = lastPeriod(today, every); found.length < count; one = periodOf(addDays(one.from, -1), every))
    found.push(one)
  return found
}

/** The last day on which it is in time: that day of the month after. Where nobody confirmed the day there is none. */
export function dueOf(period: Period, dayOfMonth: number | null): Day | null {
  return dayOfMonth === null ? null : addDays(period.to, dayOfMonth)
}
