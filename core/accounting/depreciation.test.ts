import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonths } from '../values/day.ts'
import {
  cardProblems,
  depreciationEntry,
  depreciationOf,
  firstMonth,
  wornBy,
  type AssetCard,
} from './depreciation.ts'
import { checkVoucher } from './voucher.ts'

const card = (more: Partial<AssetCard> = {}): AssetCard => ({
  id: 'a',
  name: '旋耕机',
  account: '151',
  acquiredOn: '2023-03-10',
  cost: 12000_00n,
  residual: 600_00n,
  worn: 0n,
  months: 60,
  depreciatesFrom: '2023-04-01',
  useAccount: '401',
  grantName: null,
  grantAmount: 0n,
  disposedOn: null,
  ...more,
})

test('an asset of this month is depreciated from the next, to the last month and no longer', () => {
  expect(firstMonth('2023-03-31')).toBe('2023-04-01')
  expect(firstMonth('2023-12-01')).toBe('2024-01-01')
  const at = (month: string) => depreciationOf(card(), month)
  expect([at('2023-03-01'), at('2023-04-01'), at('2028-03-01'), at('2028-04-01')]).toEqual([
    0n,
    190_00n,
    190_00n,
    0n,
  ])
})

test('the month of the disposal still bears it, the next does not', () => {
  const sold = card({ disposedOn: '2023-06-15' })
  expect([depreciationOf(sold, '2023-06-01'), depreciationOf(sold, '2023-07-01')]).toEqual([190_00n, 0n])
  expect(wornBy(sold, '2024-01-01')).toBe(570_00n)
})

test('months together are the price less residual and what was taken before, to the fen', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 101n, max: 10_000_000n }),
      fc.integer({ min: 1, max: 240 }),
      fc.bigInt({ min: 0n, max: 100n }),
      (cost, months, worn) => {
        const one = card({ cost, months, residual: 1n, worn })
        let sum = 0n
        for (let n = -1; n <= months; n += 1) {
          const month = addMonths('2023-04-01', n)
          sum += depreciationOf(one, month)
          expect(wornBy(one, month)).toBe(worn + sum)
        }
        expect(sum).toBe(cost - 1n - worn)
      },
    ),
  )
})

test('the entry of a month has a line per use and per account and balances', () => {
  const cards = [
    card(),
    card({ id: 'b', account: '142', cost: 100_00n, residual: 0n, months: 3 }),
    card({ id: 'c', account: '161', useAccount: '523', cost: 60_00n, residual: 0n, months: 6 }),
    card({ id: 'd', account: '144', months: 0, depreciatesFrom: null, useAccount: null }),
  ]
  const { lines, shares } = depreciationEntry(cards, '2023-04-01')
  expect(lines).toEqual([
    { account: '401', debit: 223_33n },
    { account: '523', debit: 10_00n },
    { account: '143', credit: 33_33n },
    { account: '152', credit: 190_00n },
    { account: '162', credit: 10_00n },
  ])
  expect(checkVoucher({ summary: '折旧', lines }).ok).toBe(true)
  expect(shares.map((one) => one.asset)).toEqual(['a', 'b', 'c'])
})

test('a card says what stands against it', () => {
  const codes = (more: Partial<AssetCard>) => cardProblems(card(more)).map((one) => one.code)
  expect(codes({})).toEqual([])
  expect(codes({ worn: 11400_00n })).toEqual([])
  expect(codes({ worn: 11400_01n })).toEqual(['asset-cost'])
  expect(codes({ account: '144' })).toEqual(['asset-life'])
  expect(codes({ cost: 100n, residual: 0n })).toEqual(['asset-life'])
  expect(codes({ grantAmount: 12000_00n, grantName: '冷库补助' })).toEqual([])
  expect(codes({ grantAmount: 12000_01n, grantName: '冷库补助' })).toEqual(['asset-grant'])
  expect(codes({ grantAmount: 1n })).toEqual(['asset-grant'])
  expect(codes({ name: ' ' })).toEqual(['asset-name'])
})
