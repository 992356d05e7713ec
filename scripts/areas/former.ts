import {
  foldWriting,
  plainPlace,
  townshipName,
  townshipWritings,
  villageName,
} from '#core/regions/place-name.ts'
import type { CountySuccession, TownshipSuccession } from '#core/regions/succession.ts'
import type { Entry, List } from './read-package.ts'

/** A name without ending, in the form in which villages of two lists are compared. */
function stemOf(village: Entry): string {
  return foldWriting(villageName(village.name).stem)
}

/** Entries by a key, keys in order of appearance. */
function groupBy<T>(entries: Iterable<T>, keyOf: (entry: T) => string): Map<string, T[]> {
  return Map.groupBy(entries, keyOf)
}

/** For each county of an older list its county of today; counties that were split up have none. */
export function countyOfToday(old: List, now: List): Map<string, string> {
  const today = new Map(now.counties.map((county) => [county.code, county.name]))
  const byStem = new Map<string, Set<string>>()
  for (const township of now.townships) {
    const key = `${township.code.slice(0, 2)}${townshipName(township.name).stem}`
    const set = byStem.get(key) ?? new Set()
    byStem.set(key, set.add(township.code.slice(0, 6)))
  }
  const townships = groupBy(old.townships, (each) => each.code.slice(0, 6))
  const found = new Map<string, string>()
  for (const county of old.counties) {
    if (today.has(county.code)) {
      found.set(county.code, county.code)
      continue
    }
    const own = townships.get(county.code) ?? []
    const counts = new Map<string, number>()
    for (const township of own) {
      const key = `${county.code.slice(0, 2)}${townshipName(township.name).stem}`
      for (const code of byStem.get(key) ?? []) counts.set(code, (counts.get(code) ?? 0) + 1)
    }
    const [best, second] = [...counts].toSorted((a, b) => b[1] - a[1])
    if (best === undefined || best[1] < 3 || best[1] * 10 < own.length * 6) continue
    if (second !== undefined && second[1] * 2 > best[1]) continue
    found.set(county.code, best[0])
  }
  return found
}

/** Names that many prefectures give to a district: they can not be said to be one county's former name. */
const COMMON_DISTRICTS = new Set([
  '市辖区',
  '城区',
  '郊区',
  '矿区',
  '新区',
  '东区',
  '西区',
  '南区',
  '北区',
  '县',
])

/** Counties whose full name in an older list is no longer the name of a county in the same prefecture. */
export function formerCounties(old: List, now: List): CountySuccession[] {
  const names = new Map(now.counties.map((county) => [county.code, county.name]))
  const standing = new Set(now.counties.map((county) => `${county.code.slice(0, 4)}${county.name}`))
  const prefectures = new Set(now.prefectures.map((prefecture) => prefecture.name))
  const found: CountySuccession[] = []
  for (const [code, to] of countyOfToday(old, now)) {
    const name = old.counties.find((county) => county.code === code)?.name ?? ''
    const became = names.get(to) ?? ''
    if (name === became || COMMON_DISTRICTS.has(name) || prefectures.has(name)) continue
    if (standing.has(`${to.slice(0, 4)}${name}`)) continue
    const ground = `${name}（${code}）见于${old.asOf}区划表，${now.asOf}区划表作${became}（${to}），所辖乡镇名称相合`
    found.push({ code, name: plainPlace(name), to, ground })
  }
  return found
}

interface Lookup {
  now: List
  common: ReadonlySet<string>
  /** Villages of today by county and stem, by prefecture and stem, by township and stem. */
  inCounty: Map<string, Entry[]>
  inPrefecture: Map<string, Entry[]>
  inTownship: Map<string, Entry[]>
  /** Townships of today by county and stem, and by prefecture and stem. */
  townships: Map<string, Entry[]>
  townshipsAround: Map<string, Entry[]>
}

/** The tables of today's list against which old villages are looked up. */
function lookupOf(now: List, common: ReadonlySet<string>): Lookup {
  const by = (length: number): Map<string, Entry[]> =>
    groupBy(now.villages, (v) => v.code.slice(0, length) + stemOf(v))
  return {
    now,
    common,
    inCounty: by(6),
    inPrefecture: by(4),
    inTownship: by(9),
    townships: groupBy(now.townships, (t) => t.code.slice(0, 6) + townshipName(t.name).stem),
    townshipsAround: groupBy(now.townships, (t) => t.code.slice(0, 4) + townshipName(t.name).stem),
  }
}

/** Where the villages of one old township stand today, as far as names leave no doubt. */
function traceVillages(township: Entry, villages: Entry[], scope: Scope): Map<string, string> {
  const { county, look, oldCounts } = scope
  const certain = new Map<string, string>()
  const doubtful: [string, string][] = []
  const stem = townshipName(township.name).stem
  const heirs = look.townships.get(county + stem) ?? look.townshipsAround.get(county.slice(0, 4) + stem) ?? []
  for (const village of villages) {
    const name = stemOf(village)
    const inHeir = heirs.length === 1 ? look.inTownship.get((heirs[0]?.code ?? '') + name) : undefined
    const near = look.inCounty.get(county + name) ?? []
    const around = look.inPrefecture.get(county.slice(0, 4) + name) ?? []
    const onlyOne = oldCounts.get(township.code.slice(0, 6) + name) === 1
    const onlyAround = onlyOne && oldCounts.get(township.code.slice(0, 4) + name) === 1
    const hit =
      near.length === 1 && onlyOne
        ? near[0]
        : near.length === 0 && around.length === 1 && onlyAround
          ? around[0]
          : undefined
    if (inHeir?.length === 1 && inHeir[0]) certain.set(name, inHeir[0].code)
    else if (hit !== undefined && inHeir === undefined) {
      if (look.common.has(name) || name.length < 2) doubtful.push([name, hit.code])
      else certain.set(name, hit.code)
    }
  }
  const counts = new Map<string, number>()
  for (const code of certain.values()) counts.set(code.slice(0, 9), (counts.get(code.slice(0, 9)) ?? 0) + 1)
  for (const [name, code] of doubtful) if ((counts.get(code.slice(0, 9)) ?? 0) >= 2) certain.set(name, code)
  return certain
}

interface Scope {
  /** The living county in which the old township is looked for. */
  county: string
  look: Lookup
  /** How often a stem stood in an old county (6 digits) or prefecture (4 digits). */
  oldCounts: ReadonlyMap<string, number>
}

/** Townships of an older list that are gone from their county, or lost villages to other townships. */
export function formerTownships(old: List, now: List, common: ReadonlySet<string>): TownshipSuccession[] {
  const look = lookupOf(now, common)
  const counties = countyOfToday(old, now)
  const villages = groupBy(old.villages, (village) => village.code.slice(0, 9))
  const oldCounts = new Map<string, number>()
  for (const village of old.villages) {
    for (const length of [4, 6]) {
      const key = village.code.slice(0, length) + stemOf(village)
      oldCounts.set(key, (oldCounts.get(key) ?? 0) + 1)
    }
  }
  const standing = new Map(
    now.townships.flatMap((t) =>
      townshipWritings(t.name).map((w) => [t.code.slice(0, 6) + w, t.code] as const),
    ),
  )
  const countyNames = new Map(old.counties.map((each) => [each.code, plainPlace(each.name)]))
  const found: TownshipSuccession[] = []
  for (const township of old.townships) {
    const county = counties.get(township.code.slice(0, 6))
    if (county === undefined) continue
    const own = villages.get(township.code) ?? []
    const name = withoutCounty(plainPlace(township.name), countyNames.get(township.code.slice(0, 6)) ?? '')
    const stands = townshipWritings(name)
      .map((writing) => standing.get(county + writing))
      .find((code) => code !== undefined)
    const traced = traceVillages(township, own, { county, look, oldCounts })
    const moved = [...traced].filter(([, code]) => !code.startsWith(stands ?? '-'))
    if (stands !== undefined && moved.length === 0) continue
    const base = {
      code: township.code,
      name,
      county,
      stands: stands !== undefined,
      seen: old.asOf,
      gone: now.asOf,
    }
    found.push({ ...base, total: own.length, villages: new Map(stands === undefined ? traced : moved) })
  }
  return found
}

/**
 * Names of villages that stand once in a county of today but stood there more than once in an older list: such a name
 * alone does not tell which of them is meant. Given as county and stem. Names common in China are left out, as they
 * tell nothing anyway.
 */
export function formerlyShared(old: List, now: List, common: ReadonlySet<string>): Set<string> {
  const counties = countyOfToday(old, now)
  const count = (list: List, countyOf: (code: string) => string | undefined): Map<string, number> => {
    const counts = new Map<string, number>()
    for (const village of list.villages) {
      const stem = stemOf(village)
      const county = countyOf(village.code.slice(0, 6))
      if (county !== undefined && !common.has(stem))
        counts.set(county + stem, (counts.get(county + stem) ?? 0) + 1)
    }
    return counts
  }
  const today = count(now, (code) => code)
  const then = count(old, (code) => counties.get(code))
  return new Set([...then].filter(([key, times]) => times > 1 && today.get(key) === 1).map(([key]) => key))
}

/** Some lists write 曹县朱洪庙乡 for 朱洪庙乡. */
function withoutCounty(name: string, county: string): string {
  return county !== '' && name.startsWith(county) && name.length > county.length + 1
    ? name.slice(county.length)
    : name
}

/** Joins what two older lists say: the later one counts, the earlier fills in villages that it does not name. */
export function mergeFormer(
  earlier: TownshipSuccession[],
  later: TownshipSuccession[],
): TownshipSuccession[] {
  const keyOf = (each: TownshipSuccession): string => `${each.county}${each.name}`
  const merged = new Map(earlier.map((each) => [keyOf(each), each]))
  for (const each of later) {
    const before = merged.get(keyOf(each))
    const filled = new Map([...(before?.villages ?? []), ...each.villages])
    merged.set(keyOf(each), { ...each, total: Math.max(each.total, before?.total ?? 0), villages: filled })
  }
  return [...merged.values()].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}
