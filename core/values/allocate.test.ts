import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocate, allocateBig, allocateExact } from './allocate.ts'

const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 11n }), { minLength: 1, maxLength: 60 })
const total = fc.bigInt({ min: 0n, max: 10n ** 13n })
const sum = (parts: readonly bigint[]): bigint => parts.reduce((all, part) => all + part, 0n)

test('the parts add up to the amount for every input', () => {
  fc.assert(
    fc.property(total, weights, (amount, by) => {
      expect(sum(allocate(amount, by))).toBe(sum(by) === 0n ? 0n : amount)
    }),
  )
})

test('amounts and weights beyond doubles are divided to the fen too', () => {
  const huge = fc.bigInt({ min: 1n, max: 10n ** 30n })
  fc.assert(
    fc.property(huge, fc.array(huge, { minLength: 1, maxLength: 9 }), (amount, by) => {
      expect(sum(allocate(amount, by))).toBe(amount)
    }),
  )
})

test('the fast way gives the same fen as plain large numbers, up to the largest doubles', () => {
  const edge = fc.oneof(
    fc.bigInt({ min: 0n, max: 9n }),
    fc.bigInt({ min: 0n, max: BigInt(Number.MAX_SAFE_INTEGER) / 60n }),
  )
  const amounts = fc.oneof(total, fc.bigInt({ min: 0n, max: BigInt(Number.MAX_SAFE_INTEGER) }))
  fc.assert(
    fc.property(amounts, fc.array(edge, { minLength: 1, maxLength: 60 }), (amount, by) => {
      const fast = allocateExact(Number(amount), Float64Array.from(by, Number))
      expect(Array.from(fast, BigInt)).toEqual(allocateBig(amount, by))
    }),
    { numRuns: 2000 },
  )
})

test('who has more weight never gets less, and nobody is a fen or more away from the exact share', () => {
  fc.assert(
    fc.property(total, weights, (amount, by) => {
      const parts = allocate(amount, by)
      const all = sum(by)
      for (const [i, part] of parts.entries()) {
        if (all === 0n) continue
        const off = part * all - amount * by[i]!
        expect(off < all && -off < all).toBe(true)
        for (const [j, other] of parts.entries()) if (by[i]! > by[j]!) expect(part >= other).toBe(true)
      }
    }),
    { numRuns: 40 },
  )
})

test('of equal remainders whoever stands first gets the fen', () => {
  expect(allocate(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n])
  expect(allocate(2n, [1n, 1n, 1n])).toEqual([1n, 1n, 0n])
})

test('38, 40, 6 and 0 shares of 100,000 yuan: the two fen left over go to the largest remainders', () => {
  expect(allocate(10_000_000n, [38n, 40n, 6n, 0n])).toEqual([4_523_809n, 4_761_905n, 714_286n, 0n])
})

test('who has no weight gets nothing, and without any weight nothing is given', () => {
  expect(allocate(5n, [0n, 1n, 0n])).toEqual([0n, 5n, 0n])
  expect(allocate(5n, [0n, 0n])).toEqual([0n, 0n])
  expect(() => allocate(-1n, [1n])).toThrow('negative')
})
