import { expect, test } from 'vitest'
import { depthLabel, DEPTHS } from './depth.ts'

test('every depth has a name of its own', () => {
  expect(new Set(DEPTHS.map((one) => depthLabel(one.depth))).size).toBe(3)
})
