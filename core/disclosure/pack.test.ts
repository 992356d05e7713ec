import { expect, test } from 'vitest'
import { must } from '../../tests/must.ts'
import { BOARD_WORDS, boardState, isLate, moneySheet, type MoneyItem } from './pack.ts'

const item = (more: Partial<MoneyItem>): MoneyItem => ({
  day: '2023-01-10',
  voucher: '2023-0001',
  summary: '卖茧',
  what: '经营收入',
  who: '',
  account: '102',
  in: 0n,
  out: 0n,
  ...more,
})
const BANK = { account: '102', label: '银行存款', opening: 100_00n }
const CASH = { account: '101', label: '库存现金', opening: 0n }

test('every item is shown with numbers masked, and sums by account make the closing of the books', () => {
  const items = [
    item({ in: 50_00n }),
    item({ out: 20_00n, summary: '付 13812345678 运费', who: '李某6222021234567890' }),
    item({ account: '101', in: 1_00n, what: '' }),
  ]
  const sheet = must(
    moneySheet(items, [
      { ...CASH, closing: 1_00n },
      { ...BANK, closing: 130_00n },
    ]),
  )
  expect(sheet).toMatchObject({ opening: 100_00n, in: 51_00n, out: 20_00n, closing: 131_00n })
  expect(sheet.items[2]?.what).toBe('账户之间转存')
  expect(sheet.items[1]).toMatchObject({ summary: '付 138****5678 运费', who: '李某************7890' })
})

test('where an item is missing or a fen is off nothing is shown', () => {
  const closing = { ...BANK, closing: 150_00n }
  expect(moneySheet([item({ in: 49_99n })], [closing])).toMatchObject({
    problems: [{ code: 'disclosure-sums' }],
  })
  expect(moneySheet([item({ in: 50_01n })], [closing]).ok).toBe(false)
  expect(moneySheet([item({ in: 50_00n })], [closing]).ok).toBe(true)
  expect(moneySheet([item({ account: '109', in: 1n }), item({ in: 50_00n })], [closing]).ok).toBe(false)
})

test('a quarter is late the day after, and only while it does not hang', () => {
  const late = (today: string) => isLate('signed', { due: '2023-04-20', today })
  expect([late('2023-04-19'), late('2023-04-20'), late('2023-04-21')]).toEqual([false, false, true])
  expect(isLate('made', { due: null, today: '2030-01-01' })).toBe(false)
  expect(isLate('posted', { due: '2023-04-20', today: '2023-05-01' })).toBe(false)
})

test('the state says who is to act: books first, then the pack, then supervisor and wall', () => {
  const words = (of: Parameters<typeof boardState>[0]) => BOARD_WORDS[boardState(of)]
  expect(words({ item: null, closed: false })).toBe('未结账')
  expect(words({ item: 'withdrawn', closed: true })).toBe('未制作')
  expect(words({ item: null, closed: null })).toBe('未制作')
  expect(words({ item: 'posted', closed: false })).toBe('已公开')
})
