import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { soleSuccessor, successorsOf, type TownshipSuccession } from './succession.ts'

function old(total: number, codes: string[], stands = false): TownshipSuccession {
  const villages = new Map(codes.map((code, i) => [`村${i}`, code]))
  return {
    code: '1',
    name: '旧乡',
    county: '990102',
    stands,
    seen: '2016-07-31',
    gone: '2023-06-30',
    total,
    villages,
  }
}
const A = ['990102100201', '990102100202', '990102100203']

describe('a township that is gone', () => {
  test('went whole to another when three of its villages and at least half lie there', () => {
    expect(soleSuccessor(old(6, A))).toEqual({ township: '990102100', villages: 3 })
  })

  test('is not said to have gone whole on two villages', () => {
    expect(soleSuccessor(old(2, A.slice(0, 2)))).toBeUndefined()
  })

  test('is not said to have gone whole on less than half', () => {
    expect(soleSuccessor(old(7, A))).toBeUndefined()
  })

  test('is not said to have gone whole when one village lies elsewhere', () => {
    expect(soleSuccessor(old(4, [...A, '990102101201']))).toBeUndefined()
  })

  test('has no successor while it stands', () => {
    expect(soleSuccessor(old(3, A, true))).toBeUndefined()
  })

  test('lists its successors with most villages first, and every village once', () => {
    expect(successorsOf(old(9, ['990102101201', ...A]))).toEqual([
      { township: '990102100', villages: 3 },
      { township: '990102101', villages: 1 },
    ])
    fc.assert(
      fc.property(fc.array(fc.constantFrom('990102100201', '990102101202', '990102102203')), (codes) => {
        const found = successorsOf(old(codes.length, codes))
        expect(found.reduce((sum, each) => sum + each.villages, 0)).toBe(codes.length)
      }),
    )
  })
})
