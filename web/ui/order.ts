/** The list in order, as a new list. Written out because browsers of the floor (Chromium 100) lack `toSorted`. */
export function ordered<T>(list: readonly T[], compare: (a: T, b: T) => number): T[] {
  const copy = list.slice()
  // eslint-disable-next-line unicorn/no-array-sort -- the copy is ours
  return copy.sort(compare)
}

/** The list in groups by a key, in order of first mention. The floor lacks `Map.groupBy`. */
export function grouped<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of list) {
    const key = keyOf(one)
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return groups
}
