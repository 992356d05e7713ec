import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ancestorsOf, areaFrom, descendantsOf, fullNameOf, isFillerName, standsOn, treeOf } from './area.ts'
import { EXAMPLE_AREAS } from './example-areas.ts'

const tree = treeOf(EXAMPLE_AREAS.areas)

describe('an area', () => {
  test('knows its level and its parent from its code', () => {
    expect(areaFrom('990102100', '柴家门镇')).toEqual({
      code: '990102100',
      name: '柴家门镇',
      level: 'township',
      parent: '990102',
    })
    expect(areaFrom('99', '云岭省')?.parent).toBe('')
  })

  test('is not made from what is no area code', () => {
    expect(areaFrom('99010', '短')).toBeUndefined()
    expect(areaFrom('9901AB', '字母')).toBeUndefined()
  })

  test('stands from its first day and no longer on the day it ends', () => {
    const area = { from: '2016-01-01', to: '2020-01-01' }
    expect(standsOn(area, '2015-12-31')).toBe(false)
    expect(standsOn(area, '2016-01-01')).toBe(true)
    expect(standsOn(area, '2019-12-31')).toBe(true)
    expect(standsOn(area, '2020-01-01')).toBe(false)
    expect(standsOn({}, '1999-01-01')).toBe(true)
  })
})

describe('a tree of areas', () => {
  test('gives what stands above an area, from the province down', () => {
    expect(ancestorsOf(tree, '990102100').map((area) => area.name)).toEqual(['云岭省', '青川市', '云溪县'])
    expect(ancestorsOf(tree, '99')).toEqual([])
  })

  test('gives everything below an area in order of code', () => {
    const below = descendantsOf(tree, '990201').map((area) => area.code)
    expect(below).toEqual(['990201100', '990201100201'])
  })

  test('writes the full name as papers do', () => {
    expect(fullNameOf(tree, '990102100')).toBe('云岭省青川市云溪县柴家门镇')
  })

  test('leaves out names that fill a level and names said twice', () => {
    const filled = treeOf(
      [
        ['11', '北京市'],
        ['1101', '市辖区'],
        ['110101', '东城区'],
        ['44', '广东省'],
        ['4419', '东莞市'],
        ['441900', '东莞市'],
      ].flatMap(([code = '', name = '']) => areaFrom(code, name) ?? []),
    )
    expect(fullNameOf(filled, '110101')).toBe('北京市东城区')
    expect(fullNameOf(filled, '441900')).toBe('广东省东莞市')
    expect(isFillerName('省直辖县级行政区划')).toBe(true)
    expect(isFillerName('会宁县')).toBe(false)
  })

  test('finds below each area exactly those that have it above them', () => {
    const codes = [...tree.byCode.keys()]
    fc.assert(
      fc.property(fc.constantFrom(...codes), fc.constantFrom(...codes), (outer, inner) => {
        const below = descendantsOf(tree, outer).some((area) => area.code === inner)
        expect(below).toBe(ancestorsOf(tree, inner).some((area) => area.code === outer))
      }),
    )
  })
})
