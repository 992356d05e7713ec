/** 辖区总览: the figures of an area and of the areas right below it, each with what it means and the rows behind it. */
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type { overview } from '#contract/reporting.ts'
import {
  digitsBelow,
  namedAreas,
  NOTHING_BELOW,
  pathCodes,
  type AreaName,
} from '#server/regions/seen-areas.ts'
import { inForceAt } from '#server/supervision/books.ts'
import { areasOn, type SupervisionServices } from '#server/supervision/services.ts'
import { countOverview, type CountRow, type Counts } from './overview-store.ts'
import { figuresOf } from './overview-figures.ts'
import { percentOf } from './percent.ts'

type Overview = z.input<typeof overview.response>

/** From a county down, areas without one body are shown too: that nobody is there is worth knowing. */
const COUNTY_DIGITS = 6

export interface Asked {
  /** '' is the whole country. */
  area: string
  /** The top of what the person sees. */
  top: string
  topName: string
  /** Sees single bodies only: areas without one of them are left out. */
  bodiesOnly?: boolean
}

/** The overview of an area; what the person may not see is not counted. Three statements beside those of the policies. */
export async function readOverview(
  trx: Kysely<unknown>,
  services: SupervisionServices,
  asked: Asked,
): Promise<Overview> {
  const { area } = asked
  const today = services.clock.today()
  const digits = digitsBelow(area)
  const counted = await countOverview(trx, { area, digits, today })
  const path = pathCodes(asked.top, area)
  const children = counted.filter((row) => row.of === 'child' && row.child !== null)
  const areas = await namedAreas(trx, area, [...path, ...children.map((row) => row.child!)])
  const names = new Map(areas.map((one) => [one.code, one]))
  const nameOf = (code: string): string =>
    code === asked.top ? asked.topName : (names.get(code)?.name ?? code)
  const inForce = inForceAt(await areasOn(trx, services, today), area)
  const total = counted.find((row) => row.of === 'all')
  const unplaced = counted.find((row) => row.of === 'child' && row.child === null)?.bodies ?? 0n
  return {
    area,
    areaName: nameOf(area),
    formerNames: names.get(area)?.former_names ?? [],
    endedOn: names.get(area)?.valid_to ?? null,
    path: path.map((code) => ({ area: code, name: nameOf(code) })),
    figures: total
      ? figuresOf(total, { area, unplaced: digits === NOTHING_BELOW ? 0n : unplaced, inForce })
      : [],
    children:
      digits === NOTHING_BELOW
        ? []
        : childrenOf(children, {
            areas,
            empties: asked.bodiesOnly !== true && area.length >= COUNTY_DIGITS,
            area,
          }),
    classes: counted
      .filter((row) => row.of === 'class' && row.class !== null)
      .map((row) => ({ class: row.class!, bodies: Number(row.bodies) }))
      .toSorted((a, b) => b.bodies - a.bodies),
  }
}

function childrenOf(
  counted: readonly CountRow[],
  of: { areas: readonly AreaName[]; area: string; empties: boolean },
): Overview['children'] {
  const rows = new Map(counted.map((row) => [row.child!, row]))
  const listed = of.areas.filter((one) => rows.has(one.code) || (of.empties && one.parent === of.area))
  const nameless = [...rows.keys()].filter((code) => !listed.some((one) => one.code === code))
  const all = [...listed, ...nameless.map((code) => ({ code, name: code, valid_to: null }))]
  return all
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, name, valid_to }) =>
      rowOf({ area: code, name: valid_to === null ? name : `${name}（${valid_to} 撤销）` }, rows.get(code)),
    )
}

function rowOf(of: { area: string; name: string }, row: Counts | undefined): Overview['children'][number] {
  const count = (key: keyof Counts): number => Number(row?.[key] ?? 0n)
  const five = row && percentOf(row.five_num, row.five_den)
  const complete = row && percentOf(row.complete_num, row.complete_den)
  return {
    ...of,
    bodies: count('bodies'),
    normal: count('normal'),
    statusUnknown: count('status_unknown'),
    withFindings: count('with_findings'),
    openCases: count('open_cases'),
    lateCases: count('late_cases'),
    completeness: complete ? Number(complete) : null,
    fiveHaves: row && five ? `${five}%（${row.five_num}/${row.five_den}）` : null,
  }
}
