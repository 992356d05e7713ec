import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  foldWriting,
  plainPlace,
  regionStem,
  regionWritings,
  townshipName,
  townshipWritings,
  villageName,
} from './place-name.ts'

describe('a place name', () => {
  test('is compared half-width, without spaces and in simplified characters', () => {
    expect(plainPlace('宁 县　長慶鎮１２３號')).toBe('宁县长庆镇123号')
    expect(plainPlace('九峴乡')).toBe('九岘乡')
  })

  test('stays as it is when it is plain', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'柴家门镇乡村大沟0123(),'.split('')) }), (text) => {
        expect(plainPlace(text)).toBe(text)
        expect(plainPlace(plainPlace(text))).toBe(plainPlace(text))
      }),
    )
  })

  test('counts characters that offices use for each other as one', () => {
    expect(foldWriting('沙咀')).toBe(foldWriting('沙嘴'))
    expect(foldWriting('杨柳屲')).toBe(foldWriting('杨柳洼'))
    expect(foldWriting('大湾')).not.toBe(foldWriting('大洼'))
  })
})

describe('the name of a township', () => {
  test.each([
    ['柴家门镇', '柴家门', 'town'],
    ['大沟乡', '大沟', 'rural'],
    ['漓东街道办事处', '漓东', 'street'],
    ['漓东街道', '漓东', 'street'],
    ['旧宫地区办事处', '旧宫', 'street'],
    ['新添堡回族乡', '新添堡', 'rural'],
    ['东升满族蒙古族乡', '东升', 'rural'],
    ['甜水满族乡', '甜水', 'rural'],
    ['金花民族乡', '金花', 'rural'],
    ['东固畲族少数民族乡', '东固', 'rural'],
    ['青珠农场', '青珠农场', 'other'],
  ])('%s is %s of its kind', (name, stem, kind) => {
    expect(townshipName(name)).toEqual({ stem, kind })
  })

  test('may be written in the ways that offices write it', () => {
    expect(townshipWritings('漓东街道办事处')).toContain('漓东办事处')
    expect(townshipWritings('漓东街道')).toContain('漓东街道办事处')
    expect(townshipWritings('新添堡回族乡')).toContain('新添堡乡')
    expect(townshipWritings('柴家门镇')).toEqual(['柴家门镇'])
  })

  test('is never written as another kind', () => {
    expect(townshipWritings('柴家门镇')).not.toContain('柴家门乡')
  })
})

describe('the name of a village', () => {
  test.each([
    ['柴家门村民委员会', '柴家门', 'village'],
    ['大庄村村委会', '大庄', 'village'],
    ['东村村委会', '东村', 'village'],
    ['南关社区居民委员会', '南关', 'community'],
    ['南关居委会', '南关', 'community'],
    ['浩斯敖包嘎查', '浩斯敖包', 'village'],
    ['双柳树行政村', '双柳树', 'village'],
    ['青珠农场生活区', '青珠农场生活区', 'other'],
  ])('%s is %s', (name, stem, kind) => {
    expect(villageName(name)).toEqual({ stem, kind })
  })
})

describe('the name of a county or prefecture', () => {
  test.each([
    ['会宁县', '会宁'],
    ['赵县', '赵县'],
    ['三江侗族自治县', '三江'],
    ['融水苗族自治县', '融水'],
    ['长白朝鲜族自治县', '长白'],
    ['东乡族自治县', '东乡'],
    ['木垒哈萨克自治县', '木垒'],
    ['浦东新区', '浦东'],
    ['万柏林区', '万柏林'],
    ['大兴安岭地区', '大兴安岭'],
    ['新疆维吾尔自治区', '新疆'],
    ['甘肃省', '甘肃'],
  ])('%s is %s without its ending', (name, stem) => {
    expect(regionStem(name)).toBe(stem)
  })

  test('of an autonomous county is also written without its peoples', () => {
    expect(regionWritings('三都水族自治县')).toEqual(['三都水族自治县', '三都县', '三都自治县'])
    expect(regionWritings('会宁县')).toEqual(['会宁县'])
  })
})
