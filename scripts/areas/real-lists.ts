import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { type AreaIndex, createIndex } from '#core/regions/area-index.ts'
import { areaOfCode } from '#core/regions/code-area.ts'
import { type AddressInput, type Match, matchAddress } from '#core/regions/match-address.ts'
import { plainPlace } from '#core/regions/place-name.ts'
import { readHead, readHints } from '#core/regions/read-head.ts'
import { areaDataset } from '#server/regions/dataset.ts'

/** The real lists lie beside the repository and are no part of it. */
const FOLDER = path.resolve(import.meta.dirname, '..', '..', '..', 'shared', 'data')

export const LISTS = [
  'coops_county_620422',
  'coops_county_331024',
  'coops_target_areas',
  'coops_qingyang_other_counties',
  'coops_national_sample',
  'coops_odd_rows',
] as const

export interface ListedRow {
  list: string
  /** Row of the file, the heading is 1. */
  row: number
  input: AddressInput
}

const rowShape = z.array(z.record(z.string(), z.string()))

/** Whether the real lists are there. */
export function haveLists(): boolean {
  return existsSync(path.join(FOLDER, `${LISTS[0]}.csv`))
}

/** The rows of one list, with the hints that its columns and codes give. */
export function readList(list: string): ListedRow[] {
  const text = readFileSync(path.join(FOLDER, `${list}.csv`), 'utf8')
  const rows = rowShape.parse(parse(text, { columns: true, bom: true }))
  return rows.map((cells, i) => ({
    list,
    row: i + 2,
    input: {
      address: cells['注册地址(截到村)'] ?? '',
      countyHints: [
        areaOfCode(cells['统一社会信用代码'] ?? '') ?? '',
        cells['所在省份'] ?? '',
        cells['地区'] ?? '',
      ],
      name: cells['合作社名称'] ?? '',
    },
  }))
}

/** An index with the villages of all counties that the rows touch; for a row without county, of the whole prefecture. */
export function indexFor(rows: readonly ListedRow[]): AreaIndex {
  const data = areaDataset()
  const upper = createIndex({
    areas: data.upper(),
    formerCounties: data.formerCounties(),
    aliases: data.aliases(),
  })
  const counties = new Set<string>()
  for (const { input } of rows) {
    const hints = readHints(upper, input.countyHints)
    const head = readHead(upper, plainPlace(input.address), hints)
    for (const code of [...hints.counties, head.county ?? ''])
      for (const each of upper.countiesIn(code.slice(0, 4))) counties.add(each)
    for (const prefix of [head.prefix, ...hints.prefixes]) {
      if (prefix.length === 4) for (const each of upper.countiesIn(prefix)) counties.add(each)
    }
  }
  counties.delete('')
  return createIndex({
    areas: [...data.upper(), ...data.whole(counties).filter((area) => area.level === 'village')],
    formerCounties: data.formerCounties(),
    aliases: data.aliases(),
    formerTownships: data.formerTownships(counties),
    commonNames: data.commonNames(),
    sharedNames: data.sharedNames(counties),
  })
}

export interface Figures {
  rows: number
  village: number
  township: number
  asked: number
  bySource: Record<string, number>
}

/** What came of the rows. */
export function figuresOf(matches: readonly Match[]): Figures {
  const figures: Figures = { rows: matches.length, village: 0, township: 0, asked: 0, bySource: {} }
  for (const match of matches) {
    if (match.state === 'asked') figures.asked++
    else {
      if (match.village === null) figures.township++
      else figures.village++
      figures.bySource[match.source] = (figures.bySource[match.source] ?? 0) + 1
    }
  }
  return figures
}

/** All rows matched, in order. */
export function matchAll(index: AreaIndex, rows: readonly ListedRow[]): Match[] {
  return rows.map(({ input }) => matchAddress(index, input))
}

/** Mulberry32: the same seed gives the same numbers on every machine. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** So many of the things, drawn without putting back; the same for the same seed. */
export function seededSample<T>(things: readonly T[], seed: number, count: number): T[] {
  const next = random(seed)
  const drawn = things.map((thing) => ({ thing, at: next() })).toSorted((a, b) => a.at - b.at)
  return drawn.slice(0, count).map(({ thing }) => thing)
}
