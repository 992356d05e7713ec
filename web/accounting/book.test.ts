import { expect, test } from 'vitest'
import { monthsOf, wireOfTyped } from './book.ts'

test('amounts travel as decimal yuan however they were typed', () => {
  expect([wireOfTyped('1,200.5'), wireOfTyped('3万元'), wireOfTyped(' '), wireOfTyped('很多')]).toEqual([
    '1200.50',
    '30000.00',
    '',
    '很多',
  ])
})

test('months run from the first to this one, the newest first', () => {
  expect(monthsOf('2022-11-01', '2023-02-20')).toEqual(['2023-02', '2023-01', '2022-12', '2022-11'])
  expect(monthsOf('2023-02-01', '2023-02-01')).toEqual(['2023-02'])
})
