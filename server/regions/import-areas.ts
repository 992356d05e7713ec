import { type Kysely, sql } from 'kysely'
import type { Area } from '#core/regions/area.ts'
import { type AreaChanges, compareAreas, type ListedArea } from '#core/regions/compare-areas.ts'
import { areaFrom } from '#core/regions/area.ts'
import { done, type Outcome } from '#core/values/outcome.ts'

export interface ListSource {
  /** Where the list is from, as papers cite it. */
  source: string
  /** The day as of which it shows the division: areas that it adds stand from then, those it drops end then. */
  asOf: string
}

/**
 * Takes over a newer list of areas (rows of code and name). Vanished codes end on its day and stay readable; renamed
 * areas keep their old name as a former name. Bodies are not moved: a vanished code is never mapped by guess. Run it
 * in a transaction; a list with a wrong row changes nothing and comes back with all its problems.
 */
export async function importAreas(
  trx: Kysely<unknown>,
  rows: readonly ListedArea[],
  list: ListSource,
): Promise<Outcome<AreaChanges>> {
  await sql`lock table area in share row exclusive mode`.execute(trx)
  const outcome = compareAreas(await standingAreas(trx), rows)
  if (!outcome.ok) return outcome
  const { added, renamed, closed } = outcome.value
  await closeAreas(trx, [...closed, ...renamed.map(({ area }) => area)], list.asOf)
  const renewed = renamed.map(({ area, formerly }) => ({
    ...area,
    formerNames: [{ name: formerly, until: list.asOf }],
  }))
  await addStanding(trx, [...added, ...renewed], list)
  return done(outcome.value, outcome.remarks)
}

async function standingAreas(trx: Kysely<unknown>): Promise<Area[]> {
  const { rows } = await sql<{ code: string; name: string }>`
    select code, name from area where valid_to is null order by code`.execute(trx)
  return rows.flatMap(({ code, name }) => areaFrom(code, name) ?? [])
}

async function closeAreas(trx: Kysely<unknown>, areas: readonly Area[], day: string): Promise<void> {
  const codes = areas.map(({ code }) => code)
  await sql`update area set valid_to = ${day}::date where valid_to is null and code = any (${codes}::text[])`.execute(
    trx,
  )
}

async function addStanding(trx: Kysely<unknown>, areas: readonly Area[], list: ListSource): Promise<void> {
  const rows = areas.map(({ code, name, level, parent, formerNames }) => ({
    code,
    name,
    level,
    parent,
    former_names: formerNames ?? [],
  }))
  await sql`
    insert into area (code, name, level, parent, valid_from, former_names, source)
    select code, name, level, parent, ${list.asOf}::date, former_names, ${list.source}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as listed (code text, name text, level text, parent text, former_names jsonb)`.execute(trx)
}
