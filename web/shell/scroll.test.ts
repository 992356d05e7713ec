import { expect, test } from 'vitest'
import { landsAt } from './scroll.ts'

const place = (index: number, path: string) => ({ key: `${index}${path}`, index, path })
const left = new Map([['1/cases', 640]])

test('a new page begins at its top, one gone back to where it was left', () => {
  expect(landsAt(place(1, '/cases'), place(2, '/books'), left)).toBe(0)
  expect(landsAt(place(2, '/books'), place(1, '/cases'), left)).toBe(640)
  expect(landsAt(undefined, place(0, '/'), left)).toBe(0)
})

test('a filter that changes the address in place leaves the page where it is; another page in its place begins at the top', () => {
  expect(landsAt(place(1, '/cases'), { ...place(1, '/cases'), key: 'new' }, left)).toBeUndefined()
  expect(landsAt(place(1, '/cases'), place(1, '/password'), left)).toBe(0)
})

test('the same page with other filters behind a link is a new one', () => {
  expect(landsAt(place(1, '/cases'), place(2, '/cases'), left)).toBe(0)
})
