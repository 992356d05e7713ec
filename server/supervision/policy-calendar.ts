import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { addDays, isDay, type Day } from '#core/values/day.ts'
import type { Problem } from '#core/values/problem.ts'
import type { HolidayYear } from '#core/values/working-days.ts'
import { calendarFile } from './policy-schema.ts'
import { problemIn, readOne } from './policy-source.ts'

/** policy/calendar: the notice of each year, its days off and its made-up working days, ascending by year. */
export async function readHolidays(root: string, problems: Problem[]): Promise<HolidayYear[]> {
  const folder = path.join(root, 'calendar')
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.yaml')).toSorted()
  const years: HolidayYear[] = []
  for (const name of names) {
    const one = { file: `policy/calendar/${name}`, text: await readFile(path.join(folder, name), 'utf8') }
    const read = readOne(one, calendarFile, problems)
    if (read === null) continue
    const { year, title, number, holidays, workdays } = read.data
    const tell = (where: (string | number)[], says: string) =>
      problems.push(problemIn(read.source, where, { code: 'policy-dates', says }))
    if (`${year}.yaml` !== name) tell(['year'], '年份与文件名不一致')
    const off = holidays.flatMap((range, index) =>
      daysOf(range, () => tell(['holidays', index], '起止日期有误')),
    )
    workdays.forEach((day, index) => {
      if (!isDay(day) || off.includes(day))
        tell(['workdays', index], '调休上班日不是日历上的一天，或又在放假日中')
    })
    years.push({ year, source: `${title}（${number}）`, holidays: off, workdays })
  }
  return years
}

function daysOf(range: { from: Day; to: Day }, wrong: () => void): Day[] {
  if (!isDay(range.from) || !isDay(range.to) || range.to < range.from || addDays(range.from, 31) < range.to) {
    wrong()
    return []
  }
  const days: Day[] = []
  for (let day = range.from; day <= range.to; day = addDays(day, 1)) days.push(day)
  return days
}
