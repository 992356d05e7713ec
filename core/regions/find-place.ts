import type { Area } from './area.ts'
import type { AreaIndex, CountyIndex } from './area-index.ts'
import { byBareName, byToken, byVillage, inside, renamed } from './find-by-guess.ts'
import { byFormer, movedVillage, successorCandidates } from './find-former.ts'
import { villageIn, villageToken } from './find-village.ts'
import {
  asCandidate,
  type Found,
  found,
  isTelling,
  kindWord,
  LEADING,
  NOT_A_TOWNSHIP,
  open,
  villageCandidate,
  type Scene,
} from './place.ts'
import { successorsOf, type TownshipSuccession } from './succession.ts'

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

/** A township of the list, or an old one, by its full name at the front or further on; null where no name is given. */
export function findByName(index: AreaIndex, county: CountyIndex, text: string): Found | null {
  const scene = { index, county, text: text.replace(LEADING, '') }
  return byFullName(scene) ?? inside(scene)
}

interface Lead {
  word: string
  standing: readonly Area[]
  former: readonly TownshipSuccession[]
}

/** The longest name of a township, of today or former, with which the text begins. */
function leadingTownship(county: CountyIndex, text: string): Lead | null {
  for (const length of county.writingLengths.get(text[0] ?? '') ?? []) {
    if (length > text.length) continue
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
  return township === undefined
    ? byFormerName(scene, lead, rest)
    : byStanding(scene, { lead, township, rest })
}

/** A township of the list. Where the village has moved to another township since, older lists must say so. */
function byStanding(scene: Scene, at: { lead: Lead; township: Area; rest: string }): Found {
  const { lead, township, rest } = at
  const hit = villageIn(scene.county, township.code, rest)
  const ground = `“${lead.word}”见区划表`
  if (hit !== null) return found(township, hit, { source: '区划表', ground })
  const token = villageToken(rest)
  if (token === null) return found(township, null, { source: '区划表', ground })
  const moved = movedVillage(scene, lead.former, token.stem)
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

/** A township that only older lists show. */
function byFormerName(scene: Scene, lead: Lead, rest: string): Found | null {
  const [old, second] = lead.former
  if (old === undefined) return null
  const candidates = lead.former.flatMap((each) => successorCandidates(scene, each))
  if (second !== undefined) return open(lead.word, candidates)
  const place = byFormer(scene, old, { word: lead.word, rest })
  if (place !== null) return place
  const same = renamed(scene, lead.word, rest)
  const heirs = successorsOf(old)
  const agrees = same?.found === true && heirs.every((heir) => heir.township === same.place.township.code)
  return agrees ? same : open(lead.word, candidates)
}
