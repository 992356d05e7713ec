import { expect, test } from 'vitest'
import { itemOf, sumsOf, undistributed, type AccountSums, type YearFigures } from './figures.ts'

const sums = (end: bigint): AccountSums => ({ begin: 0n, end, debit: 0n, credit: 0n })
const none = { owing: 0n, owed: 0n }
const figures: YearFigures = {
  accounts: new Map([
    ['331', sums(0n)],
    ['332', sums(-50n)],
    ['501', sums(-200n)],
    ['521', sums(120n)],
  ]),
  items: new Map([['332|盈余返还', sums(7n)]]),
  members: { begin: none, end: none },
}

test('what has not been carried over yet counts to the undistributed surplus', () => {
  expect(undistributed(figures, 'end')).toBe(130n)
  expect(undistributed(figures, 'begin')).toBe(0n)
})

test('accounts and items without postings are zero', () => {
  expect(sumsOf(figures, '101').end).toBe(0n)
  expect(itemOf(figures, '332', '盈余返还').end).toBe(7n)
  expect(itemOf(figures, '332', '其他转入').end).toBe(0n)
})
