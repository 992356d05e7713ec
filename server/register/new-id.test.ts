/** Members without a number of their own are numbered in the order of their list: by their ids. */
import { expect, test } from 'vitest'
import { newId } from './change.ts'

test('ids sort in the order in which they were given, within a millisecond too, and are all different', () => {
  const ids = Array.from({ length: 2_000 }, newId)
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
