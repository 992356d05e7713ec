import { addDays, addMonths, type Day } from '../values/day.ts'
import type { Fen } from '../values/money.ts'

/** One movement that stands on one side only: money in is positive, money out negative. */
export interface OneSided {
  day: string
  says: string
  amount: Fen
}

export interface Reconciliation {
  /** What the statements end with, together. */
  bank: Fen
  /** What account 102 ends with. */
  books: Fen
  /** In the books, not on a statement yet. */
  notAtBank: readonly OneSided[]
  /** On a statement, not in the books yet. */
  notInBooks: readonly OneSided[]
  bankAfter: Fen
  booksAfter: Fen
  /** What is left unexplained: zero where both sides agree. */
  difference: Fen
}

const sum = (items: readonly OneSided[]): Fen => items.reduce((total, one) => total + one.amount, 0n)

/**
 * 银行存款余额调节表: each side takes on what only the other one has; then both have to be equal. What only the books
 * have corrects the statement, what only the statement has corrects the books. Fen.
 */
export function reconcile(
  of: Pick<Reconciliation, 'bank' | 'books' | 'notAtBank' | 'notInBooks'>,
): Reconciliation {
  const bankAfter = of.bank + sum(of.notAtBank)
  const booksAfter = of.books + sum(of.notInBooks)
  return { ...of, bankAfter, booksAfter, difference: bankAfter - booksAfter }
}

/** The month end to look at first: last month's, or the earlier one of the month in which the statements stop. */
export function firstReconciled(today: Day, lastDays: readonly (Day | null)[]): Day {
  const monthEnd = (day: Day): Day => addDays(addMonths(`${day.slice(0, 7)}-01`, 1), -1)
  const lastMonth = addDays(`${today.slice(0, 7)}-01`, -1)
  const last = lastDays.reduce<Day>((found, day) => (day !== null && day > found ? day : found), '')
  return last !== '' && monthEnd(last) < lastMonth ? monthEnd(last) : lastMonth
}
