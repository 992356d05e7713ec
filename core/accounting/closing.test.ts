import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closingEntries } from './closing.ts'
import type { AccountSums, YearFigures } from './figures.ts'
import { totalsOf } from './voucher.ts'

const ends = (of: Record<string, bigint>): Map<string, AccountSums> =>
  new Map(Object.entries(of).map(([key, end]) => [key, { begin: 0n, end, debit: 0n, credit: 0n }]))
const none = { owing: 0n, owed: 0n }
const figures = (accounts: Record<string, bigint>, items: Record<string, bigint> = {}): YearFigures => ({
  accounts: ends(accounts),
  items: ends(items),
  members: { begin: none, end: none },
})

test('a year of gain goes through 本年盈余 into 未分配盈余, and what was divided is taken off', () => {
  const entries = closingEntries(figures({ '501': -500n, '521': 300n, '523': 50n }, { '332|盈余返还': 90n }))
  expect(entries.map((one) => one.lines)).toEqual([
    [
      { account: '501', debit: 500n },
      { account: '521', credit: 300n },
      { account: '523', credit: 50n },
      { account: '331', credit: 150n },
    ],
    [
      { account: '331', debit: 150n },
      { account: '332', item: '未分配盈余', credit: 150n },
    ],
    [
      { account: '332', item: '盈余返还', credit: 90n },
      { account: '332', item: '未分配盈余', debit: 90n },
    ],
  ])
})

test('nothing is left to carry over once it was, and a loss goes the other way', () => {
  expect(closingEntries(figures({ '102': 5n, '332': -5n }))).toEqual([])
  const [, loss] = closingEntries(figures({ '523': 7n }))
  expect(loss?.lines[0]).toEqual({ account: '331', credit: 7n })
})

test('property: every entry of closing balances', () => {
  const fen = fc.bigInt(-9_999_999n, 9_999_999n)
  fc.assert(
    fc.property(fc.record({ '501': fen, '511': fen, '523': fen, '331': fen }), fen, (accounts, divided) => {
      for (const { lines } of closingEntries(figures(accounts, { '332|盈余返还': divided }))) {
        const [debit, credit] = totalsOf(
          lines.map((one) => ({ debit: one.debit ?? 0n, credit: one.credit ?? 0n })),
        )
        expect(debit).toBe(credit)
      }
    }),
  )
})
