import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  reserveBefore,
  reserveMoves,
  type Inheritance,
  type PlanShare,
  type ReserveTaking,
} from './reserve-account.ts'

/** A plan of the year is posted in March of the next. */
const plan = (year: number, rows: Record<string, readonly [before: bigint, share: bigint]>): PlanShare[] =>
  Object.entries(rows).map(([member, [before, share]]) => ({
    member,
    year,
    day: `${year + 1}-03-16`,
    before,
    share,
  }))
const passed = ([dead, heir]: readonly [string, string], day: string, amount = 100n): Inheritance => ({
  dead,
  heir,
  year: Number(day.slice(0, 4)),
  day,
  amount,
})
const before = (
  shares: PlanShare[],
  inheritances: Inheritance[],
  held: readonly (readonly [string, bigint])[] = [],
) => Object.fromEntries(reserveBefore({ shares, inheritances, takings: [], held: new Map(held) }))

test('the reserve of the dead is the heir’s from the year in which the share passed', () => {
  const death = passed(['d', 'h'], '2023-05-01')
  expect(before(plan(2022, { d: [10n, 20n] }), [death])).toEqual({ d: 0n, h: 30n })
  expect(before(plan(2022, { d: [10n, 20n], h: [0n, 7n] }), [death])).toEqual({ d: 0n, h: 37n })
})

test('a plan posted since has it already, and what it gave the dead for his last trades follows', () => {
  const death = passed(['d', 'h'], '2023-05-01')
  const two = [...plan(2022, { d: [0n, 30n] }), ...plan(2023, { d: [0n, 4n], h: [30n, 5n] })]
  expect(before(two, [death])).toEqual({ d: 0n, h: 39n })
  expect(before([...two, ...plan(2024, { h: [39n, 6n] })], [death])).toEqual({ d: 0n, h: 45n })
})

test('of two deaths in a row before one plan the last heir has both reserves', () => {
  const deaths = [passed(['d', 'h'], '2023-05-01'), passed(['h', 'i'], '2023-08-01', 200n)]
  expect(before(plan(2022, { d: [0n, 30n], h: [0n, 7n] }), deaths)).toEqual({ d: 0n, h: 0n, i: 37n })
})

test('while the share is frozen nothing passes; of a part the reserve passes in part, and of the next part once', () => {
  const first = plan(2022, { d: [0n, 30n] })
  expect(before(first, [])).toEqual({ d: 30n })
  const part = passed(['d', 'h'], '2023-05-01', 200n)
  expect(before(first, [part], [['d', 100n]])).toEqual({ d: 10n, h: 20n })
  const second = [...first, ...plan(2023, { d: [10n, 2n], h: [20n, 1n] })]
  expect(before(second, [part], [['d', 100n]])).toEqual({ d: 12n, h: 21n })
  expect(before(second, [part, passed(['d', 'i'], '2024-02-01')])).toEqual({ d: 0n, h: 21n, i: 12n })
})

test('what goes from the account of the dead comes to those of the heirs on the same day', () => {
  const moves = reserveMoves({
    shares: plan(2022, { d: [0n, 10n] }),
    inheritances: [passed(['d', 'h'], '2023-05-01', 1n), passed(['d', 'i'], '2023-05-02', 2n)],
    takings: [],
    held: new Map(),
  })
  expect(
    moves.filter((one) => one.kind === 'passed').map((one) => [one.member, one.day, one.amount]),
  ).toEqual([
    ['d', '2023-05-01', -3n],
    ['h', '2023-05-01', 3n],
    ['d', '2023-05-02', -7n],
    ['i', '2023-05-02', 7n],
  ])
})

test('a plan posted after the share passed gives the dead nothing to keep: it goes on the day of posting', () => {
  const of = (death: string) =>
    reserveMoves({
      shares: [...plan(2021, { d: [0n, 10n] }), ...plan(2022, { d: [10n, 4n] })],
      inheritances: [passed(['d', 'h'], death)],
      takings: [],
      held: new Map(),
    })
      .filter((one) => one.member === 'd' && one.kind === 'passed')
      .map((one) => [one.day, one.amount])
  expect(of('2023-03-15')).toEqual([
    ['2023-03-15', -10n],
    ['2023-03-16', -4n],
  ])
  expect(of('2023-03-16')).toEqual([['2023-03-16', -14n]])
  expect(of('2023-03-17')).toEqual([['2023-03-17', -14n]])
})

const taking = (
  [kind, member]: readonly [ReserveTaking['kind'], string | null],
  day: string,
  amount: bigint,
): ReserveTaking => ({
  kind,
  member,
  year: Number(day.slice(0, 4)),
  day,
  amount,
})

test('reserve that became a contribution or was repaid leaves the account, and never more than is there', () => {
  const of = (shares: PlanShare[], takings: ReserveTaking[]) =>
    Object.fromEntries(reserveBefore({ shares, inheritances: [], takings, held: new Map() }))
  const first = plan(2022, { a: [10n, 20n], b: [0n, 5n] })
  expect(of(first, [taking(['converted', 'a'], '2023-06-01', 12n)])).toEqual({ a: 18n, b: 5n })
  expect(of(first, [taking(['converted', 'b'], '2023-06-01', 6n)])).toEqual({ a: 30n, b: 0n })
  expect(of(first, [taking(['repaid', 'a'], '2024-01-05', 30n)])).toEqual({ a: 0n, b: 5n })
  // The next plan knows of it and gives more: nothing comes back.
  const second = [...first, ...plan(2023, { a: [18n, 1n], b: [5n, 1n] })]
  expect(of(second, [taking(['converted', 'a'], '2023-06-01', 12n)])).toEqual({ a: 19n, b: 6n })
  // Told after that plan was frozen, it counts from the year after.
  const late = { ...taking(['converted', 'a'], '2023-06-01', 12n), year: 2024 }
  expect(of(plan(2023, { a: [30n, 1n] }), [late])).toEqual({ a: 19n })
})

test('a loss that the reserve covered is borne by all accounts in proportion, exact to the fen', () => {
  const shares = plan(2022, { a: [0n, 2n], b: [0n, 1n], c: [0n, 0n] })
  const moves = reserveMoves({
    shares,
    inheritances: [],
    takings: [taking(['covered', null], '2023-04-01', 2n)],
    held: new Map(),
  })
  expect(moves.filter((one) => one.kind === 'covered').map((one) => [one.member, one.amount])).toEqual([
    ['a', -1n],
    ['b', -1n],
  ])
})

const MEMBERS = ['a', 'b', 'c', 'd', 'e', 'f']
const YEARS = [2020, 2021, 2022, 2023, 2024, 2025]
const money = fc.bigInt({ min: 0n, max: 10n ** 9n })
/** Members die in any order; each passes his share in one to three parts to who stands later in the order, on any days. */
const deaths = fc
  .tuple(
    fc.shuffledSubarray(MEMBERS, { minLength: 6, maxLength: 6 }),
    fc.array(
      fc.record({
        dead: fc.nat(4),
        heir: fc.nat(5),
        year: fc.constantFrom(...YEARS),
        month: fc.integer({ min: 1, max: 12 }),
        amount: fc.bigInt({ min: 1n, max: 10n ** 6n }),
      }),
      { maxLength: 12 },
    ),
    fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  )
  .map(([order, all, frozen]) => ({
    frozen: new Map(order.map((member, at) => [member, frozen[at]! ? 50n : 0n])),
    inheritances: all
      .filter((one) => one.heir > one.dead)
      .map((one) =>
        passed(
          [order[one.dead]!, order[one.heir]!],
          `${one.year}-${String(one.month).padStart(2, '0')}-10`,
          one.amount,
        ),
      )
      .toSorted((x, y) => (x.day < y.day ? -1 : x.day > y.day ? 1 : 0)),
  }))
/** Of each year who is in the plan and what it gives him. */
const given = fc.array(fc.array(fc.option(money, { nil: null }), { minLength: 6, maxLength: 6 }), {
  minLength: YEARS.length,
  maxLength: YEARS.length,
})

const uses = fc
  .array(
    fc.record({
      kind: fc.constantFrom('converted' as const, 'repaid' as const, 'covered' as const),
      member: fc.constantFrom(...MEMBERS),
      year: fc.constantFrom(...YEARS),
      month: fc.integer({ min: 1, max: 12 }),
      amount: fc.bigInt({ min: 1n, max: 10n ** 9n }),
    }),
    { maxLength: 6 },
  )
  .map((all) =>
    all
      .map(({ kind, member, year, month, amount }) =>
        taking(
          [kind, kind === 'covered' ? null : member],
          `${year}-${String(month).padStart(2, '0')}-20`,
          amount,
        ),
      )
      .toSorted((x, y) => (x.day < y.day ? -1 : x.day > y.day ? 1 : 0)),
  )

const sumOf = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((sum, one) => sum + one, 0n)

test('the shares of all members are together what the plans gave less what was taken, whatever the order of things', () => {
  fc.assert(
    fc.property(deaths, given, uses, ({ frozen, inheritances }, gifts, takings) => {
      const taken = (facts: Parameters<typeof reserveMoves>[0]) =>
        sumOf(
          reserveMoves(facts)
            .filter(({ kind }) => kind === 'converted' || kind === 'repaid' || kind === 'covered')
            .map((one) => one.amount),
        )
      const shares: PlanShare[] = []
      const factsAt = (last: string) => {
        const later = inheritances.filter((one) => one.day > last)
        const held = new Map(
          MEMBERS.map((one) => [
            one,
            frozen.get(one)! + sumOf(later.filter(({ dead }) => dead === one).map(({ amount }) => amount)),
          ]),
        )
        return {
          inheritances: inheritances.filter((one) => one.day <= last),
          takings: takings.filter((one) => one.day <= last),
          held,
        }
      }
      for (const [at, year] of YEARS.entries()) {
        const had = reserveBefore({ shares, ...factsAt(`${year}-12-31`) })
        const lost = taken({ shares, ...factsAt(`${year}-12-31`) })
        expect(-lost).toBeLessThanOrEqual(sumOf(takings.map((one) => one.amount)))
        expect(sumOf(had.values())).toBe(sumOf(shares.map((one) => one.share)) + lost)
        expect([...had.values()].every((one) => one >= 0n)).toBe(true)
        const rows = MEMBERS.flatMap((member, who) => {
          const gift = gifts[at]![who]
          return gift === null || gift === undefined ? [] : [[member, [had.get(member) ?? 0n, gift]] as const]
        })
        shares.push(...plan(year, Object.fromEntries(rows)))
      }
      // The accounts of a year, day by day, come to the same: nothing of it was typed, nothing is in two accounts.
      for (const year of YEARS) {
        const last = `${year}-12-31`
        const posted = shares.filter((one) => one.day <= last)
        const moves = reserveMoves({ shares: posted, ...factsAt(last) })
        expect(moves.filter((one) => one.kind === 'carried' || one.day > last)).toEqual([])
        expect(sumOf(moves.map((one) => one.amount))).toBe(
          sumOf(posted.map((one) => one.share)) + taken({ shares: posted, ...factsAt(last) }),
        )
        const ends = reserveBefore({ shares: posted, ...factsAt(last) })
        for (const { dead } of inheritances)
          if (factsAt(last).held.get(dead) === 0n) expect(ends.get(dead) ?? 0n).toBe(0n)
      }
    }),
  )
})
