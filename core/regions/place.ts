import type { Area } from './area.ts'
import type { AreaIndex, CountyIndex, VillageEntry } from './area-index.ts'
import type { VillageHit } from './find-village.ts'
import { townshipName } from './place-name.ts'

/** By what a match is known. */
export type Source = '区划表' | '旧名' | '近似' | '人工确认'

export interface Candidate {
  code: string
  name: string
  /** Chinese: what speaks for it. */
  why: string
}

/** A place that the words decide. */
export interface Place {
  township: Area
  village: VillageEntry | null
  source: Source
  ground: string
}

/** What the words of one county give: a place, or what speaks for which. */
export type Found =
  | { found: true; place: Place }
  | {
      found: false
      /** The word for a township that the list does not know; null where the address has none. */
      word: string | null
      candidates: Candidate[]
    }

/** What the rules look at. */
export interface Scene {
  index: AreaIndex
  county: CountyIndex
  /** The address behind the county. */
  text: string
}

/** Nothing decided; at most eight candidates, each once. */
export function open(word: string | null, candidates: Candidate[]): Found {
  const seen = new Set<string>()
  const distinct = candidates.filter(({ code }) => !seen.has(code) && seen.add(code))
  return { found: false, word, candidates: distinct.slice(0, 8) }
}

/** A township, with its village where the words name one. */
export function found(
  township: Area,
  hit: VillageHit | null,
  how: { source: Source; ground: string },
): Found {
  const village = hit === null ? '' : `；“${hit.word}”为其${hit.entry.area.name}`
  return {
    found: true,
    place: { township, village: hit?.entry ?? null, source: how.source, ground: how.ground + village },
  }
}

export function asCandidate(area: Area, why: string): Candidate {
  return { code: area.code, name: area.name, why }
}

/** 镇, 乡, 街道 or 区域: how one speaks of the township. */
export function kindWord(township: Area): string {
  const { kind } = townshipName(township.name)
  return kind === 'town' ? '镇' : kind === 'rural' ? '乡' : kind === 'street' ? '街道' : '区域'
}

/** A village as a candidate, named with its township. */
export function villageCandidate(scene: Scene, entry: VillageEntry, why: string): Candidate {
  const home = scene.index.area(entry.area.parent)
  return { code: entry.area.code, name: (home?.name ?? '') + entry.area.name, why }
}

/**
 * Whether the name of a village says enough by itself: two signs, not one that stands all over China, and not one that
 * the county had several times before.
 */
export function isTelling({ index, county }: Scene, stem: string): boolean {
  return stem.length >= 2 && !index.commonNames.has(stem) && !index.sharedNames.has(county.county.code + stem)
}

/** Signs before the words that count. */
export const LEADING = /^[\s,、;。:：()_-]+/u
/** After the full name of a township these words show that a road or a village was meant: 老镇路, 东乡村; not 皤滩乡桥头村. */
export const NOT_A_TOWNSHIP = /^(?:村|社区|居委|(?:路|巷|弄|大道)(?:$|\d|[东西南北中]?[段侧口]|与))/u
