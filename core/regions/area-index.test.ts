import { describe, expect, test } from 'vitest'
import { createIndex } from './area-index.ts'
import { EXAMPLE_AREAS } from './example-areas.ts'

const index = createIndex(EXAMPLE_AREAS)

describe('an index of areas', () => {
  test('knows the words for provinces, prefectures and counties', () => {
    expect(index.regions.get('云溪县')).toEqual([{ code: '990102', level: 'county', form: 'full' }])
    expect(index.regions.get('云溪')?.[0]?.form).toBe('short')
    expect(index.regions.get('三河县')?.[0]).toEqual({ code: '990104', level: 'county', form: 'full' })
    expect(index.regions.get('青川地区')?.[0]?.code).toBe('9901')
    expect(index.regions.get('河东区')?.map(({ code }) => code)).toEqual(['990101', '990201'])
  })

  test('knows former names of counties with their ground, and short names in use', () => {
    expect(index.regions.get('平阳县')?.[0]).toMatchObject({
      code: '990103',
      form: 'former',
      ground: /2014年/u,
    })
    expect(index.regions.get('高新区')?.[0]?.code).toBe('990171')
  })

  test('gives the counties in a prefecture, a province and the country', () => {
    expect(index.countiesIn('9902')).toEqual(['990201', '990202'])
    expect(index.countiesIn('99')).toHaveLength(7)
    expect(index.countiesIn('98')).toEqual([])
  })

  test('opens a county once, and nothing that is no county', () => {
    expect(index.county('990102')).toBe(index.county('990102'))
    expect(index.county('990199')).toBeUndefined()
    expect(index.county('9901')).toBeUndefined()
  })

  test('keeps villages of one name in one township apart by their kind', () => {
    const east = index.county('990102')?.villages.get('990102102')?.get('东关')
    expect(east?.map(({ kind }) => kind)).toEqual(['community', 'village'])
  })

  test('takes an area that is given twice for one, the later entry', () => {
    const areas = [...EXAMPLE_AREAS.areas]
    const twice = createIndex({ ...EXAMPLE_AREAS, areas: [...areas, ...areas] })
    expect(twice.county('990102')?.byWriting.get('大沟镇')).toHaveLength(1)
    expect(twice.county('990102')?.villagesByStem.get('何门')).toHaveLength(1)
  })

  test('keeps former townships under every writing of their name', () => {
    const county = index.county('990102')
    expect(county?.former.get('何家岔乡')?.[0]?.code).toBe('990102205')
    expect(county?.formerByStem.get('何家岔')).toHaveLength(1)
    expect(county?.formerByStem.has('柴家门')).toBe(false)
  })
})
