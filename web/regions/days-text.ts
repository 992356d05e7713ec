/** What was read from a list of days: the days, in order and once each, and the words that are none. */
export interface DaysText {
  days: string[]
  strange: string[]
}

const DAY = /^(?:(\d{4})[-年./])?(\d{1,2})[-月./](\d{1,2})日?$/
const LONGEST = 31

/**
 * Reads days as a notice lists them: 2026-01-01、1月1日、1月1日至3日、2026-02-15 至 2026-02-23, separated by commas,
 * spaces or lines. A day without a year belongs to the year given.
 */
export function readDays(text: string, year: number): DaysText {
  const words = text
    .replaceAll(/\s*(至|到|～|~|—|－)\s*/g, '至')
    .split(/[\s,，、；;]+/)
    .filter((one) => one !== '')
  const days = new Set<string>()
  const strange: string[] = []
  for (const word of words) {
    const found = rangeOf(word, year)
    if (found === null) strange.push(word)
    else for (const day of found) days.add(day)
  }
  return { days: [...days].toSorted(), strange }
}

function rangeOf(word: string, year: number): string[] | null {
  const [first = '', last] = word.split('至')
  const from = dayOf(first, year)
  if (from === null) return null
  if (last === undefined) return [from]
  const to = dayOf(/^\d{1,2}日?$/.test(last) ? `${from.slice(5, 7)}-${last}` : last, Number(from.slice(0, 4)))
  if (to === null || to < from) return null
  const days = [from]
  while (days.at(-1) !== to && days.length <= LONGEST) days.push(next(days.at(-1) ?? to))
  return days.at(-1) === to ? days : null
}

function dayOf(word: string, year: number): string | null {
  const match = DAY.exec(word)
  if (match === null) return null
  const text = `${match[1] ?? year}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}`
  const at = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text ? null : text
}

function next(day: string): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + 1)
  return at.toISOString().slice(0, 10)
}
