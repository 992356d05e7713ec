import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type OpenTrade, tradeVouchers } from './trade-entry.ts'
import { checkVoucher } from './voucher.ts'

const trade = (id: string, more: Partial<OpenTrade> = {}): OpenTrade => ({
  id,
  day: '2025-09-03',
  member: '甲',
  direction: 'delivered',
  product: '番茄',
  amount: 100_00n,
  ...more,
})
const OPEN = { ways: { delivered: 'bought', supplied: 'sold' }, openFrom: '2025-01-01' } as const

test('one voucher a day and direction: products against what is owed to each member', () => {
  const made = tradeVouchers(
    [
      trade('2', { day: '2025-09-04', product: '辣椒' }),
      trade('1'),
      trade('3', { member: '乙', amount: 30n }),
      trade('4', { direction: 'supplied', product: '化肥', amount: 7n }),
    ],
    OPEN,
  )
  expect(made.map(({ on, summary, trades }) => [on, summary, trades])).toEqual([
    ['2025-09-03', '成员交售番茄 2 笔', ['1', '3']],
    ['2025-09-03', '成员购买化肥 1 笔', ['4']],
    ['2025-09-04', '成员交售辣椒 1 笔', ['2']],
  ])
  expect(made[0]!.lines).toEqual([
    { account: '121', debit: 100_30n },
    { account: '114', credit: 100_00n, member: '甲' },
    { account: '114', credit: 30n, member: '乙' },
  ])
  expect(made[1]!.lines).toEqual([
    { account: '501', credit: 7n },
    { account: '114', debit: 7n, member: '甲' },
  ])
})

test('goods of members stand by member', () => {
  const [made] = tradeVouchers([trade('1')], { ...OPEN, ways: { delivered: 'consigned', supplied: 'sold' } })
  expect(made!.lines[0]).toEqual({ account: '128', debit: 100_00n, member: '甲' })
})

test('the day before the first open one moves to it, that day and the next stay', () => {
  const days = ['2025-08-31', '2025-09-01', '2025-09-02']
  const made = tradeVouchers(
    days.map((day) => trade(day, { day })),
    { ...OPEN, openFrom: '2025-09-01' },
  )
  expect(made.map((one) => [one.on, one.trades.length])).toEqual([
    ['2025-09-01', 2],
    ['2025-09-02', 1],
  ])
})

test('a line taken back and typed anew for the same sum still makes a voucher', () => {
  const [made] = tradeVouchers([trade('1', { amount: -5n }), trade('2', { amount: 5n, member: '乙' })], OPEN)
  expect(made!.lines).toHaveLength(2)
  expect(checkVoucher({ summary: made!.summary, lines: made!.lines }).ok).toBe(true)
})

test('whatever was traded, every voucher balances and every trade stands in one, for its member to the fen', () => {
  const any = fc.array(
    fc.record({
      id: fc.uuid(),
      day: fc.constantFrom('2025-01-30', '2025-02-01', '2025-02-02'),
      member: fc.constantFrom('甲', '乙', '丙'),
      direction: fc.constantFrom('delivered' as const, 'supplied' as const),
      product: fc.constantFrom('番茄', '辣椒', '黄瓜', '茄子'),
      amount: fc.bigInt(-10n, 10n).filter((one) => one !== 0n),
    }),
    { minLength: 2, maxLength: 30 },
  )
  fc.assert(
    fc.property(any, fc.constantFrom('bought' as const, 'consigned' as const), (trades, delivered) => {
      const made = tradeVouchers(trades, { ways: { delivered, supplied: 'sold' }, openFrom: '2025-02-01' })
      expect(made.flatMap((one) => one.trades).toSorted()).toEqual(trades.map((one) => one.id).toSorted())
      const lines = made.flatMap((one) => one.lines)
      for (const { lines: own } of made)
        expect(own.reduce((sum, one) => sum + (one.debit ?? 0n) - (one.credit ?? 0n), 0n)).toBe(0n)
      for (const member of ['甲', '乙', '丙']) {
        const owed = trades
          .filter((one) => one.member === member)
          .reduce((sum, one) => sum + (one.direction === 'delivered' ? one.amount : -one.amount), 0n)
        const booked = lines
          .filter((one) => one.account === '114' && one.member === member)
          .reduce((sum, one) => sum + (one.credit ?? 0n) - (one.debit ?? 0n), 0n)
        expect(booked).toBe(owed)
      }
    }),
  )
})
