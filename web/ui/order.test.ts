import { expect, test } from 'vitest'
import { grouped, ordered } from './order.ts'

test('a list is put in order and itself left as it was', () => {
  const list = [3, 1, 2]
  expect(ordered(list, (a, b) => a - b)).toEqual([1, 2, 3])
  expect(list).toEqual([3, 1, 2])
})

test('groups stand in the order in which their keys are first mentioned', () => {
  expect([...grouped(['乙1', '甲1', '乙2'], (one) => one.slice(0, 1))]).toEqual([
    ['乙', ['乙1', '乙2']],
    ['甲', ['甲1']],
  ])
})
