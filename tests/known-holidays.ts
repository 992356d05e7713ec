import { addDays, type Day } from '#core/values/day.ts'
import type { HolidayCalendar, HolidayYear } from '#core/values/working-days.ts'

/**
 * The notices of the State Council's General Office, entered a second time: policy/calendar is held against them. A
 * holiday that begins in December stands under the year of its notice.
 */
export const HOLIDAYS: HolidayCalendar = [
  notice(2023, '国办发明电〔2022〕16号', {
    off: [
      '2022-12-31/2023-01-02',
      '2023-01-21/2023-01-27',
      '2023-04-05',
      '2023-04-29/2023-05-03',
      '2023-06-22/2023-06-24',
      '2023-09-29/2023-10-06',
    ],
    work: ['2023-01-28', '2023-01-29', '2023-04-23', '2023-05-06', '2023-06-25', '2023-10-07', '2023-10-08'],
  }),
  notice(2024, '国办发明电〔2023〕7号', {
    off: [
      '2024-01-01',
      '2024-02-10/2024-02-17',
      '2024-04-04/2024-04-06',
      '2024-05-01/2024-05-05',
      '2024-06-10',
      '2024-09-15/2024-09-17',
      '2024-10-01/2024-10-07',
    ],
    work: [
      '2024-02-04',
      '2024-02-18',
      '2024-04-07',
      '2024-04-28',
      '2024-05-11',
      '2024-09-14',
      '2024-09-29',
      '2024-10-12',
    ],
  }),
  notice(2025, '国办发明电〔2024〕12号', {
    off: [
      '2025-01-01',
      '2025-01-28/2025-02-04',
      '2025-04-04/2025-04-06',
      '2025-05-01/2025-05-05',
      '2025-05-31/2025-06-02',
      '2025-10-01/2025-10-08',
    ],
    work: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  }),
  notice(2026, '国办发明电〔2025〕7号', {
    off: [
      '2026-01-01/2026-01-03',
      '2026-02-15/2026-02-23',
      '2026-04-04/2026-04-06',
      '2026-05-01/2026-05-05',
      '2026-06-19/2026-06-21',
      '2026-09-25/2026-09-27',
      '2026-10-01/2026-10-07',
    ],
    work: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  }),
]

function notice(year: number, number: string, days: { off: string[]; work: Day[] }): HolidayYear {
  const source = `国务院办公厅关于${year}年部分节假日安排的通知（${number}）`
  return { year, source, holidays: days.off.flatMap(expand), workdays: days.work }
}

/** '2023-01-21/2023-01-27' gives its seven days. */
function expand(range: string): Day[] {
  const [first, last = range] = range.split('/')
  const days: Day[] = []
  for (let day = first!; day <= last; day = addDays(day, 1)) days.push(day)
  return days
}
