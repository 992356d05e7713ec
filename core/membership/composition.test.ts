import { expect, test } from 'vitest'
import { mayEnter, organisationsAllowed, withOneMore } from './composition.ts'

const of = (farmers: number, persons = 0, organisations = 0) => ({ farmers, persons, organisations })
const code = (found: ReturnType<typeof mayEnter>) => (found.ok ? 'may' : found.problems[0]?.code)

test('one organisation up to twenty members, then five in a hundred rounded down', () => {
  expect([1, 20, 21, 39, 40, 59, 60].map(organisationsAllowed)).toEqual([1, 1, 1, 1, 2, 2, 3])
})

test('the second organisation is refused below forty members and entered as the fortieth', () => {
  expect(code(mayEnter(of(19), '企业', false))).toBe('may')
  expect(code(mayEnter(of(37, 0, 1), '企业', false))).toBe('organisations-beyond')
  expect(code(mayEnter(of(38, 0, 1), '企业', false))).toBe('may')
})

test('farmers stay at eighty in a hundred: on the line is enough, one below is not', () => {
  expect(code(mayEnter(of(8, 1), '其他自然人', false))).toBe('may')
  expect(code(mayEnter(of(8, 2), '其他自然人', false))).toBe('farmers-below')
  expect(code(mayEnter(of(9, 1), '其他自然人', false))).toBe('may')
})

test('a farmer is always taken in, and a federation is not held to these bounds', () => {
  expect(code(mayEnter(of(1, 5, 3), '农民', false))).toBe('may')
  expect(code(mayEnter(of(0, 0, 3), '企业', true))).toBe('may')
  expect(withOneMore(of(1, 2, 3), '农村集体经济组织')).toEqual(of(1, 2, 4))
})
