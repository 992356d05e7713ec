/** A stream of chance that gives the same for the same seed and label on every machine. */
export interface Chance {
  /** A whole number, low and high included. */
  int: (low: number, high: number) => number
  pick: <T>(list: readonly T[]) => T
  /** True in `part` of `of` cases. */
  hit: (part: number, of: number) => boolean
  /** One of the values; each is drawn as often as its weight says. */
  weighted: <T>(list: readonly (readonly [T, number])[]) => T
  shuffled: <T>(list: readonly T[]) => T[]
}

/** The stream of a seed; streams of different labels do not disturb each other when one of them draws more. */
export function chanceOf(seed: number, label: string): Chance {
  const next = mulberry(mix(seed, label))
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  const pick = <T>(list: readonly T[]): T => list[int(0, list.length - 1)]!
  return {
    int,
    pick,
    hit: (part, of) => int(1, of) <= part,
    weighted: (list) => {
      const total = list.reduce((sum, [, weight]) => sum + weight, 0)
      let left = int(1, total)
      for (const [value, weight] of list) {
        left -= weight
        if (left <= 0) return value
      }
      return list.at(-1)![0]
    },
    shuffled: (list) => {
      const result = [...list]
      for (let at = result.length - 1; at > 0; at -= 1) {
        const other = int(0, at)
        ;[result[at], result[other]] = [result[other]!, result[at]!]
      }
      return result
    },
  }
}

/** FNV-1a over the label, started with the seed, so that each label has a stream of its own. */
function mix(seed: number, label: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (const sign of label) hash = Math.imul(hash ^ sign.codePointAt(0)!, 0x01000193) >>> 0
  return hash
}

/** Mulberry32: 32 bits of state, good enough to scatter example data, and the same on every machine. */
function mulberry(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let word = Math.imul(state ^ (state >>> 15), state | 1)
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61)
    return ((word ^ (word >>> 14)) >>> 0) / 4_294_967_296
  }
}
