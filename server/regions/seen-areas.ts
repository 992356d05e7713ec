/** The areas that a person can walk through: from the top of what is seen down to one, and those right below it. */
import { sql, type Kysely } from 'kysely'
import type { Call } from '#server/http/route.ts'
import type { Services } from '#server/services.ts'

const LENGTHS = [2, 4, 6, 9, 12]
/** No code is that long: below a village there is nothing. */
export const NOTHING_BELOW = 99

/** Length of the codes of the areas right below one. */
export function digitsBelow(area: string): number {
  return LENGTHS.find((length) => length > area.length) ?? NOTHING_BELOW
}

/** From the top of what the person sees down to the area, every level once. */
export function pathCodes(top: string, area: string): string[] {
  const between = LENGTHS.filter((length) => length > top.length && length < area.length).map((length) =>
    area.slice(0, length),
  )
  return [...new Set([top, ...between, area])]
}

export interface AreaName {
  code: string
  name: string
  parent: string
  standing: boolean
  /** First day on which it no longer stands. */
  valid_to: string | null
  former_names: { name: string; until: string }[]
}

/** The standing areas right below one, and the names of these codes, standing or not. */
export async function namedAreas(
  trx: Kysely<unknown>,
  parent: string,
  codes: readonly string[],
): Promise<AreaName[]> {
  const { rows } = await sql<AreaName>`
    select distinct on (code) code, name, parent, valid_to is null as standing, valid_to, former_names from area
    where (parent = ${parent} and valid_to is null) or code = any (${[...codes]}::text[])
    order by code, valid_to desc nulls first`.execute(trx)
  return rows
}

export interface Top {
  top: string
  topName: string
  /** Sees single bodies only. */
  bodiesOnly?: boolean
}

/** The top of what a person sees: the own area; the country where all of it is seen; the deployment's for single bodies. */
export async function topOf(
  { caller, trx }: Pick<Call, 'caller' | 'trx'>,
  services: Pick<Services, 'deployment'>,
): Promise<Top> {
  const { area, areaName } = services.deployment
  if (caller.area === null && caller.scope['national'] === 'on') return { top: '', topName: '全国' }
  if (caller.area === null) return { top: area, topName: areaName, bodiesOnly: true }
  if (caller.area === area) return { top: area, topName: areaName }
  const [own] = (await namedAreas(trx, caller.area, [caller.area])).filter((one) => one.code === caller.area)
  return { top: caller.area, topName: own?.name ?? caller.area }
}
