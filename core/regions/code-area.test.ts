import { expect, test } from 'vitest'
import { areaOfCode } from './code-area.ts'

test('a credit code carries its area in the third to the eighth sign', () => {
  expect(areaOfCode('93990102MA00000000')).toBe('990102')
  expect(areaOfCode(' 93990102ma00000000 ')).toBe('990102')
})

test('an old registration number begins with its area', () => {
  expect(areaOfCode('990102600000001')).toBe('990102')
  expect(areaOfCode('990102NA000123X')).toBe('990102')
  expect(areaOfCode('990102NB000003X')).toBe('990102')
})

test('what is no code carries no area', () => {
  expect(areaOfCode('')).toBeNull()
  expect(areaOfCode('N/A')).toBeNull()
  expect(areaOfCode('9399010')).toBeNull()
  expect(areaOfCode('93AB0102MA00000000')).toBeNull()
  expect(areaOfCode('93012345MA00000000')).toBeNull()
})
