import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  areaAt,
  areaContains,
  areaLevel,
  areaRange,
  fullAreaCode,
  levelName,
  parentArea,
  stripAreaCode,
} from './region-code.ts'

test('the level follows the length', () => {
  expect(['62', '6204', '620422', '620422100', '620422100201', '62042', ''].map(areaLevel)).toEqual([
    'province',
    'prefecture',
    'county',
    'township',
    'village',
    null,
    null,
  ])
  expect(levelName('township')).toBe('乡级')
})

test('zeros on the right go by levels, so that 620422100 keeps its own', () => {
  expect(
    [
      '620000000000',
      '620400000000',
      '620422000000',
      '620422100000',
      '620422100200',
      '620422',
      '620422100',
    ].map(stripAreaCode),
  ).toEqual(['62', '6204', '620422', '620422100', '620422100200', '620422', '620422100'])
})

test('what is no code is no area', () => {
  for (const text of ['', '6', '6204a', '000000', '62042210', '6204221002011'])
    expect(stripAreaCode(text)).toBeNull()
})

test('the parent lies one level up and a province has none', () => {
  expect(['620422100201', '620422100', '620422', '6204', '62'].map(parentArea)).toEqual([
    '620422100',
    '620422',
    '6204',
    '62',
    null,
  ])
})

test('a code cut to a level, or nothing where it does not reach', () => {
  expect([areaAt('620422100201', 'county'), areaAt('620422', 'county'), areaAt('6204', 'county')]).toEqual([
    '620422',
    '620422',
    null,
  ])
})

test('filled and stripped again a code is itself, unless its own end is zero', () => {
  expect(stripAreaCode(fullAreaCode('620422100201'))).toBe('620422100201')
})

test('the range holds exactly the codes at or below the area', () => {
  const digits = (length: number) =>
    fc.integer({ min: 10 ** (length - 1), max: 10 ** length - 1 }).map(String)
  expect(() =>
    fc.assert(
      fc.property(
        fc.constantFrom(2, 4, 6).chain(digits),
        fc.constantFrom(6, 9, 12).chain(digits),
        (outer, inner) => {
          const { low, high } = areaRange(outer)
          return [inner, outer + inner].every(
            (code) => (code >= low && code < high) === areaContains(outer, code),
          )
        },
      ),
    ),
  ).not.toThrow()
})
