/**
 * What older lists tell of an area that today's list no longer shows, or shows elsewhere: a county that was renamed, a
 * township that was merged, a village that moved to another township. Each carries the days of the lists between which
 * it happened, so that a match by it can say its ground.
 */
export interface CountySuccession {
  /** Code then, kept to recognise it; a vanished code by itself decides nothing. */
  code: string
  /** Full name then: 奉化市. */
  name: string
  /** The living county that took over its area. */
  to: string
  /** Chinese, with day and source. */
  ground: string
}

export interface TownshipSuccession {
  /** Code and name then. */
  code: string
  name: string
  /** The living county under whose name an address says it. */
  county: string
  /** Whether a township of that name still stands in that county, so that only some of its villages left it. */
  stands: boolean
  /** Day of the last list that shows it, and of the first that does not. */
  seen: string
  gone: string
  /** How many villages it had in that list. */
  total: number
  /** Villages of it that today's list shows beyond doubt: name without ending → code of the village. */
  villages: ReadonlyMap<string, string>
}

export interface Successor {
  township: string
  villages: number
}

/** To which townships of today the recognised villages of an old township went, most villages first. */
export function successorsOf(old: TownshipSuccession): Successor[] {
  const counts = new Map<string, number>()
  for (const code of old.villages.values()) {
    const township = code.slice(0, 9)
    counts.set(township, (counts.get(township) ?? 0) + 1)
  }
  return [...counts]
    .map(([township, villages]) => ({ township, villages }))
    .toSorted((a, b) => b.villages - a.villages || (a.township < b.township ? -1 : 1))
}

/**
 * The one township that took over an old one whole: all recognised villages lie in it, at least three of them and at
 * least half of what the old township had. Undefined where villages went several ways or too few are recognised.
 */
export function soleSuccessor(old: TownshipSuccession): Successor | undefined {
  const [first, second] = successorsOf(old)
  if (first === undefined || second !== undefined || old.stands) return undefined
  return first.villages >= 3 && first.villages * 2 >= old.total ? first : undefined
}
