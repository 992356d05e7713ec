import type { AreaIndex, RegionWord } from './area-index.ts'
import { plainPlace } from './place-name.ts'

/** What the caller knows besides the address. */
export interface Hints {
  /** Living counties named by the code, the columns or the officer's own county. */
  counties: readonly string[]
  /** Provinces and prefectures (2 or 4 digits) so named. */
  prefixes: readonly string[]
  /** Area codes among the hints that no longer stand. They decide nothing. */
  vanished: readonly string[]
}

/** How far the head of an address names the region. */
export interface Head {
  /** Digits of province or prefecture that the words say; ''. */
  prefix: string
  county: string | null
  /** How the county is named; null where it is not. */
  form: RegionWord['form'] | null
  /** The former name's ground. */
  ground: string | null
  /** Several counties bear the name, and nothing decides between them. */
  doubtful: readonly string[]
  /** What stands behind the head. */
  rest: string
}

const known = new WeakMap<AreaIndex, Map<string, Hints>>()
/** Rows of a sheet repeat their hints; no more than this many different ones are kept. */
const KEPT = 5000

/** Sorts the hints into what they say: area codes, names of provinces, prefectures and counties. */
export function readHints(index: AreaIndex, hints: readonly string[]): Hints {
  const kept = known.get(index) ?? new Map<string, Hints>()
  if (!known.has(index) || kept.size > KEPT) kept.clear()
  known.set(index, kept)
  const key = hints.join(' ')
  const before = kept.get(key)
  if (before !== undefined) return before
  const sorted = sortHints(index, hints)
  kept.set(key, sorted)
  return sorted
}

function sortHints(index: AreaIndex, hints: readonly string[]): Hints {
  const counties = new Set<string>()
  const prefixes = new Set<string>()
  const vanished = new Set<string>()
  const names = hints.map(plainPlace).filter((hint) => hint !== '')
  for (const hint of names) {
    if (!/^\d{6}/u.test(hint)) continue
    const code = hint.slice(0, 6)
    if (index.area(code)?.level === 'county') counties.add(code)
    else if (index.area(code.slice(0, 4)) && /0[01]$/u.test(code)) prefixes.add(code.slice(0, 4))
    else vanished.add(code)
  }
  const words = names.filter((hint) => !/^\d/u.test(hint)).map((hint) => index.regions.get(hint) ?? [])
  for (const word of words) for (const { code, level } of word) if (level === 'province') prefixes.add(code)
  const provinces = [...prefixes].filter((prefix) => prefix.length === 2)
  const inside = (code: string): boolean =>
    provinces.length === 0 || provinces.some((each) => code.startsWith(each))
  for (const word of words) {
    if (word.some(({ level }) => level === 'province')) continue
    const fitting = word.filter(({ code, form }) => form !== 'former' && inside(code))
    const prefecture = fitting.filter(({ level }) => level === 'prefecture')
    for (const { code } of prefecture) prefixes.add(code)
    const county = fitting.filter(({ level }) => level === 'county')
    if (prefecture.length === 0 && county.length === 1 && county[0]) counties.add(county[0].code)
  }
  return { counties: [...counties], prefixes: [...prefixes], vanished: [...vanished] }
}

interface State {
  at: number
  prefix: string
  counties: readonly RegionWord[]
}

interface Reading {
  index: AreaIndex
  text: string
  hints: Hints
}

/** A state to come, and whether only a name without its ending led there. */
interface Step {
  prefix: string
  counties: readonly RegionWord[]
  bare: boolean
}

/** After 城区, 西区, 新区 these signs show that a road, township or village was meant: 城区街道, 郊区村. */
const NOT_A_COUNTY = /^(?:街|路|乡|村|社区|办事处|镇)/u
/** After a name without its ending so does 镇; but 庆阳市镇原县 names a county that begins with it. */
const NOT_A_REGION = /^(?:街|路|镇|乡|村|社区|办事处|苏木)/u

/**
 * Reads province, prefecture and county from the front of an address (already plain). Names said twice, left out or
 * shortened are taken as long as all words agree; a county's bare stem (会宁柴家门镇) only if the hints name that county
 * or the words before leave one.
 */
export function readHead(index: AreaIndex, text: string, hints: Hints): Head {
  const best = descend({ index, text, hints }, { at: 0, prefix: '', counties: [] })
  const chosen = chooseCounty(best, hints)
  const prefix = chosen.word ? chosen.word.code.slice(0, 4) : best.prefix
  return {
    prefix,
    county: chosen.word?.code ?? null,
    form: chosen.word?.form ?? null,
    ground: chosen.word?.ground ?? null,
    doubtful: chosen.doubtful,
    rest: text.slice(best.at),
  }
}

/** Takes words as long as there are fitting ones, and keeps the reading that says most. */
function descend(reading: Reading, state: State): State {
  const { index, text, hints } = reading
  let best = state
  for (const length of index.regionLengths.get(text[state.at] ?? '') ?? []) {
    const words = index.regions.get(text.slice(state.at, state.at + length))
    if (words === undefined || state.at + length > text.length) continue
    const behind = text.slice(state.at + length, state.at + length + 3)
    for (const next of steps(words, state, {
      behind,
      bare: length === 2 && text[state.at + 1] === '区',
      hints,
    })) {
      const reached = descend(reading, {
        prefix: next.prefix,
        counties: next.counties,
        at: state.at + length,
      })
      if (isChance(reached, next, hints)) continue
      if (worth(reached) > worth(best)) best = reached
    }
  }
  return best
}

/** 朝阳湾镇 names no 朝阳: a bare prefecture or province must be hinted or lead to a county. */
function isChance(reached: State, next: Step, hints: Hints): boolean {
  if (!next.bare || reached.counties.length > 0 || hints.counties.length + hints.prefixes.length === 0)
    return false
  const said = [...hints.counties, ...hints.prefixes]
  return !said.some((hint) => hint.startsWith(reached.prefix) || reached.prefix.startsWith(hint))
}

function worth(state: State): number {
  const full = state.counties.some((word) => word.form !== 'short')
  return (state.counties.length > 0 ? (full ? 400 : 200) : 0) + state.prefix.length * 20 + state.at
}

interface Around {
  behind: string
  /** The word is as short as 城区 or 郊区. */
  bare: boolean
  hints: Hints
}

/** The states to which a word may lead: a region above, a county, or the same again. */
function steps(words: readonly RegionWord[], state: State, around: Around): Step[] {
  const bareFits = !NOT_A_REGION.test(around.behind)
  const found: Step[] = []
  if (state.counties.length === 0) {
    for (const { code, level, form } of words) {
      if (level === 'county' || !agrees(state.prefix, code) || (form === 'short' && !bareFits)) continue
      found.push({
        prefix: code.length > state.prefix.length ? code : state.prefix,
        counties: [],
        bare: form === 'short',
      })
    }
  } else if (
    words.some((word) => word.form === 'full' && word.level !== 'county' && above(word.code, state))
  ) {
    found.push({ prefix: state.prefix, counties: state.counties, bare: false })
  }
  const inside = words.filter(({ code, level }) => level === 'county' && holds(state.prefix, code))
  const read = new Set(state.counties.map((county) => county.code))
  const again = inside.filter((word) => word.form !== 'short' && (read.size === 0 || read.has(word.code)))
  if (again.length > 0 && !(around.bare && NOT_A_COUNTY.test(around.behind))) {
    const kept =
      read.size === 0 ? again : state.counties.filter((county) => again.some((w) => w.code === county.code))
    found.push({ prefix: state.prefix, counties: kept, bare: false })
  }
  const short = inside.filter((word) => word.form === 'short' && shortFits(word, state, around))
  if (read.size === 0 && short.length === 1 && bareFits)
    found.push({ prefix: state.prefix, counties: short, bare: true })
  return found
}

/** 湄潭县贵州省遵义市湄潭县: what stands above the county is said again. */
function above(code: string, state: State): boolean {
  return state.counties.every((county) => county.code.startsWith(code))
}

/** A county without its ending is a county only where hints name it, or its prefecture, or the words before do. */
function shortFits(word: RegionWord, state: State, { hints }: Around): boolean {
  if (hints.counties.includes(word.code)) return true
  const said =
    state.prefix.length === 4 ? [state.prefix] : hints.prefixes.filter((prefix) => prefix.length === 4)
  return said.some((prefix) => word.code.startsWith(prefix))
}

/** Whether a province or prefecture agrees with what was read before; 伊犁州 holds 塔城 and 阿勒泰, which have codes of their own. */
function agrees(prefix: string, code: string): boolean {
  if (code.startsWith(prefix) || prefix.startsWith(code)) return true
  return prefix === '6540' && (code === '6542' || code === '6543')
}

function holds(prefix: string, county: string): boolean {
  return county.startsWith(prefix) || (prefix === '6540' && /^654[23]/u.test(county))
}

/** One county, or those between which nothing decides. */
function chooseCounty(state: State, hints: Hints): { word: RegionWord | null; doubtful: string[] } {
  const words = state.counties
  const [only] = words
  if (only === undefined) return { word: null, doubtful: [] }
  const hinted = words.filter((word) => hints.counties.includes(word.code))
  const near = (length: number): RegionWord[] =>
    words.filter((word) =>
      hints.prefixes.some((prefix) => prefix.length === length && word.code.startsWith(prefix)),
    )
  const fitting = [hinted, near(4), near(2), words].find((set) => set.length > 0) ?? []
  if (fitting.length === 1 && fitting[0]) return { word: fitting[0], doubtful: [] }
  return { word: null, doubtful: fitting.map((word) => word.code) }
}
