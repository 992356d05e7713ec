import type { Area } from '#core/regions/area.ts'
import { villageName } from '#core/regions/place-name.ts'
import type { TownshipSuccession } from '#core/regions/succession.ts'
import { COUNTY, dividedTownship, exampleAreas, exampleTownships, villagesOf } from './areas.ts'

/** Codes that the former townships bore; no area of today has one of them. */
const OLD_CODES: Readonly<Record<string, string>> = {
  城关镇: '990101100',
  粟坪乡: '990101205',
  云水坪乡: '990101206',
}

/**
 * What older lists tell of the county's former townships: three that changed their kind and kept their villages, and
 * one that was divided between two others.
 */
export const exampleSuccessions: readonly TownshipSuccession[] = [
  ...exampleTownships.filter((one) => one.formerNames !== undefined).map(renamed),
  divided(),
]

function renamed(township: Area): TownshipSuccession {
  const [former] = township.formerNames ?? []
  const name = former?.name ?? township.name
  const villages = villagesOf(township.code)
  return {
    code: OLD_CODES[name] ?? township.code,
    name,
    county: COUNTY.code,
    stands: false,
    seen: former?.until ?? '',
    gone: township.from ?? '',
    total: villages.length,
    villages: new Map(villages.map((one) => [villageName(one.name).stem, one.code])),
  }
}

function divided(): TownshipSuccession {
  const old = exampleAreas.find((one) => one.name === dividedTownship.name)
  const heirs = Object.entries(dividedTownship.heirs).flatMap(([village, township]) => {
    const today = villagesOf(township).find((one) => one.name === village)
    return today ? [[villageName(village).stem, today.code] as const] : []
  })
  return {
    code: old?.code ?? '',
    name: dividedTownship.name,
    county: COUNTY.code,
    stands: false,
    seen: '2010-12-31',
    gone: old?.to ?? '',
    total: heirs.length,
    villages: new Map(heirs),
  }
}
