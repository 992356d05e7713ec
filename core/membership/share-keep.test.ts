import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NamedHolder } from './share-caps.ts'
import { keepFindings, lackingHouseholds, type Keep } from './share-keep.ts'

const holders = (weak: bigint, others: bigint): NamedHolder[] => [
  { member: 'w', name: '困难户', kind: '农民', amount: weak },
  { member: 'o', name: '大户', kind: '农民', amount: others },
]
const KEEP: Keep = { member: 'w', name: '困难户', atLeast: 500, resolution: '第三次成员大会' }

test('a promised part is told below it, not on it and not above', () => {
  expect(keepFindings(holders(5_01n, 94_99n), [KEEP])).toEqual([])
  expect(keepFindings(holders(5_00n, 95_00n), [KEEP])).toEqual([])
  expect(keepFindings(holders(4_99n, 95_01n), [KEEP])).toMatchObject([
    { code: 'diluted', member: 'w', remedy: '由其他成员赠与 0.01 元可以补足' },
  ])
})

test('without shares nothing is told; a member of the list who holds nothing is', () => {
  expect(keepFindings([], [KEEP])).toEqual([])
  expect(keepFindings([holders(0n, 95_00n)[1]!], [KEEP])).toHaveLength(1)
})

test('what the remedy says is enough, and one fen less is not', () => {
  const fen = fc.bigInt({ min: 1n, max: 1_000_000_00n })
  fc.assert(
    fc.property(fen, fen, fc.integer({ min: 1, max: 9999 }), (weak, others, atLeast) => {
      const keep = { ...KEEP, atLeast }
      const [found] = keepFindings(holders(weak, others), [keep])
      if (!found) return
      const yuan = /赠与 ([\d,.]+) 元/.exec(found.remedy)![1]!
      const give = BigInt(yuan.replaceAll(/[,.]/g, ''))
      if (give > others) return
      expect(keepFindings(holders(weak + give, others - give), [keep])).toEqual([])
      expect(keepFindings(holders(weak + give - 1n, others - give + 1n), [keep])).toHaveLength(1)
    }),
  )
})

test('households lacking to a tenth of the village: below, on and above', () => {
  const lacking = (households: number, base: number) =>
    lackingHouseholds({ households, base, floor: { num: 10n, den: 100n } })
  expect(lacking(9, 100)).toBe(1)
  expect(lacking(10, 100)).toBe(0)
  expect(lacking(11, 100)).toBe(0)
  expect(lacking(10, 101)).toBe(1)
})
