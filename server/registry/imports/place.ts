import type { Problem } from '#core/values/problem.ts'

/** Where a body lies, or the question that a person has to answer. */
export interface Placement {
  /** The most that is known: a village, a township, a county … '00' where nothing is. */
  area: string
  /** Which words matched which area, by which source. */
  ground: string
  remarks: Problem[]
  question: {
    address: string
    question: string
    candidates: { code: string; name: string; why: string }[]
    keys: string[]
  } | null
}

export interface PlaceRequest {
  address: string
  name: string
  creditCode: string | null
  above: readonly string[]
  township: string
  village: string
}

/** Finds places from words; made by the regions module over the areas of this deployment. */
export type PlaceFinder = (request: PlaceRequest) => Placement
