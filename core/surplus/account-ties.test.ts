import { expect, test } from 'vitest'
import type { AccountSums, YearFigures } from '../accounting/figures.ts'
import { accountTies } from './account-ties.ts'

const sums = (more: Partial<AccountSums>): AccountSums => ({
  begin: 0n,
  end: 0n,
  debit: 0n,
  credit: 0n,
  ...more,
})
const none = { owing: 0n, owed: 0n }
const FIGURES: YearFigures = {
  accounts: new Map([
    ['301', sums({ end: -100n })],
    ['322', sums({ end: -30n })],
    ['311', sums({ end: -9n })],
  ]),
  items: new Map([
    ['332|盈余返还', sums({ debit: 60n })],
    ['332|剩余盈余分配', sums({ debit: 41n, credit: 1n })],
  ]),
  members: { begin: none, end: none },
}

test('each sum of the accounts stands beside its account in the books, credit above zero', () => {
  const ties = accountTies(
    { contribution: 100n, reserve: 29n, subsidy: 4n, gift: 5n, patronage: 60n, remainder: 40n },
    FIGURES,
  )
  expect(ties.map((one) => [one.accounts, one.books])).toEqual([
    [100n, 100n],
    [29n, 30n],
    [9n, 9n],
    [60n, 60n],
    [40n, 40n],
  ])
})
