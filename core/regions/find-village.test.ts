import { describe, expect, test } from 'vitest'
import { createIndex } from './area-index.ts'
import { EXAMPLE_AREAS } from './example-areas.ts'
import { villageAt, villageIn, villageToken } from './find-village.ts'

const county = createIndex(EXAMPLE_AREAS).county('990102')
const at = (township: string, text: string) => county && villageAt(county, township, text)?.entry.area.name

describe('a village in its township', () => {
  test.each([
    '何门村',
    '何门',
    '何门村委会',
    '何门村民委员会',
    '何门行政村',
    '何门村三组',
    '何门村李家社',
    '何门三社',
    '何门2号',
    '何门(原小学)',
  ])('is named by %s', (text) => {
    expect(at('990102100', text)).toBe('何门村民委员会')
  })

  test.each(['何门沟村', '何门坪', '何', '门村', ''])('is not named by %s', (text) => {
    expect(at('990102100', text)).toBeUndefined()
  })

  test('of one sign needs its ending and nothing that makes a longer name', () => {
    expect(at('990102100', '东村')).toBe('东村村民委员会')
    expect(at('990102100', '东村二组')).toBe('东村村民委员会')
    expect(at('990102100', '东')).toBeUndefined()
    expect(at('990102100', '东村坪村')).toBeUndefined()
  })

  test('with the longer name wins over the shorter', () => {
    expect(at('990102100', '东村沟村')).toBe('东村沟村民委员会')
  })

  test('that shares its name with a community is told by its ending, else not at all', () => {
    expect(at('990102102', '东关村')).toBe('东关村民委员会')
    expect(at('990102102', '东关社区')).toBe('东关社区居民委员会')
    expect(at('990102102', '东关居委会')).toBe('东关社区居民委员会')
    expect(at('990102102', '东关')).toBeUndefined()
  })

  test('is found behind a part of the township', () => {
    expect(county && villageIn(county, '990102100', '北塬管区何门村')?.entry.area.name).toBe('何门村民委员会')
    expect(county && villageIn(county, '990102100', '北塬管区')).toBeNull()
  })

  test('is found whichever of two usual characters is typed', () => {
    expect(at('990102101', '沙咀村')).toBe('沙嘴村民委员会')
  })
})

test('a word says itself a village by its ending', () => {
  expect(villageToken('向阳村三组')).toEqual({ stem: '向阳', word: '向阳村' })
  expect(villageToken('桃花山社区何家庄子村')?.word).toBe('桃花山社区')
  expect(villageToken('解放路')).toBeNull()
})
