import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COLLECTIVE, holdingsAt, percentOf, structureOf } from './holdings.ts'
import { SHARE_KINDS, shareKind } from './share-kinds.ts'

const EVENT = fc
  .record({
    kind: fc.constantFrom(...SHARE_KINDS.map((one) => one.id)),
    member: fc.constantFrom('a', 'b', 'c'),
    amount: fc.bigInt(1n, 10n ** 14n),
    on: fc.constantFrom('2023-01-01', '2023-02-01', '2023-03-01'),
  })
  .map((one) => ({ ...one, receiver: shareKind(one.kind)?.effect === 'move' ? 'd' : null }))

test('the order in which events are entered does not matter, and the members sum to what came in less what went out', () => {
  fc.assert(
    fc.property(fc.array(EVENT), fc.constantFrom('2022-12-31', '2023-02-01', '2023-03-01'), (events, day) => {
      const held = holdingsAt(events, day)
      expect(holdingsAt(events.toReversed(), day)).toEqual(held)
      const expected = events
        .filter((one) => one.on <= day)
        .reduce((sum, one) => {
          const effect = shareKind(one.kind)?.effect
          return effect === 'in' ? sum + one.amount : effect === 'out' ? sum - one.amount : sum
        }, 0n)
      expect([...held.values()].reduce((sum, one) => sum + one, 0n)).toBe(expected)
    }),
  )
})

test('a reversal undoes its event on every day', () => {
  const event = { kind: 'transfer', member: 'a', receiver: 'b', amount: 500n, on: '2023-02-01' }
  expect(holdingsAt([event, { ...event, amount: -500n }], '2023-02-01')).toEqual(new Map())
})

test('the structure names the largest, the collective and the farmers', () => {
  expect(
    structureOf([
      { member: 'a', kind: '农民', amount: 30n },
      { member: 'b', kind: COLLECTIVE, amount: 50n },
      { member: 'c', kind: '企业', amount: 15n },
      { member: 'd', kind: null, amount: 5n },
    ]),
  ).toEqual({ total: 100n, largest: 50n, collective: 50n, farmers: 30n, untyped: 5n })
})

test('a percentage is rounded half up on integers and unknown without shares', () => {
  expect([percentOf(1n, 3n), percentOf(2n, 3n), percentOf(1n, 20_000n), percentOf(1n, 0n)]).toEqual([
    '33.33%',
    '66.67%',
    '0.01%',
    '—',
  ])
})
