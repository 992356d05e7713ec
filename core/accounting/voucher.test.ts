import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkVoucher, totalsOf, usualItem, type VoucherLine } from './voucher.ts'

const codes = (lines: readonly VoucherLine[], summary = '卖苹果'): string[] => {
  const outcome = checkVoucher({ summary, lines })
  return outcome.ok ? [] : outcome.problems.map((one) => one.code)
}
const BANK = { account: '102', debit: 100n }

test('a balanced voucher passes, and one fen off does not, on either side', () => {
  expect(codes([BANK, { account: '501', credit: 100n }])).toEqual([])
  expect(codes([BANK, { account: '501', credit: 99n }])).toEqual(['voucher-unbalanced'])
  expect(codes([BANK, { account: '501', credit: 101n }])).toEqual(['voucher-unbalanced'])
})

test('red amounts balance like black ones', () => {
  expect(
    codes([
      { account: '102', debit: -5n },
      { account: '501', credit: -5n },
    ]),
  ).toEqual([])
})

test('a line bears exactly one amount', () => {
  const both = { account: '102', debit: 1n, credit: 1n }
  expect(codes([both, BANK, { account: '501', credit: 100n }])).toEqual(['voucher-line-side'])
  expect(codes([{ account: '101' }, BANK, { account: '501', credit: 100n }])).toEqual(['voucher-line-side'])
})

test('what the account asks for has to be there, all told at once', () => {
  const lines: VoucherLine[] = [
    { account: '114', debit: 1n },
    { account: '113', debit: 1n },
    { account: '128', debit: 1n },
    { account: '311', credit: 1n },
    { account: '999', credit: 1n },
    { account: '501', credit: 1n, item: '粮食' },
  ]
  expect(codes(lines, ' ')).toEqual([
    'voucher-summary',
    'voucher-member-missing',
    'voucher-party-missing',
    'voucher-principal-missing',
    'voucher-item-missing',
    'voucher-account-unknown',
    'voucher-item-unwanted',
  ])
})

test('one line alone is no voucher', () => {
  expect(codes([])).toEqual(['voucher-lines-few'])
})

test('where an item is not named, the usual one of that side is meant', () => {
  expect(usualItem('301', 'credit')).toBe('成员增加出资')
  expect(usualItem('301', 'debit')).toBe('成员减少出资')
  expect(usualItem('332', 'debit')).toBe('未分配盈余')
  expect(usualItem('311', 'credit')).toBeNull()
  expect(usualItem('501', 'credit')).toBeNull()
})

test('property: whatever the amounts, what passes is balanced to the fen', () => {
  const line = fc.record({
    account: fc.constantFrom('101', '102', '501', '521', '523'),
    amount: fc.bigInt(-1_000_00n, 1_000_00n),
    debit: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (rows) => {
      const lines = rows.map(({ account, amount, debit }) =>
        debit ? { account, debit: amount } : { account, credit: amount },
      )
      const outcome = checkVoucher({ summary: '试', lines })
      if (!outcome.ok) return
      const [debit, credit] = totalsOf(outcome.value)
      expect(debit).toBe(credit)
    }),
  )
})
