import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allOf, anyOf, compares, isRatio, literalsOf, notOf, orderOf } from './comparator.ts'
import type { Literal } from './literal.ts'

const five: Literal = { type: 'count', value: 5 }
const sixty: Literal = { type: 'ratio', value: { num: 60n, den: 100n } }

describe('a comparison', () => {
  it('holds below, on and above the threshold as its word says', () => {
    const table = [
      ['at_least', [false, true, true]],
      ['at_most', [true, true, false]],
      ['more_than', [false, false, true]],
      ['less_than', [true, false, false]],
      ['equals', [false, true, false]],
      ['one_of', [false, true, false]],
    ] as const
    for (const [comparator, expected] of table) {
      expect([4, 5, 6].map((value) => compares(value, comparator, [five]))).toEqual(expected)
    }
  })

  it('is unknown where the value or the threshold is', () => {
    expect(compares(null, 'at_least', [five])).toBeNull()
    expect(compares(undefined, 'at_least', [five])).toBeNull()
    expect(compares(5, 'at_least', [])).toBeNull()
  })

  it('is unknown where the value is of another type', () => {
    expect(compares(5n, 'at_least', [five])).toBeNull()
    expect(compares(true, 'equals', [{ type: 'choice', value: 'true' }])).toBeNull()
    expect(compares({ num: 5n, den: 1n }, 'equals', [five])).toBeNull()
    expect(compares(5, 'equals', [sixty])).toBeNull()
  })

  it('does not round a ratio at the threshold', () => {
    expect(compares({ num: 5999n, den: 10_000n }, 'at_least', [sixty])).toBe(false)
    expect(compares({ num: 3n, den: 5n }, 'at_least', [sixty])).toBe(true)
    expect(compares({ num: 10n ** 18n * 6n - 1n, den: 10n ** 19n }, 'at_least', [sixty])).toBe(false)
  })

  it('is unknown where a ratio has nothing to divide by', () => {
    expect(compares({ num: 0n, den: 0n }, 'at_least', [sixty])).toBeNull()
  })

  it('orders ratios as their cross-products', () => {
    const ratio = fc.record({ num: fc.bigInt({ min: 0n, max: 50n }), den: fc.bigInt({ min: 1n, max: 50n }) })
    fc.assert(
      fc.property(ratio, ratio, (a, b) => {
        const order = Math.sign(Number(a.num) / Number(a.den) - Number(b.num) / Number(b.den))
        expect(orderOf(a, { type: 'ratio', value: b })).toBe(order === 0 ? 0 : order)
      }),
    )
  })
})

describe('a threshold', () => {
  it('is itself, several, or the value of a parameter', () => {
    expect(literalsOf(five, {})).toEqual([five])
    expect(literalsOf({ anyOf: [five, sixty] }, {})).toEqual([five, sixty])
    expect(literalsOf({ parameter: 'floor' }, { floor: sixty })).toEqual([sixty])
    expect(literalsOf({ parameter: 'floor' }, {})).toEqual([])
  })
})

describe('three-valued truth', () => {
  it('lets false win in all, true in any, and keeps unknown under not', () => {
    expect([allOf([true, null]), allOf([false, null]), allOf([true, true]), allOf([])]).toEqual([
      null,
      false,
      true,
      true,
    ])
    expect([anyOf([true, null]), anyOf([false, null]), anyOf([false]), anyOf([])]).toEqual([
      true,
      null,
      false,
      false,
    ])
    expect([notOf(true), notOf(false), notOf(null)]).toEqual([false, true, null])
  })
})

it('tells a ratio from other values', () => {
  expect(isRatio({ num: 1n, den: 2n })).toBe(true)
  expect(isRatio('1/2')).toBe(false)
})
