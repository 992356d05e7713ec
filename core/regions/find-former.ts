import type { Area } from './area.ts'
import type { VillageEntry } from './area-index.ts'
import { pickVillage, villageIn } from './find-village.ts'
import { asCandidate, type Candidate, type Found, found, type Scene } from './place.ts'
import { soleSuccessor, successorsOf, type TownshipSuccession } from './succession.ts'

/** The words of an address that name a township, and those behind it. */
export interface Words {
  word: string
  rest: string
}

/**
 * A township that only older lists show: by the village, if it is one of those that are still known; else whole, if all
 * that are known lie in one township of today. Null where neither decides.
 */
export function byFormer(scene: Scene, old: TownshipSuccession, { word, rest }: Words): Found | null {
  const hit = pickVillage(villagesOf(scene, old), rest)
  const days = `“${word}”见${old.seen}区划表，${old.gone}区划表已无此名`
  const home = hit === null ? undefined : scene.index.area(hit.entry.area.parent)
  if (hit !== null && home !== undefined) {
    const ground = `${days}；其“${hit.word}”现列在${home.name}`
    return { found: true, place: { township: home, village: hit.entry, source: '旧名', ground } }
  }
  const sole = soleSuccessor(old)
  const heir = sole === undefined ? undefined : scene.index.area(sole.township)
  if (sole === undefined || heir === undefined) return null
  const own = scene.index.county(heir.code.slice(0, 6)) ?? scene.county
  const ground = `${days}；其可辨认的${sole.villages}个村（居）现均列在${heir.name}`
  return found(heir, villageIn(own, heir.code, rest), { source: '旧名', ground })
}

const tables = new WeakMap<TownshipSuccession, Map<string, VillageEntry[]>>()

/** The still known villages of an old township as a table to look words up in; made once. */
function villagesOf(scene: Scene, old: TownshipSuccession): ReadonlyMap<string, readonly VillageEntry[]> {
  const made = tables.get(old)
  if (made !== undefined) return made
  const table = new Map([...old.villages].map(([stem, code]) => [stem, [entryOf(scene, stem, code)]]))
  tables.set(old, table)
  return table
}

/** The villages of another county need not be loaded: then only the name without ending is known. */
function entryOf(scene: Scene, stem: string, code: string): VillageEntry {
  const unknown: Area = { code, name: stem, level: 'village', parent: code.slice(0, 9) }
  return { area: scene.index.area(code) ?? unknown, stem, kind: 'other' }
}

/**
 * A village that older lists show in the named township and today's in another. A single village that seems to have
 * moved may be another one of its name: at least two must have gone the same way.
 */
export function movedVillage(
  scene: Scene,
  former: readonly TownshipSuccession[],
  stem: string,
): Found | null {
  for (const old of former) {
    const code = old.villages.get(stem)
    const home = code === undefined ? undefined : scene.index.area(code.slice(0, 9))
    if (code === undefined || home === undefined) continue
    const together = [...old.villages.values()].filter((each) => each.startsWith(home.code)).length
    if (together < 2) continue
    const ground = `${old.seen}区划表中${old.name}的“${stem}”，${old.gone}区划表列在${home.name}`
    return {
      found: true,
      place: { township: home, village: entryOf(scene, stem, code), source: '旧名', ground },
    }
  }
  return null
}

/** The townships of today to which villages of an old one went, most villages first. */
export function successorCandidates(scene: Scene, old: TownshipSuccession): Candidate[] {
  return successorsOf(old).flatMap(({ township, villages }) => {
    const area = scene.index.area(township)
    const why = `${old.seen}区划表中${old.name}有${villages}个村（居）现列在这里`
    return area === undefined ? [] : [asCandidate(area, why)]
  })
}
