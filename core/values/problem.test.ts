import { expect, test } from 'vitest'
import { at, noted, refused, warned } from './problem.ts'

test('each maker gives its severity, and a place only where there is one', () => {
  expect(refused('a', 'x')).toEqual({ code: 'a', severity: 'refused', says: 'x' })
  expect(warned('a', 'x', { row: 3 })).toEqual({
    code: 'a',
    severity: 'warned',
    says: 'x',
    place: { row: 3 },
  })
  expect(noted('a', 'x').severity).toBe('noted')
})

test('what a problem already says of its place wins over what is added', () => {
  const placed = at(warned('a', 'x', { column: 'D' }), { row: 17, column: 'A' })
  expect(placed.place).toEqual({ row: 17, column: 'D' })
})
