import { expect, test } from 'vitest'
import { rollUp, sumOfParts } from './roll-up.ts'

const of = (stated: number, ...parts: number[]) => ({
  value: { type: 'count', value: stated } as const,
  summed: false,
  parts: parts.map((value, at) => ({ area: `33020${at}`, name: '某区', value })),
})

test('parts that come to less, to the same and to more are told apart', () => {
  expect(rollUp(of(800, 400, 399))).toMatch('少 1')
  expect(rollUp(of(800, 400, 400))).toMatch('一致')
  expect(rollUp(of(800, 400, 403))).toBe('各地合计 803，全域数 800，高出 3')
})

test('a whole that nobody stated is the sum, and says so', () => {
  expect(sumOfParts(of(0, 1, 2))).toBe(3n)
  expect(rollUp({ ...of(3, 1, 2), summed: true })).toMatch('没有写全域数')
})

test('a figure of the whole area only has nothing to add up', () => {
  expect(rollUp(of(100))).toBeNull()
})
