import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reserveBefore, reserveMoves, type Inheritance, type KeptReserve } from './inherited-reserve.ts'

const kept = (member: string, year: number, amount: bigint): KeptReserve => ({ member, year, amount })
const passed = (heir: string, year: number, amount = 100n): Inheritance => ({ dead: 'd', heir, year, amount })
const before = (
  rows: KeptReserve[],
  inheritances: Inheritance[],
  held: readonly (readonly [string, bigint])[] = [],
) => Object.fromEntries(reserveBefore({ kept: rows, inheritances, held: new Map(held) }))

test('the reserve of the dead is the heir’s from the year in which the share passed', () => {
  expect(before([kept('d', 2022, 30n)], [passed('h', 2023)])).toEqual({ d: 0n, h: 30n })
  expect(before([kept('d', 2022, 30n), kept('h', 2022, 7n)], [passed('h', 2023)])).toEqual({ d: 0n, h: 37n })
})

test('a plan posted since has it already, and what it gave the dead for his last trades follows', () => {
  expect(before([kept('d', 2023, 4n), kept('h', 2023, 35n)], [passed('h', 2023)])).toEqual({ d: 0n, h: 39n })
  expect(before([kept('d', 2023, 4n), kept('h', 2024, 45n)], [passed('h', 2023)])).toEqual({ d: 0n, h: 45n })
})

test('while the share is frozen nothing passes; of a part the reserve passes in part', () => {
  expect(before([kept('d', 2022, 30n)], [])).toEqual({ d: 30n })
  expect(before([kept('d', 2022, 30n)], [passed('h', 2023, 200n)], [['d', 100n]])).toEqual({ d: 10n, h: 20n })
})

test('several heirs get their parts to the fen, for any amounts', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 12n }),
      fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: 1, maxLength: 5 }),
      fc.bigInt({ min: 0n, max: 10n ** 12n }),
      (amount, shares, frozen) => {
        const found = reserveBefore({
          kept: [kept('d', 2022, amount)],
          inheritances: shares.map((share, at) => passed(`h${at}`, 2023, share)),
          held: new Map([['d', frozen]]),
        })
        expect([...found.values()].reduce((sum, one) => sum + one, 0n)).toBe(amount)
        expect([...found.values()].every((one) => one >= 0n)).toBe(true)
      },
    ),
  )
})

test('what goes from the account of the dead comes to those of the heirs on the same day', () => {
  const moves = reserveMoves({
    kept: [kept('d', 2022, 10n)],
    inheritances: [
      { ...passed('h', 2023, 1n), day: '2023-05-01' },
      { ...passed('i', 2023, 2n), day: '2023-05-02' },
    ],
    held: new Map(),
  })
  expect(moves.map((one) => [one.member, one.day, one.amount])).toEqual([
    ['d', '2023-05-01', -3n],
    ['h', '2023-05-01', 3n],
    ['d', '2023-05-02', -7n],
    ['i', '2023-05-02', 7n],
  ])
})
