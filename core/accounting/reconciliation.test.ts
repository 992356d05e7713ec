import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstReconciled, reconcile, type OneSided } from './reconciliation.ts'

const item = (amount: bigint): OneSided => ({ day: '2026-01-31', says: '', amount })

test('a cheque not yet cashed and interest not yet booked explain the difference; one fen more does not', () => {
  const of = { bank: 10_300_00n, books: 9_350_00n, notAtBank: [item(-900_00n)], notInBooks: [item(50_00n)] }
  expect(reconcile(of)).toMatchObject({ bankAfter: 9_400_00n, booksAfter: 9_400_00n, difference: 0n })
  expect(reconcile({ ...of, bank: of.bank + 1n }).difference).toBe(1n)
  expect(reconcile({ ...of, books: of.books + 1n }).difference).toBe(-1n)
})

test('two sides that differ by nothing but what each lacks always agree', () => {
  const amounts = fc.array(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }))
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 13n }), amounts, amounts, (common, ours, theirs) => {
      const total = (list: readonly bigint[]): bigint => list.reduce((one, next) => one + next, 0n)
      const found = reconcile({
        bank: common + total(theirs),
        books: common + total(ours),
        notAtBank: ours.map(item),
        notInBooks: theirs.map(item),
      })
      expect(found.difference).toBe(0n)
    }),
  )
})

test('the table opens at the end of the month in which the statements stop, never later than last month', () => {
  const today = '2026-04-10'
  expect(firstReconciled(today, ['2026-01-20', '2026-01-05', null])).toBe('2026-01-31')
  expect(firstReconciled(today, ['2026-02-28'])).toBe('2026-02-28')
  expect(firstReconciled(today, ['2026-03-31'])).toBe('2026-03-31')
  expect(firstReconciled(today, ['2026-04-01'])).toBe('2026-03-31')
  expect(firstReconciled(today, [null])).toBe('2026-03-31')
  expect(firstReconciled(today, [])).toBe('2026-03-31')
  expect(firstReconciled('2026-01-02', ['2024-02-10'])).toBe('2024-02-29')
})
