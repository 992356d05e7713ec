import { describe, expect, test } from 'vitest'
import { createIndex } from './area-index.ts'
import { EXAMPLE_AREAS } from './example-areas.ts'
import { findByName, findPlace } from './find-place.ts'

const index = createIndex(EXAMPLE_AREAS)
const county = index.county('990102')
if (county === undefined) throw new Error('the example has no county')
const own = county

/** Township and village, or what is asked. */
function find(text: string): string {
  const found = findPlace(index, own, text)
  if (!found.found) return `? ${found.candidates.map(({ name }) => name).join(' ')}`.trim()
  return `${found.place.source} ${found.place.township.name}${found.place.village?.area.name ?? ''}`
}

describe('names of the list', () => {
  test('in full decide', () => {
    expect(find('柴家门镇何门村')).toBe('区划表 柴家门镇何门村民委员会')
    expect(find('柴家门镇')).toBe('区划表 柴家门镇')
    expect(find('柴家门镇柴家门镇何门村')).toBe('区划表 柴家门镇何门村民委员会')
    expect(find('新添堡乡炭山沟村')).toBe('区划表 新添堡回族乡炭山沟村民委员会')
  })

  test('with a village that the list does not have give the township', () => {
    expect(find('柴家门镇北二十铺村')).toBe('区划表 柴家门镇')
  })

  test('with a village that begins like a road are no road', () => {
    expect(find('柴家门镇路南村')).toBe('区划表 柴家门镇')
    expect(find('柴家门镇路12号')).toBe('? 柴家门镇')
  })

  test('with a rare village that stands in another township only are asked', () => {
    expect(find('大沟镇炭山沟村')).toBe('? 大沟镇 新添堡回族乡炭山沟村民委员会')
  })

  test('with a village that older lists show here and today’s elsewhere follow the village', () => {
    expect(find('柴家门镇沙嘴村')).toBe('旧名 大沟镇沙嘴村民委员会')
    expect(find('柴家门镇独树村')).toBe('? 柴家门镇 土门镇独树村民委员会')
  })
})

describe('names of older lists', () => {
  test('follow the village', () => {
    expect(find('鹿角乡鹿角坪村')).toBe('旧名 大沟镇鹿角坪村民委员会')
    expect(find('鹿角乡何门村')).toBe('旧名 柴家门镇何门村民委员会')
  })

  test('of a township that went whole to another decide without the village', () => {
    expect(find('何家岔乡')).toBe('旧名 土门镇')
    expect(find('何家岔乡无名村')).toBe('旧名 土门镇')
  })

  test('of a township that was cut up are asked without the village', () => {
    expect(find('鹿角乡无名村')).toBe('? 柴家门镇 大沟镇')
  })

  test('count under another kind too', () => {
    expect(find('鹿角镇鹿角坪村')).toBe('旧名 大沟镇鹿角坪村民委员会')
    expect(find('鹿角镇')).toBe('? 柴家门镇 大沟镇')
  })

  test('are said with the days of the lists', () => {
    const found = findPlace(index, own, '鹿角乡鹿角坪村')
    expect(found.found && found.place.ground).toContain('2016-07-31')
  })
})

test('by name alone nothing is guessed', () => {
  expect(findByName(index, own, '柴家门乡何门村')).toBeNull()
  expect(findByName(index, own, '工业园区柴家门镇何门村')?.found).toBe(true)
})
