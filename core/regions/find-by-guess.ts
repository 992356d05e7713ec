import type { Area } from './area.ts'
import { byFormer, successorCandidates, type Words } from './find-former.ts'
import { type VillageHit, pickVillage, villageAt, villageIn, villageToken } from './find-village.ts'
import {
  asCandidate,
  type Candidate,
  type Found,
  found,
  isTelling,
  LEADING,
  NOT_A_TOWNSHIP,
  open,
  type Scene,
  villageCandidate,
} from './place.ts'
import { townshipName } from './place-name.ts'
import { type Likeness, similarTownships } from './similar.ts'

/** Names of a county's seat, of which it may have had two at a time (城关镇 and 城关乡). */
const SEAT = /^(?:城关|城区|城厢|城郊|城东|城西|城南|城北|城中|近郊|郊区|东关|西关|南关|北关)$/u
const TOKEN = /^(.{1,8}?)(街道办事处|街道办|街道|地区办事处|办事处|镇(?!乡|镇|街道)|乡(?!镇)|公社|苏木)/u
/** What may stand before the full name of a township without being part of it. */
const BEFORE = /(?:[县市区旗州]|县城|城内|管委会|开发区|园区|农场|林场|牧场|基地|[)）])$/u

/** 柴家门乡 where the list has 柴家门镇: the one township of that name, or null. */
export function renamed(scene: Scene, word: string, rest: string): Found | null {
  const { stem } = townshipName(word.replace(/公社$/u, '乡'))
  const [township, second] = scene.county.byStem.get(stem) ?? []
  if (township === undefined || second !== undefined) return null
  const hit = villageIn(scene.county, township.code, rest)
  if (hit === null && (SEAT.test(stem) || stem.length < 2 || maySplit(scene, township, word))) return null
  const token = villageToken(rest)
  if (
    hit === null &&
    token !== null &&
    scene.county.villagesByStem.has(token.stem) &&
    isTelling(scene, token.stem)
  ) {
    return null
  }
  const ground = `“${word}”与区划表中的${township.name}同名不同类，全县只此一处（改名）`
  return found(township, hit, { source: '旧名', ground })
}

/**
 * A town that became a street was often cut into several, and a commune into several townships: only where nothing else
 * in the county calls itself a street is the one of that name its heir.
 */
function maySplit(scene: Scene, township: Area, word: string): boolean {
  if (word.endsWith('公社')) return true
  const streets = scene.county.townships.filter(
    ({ name }) => name.includes('街道') || name.includes('办事处'),
  )
  return townshipName(township.name).kind === 'street' && streets.length > 1
}

/** The first word that says itself a township, a list may know it or not; null where there is none. */
export function townshipWord(text: string): string | null {
  return TOKEN.exec(text)?.[0] ?? null
}

/** A word that says itself a township but stands in no list. */
export function byToken(scene: Scene): Found | null {
  const word = townshipWord(scene.text)
  if (word === null) return null
  const rest = scene.text.slice(word.length)
  if (NOT_A_TOWNSHIP.test(rest)) return null
  const at = { word, rest }
  return (
    renamed(scene, word, rest) ??
    byFormerOfOtherKind(scene, at) ??
    insideToken(scene, at) ??
    byLikeness(scene, at) ??
    byRareVillage(scene, at)
  )
}

/** 木果乡, where older lists have 木果镇 and today's has neither in this county. */
function byFormerOfOtherKind(scene: Scene, { word, rest }: Words): Found | null {
  const [old, second] = scene.county.formerByStem.get(townshipName(word).stem) ?? []
  if (old === undefined || second !== undefined) return null
  const place = byFormer(scene, old, { word: old.name, rest })
  if (place?.found !== true) return open(word, successorCandidates(scene, old))
  if (place.place.village === null && townshipName(old.name).kind === 'street')
    return open(word, successorCandidates(scene, old))
  return {
    found: true,
    place: { ...place.place, ground: `“${word}”与旧名“${old.name}”同名不同类；${place.place.ground}` },
  }
}

/** 县永安乡: the township stands at the end of the word, behind signs that are no part of its name. */
function insideToken(scene: Scene, { word, rest }: Words): Found | null {
  for (let start = 1; start < word.length - 1; start++) {
    const name = word.slice(start)
    const [township, second] = scene.county.byWriting.get(name) ?? []
    if (township === undefined || second !== undefined || townshipName(name).stem.length < 2) continue
    const hit = villageIn(scene.county, township.code, rest)
    if (hit === null && !BEFORE.test(word.slice(0, start)))
      return open(word, [asCandidate(township, `“${word}”中有“${name}”`)])
    return found(township, hit, { source: '区划表', ground: `“${word}”中的“${name}”见区划表` })
  }
  return null
}

/** A misspelt or shortened name: only where the village stands in that township and nowhere else in the county. */
function byLikeness(scene: Scene, { word, rest }: Words): Found | null {
  const similar = similarTownships(scene.county, townshipName(word).stem)
  const borne = similar.flatMap(({ township, how }) => {
    const hit = villageIn(scene.county, township.code, rest)
    return hit !== null && borneOut(scene, hit, how) ? [{ township, how, hit }] : []
  })
  const [only, second] = borne
  if (only === undefined || second !== undefined) return null
  const says = only.how === 'shortened' ? '略写' : '相差一字'
  const ground = `“${word}”与${only.township.name}${says}，且该村名全县唯一`
  return found(only.township, only.hit, { source: '近似', ground })
}

/** A village of a name that stands all over China bears out a shortened name, but not a misspelt one. */
function borneOut(scene: Scene, hit: VillageHit, how: Likeness): boolean {
  const telling = how === 'shortened' ? hit.entry.stem.length >= 2 : isTelling(scene, hit.entry.stem)
  return telling && (scene.county.villagesByStem.get(hit.entry.stem) ?? []).length === 1
}

/** The township is unknown: its village decides only if it is unique in the county and rare in China; else one asks. */
function byRareVillage(scene: Scene, { word, rest }: Words): Found {
  const hit = pickVillage(scene.county.villagesByStem, rest)
  const same = stemCandidates(scene, word)
  if (hit !== null && same.length === 0 && isTelling(scene, hit.entry.stem) && endsAsVillage(hit)) {
    const township = scene.index.area(hit.entry.area.parent)
    const ground = `“${word}”不在区划表，“${hit.word}”全县唯一`
    if (township !== undefined) return found(township, hit, { source: '近似', ground })
  }
  const token = villageToken(rest)
  const similar = similarTownships(scene.county, townshipName(word).stem).map(({ township, how }) =>
    asCandidate(township, how === 'shortened' ? `“${word}”像是它的略写` : `与“${word}”相差一字`),
  )
  const seats = (scene.county.villagesByStem.get(townshipName(word).stem) ?? []).map((entry) =>
    villageCandidate(scene, entry, `村（居）名与“${word}”相同，可能是原驻地`),
  )
  const villages = token === null ? [] : sameNamed(scene, token.stem, token.word)
  return open(word, [...same, ...similar, ...villages, ...seats])
}

function stemCandidates(scene: Scene, word: string): Candidate[] {
  const same = scene.county.byStem.get(townshipName(word).stem) ?? []
  return same.map((township) => asCandidate(township, `与“${word}”同名不同类`))
}

function sameNamed(scene: Scene, stem: string, word: string): Candidate[] {
  return (scene.county.villagesByStem.get(stem) ?? []).map((entry) =>
    villageCandidate(scene, entry, `有“${word}”`),
  )
}

function endsAsVillage(hit: VillageHit): boolean {
  return hit.word.length > hit.entry.stem.length
}

/** 横溪大林村: the township without its ending, borne out by one of its villages. */
export function byBareName(scene: Scene): Found | null {
  for (let length = Math.min(scene.text.length, 8); length >= 2; length--) {
    const stem = scene.text.slice(0, length)
    const [township, second] = scene.county.byStem.get(stem) ?? []
    if (township === undefined || second !== undefined) continue
    const behind = scene.text.slice(length).replace(/^街道?/u, '')
    const hit = villageAt(scene.county, township.code, behind)
    if (hit === null || hit.entry.stem.length < 2) continue
    return found(township, hit, { source: '近似', ground: `“${stem}”为${township.name}的略写` })
  }
  return null
}

/** A village without its township: only if it is unique in the county and rare in China, and named with its ending or alone. */
export function byVillage(scene: Scene): Found | null {
  const hit = pickVillage(scene.county.villagesByStem, scene.text)
  const bare = bareCandidates(scene)
  // A name alone, 王家沟 and nothing behind it, is a village's as much as one with its ending, if no township bears it.
  const alone = hit !== null && hit.word === scene.text && bare.length === 0
  if (hit !== null && isTelling(scene, hit.entry.stem) && (alone || endsAsVillage(hit))) {
    const township = scene.index.area(hit.entry.area.parent)
    const ground = `地址没有乡镇，“${hit.word}”全县唯一`
    if (township !== undefined) return found(township, hit, { source: '近似', ground })
  }
  const token = villageToken(scene.text)
  return token === null && bare.length === 0
    ? null
    : open(null, [...(token ? sameNamed(scene, token.stem, token.word) : []), ...bare])
}

function bareCandidates(scene: Scene): Candidate[] {
  for (let length = Math.min(scene.text.length, 8); length >= 2; length--) {
    const same = scene.county.byStem.get(scene.text.slice(0, length)) ?? []
    if (same.length > 0)
      return same.map((each) => asCandidate(each, `地址以“${scene.text.slice(0, length)}”开头`))
  }
  return []
}

/** A township named in full further on: 工业园区柴家门镇. Words that may be part of its name must be borne out by a village. */
export function inside(scene: Scene): Found | null {
  const hits = new Map<string, { township: Area; at: number; word: string }>()
  for (let at = 1; at < Math.min(scene.text.length - 2, 30); at++) {
    for (const length of scene.county.writingLengths.get(scene.text[at] ?? '') ?? []) {
      if (length < 3 || at + length > scene.text.length) continue
      const word = scene.text.slice(at, at + length)
      const [township, second] = scene.county.byWriting.get(word) ?? []
      if (
        township === undefined ||
        second !== undefined ||
        NOT_A_TOWNSHIP.test(scene.text.slice(at + length))
      )
        continue
      if (!hits.has(township.code)) hits.set(township.code, { township, at, word })
      break
    }
  }
  const [only, second] = hits.values()
  if (only === undefined) return null
  if (second !== undefined)
    return open(
      null,
      [...hits.values()].map(({ township, word }) => asCandidate(township, `地址中有“${word}”`)),
    )
  const hit = villageIn(
    scene.county,
    only.township.code,
    scene.text.slice(only.at + only.word.length).replace(LEADING, ''),
  )
  const free = BEFORE.test(scene.text.slice(0, only.at))
  if (hit === null && !free) return open(null, [asCandidate(only.township, `地址中有“${only.word}”`)])
  return found(only.township, hit, { source: '区划表', ground: `地址中的“${only.word}”见区划表` })
}
