/** What the closing list says of goods that were sold while nothing of their cost left the stock. */
import { expect, test } from 'vitest'
import type { BalanceRow } from './balances.ts'
import { costMoved } from './close-month.ts'

const row = (account: string, of: Partial<BalanceRow>): BalanceRow => ({
  account,
  begin: 0n,
  debit: 0n,
  credit: 0n,
  year_debit: 0n,
  year_credit: 0n,
  end: 0n,
  ...of,
})
const states = (...rows: BalanceRow[]) => costMoved(rows).map((one) => one.state)
const sales = row('501', { year_credit: 93_000_00n })

test('sold, and nothing has left the stock: it is said with both figures', () => {
  const found = costMoved([row('121', { end: 60_000_00n }), sales])
  expect(found).toMatchObject([{ label: '卖掉的产品的成本', state: 'warn' }])
  expect(found[0]!.says).toContain('93,000.00')
  expect(found[0]!.says).toContain('60,000.00')
  expect(found[0]!.says).toContain('结转销售成本')
  // What was grown and never brought in stands on 401.
  expect(states(row('401', { end: 1n }), sales)).toEqual(['warn'])
})

test('one fen moved, and it is for the person to compare with the count', () => {
  expect(states(row('121', { end: 1n, year_credit: 1n }), sales)).toEqual(['ok'])
})

test('nothing is said where nothing is left or nothing was sold', () => {
  expect(states(row('121', { end: 0n, year_credit: 60_000_00n }), sales)).toEqual([])
  expect(states(row('121', { end: 60_000_00n }))).toEqual([])
  expect(states(sales)).toEqual([])
})
