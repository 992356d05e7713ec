import { addDays, addYears, type Day } from '#core/values/day.ts'

/** What the example takes for granted; the same options give the same county, byte for byte. */
export interface ExampleOptions {
  seed: number
  /** The business day on which the county is looked at, YYYY-MM-DD. */
  day: Day
}

/** The options of the demonstration's documents and of most tests. */
export const EXAMPLE: ExampleOptions = { seed: 990101, day: '2023-03-20' }

/** The days that stories hang on. */
export interface ExampleDays {
  day: Day
  /** The last year that is over. */
  lastYear: number
  /** The last year whose annual report was due (30 June of the year after it) before the day. */
  reportYear: number
  /** Last day of the year that is over. */
  yearEnd: Day
  /** The last half of December before the day: when townships surveyed. */
  surveyedOn: Day
  /** Exactly two years before the day, and the days around it. */
  twoYearsAgo: Day
  yesterday: Day
}

/** The days of an example county that is looked at on a day. */
export function daysOf(day: Day): ExampleDays {
  const year = Number(day.slice(0, 4))
  const reportYear = day > `${year}-06-30` ? year - 1 : year - 2
  return {
    day,
    lastYear: year - 1,
    reportYear,
    yearEnd: `${year - 1}-12-31`,
    surveyedOn: addDays(day, -4),
    twoYearsAgo: addYears(day, -2),
    yesterday: addDays(day, -1),
  }
}
