import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agrees, CARDED, countedAssets, openingCardProblems, openingStandings } from './opening-cards.ts'

const fen = fc.bigInt({ min: 1n, max: 9_999_999_99n })
const cards = fc.array(fc.record({ account: fc.constantFrom('151', '142', '161'), cost: fen, worn: fen }), {
  minLength: 1,
  maxLength: 20,
})

/** The balances that just these cards make. */
function balancesOf(all: readonly { account: string; cost: bigint; worn: bigint }[]): Map<string, bigint> {
  const found = new Map<string, bigint>()
  for (const { account, cost, worn } of all) {
    found.set(account, (found.get(account) ?? 0n) + cost)
    const gathered = CARDED[account]!
    found.set(gathered, (found.get(gathered) ?? 0n) - worn)
  }
  return found
}

test('cards that come to the balances agree; one fen in either account is told with the difference', () => {
  fc.assert(
    fc.property(cards, fc.nat(19), fc.boolean(), fc.constantFrom(1n, -1n), (all, at, ofWorn, off) => {
      const balances = balancesOf(all)
      const touched = new Set(all.map((one) => one.account))
      const whole = openingStandings(all, balances)
      expect(whole.every(agrees)).toBe(true)
      expect(openingCardProblems(touched, whole)).toEqual([])
      const one = all[at % all.length]!
      const key = ofWorn ? CARDED[one.account]! : one.account
      balances.set(key, balances.get(key)! + off)
      const problems = openingCardProblems(touched, openingStandings(all, balances))
      expect(problems).toMatchObject([
        { code: 'asset-opening-sum', says: expect.stringContaining('0.01 元') },
      ])
    }),
  )
})

test('an account that no new card touches is left, an account without depreciation has none', () => {
  const standings = openingStandings(
    [{ account: '141', cost: 500n, worn: 0n }],
    new Map([
      ['141', 500n],
      ['151', 100n],
      ['102', 7n],
    ]),
  )
  expect(standings).toEqual([
    { account: '141', books: 500n, cards: 500n, wornBooks: 0n, wornCards: 0n },
    { account: '151', books: 100n, cards: 0n, wornBooks: 0n, wornCards: 0n },
  ])
  expect(openingCardProblems(new Set(['141']), standings)).toEqual([])
  expect(openingCardProblems(new Set(['151']), standings)).toMatchObject([
    { says: expect.stringContaining('卡片少 1.00 元') },
  ])
})

test('of a count the machines, trees, rights and crops get cards, each for itself, with or without a name', () => {
  const items = [
    { kind: 'cash', amount: '500' },
    { kind: 'fixed', label: ' 旋耕机 2 台 ', amount: '30000', worn: '4000' },
    { kind: 'fixed', amount: '100' },
    { kind: 'building', amount: '9' },
    { kind: 'crops', amount: '80.5' },
    { kind: 'unheard-of', amount: '1' },
  ]
  expect(countedAssets(items)).toEqual([
    { account: '151', name: '旋耕机 2 台', cost: 30000_00n, worn: 4000_00n },
    { account: '151', name: '', cost: 100_00n, worn: 0n },
    { account: '141', name: '', cost: 80_50n, worn: 0n },
  ])
})
