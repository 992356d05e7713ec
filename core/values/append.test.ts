import { expect, test } from 'vitest'
import { append } from './append.ts'

test('a million rows are added in their order, where a spread has no room on the stack', () => {
  const many = Array.from({ length: 1_000_000 }, (_, at) => at)
  expect(() => [].push(...(many as never[]))).toThrow(RangeError)
  const all = [-1]
  append(all, many)
  expect([all.length, all[0], all[1], all.at(-1)]).toEqual([1_000_001, -1, 0, 999_999])
})
