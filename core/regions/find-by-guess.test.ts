import { describe, expect, test } from 'vitest'
import { createIndex } from './area-index.ts'
import { EXAMPLE_AREAS } from './example-areas.ts'
import { byBareName, byToken, byVillage, inside, renamed } from './find-by-guess.ts'
import type { Found } from './place.ts'

const index = createIndex(EXAMPLE_AREAS)

function scene(text: string, code = '990102') {
  const county = index.county(code)
  if (county === undefined) throw new Error('the example has no county')
  return { index, county, text }
}

function said(found: Found | null): string {
  if (found === null) return '-'
  if (!found.found) return `? ${found.candidates.map(({ name }) => name).join(' ')}`.trim()
  return `${found.place.source} ${found.place.township.name}${found.place.village?.area.name ?? ''}`
}

describe('a township that changed its kind', () => {
  test('is the only one of its name', () => {
    expect(said(renamed(scene(''), '柴家门乡', '何门村'))).toBe('旧名 柴家门镇何门村民委员会')
    expect(said(renamed(scene(''), '柴家门乡', ''))).toBe('旧名 柴家门镇')
  })

  test('and is the county’s seat needs its village', () => {
    expect(said(renamed(scene(''), '城关乡', ''))).toBe('-')
    expect(said(renamed(scene(''), '城关乡', '东关社区'))).toBe('旧名 城关镇东关社区居民委员会')
  })

  test('and became one of several streets needs its village', () => {
    expect(said(renamed(scene('', '990103'), '平阳镇', '解放路'))).toBe('-')
    expect(said(renamed(scene('', '990103'), '平阳镇', '平阳村'))).toBe('旧名 平阳街道平阳社区居委会')
    expect(said(renamed(scene('', '990101'), '东门镇', '解放路'))).toBe('旧名 东门街道')
  })

  test('and is written as a commune needs its village', () => {
    expect(said(renamed(scene(''), '大沟公社', ''))).toBe('-')
    expect(said(renamed(scene(''), '大沟公社', '红星大队'))).toBe('-')
    expect(said(renamed(scene(''), '大沟公社', '红星村'))).toBe('旧名 大沟镇红星村民委员会')
  })

  test('is not taken when its village stands elsewhere', () => {
    expect(said(renamed(scene(''), '大沟乡', '炭山沟村'))).toBe('-')
  })
})

describe('a misspelt or shortened township', () => {
  test('is borne out by a village that is unique in the county', () => {
    expect(said(byToken(scene('柴门镇何门村')))).toBe('近似 柴家门镇何门村民委员会')
    expect(said(byToken(scene('大钩镇鹿角坪村')))).toBe('近似 大沟镇鹿角坪村民委员会')
  })

  test('is asked without the village, or with one that stands all over China', () => {
    expect(said(byToken(scene('柴门镇')))).toContain('? 柴家门镇')
    expect(said(byToken(scene('大钩镇红星村')))).toContain('?')
  })
})

describe('a township that no list knows', () => {
  test('is found by a rare village', () => {
    expect(said(byToken(scene('无名乡炭山沟村')))).toBe('近似 新添堡回族乡炭山沟村民委员会')
  })

  test('is asked with a common village, and with one that the county had twice before', () => {
    expect(said(byToken(scene('无名乡红星村')))).toBe('? 大沟镇红星村民委员会')
    expect(said(byToken(scene('无名乡老鸦塘村')))).toBe('? 土门镇老鸦塘村民委员会')
  })
})

describe('a township without its ending', () => {
  test('is borne out by its village', () => {
    expect(said(byBareName(scene('大沟鹿角坪村')))).toBe('近似 大沟镇鹿角坪村民委员会')
    expect(said(byBareName(scene('大沟西街')))).toBe('-')
  })
})

describe('a village alone', () => {
  test('decides when it is rare and unique in the county', () => {
    expect(said(byVillage(scene('炭山沟村')))).toBe('近似 新添堡回族乡炭山沟村民委员会')
  })

  test('needs no ending where nothing stands behind it and no township bears the name', () => {
    expect(said(byVillage(scene('炭山沟')))).toBe('近似 新添堡回族乡炭山沟村民委员会')
    expect(said(byVillage(scene('炭山沟养殖场')))).toBe('-')
    expect(said(byVillage(scene('柴家门')))).toBe('? 柴家门镇')
  })

  test('is asked when its name is common or was shared', () => {
    expect(said(byVillage(scene('红星村')))).toBe('? 大沟镇红星村民委员会')
    expect(said(byVillage(scene('老鸦塘村')))).toBe('? 土门镇老鸦塘村民委员会')
    expect(said(byVillage(scene('红星')))).toBe('-')
  })
})

describe('a township further on', () => {
  test('is found behind words that are no part of its name', () => {
    expect(said(inside(scene('农业园区柴家门镇')))).toBe('区划表 柴家门镇')
    expect(said(byToken(scene('县柴家门镇何门村')))).toBe('区划表 柴家门镇何门村民委员会')
  })

  test('is asked behind words that may be part of its name', () => {
    expect(said(byToken(scene('东大沟镇')))).toBe('? 大沟镇')
    expect(said(inside(scene('工业园区柴家门镇与大沟镇')))).toBe('? 柴家门镇 大沟镇')
  })
})
