/** What can be done for many books at the end of a month: for whom, and what is said of it. */
import type { z } from 'zod'
import { carryOver, closeMonth, repeatMonth, type closingList, type WireBook } from '#contract/accounting.ts'
import { runDepreciation } from '#contract/accounting/assets.ts'
import { bookTrades, listOpenTrades } from '#contract/accounting/book-trades.ts'
import { call } from '../shell/api.ts'

export interface MonthEnd {
  book: WireBook
  list: z.output<typeof closingList.response>
}

export interface MonthAct {
  key: string
  /** The words on the button: how many books it is for. */
  label: (rows: readonly MonthEnd[]) => string
  /** Whether there is something to do in this book. */
  fits: (row: MonthEnd, today: string) => boolean
  /** Does it; gives what to say. */
  run: (row: MonthEnd) => Promise<string>
}

const monthOf = ({ list }: MonthEnd): string => list.month.slice(0, 7)
const paramsOf = ({ book }: MonthEnd) => ({ body: book.body })
const isOver = (row: MonthEnd, today: string): boolean => monthOf(row) <= today.slice(0, 7)

async function enterTrades(row: MonthEnd): Promise<string> {
  const { ways } = await call(listOpenTrades, { params: paramsOf(row) })
  // The first time it is decided on the book's own page what deliveries are.
  if (ways === null) return '第一次请在这家账簿的“成员交易”里选好怎么记'
  const done = await call(bookTrades, { params: paramsOf(row), body: { month: monthOf(row), ways } })
  return `${done.trades} 笔交易记成 ${done.vouchers} 张凭证`
}

/** In the order in which they are done. */
export const ACTS: readonly MonthAct[] = [
  {
    key: 'trades',
    label: (rows) => `成员交易入账（${rows.length} 家）`,
    fits: ({ list }) => list.todo.trades > 0,
    run: enterTrades,
  },
  {
    key: 'repeat',
    label: (rows) => `照上月再记（${rows.length} 家）`,
    fits: ({ list }) => list.todo.repeat.length > 0,
    run: async (row) => {
      const vouchers = row.list.todo.repeat.map((one) => one.id)
      const { posted } = await call(repeatMonth, { params: paramsOf(row), body: { vouchers } })
      return `照上月记了 ${posted} 张凭证`
    },
  },
  {
    key: 'wear',
    label: (rows) => `计提折旧（${rows.length} 家）`,
    fits: (row, today) => row.list.todo.depreciation.assets > 0 && isOver(row, today),
    run: async (row) => {
      const { code } = await call(runDepreciation, { params: paramsOf(row), body: { month: monthOf(row) } })
      return `已提折旧，记-${code}`
    },
  },
  {
    key: 'carry',
    label: (rows) => `年末结转（${rows.length} 家）`,
    fits: ({ list }) => list.entries.length > 0,
    run: async (row) => {
      const { posted } = await call(carryOver, { params: paramsOf(row) })
      return `已结转，记了 ${posted} 张凭证`
    },
  },
  {
    key: 'close',
    label: (rows) => `结账（${rows.length} 家）`,
    fits: (row, today) => isOver(row, today) && row.list.checks.every((one) => one.state !== 'must'),
    run: async (row) => {
      await call(closeMonth, { params: paramsOf(row), body: { month: row.list.month } })
      return `${monthOf(row)} 已结账`
    },
  },
]
