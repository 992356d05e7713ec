/** Finds where bodies lie, over the areas that a batch of rows can mean. */
import type { Kysely } from 'kysely'
import { createIndex, type AreaIndex } from '#core/regions/area-index.ts'
import { areaOfCode } from '#core/regions/code-area.ts'
import { indexMappings, type MappingIndex } from '#core/regions/mapping.ts'
import { matchAddress, type Match } from '#core/regions/match-address.ts'
import { areaDataset } from './dataset.ts'
import { loadMappings, ownAreas, type OwnAreas } from './store.ts'

export interface Words {
  address: string
  name: string
  creditCode: string | null
  above: readonly string[]
}

export interface Finder {
  index: AreaIndex
  find: (words: Words) => Match
}

/**
 * A finder for rows of these counties. Counties are named by the codes of the rows, by the officer's own area, and by
 * the words of the addresses; villages of the counties found that way are loaded whole.
 */
export async function makeFinder(
  trx: Kysely<unknown>,
  of: { words: readonly Pick<Words, 'creditCode' | 'address' | 'above'>[]; area: string; day: string },
): Promise<Finder> {
  const own = await ownAreas(trx, areaDataset().source)
  const mappings = await loadMappings(trx)
  const upper = indexOf([], own)
  const counties = countiesOf(upper, of)
  const index = indexOf(counties, own)
  const byHome = new Map<string, MappingIndex>()
  for (const home of new Set(mappings.map((one) => one.home)))
    byHome.set(home, indexMappings(mappings, { home, day: of.day }))
  return {
    index,
    find: (words) => {
      const code = areaOfCode(words.creditCode ?? '') ?? ''
      const hints = [
        ...words.above,
        ...(code ? [code] : []),
        ...(of.area.length >= 6 ? [of.area.slice(0, 6)] : []),
      ]
      const township = of.area.length >= 9 ? { township: of.area.slice(0, 9) } : {}
      const input = { address: words.address, countyHints: hints, name: words.name, ...township }
      const home = of.area.length >= 6 ? of.area.slice(0, 6) : code
      const first = matchAddress(index, input, byHome.get(home))
      const county = first.county
      return county !== null && county !== home && byHome.has(county)
        ? matchAddress(index, input, byHome.get(county))
        : first
    },
  }
}

const indexes = new Map<string, AreaIndex>()
const INDEXES_KEPT = 4

function indexOf(counties: readonly string[], { own, replaced }: OwnAreas): AreaIndex {
  const key = [...counties, '|', ...own.map((one) => one.code + one.name), '|', ...replaced].join(',')
  const held = indexes.get(key)
  if (held) return held
  const data = areaDataset()
  const index = createIndex({
    // The list down to townships has the counties' townships already: a township given twice would be two.
    areas: [...data.upper(), ...data.whole(counties).filter((area) => area.level === 'village')]
      .filter((area) => !replaced.has(area.code))
      .concat(own),
    formerCounties: data.formerCounties(),
    formerTownships: data.formerTownships(counties),
    aliases: data.aliases(),
    commonNames: data.commonNames(),
    sharedNames: data.sharedNames(counties),
  })
  if (indexes.size >= INDEXES_KEPT) indexes.delete(indexes.keys().next().value!)
  indexes.set(key, index)
  return index
}

/** The counties whose villages have to be known: of the codes, of the officer's area, and those that the addresses name. */
function countiesOf(upper: AreaIndex, of: Parameters<typeof makeFinder>[1]): string[] {
  const counties = new Set<string>()
  if (of.area.length >= 6) counties.add(of.area.slice(0, 6))
  for (const { creditCode, address, above } of of.words) {
    const code = areaOfCode(creditCode ?? '')
    if (code && upper.area(code)) counties.add(code)
    const { county } = matchAddress(upper, { address, countyHints: [...above, ...(code ? [code] : [])] })
    if (county) counties.add(county)
  }
  return [...counties].toSorted()
}
