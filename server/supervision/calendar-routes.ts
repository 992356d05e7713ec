/** The working calendar: which years have their notice, and entering one. */
import * as contract from '#contract/regions.ts'
import { may, type Role } from '#core/access/role.ts'
import { isDay } from '#core/values/day.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import type { HolidayCalendar, HolidayYear } from '#core/values/working-days.ts'
import { Refusal } from '#server/http/refusal.ts'
import { route, type Edge } from '#server/http/route.ts'
import type { Services } from '#server/services.ts'
import { loadCalendar, saveCalendarYear } from './calendar.ts'

export interface CalendarServices extends Services {
  shippedCalendar: HolidayCalendar
}

/** The endpoints of the calendar. */
export function calendarRoutes(edge: Edge, services: CalendarServices): void {
  const guard = (role: string): boolean => may(role as Role, 'keepCalendar')
  route(edge, { endpoint: contract.workingDays, says: '工作日历' }, async ({ trx }) => {
    const calendar = await loadCalendar(trx, services.shippedCalendar)
    return { years: yearsOf(calendar, Number(services.clock.today().slice(0, 4))) }
  })
  route(
    edge,
    { endpoint: contract.setCalendarYear, guard, reason: (body) => body.source, says: '录入放假通知' },
    async ({ trx, body }) => {
      const problems = faultsOfYear(body)
      if (problems.length > 0) throw new Refusal(422, problems)
      await saveCalendarYear(trx, body)
      return {}
    },
  )
}

/** Years with a notice, and this year and the next, with or without one; the newest first. */
function yearsOf(calendar: HolidayCalendar, thisYear: number) {
  const years = new Set([...calendar.map((one) => one.year), thisYear, thisYear + 1])
  return [...years]
    .toSorted((a, b) => b - a)
    .map((year) => {
      const held = calendar.find((one) => one.year === year)
      return { year, source: held?.source ?? null, holidays: held?.holidays.length ?? 0 }
    })
}

/** What stands against a notice as entered: a day of another year, no day at all, one day on both sides. */
function faultsOfYear(given: HolidayYear): Problem[] {
  const problems: Problem[] = []
  if (!Number.isInteger(given.year) || given.year < 2000 || given.year > 2100)
    problems.push(refused('year-strange', '年度应在2000年至2100年之间', { field: 'year' }))
  for (const [field, days] of [
    ['holidays', given.holidays],
    ['workdays', given.workdays],
  ] as const) {
    const strange = days.filter((day) => !isDay(day) || Number(day.slice(0, 4)) !== given.year)
    if (strange.length > 0)
      problems.push(
        refused('day-of-other-year', `${strange.join('、')}不是${given.year}年的日期，请照通知改正`, {
          field,
        }),
      )
  }
  if (given.holidays.length === 0)
    problems.push(refused('holidays-missing', '请填写放假的日子', { field: 'holidays' }))
  const both = given.workdays.filter((day) => given.holidays.includes(day))
  if (both.length > 0)
    problems.push(
      refused('day-twice', `${both.join('、')}既列为放假又列为上班，请照通知改正`, { field: 'workdays' }),
    )
  return problems
}
