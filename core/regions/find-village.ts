import type { CountyIndex, VillageEntry } from './area-index.ts'
import { foldWriting } from './place-name.ts'

/** What may stand behind the name of a village: its ending, a number, a sign, or nothing. */
const END =
  /^(?:$|行政村|自然村|村|社区|居委|居民委|居民小组|村民|嘎查|\d|第?[一二三四五六七八九十]+(?:组|社|队|号|村民小组|大队|小组)|[(),、;。:：_—/-])/u
const PLAIN_END =
  /^(?:行政村|村民委员会|村委会|村委|村|社区居民委员会|社区居委会|社区|居民委员会|居委会|居委|嘎查)/u

export interface VillageHit {
  entry: VillageEntry
  /** The words that name it, with their ending. */
  word: string
}

/** A village that an address names by its ending; it may stand in the lists or not. */
export interface VillageToken {
  stem: string
  word: string
}

/**
 * The village of the township with which the text begins. The longest name counts; where two villages of the township
 * bear it (村 and 社区 of one name), the ending must tell which. Null where the words name none or not surely one.
 */
export function villageAt(county: CountyIndex, township: string, text: string): VillageHit | null {
  const villages = county.villages.get(township)
  return villages === undefined ? null : pickVillage(villages, text)
}

/** The same over any table of villages by name without ending. */
export function pickVillage(
  villages: ReadonlyMap<string, readonly VillageEntry[]>,
  text: string,
): VillageHit | null {
  const folded = foldWriting(text)
  for (let length = Math.min(folded.length, 12); length >= 1; length--) {
    const entries = villages.get(folded.slice(0, length))
    const behind = text.slice(length)
    if (entries === undefined || !endsHere(behind, length)) continue
    const ending = PLAIN_END.exec(behind)?.[0] ?? ''
    const wanted = ending === '' ? null : /社区|居/u.test(ending) ? 'community' : 'village'
    const sameKind = entries.filter((entry) => entry.kind === wanted)
    const fitting = sameKind.length > 0 ? sameKind : entries
    const [entry] = fitting
    if (fitting.length !== 1 || entry === undefined) return null
    return { entry, word: text.slice(0, length) + ending }
  }
  return null
}

/** A name of one sign needs its ending, and nothing that makes it part of a longer name (大村沟村 is not 大村). */
function endsHere(behind: string, length: number): boolean {
  if (length > 1) return END.test(behind)
  const ending = PLAIN_END.exec(behind)?.[0]
  return (
    ending !== undefined &&
    /^(?:$|\P{Script=Han}|[一二三四五六七八九十]+[组社队])/u.test(behind.slice(ending.length))
  )
}

const TOKEN =
  /^(.{1,8}?)(行政村|自然村|村民委员会|村委会|村委|村|社区居民委员会|社区居委会|社区|居民委员会|居委会|居委|嘎查)/u

/** The first word of the text that says itself a village or community. */
export function villageToken(text: string): VillageToken | null {
  const token = TOKEN.exec(text)
  if (token?.[1] === undefined) return null
  return { stem: foldWriting(token[1]), word: token[0] }
}

/** Words between township and village that name a part of the township: 迈号办事处名门村, 北塬管区上村. */
const PART = /^.{1,6}?(?:办事处|管理区|管区|片区|工作片|片|总支)(?=.)/u

/** villageAt, and where the text begins with a part of the township, behind that. */
export function villageIn(county: CountyIndex, township: string, text: string): VillageHit | null {
  const direct = villageAt(county, township, text)
  if (direct !== null) return direct
  const part = PART.exec(text)
  return part === null ? null : villageAt(county, township, text.slice(part[0].length))
}
