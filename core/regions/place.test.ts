import { describe, expect, test } from 'vitest'
import { createIndex } from './area-index.ts'
import { EXAMPLE_AREAS } from './example-areas.ts'
import { asCandidate, found, isTelling, kindWord, open, villageCandidate } from './place.ts'

const index = createIndex(EXAMPLE_AREAS)
const county = index.county('990102')
const town = index.area('990102100')
if (county === undefined || town === undefined) throw new Error('the example has no county')
const scene = { index, county, text: '' }

describe('a question', () => {
  test('names each candidate once and no more than eight', () => {
    const many = Array.from({ length: 12 }, (_, i) => ({ code: String(i), name: '', why: '' }))
    expect(open(null, [...many, ...many])).toMatchObject({ candidates: many.slice(0, 8) })
  })

  test('names a village with its township', () => {
    const [entry] = county.villagesByStem.get('何门') ?? []
    expect(entry && villageCandidate(scene, entry, '').name).toBe('柴家门镇何门村民委员会')
    expect(asCandidate(town, '因为')).toEqual({ code: '990102100', name: '柴家门镇', why: '因为' })
  })
})

test('a place says its ground, with the village where there is one', () => {
  const place = found(town, null, { source: '区划表', ground: '“柴家门镇”见区划表' })
  expect(place.found && place.place.ground).toBe('“柴家门镇”见区划表')
})

test('a village tells the place by a rare name of two signs or more', () => {
  expect(isTelling(scene, '炭山沟')).toBe(true)
  expect(isTelling(scene, '东')).toBe(false)
  expect(isTelling(scene, '红星')).toBe(false)
  expect(isTelling(scene, '老鸦塘')).toBe(false)
})

test('a township is spoken of by its kind', () => {
  const words = ['990102100', '990102200', '990101001']
    .map((code) => index.area(code))
    .map((area) => area && kindWord(area))
  expect(words).toEqual(['镇', '乡', '街道'])
})
