/** Leaving by law: by when notice has to be given, and on which day membership ends (社法 25, 26, 62). */
import { addMonths, type Day } from '../values/day.ts'

/** Kinds of members who are persons; all others are organisations. */
const PERSONS = ['农民', '其他自然人']
const PERSON_MONTHS = 3
const ORGANISATION_MONTHS = 6

export interface Leaver {
  /** 成员类型 of the roll. */
  kind: string
  /** A federation's members are cooperatives; its charter can not shorten the notice. */
  federation: boolean
}

export interface Notice {
  months: number
  clause: string
}

/** How long before the end of the fiscal year notice has to be given. */
export function noticeOf({ kind, federation }: Leaver): Notice {
  if (federation) return { months: ORGANISATION_MONTHS, clause: '社法第62条' }
  return { months: PERSONS.includes(kind) ? PERSON_MONTHS : ORGANISATION_MONTHS, clause: '社法第25条' }
}

/** The last day of notice in a year for membership to end with it. */
export function lastNoticeDay(year: number, months: number): Day {
  return addMonths(`${year}-12-31`, -months)
}

/** The end of the fiscal year with which membership ends; notice given too late waits for the year after. */
export function endOfMembership(noticedOn: Day, months: number): Day {
  const year = Number(noticedOn.slice(0, 4))
  return noticedOn <= lastNoticeDay(year, months) ? `${year}-12-31` : `${year + 1}-12-31`
}

/** The end of the fiscal year of the day: with it ends the membership of whoever is expelled (社法 26). */
export function fiscalYearEnd(day: Day): Day {
  return `${day.slice(0, 4)}-12-31`
}
