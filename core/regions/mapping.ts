import { plainPlace } from './place-name.ts'

/**
 * A person's answer to where words lie: kept with its day and ground, and used again for every later row of that county
 * that says the same words.
 */
export interface Mapping {
  /** The county whose officers answered. */
  home: string
  /** The words, plain: a whole address, what stands behind the county, or the name of a township that is gone. */
  key: string
  /** Township or village. */
  area: string
  /** Day from which the answer counts, and the first on which it no longer does. */
  from: string
  to?: string
  ground: string
  by: string
}

/** The answers that count on a day, by key. */
export type MappingIndex = ReadonlyMap<string, Mapping>

/** The form in which words are kept as a key. */
export function mappingKey(words: string): string {
  return plainPlace(words)
}

/**
 * The answers of a county that count on the day (from ≤ day < to). Of several for the same words the one that counts
 * from the latest day holds; of the same day, the one given last.
 */
export function indexMappings(
  mappings: Iterable<Mapping>,
  scope: { home: string; day: string },
): MappingIndex {
  const index = new Map<string, Mapping>()
  for (const mapping of mappings) {
    const counts = mapping.from <= scope.day && (mapping.to === undefined || scope.day < mapping.to)
    if (mapping.home !== scope.home || !counts) continue
    const key = mappingKey(mapping.key)
    const before = index.get(key)
    if (before === undefined || before.from <= mapping.from) index.set(key, mapping)
  }
  return index
}
