import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printLiteral } from '../kernel/say.ts'
import type { Literal } from '../kernel/literal.ts'
import { targetsAfter, type HeldTarget } from './follow-areas.ts'

const [GONE, OTHER, HEIR, NEW] = ['990101101', '990101102', '990101103', '990101900']
const count = (value: number): Literal => ({ type: 'count', value })
const money = (value: bigint): Literal => ({ type: 'money', value })
const rate = (num: bigint, den = 100n): Literal => ({ type: 'ratio', value: { num, den } })
const held = (area: string, value: Literal | null, more: Partial<HeldTarget> = {}): HeldTarget => ({
  target: 'plan/one',
  label: '培训人次',
  by: '2026-12-31',
  area,
  value,
  own: true,
  owner: null,
  ...more,
})
const after = (all: readonly HeldTarget[], closed: Record<string, string[]>, added: readonly string[] = []) =>
  targetsAfter(all, {
    day: '2026-03-10',
    closed: Object.entries(closed).map(([code, heirs]) => ({ code, heirs })),
    added: new Set(added),
  })
const told = (of: ReturnType<typeof after>) => [
  of.following.map((one) => [one.area, printLiteral(one.value, ''), one.to]),
  of.heirs.map((one) => [one.area, printLiteral(one.value, '')]),
]

test('numbers and amounts go to the one place that takes over, added to what it has', () => {
  const known = [held(GONE, count(12)), held(HEIR, count(30))]
  expect(told(after(known, { [GONE]: [HEIR] }))).toEqual([[[GONE, '12', HEIR]], [[HEIR, '42']]])
  // Nothing was set there: it has what came.
  expect(told(after([held(GONE, count(12))], { [GONE]: [HEIR] }))[1]).toEqual([[HEIR, '12']])
  const fen = [held(GONE, money(1_000_001n)), held(HEIR, money(2n))]
  expect(after(fen, { [GONE]: [HEIR] }).heirs[0]?.value).toEqual(money(1_000_003n))
  const two = [held(GONE, count(1)), held(OTHER, count(2)), held(HEIR, count(4))]
  expect(told(after(two, { [GONE]: [HEIR], [OTHER]: [HEIR] }))[1]).toEqual([[HEIR, '7']])
})

test('a rate goes on where it is new or the same; where two differ neither does', () => {
  const same = [held(GONE, rate(60n)), held(HEIR, rate(3n, 5n))]
  expect(told(after(same, { [GONE]: [HEIR] }))).toEqual([[[GONE, '60%', HEIR]], []])
  const differ = [held(GONE, rate(60n)), held(HEIR, rate(61n))]
  expect(told(after(differ, { [GONE]: [HEIR] }))).toEqual([[[GONE, '60%', null]], []])
  const meet = [held(GONE, rate(60n)), held(OTHER, rate(70n))]
  expect(told(after(meet, { [GONE]: [NEW], [OTHER]: [NEW] }, [NEW]))).toEqual([
    [
      [GONE, '60%', null],
      [OTHER, '70%', null],
    ],
    [],
  ])
  expect(told(after([held(GONE, rate(60n))], { [GONE]: [NEW] }, [NEW]))[1]).toEqual([[NEW, '60%']])
})

test('a rate that holds everywhere is not of the area and is not carried', () => {
  expect(told(after([held(GONE, rate(60n), { own: false })], { [GONE]: [HEIR] }))).toEqual([[], []])
})

test('what went several ways, up into a township or nowhere is told and not moved', () => {
  const known = [held(GONE, count(12))]
  expect(told(after(known, { [GONE]: [HEIR, OTHER] }))).toEqual([[[GONE, '12', null]], []])
  expect(told(after(known, { [GONE]: [] }))).toEqual([[[GONE, '12', null]], []])
  const village = `${GONE}201`
  expect(told(after([held(village, count(3))], { [village]: [HEIR] }))).toEqual([[[village, '3', null]], []])
})

test('a target that was due before the day stays; one due on the day goes on', () => {
  for (const [by, n] of [
    ['2026-03-09', 0],
    ['2026-03-10', 1],
    ['2026-03-11', 1],
  ] as const)
    expect(after([held(GONE, count(1), { by })], { [GONE]: [HEIR] }).following, by).toHaveLength(n)
})

test('whatever goes on adds up to what was there', () => {
  const figures = fc.record({
    gone: fc.option(fc.nat(1000)),
    other: fc.option(fc.nat(1000)),
    heir: fc.option(fc.nat(1000)),
  })
  fc.assert(
    fc.property(figures, ({ gone, other, heir }) => {
      const value = (n: number | null): Literal | null => (n === null ? null : count(n))
      const all = [held(GONE, value(gone)), held(OTHER, value(other)), held(HEIR, value(heir))]
      const { heirs } = after(all, { [GONE]: [HEIR], [OTHER]: [HEIR] })
      const sum = (gone ?? 0) + (other ?? 0) + (heir ?? 0)
      if (gone === null && other === null) expect(heirs).toEqual([])
      else expect(heirs[0]?.value).toEqual(count(sum))
    }),
  )
})
