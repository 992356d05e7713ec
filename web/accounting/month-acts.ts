/** What can be done for many books at the end of a month, and for which. */
import type { MonthActKey, WireMonthEnd } from '#contract/accounting/month-end.ts'

export interface MonthAct {
  key: MonthActKey
  /** The words on the button: how many books it is for. */
  label: (rows: readonly WireMonthEnd[]) => string
  /** Whether there is something to do in this book. */
  fits: (row: WireMonthEnd, today: string) => boolean
}

const isOver = ({ list }: WireMonthEnd, today: string): boolean => list.month.slice(0, 7) <= today.slice(0, 7)

/** In the order in which they are done. */
export const ACTS: readonly MonthAct[] = [
  {
    key: 'trades',
    label: (rows) => `成员交易入账（${rows.length} 家）`,
    fits: (row, today) => row.list.todo.trades > 0 && isOver(row, today),
  },
  {
    key: 'repeat',
    label: (rows) => `照上月再记（${rows.length} 家）`,
    fits: (row, today) => row.list.todo.repeat.length > 0 && isOver(row, today),
  },
  {
    key: 'wear',
    label: (rows) => `计提折旧（${rows.length} 家）`,
    fits: (row, today) => row.list.todo.depreciation.assets > 0 && isOver(row, today),
  },
  {
    key: 'carry',
    label: (rows) => `年末结转（${rows.length} 家）`,
    fits: (row, today) => row.list.entries.length > 0 && isOver(row, today),
  },
  {
    key: 'close',
    label: (rows) => `结账（${rows.length} 家）`,
    fits: (row, today) => isOver(row, today) && row.list.checks.every((one) => one.state !== 'must'),
  },
]
