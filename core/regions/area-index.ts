import {
  foldWriting,
  plainPlace,
  regionStem,
  regionWritings,
  townshipName,
  townshipWritings,
  type VillageKind,
  villageName,
} from './place-name.ts'
import { type Area, isFillerName } from './area.ts'
import type { CountySuccession, TownshipSuccession } from './succession.ts'

/** What an index is made of. Villages need only be given for the counties in which addresses are to be found. */
export interface AreaSource {
  areas: Iterable<Area>
  formerCounties?: Iterable<CountySuccession>
  formerTownships?: Iterable<TownshipSuccession>
  /** Short names in common use for a county or prefecture. */
  aliases?: Iterable<{ name: string; to: string }>
  /** Names of villages, without ending, that stand in many counties: alone they decide nothing. */
  commonNames?: ReadonlySet<string>
  /** County and name of villages of whose name the county had several before, though it has one today. */
  sharedNames?: Iterable<string>
}

/** A word that names a province, prefecture or county. */
export interface RegionWord {
  code: string
  level: 'province' | 'prefecture' | 'county'
  /** `full`: the name; `short`: without its ending; `former`: a name that it no longer bears. */
  form: 'full' | 'short' | 'former'
  ground?: string
}

export interface VillageEntry {
  area: Area
  stem: string
  kind: VillageKind
}

/** The townships and villages of one county by the words that name them. */
export interface CountyIndex {
  county: Area
  townships: readonly Area[]
  /** Each township's name without ending, as writings are compared. */
  stems: readonly { township: Area; stem: string }[]
  /** Lengths of the names of townships, of today and former, by their first sign, longest first. */
  writingLengths: ReadonlyMap<string, readonly number[]>
  /** Full names and their usual writings (街道办事处, 街道, 办事处). */
  byWriting: ReadonlyMap<string, readonly Area[]>
  byStem: ReadonlyMap<string, readonly Area[]>
  /** Former townships by every writing of their name. */
  former: ReadonlyMap<string, readonly TownshipSuccession[]>
  formerByStem: ReadonlyMap<string, readonly TownshipSuccession[]>
  /** Villages of each township by name without ending. */
  villages: ReadonlyMap<string, ReadonlyMap<string, readonly VillageEntry[]>>
  /** Villages of the county by name without ending. */
  villagesByStem: ReadonlyMap<string, readonly VillageEntry[]>
}

export interface AreaIndex {
  /** Words for provinces, prefectures and counties of all China. */
  regions: ReadonlyMap<string, readonly RegionWord[]>
  /** How long the words are that begin with a sign, longest first. */
  regionLengths: ReadonlyMap<string, readonly number[]>
  commonNames: ReadonlySet<string>
  sharedNames: ReadonlySet<string>
  area: (code: string) => Area | undefined
  /** The words of a county; undefined where the county is none of today's list. Made when first asked for. */
  county: (code: string) => CountyIndex | undefined
  /** Codes of the counties in a province or prefecture. */
  countiesIn: (prefix: string) => readonly string[]
}

/** Makes an index. What takes time is made per county, on first use. */
export function createIndex(source: AreaSource): AreaIndex {
  const byCode = new Map<string, Area>()
  const below = new Map<string, Area[]>()
  // An area given twice is one: the list of all townships overlaps with the counties that are given whole.
  for (const area of source.areas) byCode.set(area.code, area)
  for (const area of byCode.values()) if (area.code.length >= 9) push(below, area.code.slice(0, 6), area)
  const former = new Map<string, TownshipSuccession[]>()
  for (const old of source.formerTownships ?? []) push(former, old.county, old)
  const regions = regionWords(byCode, source)
  const made = new Map<string, CountyIndex>()
  const countiesIn = new Map<string, string[]>()
  for (const area of byCode.values()) {
    if (area.level !== 'county') continue
    for (const prefix of ['', area.code.slice(0, 2), area.code.slice(0, 4)])
      push(countiesIn, prefix, area.code)
  }
  return {
    regions,
    regionLengths: lengthsByFirst(regions.keys()),
    commonNames: source.commonNames ?? new Set(),
    sharedNames: new Set(source.sharedNames),
    area: (code) => byCode.get(code),
    countiesIn: (prefix) => countiesIn.get(prefix) ?? [],
    county: (code) => {
      const known = made.get(code)
      const county = byCode.get(code)
      if (known !== undefined || county?.level !== 'county') return known
      const index = indexCounty(county, below.get(code) ?? [], former.get(code) ?? [])
      made.set(code, index)
      return index
    },
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

function lengthsByFirst(words: Iterable<string>): Map<string, number[]> {
  const lengths = new Map<string, Set<number>>()
  for (const word of words)
    lengths.set(word[0] ?? '', (lengths.get(word[0] ?? '') ?? new Set()).add(word.length))
  return new Map([...lengths].map(([first, set]) => [first, [...set].toSorted((a, b) => b - a)]))
}

/** Every word under which an address may name a province, a prefecture or a county. */
function regionWords(byCode: ReadonlyMap<string, Area>, source: AreaSource): Map<string, RegionWord[]> {
  const words = new Map<string, RegionWord[]>()
  const add = (word: string, entry: RegionWord): void => {
    const others = (words.get(word) ?? []).filter(
      (known) => known.code !== entry.code || known.form === 'full',
    )
    const known = others.some((other) => other.code === entry.code)
    words.set(word, known ? others : [...others, entry])
  }
  for (const { code, name, level } of byCode.values()) {
    if (level === 'township' || level === 'village' || isFillerName(name)) continue
    const stem = regionStem(name)
    if (stem !== plainPlace(name)) add(stem, { code, level, form: 'short' })
    for (const word of regionWritings(name)) add(word, { code, level, form: 'full' })
    if (level === 'province' && name.endsWith('自治区')) add(`${stem}自治区`, { code, level, form: 'full' })
    // Until about 2016 many of today's cities were 地区 or 盟, and registers still print that.
    if (level === 'prefecture' && name.endsWith('市')) add(`${stem}地区`, { code, level, form: 'full' })
  }
  for (const { name, to } of source.aliases ?? []) {
    const level = byCode.get(to)?.level
    if (level === 'county' || level === 'prefecture') add(name, { code: to, level, form: 'full' })
  }
  for (const { name, to, ground } of source.formerCounties ?? []) {
    if (byCode.has(to)) add(plainPlace(name), { code: to, level: 'county', form: 'former', ground })
  }
  return words
}

function indexCounty(
  county: Area,
  areas: readonly Area[],
  former: readonly TownshipSuccession[],
): CountyIndex {
  const townships = areas.filter((area) => area.level === 'township')
  const byWriting = new Map<string, Area[]>()
  const byStem = new Map<string, Area[]>()
  for (const township of townships) {
    for (const writing of townshipWritings(township.name)) push(byWriting, writing, township)
    push(byStem, townshipName(township.name).stem, township)
  }
  const formerByWriting = new Map<string, TownshipSuccession[]>()
  const formerByStem = new Map<string, TownshipSuccession[]>()
  for (const old of former) {
    for (const writing of townshipWritings(old.name)) push(formerByWriting, writing, old)
    if (!old.stands) push(formerByStem, townshipName(old.name).stem, old)
  }
  const villages = new Map<string, Map<string, VillageEntry[]>>()
  const villagesByStem = new Map<string, VillageEntry[]>()
  for (const area of areas) {
    if (area.level !== 'village') continue
    const { stem, kind } = villageName(area.name)
    const entry = { area, stem: foldWriting(stem), kind }
    push(villagesByStem, entry.stem, entry)
    const own = villages.get(area.parent) ?? new Map<string, VillageEntry[]>()
    villages.set(area.parent, own)
    push(own, entry.stem, entry)
  }
  return {
    county,
    townships,
    stems: townships.map((township) => ({ township, stem: foldWriting(townshipName(township.name).stem) })),
    writingLengths: lengthsByFirst([...byWriting.keys(), ...formerByWriting.keys()]),
    byWriting,
    byStem,
    former: formerByWriting,
    formerByStem,
    villages,
    villagesByStem,
  }
}
