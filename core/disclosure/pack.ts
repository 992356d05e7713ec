/** What is shown to the members of a month or quarter: every item of money, sums that add up, what was done. */
import { done, failed, type Outcome } from '../values/outcome.ts'
import { refused } from '../values/problem.ts'
import type { Fen } from '../values/money.ts'
import type { Day } from '../values/day.ts'
import { maskWords } from './mask-words.ts'

/** What an item is for where its voucher has nothing but accounts of money. */
export const MOVED = '账户之间转存'

/** A line of a voucher on an account of money. */
export interface MoneyItem {
  day: Day
  voucher: string
  summary: string
  /** What it was for: names of the other accounts. */
  what: string
  who: string
  account: string
  in: Fen
  out: Fen
}

export interface MoneyAccount {
  account: string
  label: string
  opening: Fen
}

export interface MoneySheet {
  accounts: (MoneyAccount & { in: Fen; out: Fen; closing: Fen })[]
  items: MoneyItem[]
  opening: Fen
  in: Fen
  out: Fen
  closing: Fen
}

/**
 * The sheet of money: items in order of days with numbers of persons masked, and sums by account. `closing` is what the
 * books have at the end: where it is another figure than opening, in and out make, something is missing and nothing is shown.
 */
export function moneySheet(
  items: readonly MoneyItem[],
  accounts: readonly (MoneyAccount & { closing: Fen })[],
): Outcome<MoneySheet> {
  const rows = accounts.map(({ closing, ...one }) => {
    const own = items.filter((item) => item.account === one.account)
    const [gone, come] = [sum(own, (item) => item.out), sum(own, (item) => item.in)]
    return { ...one, in: come, out: gone, closing: one.opening + come - gone, books: closing }
  })
  const wrong = rows.find((one) => one.closing !== one.books)
  if (wrong || items.some((item) => !accounts.some((one) => one.account === item.account)))
    return failed(
      refused('disclosure-sums', `${wrong?.label ?? '货币资金'}的期初、收入、支出与期末对不上，请先核对账簿`),
    )
  return done({
    accounts: rows.map(({ books: _books, ...one }) => one),
    items: items.map((item) => ({
      ...item,
      what: item.what || MOVED,
      summary: maskWords(item.summary),
      who: maskWords(item.who),
    })),
    opening: sum(rows, (one) => one.opening),
    in: sum(rows, (one) => one.in),
    out: sum(rows, (one) => one.out),
    closing: sum(rows, (one) => one.closing),
  })
}

const sum = <T>(of: readonly T[], take: (one: T) => Fen): Fen => of.reduce((all, one) => all + take(one), 0n)

export type BoardState = 'posted' | 'signed' | 'made' | 'open' | 'waiting'

/** How a cooperative stands to the period: shown, signed, made, still to be made, or its books not closed so far. */
export function boardState(of: { item: string | null; closed: boolean | null }): BoardState {
  if (of.item === 'posted' || of.item === 'signed' || of.item === 'made') return of.item
  return of.closed === false ? 'waiting' : 'open'
}

export const BOARD_WORDS: Readonly<Record<BoardState, string>> = {
  posted: '已公开',
  signed: '待张贴',
  made: '待监事审签',
  open: '未制作',
  waiting: '未结账',
}

/** Late: the day is past and it does not hang. The day itself is not late; where no day is confirmed nothing is. */
export function isLate(state: BoardState, of: { due: Day | null; today: Day }): boolean {
  return state !== 'posted' && of.due !== null && of.today > of.due
}
