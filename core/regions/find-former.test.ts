import { describe, expect, test } from 'vitest'
import { createIndex } from './area-index.ts'
import { EXAMPLE_AREAS } from './example-areas.ts'
import { byFormer, movedVillage, successorCandidates } from './find-former.ts'

const index = createIndex(EXAMPLE_AREAS)
const county = index.county('990102')
if (county === undefined) throw new Error('the example has no county')
const scene = { index, county, text: '' }
const [merged] = county.former.get('何家岔乡') ?? []
const [split] = county.former.get('鹿角乡') ?? []
if (merged === undefined || split === undefined) throw new Error('the example has no former townships')

describe('a former township', () => {
  test('is followed by its village', () => {
    const found = byFormer(scene, split, { word: '鹿角乡', rest: '何门村' })
    expect(found?.found && found.place.village?.area.code).toBe('990102100202')
  })

  test('is followed whole where it went whole', () => {
    const found = byFormer(scene, merged, { word: '何家岔乡', rest: '' })
    expect(found?.found && found.place.township.code).toBe('990102103')
  })

  test('that was cut up decides nothing without its village, and gives its parts to choose from', () => {
    expect(byFormer(scene, split, { word: '鹿角乡', rest: '' })).toBeNull()
    expect(successorCandidates(scene, split).map(({ code }) => code)).toEqual(['990102100', '990102101'])
  })

  test('gives the village even where the villages of its county are not loaded', () => {
    const bare = createIndex({
      ...EXAMPLE_AREAS,
      areas: [...EXAMPLE_AREAS.areas].filter(({ level }) => level !== 'village'),
    })
    const own = bare.county('990102')
    const found =
      own &&
      byFormer({ index: bare, county: own, text: '' }, { ...split }, { word: '鹿角乡', rest: '何门村' })
    expect(found?.found && found.place.village?.area).toMatchObject({ code: '990102100202', name: '何门' })
  })
})

describe('a village that left its township', () => {
  const former = county.former.get('柴家门镇') ?? []

  test('with another one is found where both went', () => {
    const found = movedVillage(scene, former, '沙嘴')
    expect(found?.found && found.place.township.code).toBe('990102101')
  })

  test('alone may be another one of its name', () => {
    expect(movedVillage(scene, former, '独树')).toBeNull()
  })

  test('is none that stayed', () => {
    expect(movedVillage(scene, former, '何门')).toBeNull()
  })
})
