/** 银行存款余额调节表 of a book. */
import type { Kysely } from 'kysely'
import type { WireReconciliation } from '#contract/accounting/cash-book.ts'
import { reconcile, type OneSided } from '#core/accounting/reconciliation.ts'
import { wireOfFen } from '#core/values/money.ts'
import { bankAccounts, booksBalance, inBooksOnly, onStatementOnly } from './reconcile-store.ts'

/** What the statements and the books say on the day, and what explains the difference; without a table where a balance is not known. */
export async function reconciliationOf(
  trx: Kysely<unknown>,
  of: { home: string; body: string; day: string },
): Promise<WireReconciliation> {
  const accounts = await bankAccounts(trx, of)
  const read = {
    day: of.day,
    accounts: accounts.map((one) => ({
      name: one.name,
      lastDay: one.last_day,
      balance: one.balance === null ? null : wireOfFen(one.balance),
    })),
  }
  // An account without a line yet holds nothing that anybody has seen.
  const seen = accounts.filter((one) => one.last_day !== null)
  if (seen.length === 0 || seen.some((one) => one.balance === null)) return { ...read, table: null }
  const { notAtBank, notInBooks, ...sums } = reconcile({
    bank: seen.reduce((sum, one) => sum + one.balance!, 0n),
    books: await booksBalance(trx, of),
    notAtBank: await inBooksOnly(trx, of),
    notInBooks: await onStatementOnly(trx, of),
  })
  return {
    ...read,
    table: {
      bank: wireOfFen(sums.bank),
      books: wireOfFen(sums.books),
      bankAfter: wireOfFen(sums.bankAfter),
      booksAfter: wireOfFen(sums.booksAfter),
      difference: wireOfFen(sums.difference),
      notAtBank: notAtBank.map(toWire),
      notInBooks: notInBooks.map(toWire),
    },
  }
}

const toWire = (one: OneSided) => ({ ...one, amount: wireOfFen(one.amount) })
