import fc from 'fast-check'
import { expect, test } from 'vitest'
import { debtFaults, debtRatio, owedOf, type DebtFigures } from './debt-gate.ts'

const FIGURES: DebtFigures = {
  owed: 30_000_00n,
  unsaid: [],
  borrow: 0n,
  income: { year: 2025, amount: 100_000_00n },
  limit: { num: 50n, den: 100n },
}
const codes = (more: Partial<DebtFigures>): string[] =>
  debtFaults({ ...FIGURES, ...more }).map((one) => one.code)

test('a project that borrows a fen is held, one that borrows nothing is not', () => {
  expect(codes({ borrow: 0n })).toEqual([])
  expect(codes({ borrow: 1n })).toEqual(['blind-debt'])
  expect(codes({ borrow: 1n, limit: null })).toEqual(['blind-debt'])
})

test.each([
  [49_999_99n, []],
  [50_000_00n, []],
  [50_000_01n, ['debt-ratio']],
])('of 100,000 yuan a year %s fen owed against a half gives %j', (owed, expected) => {
  expect(codes({ owed })).toEqual(expected)
})

test('what the project borrows counts into the ratio', () => {
  expect(codes({ borrow: 20_000_00n })).toEqual(['blind-debt'])
  expect(codes({ borrow: 20_000_01n })).toEqual(['blind-debt', 'debt-ratio'])
})

test('where debts or income are unknown, or nothing comes in, it is told as unknown and not as fine', () => {
  expect(codes({ owed: null })).toEqual(['debt-unknown'])
  expect(codes({ income: null })).toEqual(['debt-unknown'])
  expect(codes({ income: { year: 2025, amount: 0n } })).toEqual(['debt-unknown'])
  expect(debtRatio({ ...FIGURES, income: { year: 2025, amount: -1n } })).toBeNull()
})

test('no bound that nobody confirmed judges anything', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 14n }), (owed) => {
      expect(codes({ owed, limit: null })).toEqual([])
    }),
  )
})

test('a debt of which nobody wrote what is owed makes the sum unknown, named, and never nothing', () => {
  const known = { name: '修渠欠款', balance: 5n }
  expect(owedOf([])).toEqual({ owed: null, unsaid: [] })
  expect(owedOf([known, { name: '已还清', balance: 0n }])).toEqual({ owed: 5n, unsaid: [] })
  expect(owedOf([known, { name: '冷库借款', balance: null }])).toEqual({ owed: null, unsaid: ['冷库借款'] })
  const [fault] = debtFaults({ ...FIGURES, owed: null, unsaid: ['冷库借款'] })
  expect(fault).toMatchObject({
    code: 'debt-unknown',
    says: expect.stringContaining('“冷库借款”没有写尚欠') as string,
  })
  const many = debtFaults({ ...FIGURES, owed: null, unsaid: ['甲', '乙', '丙', '丁'] })
  expect(many[0]?.says).toContain('“甲”“乙”“丙”等 4 笔没有写尚欠')
})

test('property: the sum is known exactly where every debt says what is owed, and is their sum', () => {
  const balance = fc.option(fc.bigInt({ min: 0n, max: 10n ** 12n }), { nil: null })
  fc.assert(
    fc.property(fc.array(balance, { minLength: 1 }), (balances) => {
      const { owed, unsaid } = owedOf(balances.map((one, at) => ({ name: String(at), balance: one })))
      expect(unsaid).toHaveLength(balances.filter((one) => one === null).length)
      expect(owed).toBe(
        balances.includes(null) ? null : balances.reduce<bigint>((all, one) => all + one!, 0n),
      )
    }),
  )
})
