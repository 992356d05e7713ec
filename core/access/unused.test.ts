import { expect, test } from 'vitest'
import { unusedBefore } from './unused.ts'

test('ninety days before a moment are ninety times twenty-four hours', () => {
  expect(unusedBefore(new Date('2026-06-18T04:00:00Z'), 90)).toEqual(new Date('2026-03-20T04:00:00Z'))
})
