import { describe, expect, test } from 'vitest'
import { createIndex } from '#core/regions/area-index.ts'
import { parentArea } from '#core/values/region-code.ts'
import { areaDataset, openAreas } from './dataset.ts'

const data = areaDataset()
const upper = new Map(data.upper().map((area) => [area.code, area.name]))

describe('the areas that come with the product', () => {
  test('are all of China down to townships, as of 2023-06-30', () => {
    const count = (length: number): number => data.upper().filter(({ code }) => code.length === length).length
    expect(data.asOf).toBe('2023-06-30')
    expect([count(2), count(4), count(6), count(9)]).toEqual([31, 342, 2978, 41352])
  })

  test('are in order of code, and every one has the one above it', () => {
    const codes = data.upper().map(({ code }) => code)
    expect(codes).toEqual(codes.toSorted())
    expect(codes.filter((code) => code.length > 2 && !upper.has(parentArea(code) ?? ''))).toEqual([])
  })

  test('give the whole of a county: 合水 12 townships, 朔城 14, 南川 34', () => {
    const townships = (county: string): number =>
      data.whole([county]).filter(({ level }) => level === 'township').length
    expect([townships('621024'), townships('140602'), townships('500119')]).toEqual([12, 14, 34])
    expect(data.whole(['621024']).find(({ code }) => code === '621024104')?.name).toBe('何家畔镇')
  })

  test('give every village of a county its code and its township', () => {
    const areas = data.whole(['620422'])
    const codes = new Set(areas.map(({ code }) => code))
    expect(areas.length).toBe(350)
    expect(areas.filter(({ level, parent }) => level === 'village' && !codes.has(parent))).toEqual([])
    expect(codes.has('620422107201')).toBe(true)
  })

  test('have cities without districts and counties right under a province as counties', () => {
    for (const code of ['441900', '442000', '460400', '620201', '429004', '469001', '659001']) {
      expect(data.whole([code]).length, code).toBeGreaterThan(3)
    }
  })

  test('hold 620,573 villages in all', () => {
    const counties = data
      .upper()
      .filter(({ level }) => level === 'county')
      .map(({ code }) => code)
    expect(data.whole(counties).filter(({ level }) => level === 'village').length).toBe(620_573)
  })

  test('of no county are none', () => {
    expect(data.whole([])).toEqual([])
    expect(data.whole(['999999', '620499'])).toEqual([])
  })

  test('of one county are read in less than 150 ms of processor time, from the file on', () => {
    const start = process.cpuUsage()
    openAreas().whole(['620422'])
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1000).toBeLessThan(150)
  })
})

describe('what went before', () => {
  test('names counties that stand, by the names that they bear', () => {
    for (const { to, name, ground } of data.formerCounties())
      expect(upper.has(to), `${name} ${ground}`).toBe(true)
    for (const { to, means } of data.aliases()) expect(upper.get(to)).toBe(means)
  })

  test('names the county of today in the ground of each hand-kept succession', () => {
    const kept = data.formerCounties().filter(({ code }) => code === '')
    expect(kept.length).toBeGreaterThan(60)
    for (const { to, ground } of kept) expect(ground).toContain(`今为${upper.get(to)}`)
  })

  test('knows 奉化市 as 奉化区 and 江东区 as 鄞州区', () => {
    const to = (name: string): (string | undefined)[] =>
      data
        .formerCounties()
        .filter((old) => old.name === name)
        .map((old) => upper.get(old.to))
    expect(to('奉化市')).toContain('奉化区')
    expect(to('江东区')).toContain('鄞州区')
  })

  test('leads every old village to a township that stands', () => {
    const former = data.formerTownships(['511421', '330212', '620422', '510722'])
    expect(former.length).toBeGreaterThan(20)
    for (const old of former)
      for (const code of old.villages.values()) expect(upper.has(code.slice(0, 9))).toBe(true)
  })

  test('leads 古林镇, said under 鄞州区, to 海曙区', () => {
    const old = data.formerTownships(['330212']).find(({ name }) => name === '古林镇')
    expect(new Set([...(old?.villages.values() ?? [])].map((code) => code.slice(0, 6)))).toEqual(
      new Set(['330203']),
    )
  })

  test('makes no word of a county that two counties of one prefecture would share', () => {
    const index = createIndex({
      areas: data.upper(),
      formerCounties: data.formerCounties(),
      aliases: data.aliases(),
    })
    const shared = [...index.regions].filter(([, words]) => {
      const full = words.filter(({ level, form }) => level === 'county' && form !== 'short')
      return new Set(full.map(({ code }) => code.slice(0, 4))).size < full.length
    })
    expect(shared.map(([word]) => word)).toEqual([])
  })
})
