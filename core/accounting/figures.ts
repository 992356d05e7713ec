/** What the statements are made of: balances and turnovers of a year up to a month, asked by account. */
import type { Fen } from '../values/money.ts'
import { CHART } from './chart.ts'

/** Sums of one account, or of one of its items, over a year up to the end of a month. */
export interface AccountSums {
  /** Balance at the beginning of the year, debit above zero. */
  begin: Fen
  /** Balance at the end of the month, debit above zero. */
  end: Fen
  /** What happened within the year, without opening balances and entries of closing. */
  debit: Fen
  credit: Fen
}

export interface YearFigures {
  accounts: ReadonlyMap<string, AccountSums>
  /** Key 332|盈余返还. */
  items: ReadonlyMap<string, AccountSums>
  /** 114 by member: what members owe, what they are owed; both above zero. */
  members: { begin: { owing: Fen; owed: Fen }; end: { owing: Fen; owed: Fen } }
}

const NONE: AccountSums = { begin: 0n, end: 0n, debit: 0n, credit: 0n }
const RESULTS = CHART.filter((one) => one.kind === '损益').map((one) => one.code)

/** The sums of an account; zero where nothing was posted. */
export function sumsOf(figures: YearFigures, account: string): AccountSums {
  return figures.accounts.get(account) ?? NONE
}

/** The sums of an item of an account. */
export function itemOf(figures: YearFigures, account: string, item: string): AccountSums {
  return figures.items.get(`${account}|${item}`) ?? NONE
}

/** 未分配盈余: what 331 and 332 hold, and results that have not been carried over so far. Credit above zero. */
export function undistributed(figures: YearFigures, when: 'begin' | 'end'): Fen {
  const codes = ['331', '332', ...RESULTS]
  return -codes.reduce((sum, code) => sum + sumsOf(figures, code)[when], 0n)
}
