/** What goes along with a transferred contribution: whole with the whole, in proportion with a part, exact to the fen. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reserveBefore, reserveMoves, type PlanShare, type ShareTransfer } from './reserve-account.ts'

const plan = (year: number, rows: Record<string, readonly [before: bigint, share: bigint]>): PlanShare[] =>
  Object.entries(rows).map(([member, [before, share]]) => ({
    member,
    year,
    day: `${year + 1}-03-16`,
    before,
    share,
  }))
const moved = (
  [from, to]: readonly [string, string],
  day: string,
  [amount, rest]: readonly [bigint, bigint],
): ShareTransfer => ({ from, to, day, year: Number(day.slice(0, 4)), amount, rest })
const before = (shares: PlanShare[], transfers: ShareTransfer[]) =>
  Object.fromEntries(reserveBefore({ shares, inheritances: [], transfers, takings: [], held: new Map() }))

test('with the whole contribution goes the whole reserve, with a part its part, the odd fen by the largest remainder', () => {
  const first = plan(2022, { a: [0n, 100n], b: [0n, 5n] })
  expect(before(first, [moved(['a', 'b'], '2023-05-01', [300n, 0n])])).toEqual({ a: 0n, b: 105n })
  expect(before(first, [moved(['a', 'b'], '2023-05-01', [100n, 200n])])).toEqual({ a: 67n, b: 38n })
  expect(before(first, [moved(['a', 'b'], '2023-05-01', [200n, 100n])])).toEqual({ a: 33n, b: 72n })
  // Of equal remainders the fen goes over: the transferred part stands first.
  expect(before(plan(2022, { a: [0n, 1n] }), [moved(['a', 'b'], '2023-05-01', [1n, 1n])])).toEqual({
    a: 0n,
    b: 1n,
  })
})

test('what an earlier year gave after a whole transfer follows on its day of posting, after that of a part it stays', () => {
  const two = [...plan(2021, { a: [0n, 10n] }), ...plan(2022, { a: [10n, 4n] })]
  const of = (day: string, part: readonly [bigint, bigint]) =>
    reserveMoves({
      shares: two,
      inheritances: [],
      transfers: [moved(['a', 'b'], day, part)],
      takings: [],
      held: new Map(),
    })
      .filter((one) => one.member === 'b')
      .map((one) => [one.kind, one.day, one.amount])
  expect(of('2023-03-15', [9n, 0n])).toEqual([
    ['moved', '2023-03-15', 10n],
    ['moved', '2023-03-16', 4n],
  ])
  expect(of('2023-03-16', [9n, 0n])).toEqual([['moved', '2023-03-16', 14n]])
  expect(of('2023-03-15', [1n, 1n])).toEqual([['moved', '2023-03-15', 5n]])
  expect(of('2023-03-16', [1n, 1n])).toEqual([['moved', '2023-03-16', 7n]])
})

test('a transfer within the year is known to the plan of that year, and its giver goes on by himself', () => {
  const transfer = moved(['a', 'b'], '2023-05-01', [300n, 0n])
  const two = [...plan(2022, { a: [0n, 30n] }), ...plan(2023, { a: [0n, 4n], b: [30n, 5n] })]
  expect(before(two, [transfer])).toEqual({ a: 4n, b: 35n })
  // Told after that plan was frozen, it counts from the year after.
  const late = { ...transfer, year: 2024 }
  const frozen = [...plan(2022, { a: [0n, 30n] }), ...plan(2023, { a: [30n, 4n], b: [0n, 5n] })]
  expect(before(frozen, [late])).toEqual({ a: 0n, b: 39n })
})

test('what was transferred passes on: to an heir, back, and out when it is repaid', () => {
  const shares = plan(2022, { a: [0n, 30n] })
  const transfers = [moved(['a', 'b'], '2023-04-01', [10n, 20n])]
  const heirs = [{ dead: 'b', heir: 'c', year: 2023, day: '2023-06-01', amount: 10n }]
  const takings = [{ kind: 'repaid' as const, member: 'a', year: 2023, day: '2023-12-31', amount: 20n }]
  const moves = reserveBefore({ shares, transfers, inheritances: heirs, takings, held: new Map() })
  expect(Object.fromEntries(moves)).toEqual({ a: 0n, b: 0n, c: 10n })
  const back = [...transfers, moved(['b', 'a'], '2023-05-01', [10n, 0n])]
  expect(before(shares, back)).toEqual({ a: 30n, b: 0n })
})

const MEMBERS = ['a', 'b', 'c', 'd']
const YEARS = [2021, 2022, 2023]
const steps = fc.array(
  fc.record({
    from: fc.nat(3),
    to: fc.nat(3),
    year: fc.constantFrom(...YEARS),
    month: fc.integer({ min: 1, max: 12 }),
    /** In thousandths of what is held; 1000 is all of it. */
    part: fc.oneof(fc.constant(1000n), fc.bigInt({ min: 1n, max: 999n })),
  }),
  { maxLength: 10 },
)
const gifts = fc.array(fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 4, maxLength: 4 }), {
  minLength: YEARS.length,
  maxLength: YEARS.length,
})
const sumOf = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((sum, one) => sum + one, 0n)

/** Transfers in order of days, each with what its giver held before. */
function transfersOf(
  all: readonly { from: number; to: number; year: number; month: number; part: bigint }[],
) {
  const held = [1_000_000n, 333_333n, 7n, 0n]
  const days = all.map((one) => ({ ...one, day: `${one.year}-${String(one.month).padStart(2, '0')}-10` }))
  return days
    .toSorted((x, y) => (x.day < y.day ? -1 : x.day > y.day ? 1 : 0))
    .flatMap(({ from, to, day, part }) => {
      const amount = (held[from]! * part) / 1000n
      if (from === to || amount === 0n) return []
      held[from] = held[from]! - amount
      held[to] = held[to]! + amount
      return [moved([MEMBERS[from]!, MEMBERS[to]!], day, [amount, held[from]!])]
    })
}

test('whatever is transferred, no fen of the reserve is lost or made, nobody has less than nothing, and each part is the exact one to a fen', () => {
  fc.assert(
    fc.property(steps, gifts, (all, given) => {
      const transfers = transfersOf(all)
      const shares: PlanShare[] = []
      for (const [at, year] of YEARS.entries()) {
        const until = transfers.filter((one) => one.day <= `${year}-12-31`)
        const had = before(shares, until)
        expect(sumOf(Object.values(had))).toBe(sumOf(shares.map((one) => one.share)))
        const rows = MEMBERS.map((one, who) => [one, [had[one] ?? 0n, given[at]![who]!]] as const)
        shares.push(...plan(year, Object.fromEntries(rows)))
      }
      const facts = { shares, inheritances: [], transfers, takings: [], held: new Map() }
      const moves = reserveMoves(facts)
      expect(moves.filter((one) => one.kind === 'carried')).toEqual([])
      expect(sumOf(moves.filter((one) => one.kind === 'moved').map((one) => one.amount))).toBe(0n)
      expect([...reserveBefore(facts).values()].every((one) => one >= 0n)).toBe(true)
      for (const [at, one] of transfers.entries()) {
        const posted = shares.filter(({ day }) => day <= one.day)
        const was = before(posted, transfers.slice(0, at))[one.from] ?? 0n
        const stays = before(posted, transfers.slice(0, at + 1))[one.from] ?? 0n
        const whole = one.amount + one.rest
        const off = (was - stays) * whole - was * one.amount
        expect(off < whole && off > -whole).toBe(true)
        if (one.rest === 0n) expect(stays).toBe(0n)
      }
    }),
  )
})
