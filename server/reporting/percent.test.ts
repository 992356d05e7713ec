import { expect, test } from 'vitest'
import { percentOf } from './percent.ts'

test('a share is cut after one decimal and never rounded up', () => {
  expect(percentOf(2n, 3n)).toBe('66.6')
  expect(percentOf(9999n, 10000n)).toBe('99.9')
  expect(percentOf(5n, 5n)).toBe('100.0')
  expect(percentOf(0n, 7n)).toBe('0.0')
})

test('of nothing there is no share', () => {
  expect(percentOf(0n, 0n)).toBeNull()
})
