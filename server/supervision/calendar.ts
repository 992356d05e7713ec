/** The working-day calendar: what stands in policy/ and what an administrator entered; the latest entry of a year holds. */
import { sql, type Kysely } from 'kysely'
import type { HolidayCalendar } from '#core/values/working-days.ts'

export async function loadCalendar(db: Kysely<unknown>, shipped: HolidayCalendar): Promise<HolidayCalendar> {
  const { rows } = await sql<{ year: number; source: string; holidays: string[]; workdays: string[] }>`
    select distinct on (year) year, source, holidays, workdays from calendar_year order by year, id desc`.execute(
    db,
  )
  const entered = new Set(rows.map((row) => row.year))
  return [...shipped.filter((one) => !entered.has(one.year)), ...rows].toSorted((a, b) => a.year - b.year)
}

export async function saveCalendarYear(
  trx: Kysely<unknown>,
  year: { year: number; source: string; holidays: readonly string[]; workdays: readonly string[] },
): Promise<void> {
  await sql`
    insert into calendar_year (year, source, holidays, workdays)
    values (${year.year}, ${year.source}, ${[...year.holidays]}::date[], ${[...year.workdays]}::date[])`.execute(
    trx,
  )
}
