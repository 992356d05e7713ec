import type { Area } from './area.ts'
import type { AreaIndex, CountyIndex, VillageEntry } from './area-index.ts'
import { byBareName, byToken, byVillage, inside, renamed } from './find-by-guess.ts'
import { pickVillage, villageIn, villageToken } from './find-village.ts'
import {
  asCandidate,
  type Candidate,
  type Found,
  found,
  isTelling,
  kindWord,
  LEADING,
  NOT_A_TOWNSHIP,
  open,
  type Scene,
  villageCandidate,
} from './place.ts'
import { type Successor, soleSuccessor, successorsOf, type TownshipSuccession } from './succession.ts'

/**
 * Finds township and village in the words behind the county. In order: a township of the list by its full name; a
 * former township by what older lists tell; a name that changed its kind; a bare or misspelt name, only where the
 * village bears it out; a village alone, only where its name is rare and unique in the county.
 */
export function findPlace(index: AreaIndex, county: CountyIndex, text: string): Found {
  const scene = { index, county, text: text.replace(LEADING, '') }
  return (
    byFullName(scene) ??
    byToken(scene) ??
    byBareName(scene) ??
    inside(scene) ??
    byVillage(scene) ??
    open(null, [])
  )
}

interface Lead {
  word: string
  standing: readonly Area[]
  former: readonly TownshipSuccession[]
}

/** The longest name of a township, of today or former, with which the text begins. */
function leadingTownship(county: CountyIndex, text: string): Lead | null {
  for (let length = Math.min(text.length, 16); length >= 2; length--) {
    const word = text.slice(0, length)
    const standing = county.byWriting.get(word) ?? []
    const former = county.former.get(word) ?? []
    if (standing.length + former.length === 0) continue
    if (NOT_A_TOWNSHIP.test(text.slice(length))) continue
    return { word, standing, former }
  }
  return null
}

function byFullName(scene: Scene): Found | null {
  const lead = leadingTownship(scene.county, scene.text)
  if (lead === null) return null
  let rest = scene.text.slice(lead.word.length)
  if (rest.startsWith(lead.word)) rest = rest.slice(lead.word.length)
  rest = rest.replace(LEADING, '')
  const [township] = lead.standing
  if (lead.standing.length > 1)
    return open(
      lead.word,
      lead.standing.map((each) => asCandidate(each, `名称同为“${lead.word}”`)),
    )
  return township === undefined ? byFormer(scene, lead, rest) : byStanding(scene, { lead, township, rest })
}

/** A township of the list. Where the village has moved to another township since, older lists must say so. */
function byStanding(scene: Scene, at: { lead: Lead; township: Area; rest: string }): Found {
  const { lead, township, rest } = at
  const hit = villageIn(scene.county, township.code, rest)
  const ground = `“${lead.word}”见区划表`
  if (hit !== null) return found(township, hit, { source: '区划表', ground })
  const token = villageToken(rest)
  if (token === null) return found(township, null, { source: '区划表', ground })
  const moved = movedVillage(scene, lead, token.stem)
  if (moved !== null) return moved
  const [elsewhere, second] = scene.county.villagesByStem.get(token.stem) ?? []
  if (elsewhere !== undefined && second === undefined && isTelling(scene, token.stem)) {
    const home = scene.county.townships.find(({ code }) => code === elsewhere.area.parent)
    return open(null, [
      asCandidate(township, `地址写“${lead.word}”，但区划表中该${kindWord(township)}没有“${token.word}”`),
      villageCandidate(scene, elsewhere, `全县只有${home?.name ?? ''}有“${token.word}”`),
    ])
  }
  return found(township, null, { source: '区划表', ground })
}

function movedVillage(scene: Scene, lead: Lead, stem: string): Found | null {
  for (const old of lead.former) {
    const code = old.villages.get(stem)
    const hit = code === undefined ? null : placeOf(scene, code)
    if (hit !== null) {
      const ground = `${old.seen}区划表中${old.name}的“${stem}”，${old.gone}区划表列在${hit.township.name}`
      return { found: true, place: { ...hit, source: '旧名', ground } }
    }
  }
  return null
}

/** Township and village of a code of twelve digits, in whichever county it stands. */
function placeOf(scene: Scene, code: string): { township: Area; village: VillageEntry } | null {
  const township = scene.index.area(code.slice(0, 9))
  const entries = scene.index.county(code.slice(0, 6))?.villages.get(code.slice(0, 9))?.values() ?? []
  for (const list of entries) {
    const village = list.find((entry) => entry.area.code === code)
    if (village !== undefined && township !== undefined) return { township, village }
  }
  return null
}

/** A township that only older lists show. */
function byFormer(scene: Scene, lead: Lead, rest: string): Found | null {
  const [old] = lead.former
  if (old === undefined) return null
  if (lead.former.length > 1)
    return open(
      lead.word,
      lead.former.flatMap((each) => successorCandidates(scene, each)),
    )
  const known = new Map(
    [...old.villages].flatMap(([stem, code]) => {
      const place = placeOf(scene, code)
      return place === null ? [] : [[stem, [{ ...place.village, stem }]] as const]
    }),
  )
  const hit = pickVillage(known, rest)
  const days = `“${lead.word}”见${old.seen}区划表，${old.gone}区划表已无此名`
  if (hit !== null) {
    const place = placeOf(scene, hit.entry.area.code)
    if (place !== null) {
      const ground = `${days}；其“${hit.word}”现列在${place.township.name}`
      return { found: true, place: { ...place, source: '旧名', ground } }
    }
  }
  const sole = soleSuccessor(old)
  const heir = sole === undefined ? undefined : scene.index.area(sole.township)
  if (sole !== undefined && heir !== undefined) {
    const ground = `${days}；其可辨认的${sole.villages}个村（居）现均列在${heir.name}`
    return found(
      heir,
      villageIn(scene.index.county(heir.code.slice(0, 6)) ?? scene.county, heir.code, rest),
      { source: '旧名', ground },
    )
  }
  return renamed(scene, lead.word, rest) ?? open(lead.word, successorCandidates(scene, old))
}

function successorCandidates(scene: Scene, old: TownshipSuccession): Candidate[] {
  return successorsOf(old).flatMap(({ township, villages }: Successor) => {
    const area = scene.index.area(township)
    return area === undefined
      ? []
      : [asCandidate(area, `${old.seen}区划表中${old.name}有${villages}个村（居）现列在这里`)]
  })
}
