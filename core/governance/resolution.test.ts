import { expect, test } from 'vitest'
import { readRef, refOf, sayResolution } from './resolution.ts'

const MEETING = '0190f3f4-0000-7000-8000-000000000001'

test.each([1, 2, 30, 99])('item %s of a meeting is read as it was written', (item) => {
  expect(readRef(refOf({ meeting: MEETING, item }))).toEqual({ meeting: MEETING, item })
})

// Of the length of an identifier and yet none: asked for as one, the database would refuse the whole page.
const DASHES = `meeting:${'-'.repeat(36)}#1`

test.each([
  '',
  '2023 年成员大会第 1 号决议',
  `meeting:${MEETING}`,
  `meeting:${MEETING}#0`,
  'meeting:x#1',
  DASHES,
])('%j is no reference', (text) => {
  expect(readRef(text)).toBeNull()
})

test('free text stands for itself, an item in its own words, and one that did not pass for nothing', () => {
  const ref = refOf({ meeting: MEETING, item: 2 })
  const passed = new Map([[ref, { ref, heldOn: '2023-03-16', says: '2023 年成员大会第 2 项' }]])
  expect(sayResolution(' 纸质决议 ', passed)).toBe('纸质决议')
  expect(sayResolution(ref, passed)).toBe('2023 年成员大会第 2 项')
  expect(sayResolution(refOf({ meeting: MEETING, item: 1 }), passed)).toBeNull()
  expect(sayResolution('  ', passed)).toBeNull()
})
