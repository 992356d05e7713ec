/** The one clock. Business dates come from here and are passed in; the calendar day is that of Asia/Shanghai. */
export interface Clock {
  now(): Date
  /** YYYY-MM-DD in Asia/Shanghai. */
  today(): string
}

const SHANGHAI = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The calendar day of a moment in Asia/Shanghai, YYYY-MM-DD. */
export function dayOf(at: Date): string {
  return SHANGHAI.format(at)
}

const MOMENT = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
})

/** 2026-03-27 12:00, in the time of the office. */
export function momentOf(at: Date): string {
  return MOMENT.format(at)
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  today: () => dayOf(new Date()),
}

/** A clock that stands still: for tests, the demonstration's day and checks as of a day. */
export function fixedClock(day: string): Clock {
  return { now: () => new Date(`${day}T04:00:00Z`), today: () => day }
}
