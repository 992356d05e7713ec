import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonths } from '../values/day.ts'
import {
  cardProblems,
  depreciationEntry,
  depreciationOf,
  firstMonth,
  holdsFrom,
  monthsLeft,
  termProblems,
  wornBy,
  workMissing,
  type AssetCard,
  type AssetTerm,
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

test('a decision holds from the month after it, from the first month of the card or from the one that is still to be run', () => {
  const of = { depreciatesFrom: '2023-04-01', next: '2023-06-01' }
  expect(holdsFrom('2023-06-30', of)).toBe('2023-07-01')
  expect(holdsFrom('2023-05-31', of)).toBe('2023-06-01')
  expect(holdsFrom('2023-04-30', of)).toBe('2023-06-01')
  expect(holdsFrom('2022-01-10', { ...of, next: '2023-02-01' })).toBe('2023-04-01')
  expect(holdsFrom('2022-01-10', { depreciatesFrom: null, next: '2023-02-01' })).toBe('2023-02-01')
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

const term = (more: Partial<AssetTerm> = {}): AssetTerm => ({
  from: '2024-04-01',
  months: 24,
  residual: 0n,
  work: null,
  reason: '大修',
  ...more,
})

test('another life and residual hold from their month on, and what was taken before stands', () => {
  const before = card()
  const after = card({ terms: [term()] })
  expect(wornBy(after, '2024-03-01')).toBe(wornBy(before, '2024-03-01'))
  expect(wornBy(after, '2024-03-01')).toBe(12n * 190_00n)
  // 12,000.00 less 2,280.00 over 24 months.
  expect([depreciationOf(after, '2024-03-01'), depreciationOf(after, '2024-04-01')]).toEqual([
    190_00n,
    405_00n,
  ])
  expect([depreciationOf(after, '2026-03-01'), depreciationOf(after, '2026-04-01')]).toEqual([405_00n, 0n])
  const corrected = card({ terms: [term(), term({ months: 12 })] })
  expect(depreciationOf(corrected, '2024-04-01')).toBe(810_00n)
})

test('by work a month takes its part of the whole, the last what is left, and no more', () => {
  const work = { total: 3000_000n, unit: '小时' }
  const works = new Map([
    ['2023-04-01', 1000_000n],
    ['2023-05-01', 0n],
    ['2023-06-01', 1999_999n],
    ['2023-07-01', 5n],
  ])
  const by = card({ terms: [term({ from: '2023-04-01', residual: 600_00n, work })], works })
  const at = (month: string) => depreciationOf(by, month)
  expect([at('2023-03-01'), at('2023-04-01'), at('2023-05-01')]).toEqual([0n, 3800_00n, 0n])
  expect(at('2023-06-01') + at('2023-07-01')).toBe(7600_00n)
  expect(at('2023-08-01')).toBe(0n)
})

test('work of a month that nobody wrote is missing, nought is not; a spent or sold asset asks for none', () => {
  const terms = [term({ from: '2023-04-01', work: { total: 10n, unit: '小时' } })]
  const missing = (month: string, more: Partial<AssetCard>) =>
    workMissing([card({ terms, ...more })], month).length
  expect(missing('2023-03-01', {})).toBe(0)
  expect(missing('2023-04-01', {})).toBe(1)
  expect(missing('2023-04-01', { works: new Map([['2023-04-01', 0n]]) })).toBe(0)
  expect(missing('2023-05-01', { works: new Map([['2023-04-01', 9n]]) })).toBe(1)
  expect(missing('2023-05-01', { works: new Map([['2023-04-01', 10n]]) })).toBe(0)
  expect(missing('2023-05-01', { disposedOn: '2023-04-30' })).toBe(0)
  expect(missing('2023-05-01', { disposedOn: '2023-05-01' })).toBe(1)
})

test('property: whatever is changed, months never go back, never beyond the cost, and add up', () => {
  const change = fc.record({
    after: fc.integer({ min: -2, max: 40 }),
    months: fc.integer({ min: 1, max: 30 }),
    residual: fc.bigInt({ min: 0n, max: 12000_00n }),
    total: fc.option(fc.bigInt({ min: 1n, max: 100n }), { nil: null }),
  })
  const units = fc.array(fc.bigInt({ min: 0n, max: 20n }), { maxLength: 50 })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 4 }), units, (changes, done) => {
      const works = new Map(done.map((one, at) => [addMonths('2023-04-01', at), one]))
      const terms = changes.map(({ after, months, residual, total }) =>
        term({
          from: addMonths('2023-04-01', after),
          months,
          residual,
          work: total === null ? null : { total, unit: '小时' },
        }),
      )
      const one = card({ terms, works })
      let sum = 0n
      for (let n = -4; n < 110; n += 1) {
        const month = addMonths('2023-04-01', n)
        const taken = depreciationOf(one, month)
        expect(taken >= 0n).toBe(true)
        sum += taken
        expect(wornBy(one, month)).toBe(sum)
      }
      expect(sum <= one.cost).toBe(true)
    }),
  )
})

test('a changed term says what stands against it', () => {
  const codes = (more: Partial<AssetTerm>, of: Partial<AssetCard> = {}) =>
    termProblems(card(of), term(more)).map((one) => one.code)
  expect(codes({})).toEqual([])
  expect(codes({ residual: 9720_00n })).toEqual([])
  expect(codes({ residual: 9720_01n })).toEqual(['asset-term'])
  expect(codes({ residual: -1n })).toEqual(['asset-term'])
  expect(codes({ months: 0 })).toEqual(['asset-term'])
  expect(codes({ reason: ' 修 ' })).toEqual(['asset-term'])
  expect(codes({ work: { total: 0n, unit: '小时' } })).toEqual(['asset-term-work'])
  expect(codes({ work: { total: 1n, unit: ' ' } })).toEqual(['asset-term-work'])
  expect(codes({}, { months: 0, depreciatesFrom: null, useAccount: null })).toEqual(['asset-term'])
})

test('what is left is counted from the month on, at least one; the last change holds, before all the first', () => {
  const terms = [
    { from: '2023-04-01', months: 60 },
    { from: '2025-01-01', months: 12 },
  ]
  const left = (from: string) => monthsLeft(terms, from)
  expect([left('2023-01-01'), left('2023-04-01'), left('2024-12-01')]).toEqual([60, 60, 40])
  expect([left('2025-01-01'), left('2025-12-01'), left('2026-01-01'), left('2027-01-01')]).toEqual([
    12, 1, 1, 1,
  ])
  expect(monthsLeft([], '2025-01-01')).toBe(1)
})

test('property: another residual with what is left of the life ends in the same month, all taken', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 120 }), fc.integer({ min: 1, max: 119 }), (months, passed) => {
      const from = addMonths('2023-04-01', Math.min(passed, months - 1))
      const changed = {
        from,
        months: monthsLeft([{ from: '2023-04-01', months }], from),
        residual: 300_00n,
        work: null,
        reason: '',
      }
      const one = card({ months, terms: [changed] })
      const last = addMonths('2023-04-01', months - 1)
      expect(wornBy(one, last)).toBe(12000_00n - 300_00n)
      expect(wornBy(one, addMonths(last, -1))).toBeLessThan(12000_00n - 300_00n)
    }),
  )
})
