import { expect, test } from 'vitest'
import { compareIds, partOf, partOrMore, sayPercent } from './year.ts'

test('a part leaves a broken fen away, a floor counts it whole', () => {
  expect([partOf(101n, 600_000n), partOrMore(101n, 600_000n), partOrMore(100n, 600_000n)]).toEqual([
    60n,
    61n,
    60n,
  ])
})

test('shares are said as percentages without needless zeros', () => {
  expect([700_000n, 0n, 5_000n, 333_333n, 1_000_000n].map(sayPercent)).toEqual([
    '70%',
    '0%',
    '0.5%',
    '33.3333%',
    '100%',
  ])
})

test('member numbers stand by value, others behind them', () => {
  expect(['A2', '10', '9', '009', 'A10', '1'].toSorted(compareIds)).toEqual([
    '1',
    '009',
    '9',
    '10',
    'A10',
    'A2',
  ])
})
