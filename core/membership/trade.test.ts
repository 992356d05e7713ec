import fc from 'fast-check'
import { expect, test } from 'vitest'
import { must } from '../../tests/must.ts'
import { partsOf, printParts, readTrade, reckon, roundingOf, type TypedTrade } from './trade.ts'

const TODAY = '2023-06-01'
const SLIP: TypedTrade = { member: 'm', day: '2023-05-20', direction: 'delivered', product: '鲜茧' }
const read = (more: Partial<TypedTrade>) => readTrade({ ...SLIP, ...more }, TODAY)
const codes = (more: Partial<TypedTrade>) => {
  const found = read(more)
  return found.ok ? [] : found.problems.map((one) => one.code)
}

test('a weigh slip is read: net is gross less tare less deductions, the amount follows from the price', () => {
  expect(must(read({ gross: '1,250.5', tare: '50', deducted: '0.5', price: '38.25' }))).toMatchObject({
    gross: 1_250_500n,
    tare: 50_000n,
    deducted: 500n,
    quantity: 1_200_000n,
    price: 382_500n,
    amount: 45_900_00n,
    unit: '公斤',
  })
})

test('an amount that is not quantity × price is kept, and the difference is told', () => {
  const trade = must(read({ quantity: '10.3', price: '1.25', amount: '13' }))
  expect(reckon(trade.quantity, trade.price!)).toBe(12_88n)
  expect(roundingOf(trade)).toBe(12n)
  expect(roundingOf(must(read({ quantity: '1', amount: '5' })))).toBeNull()
})

test('half a fen is counted as a whole one, less is left away', () => {
  expect(reckon(1n, 500_000n)).toBe(5n)
  expect(reckon(1n, 49_999n)).toBe(0n)
  expect(reckon(1n, 50_000n)).toBe(1n)
})

test('everything wrong with a line is told at once, below and above each bound', () => {
  expect(
    codes({ member: '', product: ' ', day: '2023-06-02', direction: 'x', quantity: '1', amount: '1' }),
  ).toEqual(['trade-member', 'trade-day-future', 'trade-direction', 'trade-product'])
  expect(codes({ day: '2023-06-01', quantity: '0.001', amount: '0' })).toEqual([])
  expect(codes({ quantity: '0', amount: '1' })).toEqual(['trade-quantity'])
  expect(codes({ gross: '10', tare: '10', price: '1' })).toEqual(['trade-quantity'])
  expect(codes({ gross: '10', tare: '1', quantity: '8', price: '1' })).toEqual(['trade-net'])
  expect(codes({ gross: '10', tare: '1', quantity: '9', price: '1' })).toEqual([])
  expect(codes({ tare: '1', quantity: '9', price: '1' })).toEqual(['trade-gross'])
  expect(codes({ quantity: '1.0001', price: '1' })).toEqual(['trade-figure'])
  expect(codes({ quantity: '1', price: '1.00001' })).toEqual(['trade-figure'])
  expect(codes({ quantity: '1' })).toEqual(['trade-amount'])
  expect(codes({ quantity: '1', amount: '-1' })).toEqual(['trade-amount'])
  expect(codes({ quantity: '1', amount: '1', product: '茧'.repeat(41) })).toEqual(['trade-words-long'])
  expect(codes({ quantity: '1', amount: '1', product: '茧'.repeat(40) })).toEqual([])
})

test('a figure that is printed is read back as it was', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 12n), fc.integer({ min: 1, max: 6 }), (parts, places) => {
      expect(partsOf(printParts(parts, places), places)).toBe(parts)
    }),
  )
})
