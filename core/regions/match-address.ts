import type { Area } from './area.ts'
import type { AreaIndex } from './area-index.ts'
import { townshipWord } from './find-by-guess.ts'
import { findByName, findPlace } from './find-place.ts'
import { villageIn } from './find-village.ts'
import { inOwnTownship } from './own-township.ts'
import type { Mapping, MappingIndex } from './mapping.ts'
import type { Candidate, Found, Place, Source } from './place.ts'
import { plainPlace, townshipName } from './place-name.ts'
import { type Head, type Hints, readHead, readHints } from './read-head.ts'

export interface AddressInput {
  address: string
  /** Area digits of the code (3 to 8 of a credit code), names in columns for province and city, the officer's county. */
  countyHints: readonly string[]
  /** Name of the body; it often carries its township. It never decides alone. */
  name?: string
  /** Code of the township whose officer hands the list in: it decides where the address begins with one of its villages. */
  township?: string
}

export interface Resolved {
  state: 'resolved'
  /** Code of the village where it is known, else of the township. */
  area: string
  township: string
  village: string | null
  county: string
  source: Source
  /** Chinese: which words matched which area, and by what. */
  ground: string
  /** 1: names of today's list in full; less: by an old name, an answer or a likeness. */
  confidence: number
  /** Chinese remarks for the officer: the code says another county than the address, and the like. */
  notes: string[]
}

export interface Asked {
  state: 'asked'
  county: string | null
  candidates: Candidate[]
  question: string
  /** Words for which an answer may be kept, the most exact first: whole address, behind the county, the unknown township. */
  keys: string[]
  notes: string[]
}

export type Match = Resolved | Asked

const CONFIDENCE: Readonly<Record<Source, number>> = { 区划表: 1, 人工确认: 0.98, 旧名: 0.95, 近似: 0.9 }

/**
 * Finds township and village of an address. What the words do not decide is asked, never guessed; see
 * docs/address-matching.md for the rules and how they were checked.
 */
export function matchAddress(index: AreaIndex, input: AddressInput, mappings: MappingIndex = NONE): Match {
  const text = plainPlace(input.address)
  const hints = readHints(index, input.countyHints)
  const head = readHead(index, text, hints)
  const search = { index, hints, head, text }
  const notes = notesOf(search)
  const kept = byMapping(search, mappings, WHOLE)
  if (kept) return resolved(kept, notes)
  const scopes = scopesOf(search)
  const first =
    scopes.length === 1 && scopes[0] ? findIn(index, scopes[0], head.rest) : amongCounties(search, scopes)
  const answered = byMapping(search, mappings, doubtfulWord(first, head.rest))
  if (answered) return resolved(answered, notes)
  if (first.found) return resolved(first.place, [...notes, ...countyNote(search, first.place)])
  const own = input.township === undefined ? null : inOwnTownship(search, input.township)
  if (own) return resolved(own, [...notes, ...countyNote(search, own)])
  const nearby = head.county === null ? null : besideCounty(search, head.county)
  if (nearby) return resolved(nearby, [...notes, ...countyNote(search, nearby)])
  return asked({ search, first, scopes, input, notes })
}

const NONE: MappingIndex = new Map()
const WHOLE = Symbol('the whole address')

/** The word for a township of which a person's answer counts more than what old names or likeness say; null: none. */
function doubtfulWord(first: Found, rest: string): string | null {
  if (!first.found) return first.word
  return first.place.source === '区划表' ? null : townshipWord(rest)
}

interface Search {
  index: AreaIndex
  hints: Hints
  head: Head
  text: string
}

/** The counties in which to look: the one that the address names, else those of the hints, else all of the prefecture. */
function scopesOf({ index, hints, head }: Search): readonly string[] {
  if (head.county !== null) return [head.county]
  if (head.doubtful.length > 0) return head.doubtful
  const hinted = hints.counties.filter((code) => code.startsWith(head.prefix))
  if (hinted.length > 0) return hinted
  if (head.prefix.length === 4) return index.countiesIn(head.prefix)
  const prefectures = hints.prefixes.filter((prefix) => prefix.length === 4 && prefix.startsWith(head.prefix))
  return prefectures.flatMap((prefix) => index.countiesIn(prefix))
}

function findIn(index: AreaIndex, county: string, rest: string): Found {
  const own = index.county(county)
  return own === undefined ? { found: false, word: null, candidates: [] } : findPlace(index, own, rest)
}

/** Several counties may be meant: only names of today's list count, and only one county may have them. */
function amongCounties({ index, head }: Search, scopes: readonly string[]): Found {
  const places: Place[] = []
  const open: Candidate[] = []
  let word: string | null = null
  for (const scope of scopes) {
    const own = index.county(scope)
    const here =
      scopes.length <= 3 ? findIn(index, scope, head.rest) : own && findByName(index, own, head.rest)
    if (!here) continue
    if (here.found && here.place.source === '区划表') places.push(here.place)
    else if (here.found) open.push(candidateOf(index, here.place))
    else if (scopes.length <= 3) {
      open.push(...here.candidates)
      word ??= here.word
    }
  }
  const sure = places.filter((place) => place.village !== null)
  const [only] = sure.length === 1 ? sure : places
  if (only !== undefined && (places.length === 1 || sure.length === 1) && telling(only))
    return { found: true, place: only }
  return {
    found: false,
    word,
    candidates: [...places.map((place) => candidateOf(index, place)), ...open].slice(0, 8),
  }
}

/** Many counties have a 城关镇; without the county its name says nothing. */
function telling(place: Place): boolean {
  return (
    townshipName(place.township.name).stem.length >= 2 &&
    !/^城[关区厢郊东西南北中]$/u.test(townshipName(place.township.name).stem)
  )
}

/**
 * The county that the address names has no such township, but the code's county, or another one of the prefecture, has
 * township and village by these very names: districts were cut anew, and statistics list zones as counties.
 */
function besideCounty({ index, hints, head }: Search, county: string): Place | null {
  const around = new Set([...hints.counties, ...index.countiesIn(county.slice(0, 4))])
  around.delete(county)
  const places: Place[] = []
  for (const code of around) {
    const own = index.county(code)
    const here = own === undefined ? null : findByName(index, own, head.rest)
    if (here?.found === true && here.place.source === '区划表' && here.place.village !== null)
      places.push(here.place)
  }
  const [only, second] = places
  if (only === undefined || second !== undefined || !telling(only)) return null
  if (only.village === null || only.village.stem.length < 2) return null
  const said = index.area(county)?.name ?? ''
  const lies = index.area(only.township.code.slice(0, 6))?.name ?? ''
  return { ...only, ground: `${only.ground}；地址写${said}，区划表列在${lies}` }
}

/** An answer that a person gave for these words before. */
function byMapping(search: Search, mappings: MappingIndex, word: string | typeof WHOLE | null): Place | null {
  if (mappings.size === 0 || word === null) return null
  const keys = word === WHOLE ? [search.text, search.head.rest] : [word]
  for (const key of keys) {
    const mapping = mappings.get(key)
    if (mapping === undefined || !fitsCounty(search, mapping)) continue
    const place = placeOf(search.index, mapping)
    if (place === null) continue
    if (word === WHOLE || place.village !== null) return place
    const at = search.head.rest.indexOf(word)
    const own = search.index.county(place.township.code.slice(0, 6))
    const hit = own && villageIn(own, place.township.code, search.head.rest.slice(at + word.length))
    return { ...place, village: hit?.entry ?? null }
  }
  return null
}

/** An answer of one county says nothing about words in an address of another. */
function fitsCounty({ head, hints }: Search, mapping: Mapping): boolean {
  const county = head.county ?? (hints.counties.length > 0 ? null : mapping.home)
  return county === null
    ? hints.counties.includes(mapping.home)
    : county === mapping.home || mapping.area.startsWith(county)
}

function placeOf(index: AreaIndex, mapping: Mapping): Place | null {
  const township = index.area(mapping.area.slice(0, 9))
  if (township === undefined || mapping.area.length < 9) return null
  const ground = `“${mapping.key}”由${mapping.by}于${mapping.from}确认：${mapping.ground}`
  const village = mapping.area.length === 12 ? index.area(mapping.area) : undefined
  if (mapping.area.length === 12 && village === undefined) return null
  const entry = village === undefined ? null : { area: village, stem: village.name, kind: 'other' as const }
  return { township, village: entry, source: '人工确认', ground }
}

function resolved(place: Place, notes: string[]): Resolved {
  const village = place.village?.area.code ?? null
  return {
    state: 'resolved',
    area: village ?? place.township.code,
    township: place.township.code,
    village,
    county: place.township.code.slice(0, 6),
    source: place.source,
    ground: `${place.source}：${place.ground}`,
    confidence: CONFIDENCE[place.source],
    notes,
  }
}

/** What the officer should know beyond the place. */
function notesOf({ index, hints, head }: Search): string[] {
  const notes: string[] = []
  if (head.form === 'former' && head.ground !== null) notes.push(`地址用旧县名：${head.ground}`)
  const [hinted] = hints.counties
  if (head.county !== null && hinted !== undefined && !hints.counties.includes(head.county)) {
    const said = index.area(head.county)?.name ?? head.county
    notes.push(`地址写${said}，而代码或所填地区为${index.area(hinted)?.name ?? hinted}，按地址`)
  }
  for (const code of hints.vanished) notes.push(`区划代码${code}已不在区划表中，未据以推断`)
  return notes
}

function countyNote({ index, head }: Search, place: Place): string[] {
  if (head.county !== null) return []
  return [`地址没有写明县级，按${index.area(place.township.code.slice(0, 6))?.name ?? ''}认定`]
}

function candidateOf(index: AreaIndex, place: Place): Candidate {
  const area = place.village?.area ?? place.township
  const names = [
    index.area(area.code.slice(0, 6)),
    area.level === 'village' ? place.township : undefined,
    area,
  ]
  return {
    code: area.code,
    name: names.map((each: Area | undefined) => each?.name ?? '').join(''),
    why: place.ground,
  }
}

interface Open {
  search: Search
  first: Found
  scopes: readonly string[]
  input: AddressInput
  notes: string[]
}

/** The question, with what speaks for which answer. */
function asked({ search, first, scopes, input, notes }: Open): Asked {
  const { index, head, text } = search
  const county = scopes.length === 1 ? (scopes[0] ?? null) : null
  const own = county === null ? undefined : index.county(county)
  const word = first.found ? null : first.word
  const fromName =
    own === undefined || input.name === undefined
      ? []
      : townshipsInName(own.byWriting, plainPlace(input.name))
  const given = first.found ? [] : first.candidates
  const candidates = [
    ...given,
    ...fromName.filter(({ code }) => !given.some((each) => each.code === code)),
  ].slice(0, 8)
  const where = own?.county.name
  const question =
    where === undefined
      ? `地址“${input.address.trim()}”没有写明县（市、区），请确认它在哪个县、哪个乡镇`
      : word === null
        ? `地址“${input.address.trim()}”认不出${where}的哪个乡镇，请确认`
        : `“${word}”不在${where}现行区划表中，或与村名不符，请确认该地址现属哪个乡镇`
  const keys = [...new Set([text, head.rest, word ?? ''])].filter((key) => key !== '')
  return { state: 'asked', county, candidates, question, keys, notes }
}

function townshipsInName(byWriting: ReadonlyMap<string, readonly Area[]>, name: string): Candidate[] {
  const hits: Candidate[] = []
  for (const [writing, [township]] of byWriting) {
    if (township !== undefined && writing.length >= 3 && name.includes(writing)) {
      hits.push({ code: township.code, name: township.name, why: `名称中有“${writing}”` })
    }
  }
  return hits.filter(({ code }, i) => hits.findIndex((each) => each.code === code) === i)
}
