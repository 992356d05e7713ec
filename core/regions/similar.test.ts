import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createIndex } from './area-index.ts'
import { EXAMPLE_AREAS } from './example-areas.ts'
import { likeness, similarTownships } from './similar.ts'

describe('two names', () => {
  test.each([
    ['柴门', '柴家门', 'shortened'],
    ['头寨', '头寨子', 'shortened'],
    ['柴加门', '柴家门', 'one sign'],
    ['预海', '豫海', 'one sign'],
    ['斗泉', '一斗泉', 'one sign'],
    ['候家川', '侯家川', 'one sign'],
    ['柴家门', '柴家门', null],
    ['大沟', '石桥', null],
    ['大', '大沟', null],
    ['沙咀', '沙嘴', null],
  ])('%s and %s: %s', (typed, listed, how) => {
    expect(likeness(typed, listed)).toBe(how)
  })

  test('are alike in both directions', () => {
    const name = fc.string({
      unit: fc.constantFrom(...'柴家门大沟子新'.split('')),
      minLength: 1,
      maxLength: 4,
    })
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(likeness(a, b)).toBe(likeness(b, a))
      }),
    )
  })
})

test('a county gives the townships whose names come near', () => {
  const county = createIndex(EXAMPLE_AREAS).county('990102')
  expect(county && similarTownships(county, '柴门').map(({ township }) => township.name)).toEqual([
    '柴家门镇',
  ])
})
