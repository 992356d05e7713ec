/** The SQL of areas and of what persons answered about addresses. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Area } from '#core/regions/area.ts'
import type { Mapping } from '#core/regions/mapping.ts'

export interface AreaRow {
  code: string
  name: string
  level: string
  parent: string
}

/** Adds areas that do not stand yet; those that do are left alone, and so is what lay below an area that has ended here. */
export async function addAreas(trx: Kysely<unknown>, areas: readonly Area[], source: string): Promise<void> {
  const ended = await endedAreas(trx)
  const below = areas.filter((one) => !ended.has(one.parent))
  const rows = below.map(({ code, name, level, parent, from, to, formerNames }) => ({
    code,
    name,
    level,
    parent,
    valid_from: from ?? null,
    valid_to: to ?? null,
    former_names: formerNames ?? [],
    source,
  }))
  for (let start = 0; start < rows.length; start += 20_000)
    await sql`
      insert into area (code, name, level, parent, valid_from, valid_to, former_names, source)
      select code, name, level, parent, valid_from, valid_to, former_names, source
      from jsonb_populate_recordset(null::area, ${JSON.stringify(rows.slice(start, start + 20_000))}::jsonb) added
      on conflict do nothing`.execute(trx)
}

/** The codes that stand no more. */
async function endedAreas(trx: Kysely<unknown>): Promise<Set<string>> {
  const { rows } = await sql<{ code: string }>`
    select distinct e.code from area e where e.valid_to is not null
      and not exists (select from area a where a.code = e.code and a.valid_to is null)`.execute(trx)
  return new Set(rows.map((row) => row.code))
}

/** The standing areas right below one; of '' the provinces. */
export async function childrenOf(trx: Kysely<unknown>, parent: string): Promise<AreaRow[]> {
  const { rows } =
    await sql<AreaRow>`select code, name, level, parent from area where parent = ${parent} and valid_to is null order by code`.execute(
      trx,
    )
  return rows
}

/** Standing areas at or below `within` whose name holds the words. */
export async function searchAreas(trx: Kysely<unknown>, words: string, within: string): Promise<AreaRow[]> {
  const { rows } = await sql<AreaRow>`
    select code, name, level, parent from area
    where name like ${`%${words}%`} and valid_to is null and code >= ${within} and code < ${`${within}A`}
    order by length(code), code limit 50`.execute(trx)
  return rows
}

/** The areas of these codes and all above them, for full names. */
export async function areasByCode(
  trx: Kysely<unknown>,
  codes: readonly string[],
): Promise<Map<string, AreaRow>> {
  const all = codes.flatMap((code) =>
    [2, 4, 6, 9, 12].filter((length) => length <= code.length).map((length) => code.slice(0, length)),
  )
  const { rows } = await sql<AreaRow>`
    select code, name, level, parent from area where code = any (${[...new Set(all)]}::text[]) and valid_to is null`.execute(
    trx,
  )
  return new Map(rows.map((row) => [row.code, row]))
}

/** How the areas of a deployment differ from the national list. */
export interface OwnAreas {
  /** The fictional county, areas that are new or bear another name. */
  own: Area[]
  /** Codes that the list has and that no longer stand, or stand otherwise. */
  replaced: ReadonlySet<string>
}

/** Areas that a deployment has beyond the national list, and those of the list that are gone. */
export async function ownAreas(trx: Kysely<unknown>, listSource: string): Promise<OwnAreas> {
  const { rows } = await sql<AreaRow & { former_names: Area['formerNames']; standing: boolean }>`
    select code, name, level, parent, former_names, valid_to is null as standing from area
    where source <> ${listSource} and valid_to is null or valid_to is not null order by code`.execute(trx)
  const own = rows.flatMap(({ former_names, standing, ...row }) =>
    standing ? [{ ...row, level: row.level as Area['level'], formerNames: former_names ?? [] }] : [],
  )
  return { own, replaced: new Set(rows.map((row) => row.code)) }
}

/** What persons answered, of all counties that the caller sees; where an answer leads to what has ended, it is asked anew. */
export async function loadMappings(trx: Kysely<unknown>): Promise<Mapping[]> {
  const { rows } = await sql<Mapping & { to: string | null }>`
    select home, key, area, from_day as "from", to_day as "to", ground, decided_by as by from area_mapping m
    where exists (select from area a where a.code = m.area and a.valid_to is null)
      or not exists (select from area a where a.code = m.area)
    order by at`.execute(trx)
  return rows.map(({ to, ...row }) => ({ ...row, ...(to && { to }) }))
}

export async function addMapping(
  trx: Kysely<unknown>,
  mapping: { home: string; key: string; area: string; from: string; ground: string },
): Promise<void> {
  await sql`
    insert into area_mapping (home, id, key, area, from_day, ground)
    values (${mapping.home}, ${randomUUIDv7()}, ${mapping.key}, ${mapping.area}, ${mapping.from}, ${mapping.ground})`.execute(
    trx,
  )
}

export interface QuestionRow {
  home: string
  id: string
  body: string
  body_name: string
  area: string
  address: string
  question: string
  candidates: { code: string; name: string; why: string }[]
  keys: string[]
  alike: bigint
}

/** Open questions, those first whose words stand in most of them. */
export async function openQuestions(
  trx: Kysely<unknown>,
  page: number,
  size: number,
): Promise<{ rows: QuestionRow[]; total: number }> {
  const { rows } = await sql<QuestionRow & { total: bigint }>`
    select q.*, b.name as body_name, count(*) over () as total,
      count(*) over (partition by q.home, q.keys ->> -1) - 1 as alike
    from area_question q join body b on b.home = q.home and b.id = q.body
    where q.answered_at is null and not b.ended order by alike desc, q.area, q.address limit ${size} offset ${(page - 1) * size}`.execute(
    trx,
  )
  return { rows, total: Number(rows[0]?.total ?? 0n) }
}

/** One open question, or all of its county whose last key is the same. */
export async function questionsToAnswer(
  trx: Kysely<unknown>,
  id: string,
  alike: boolean,
): Promise<QuestionRow[]> {
  const { rows } = await sql<QuestionRow>`
    select q.*, b.name as body_name from area_question q join body b on b.home = q.home and b.id = q.body
    where q.answered_at is null and not b.ended and (q.id::text = ${id} or (${alike} and exists (
      select from area_question one where one.id::text = ${id} and one.home = q.home and one.keys ->> -1 = q.keys ->> -1)))`.execute(
    trx,
  )
  return rows
}

export async function closeQuestions(
  trx: Kysely<unknown>,
  ids: readonly string[],
  answer: { area: string; now: Date },
): Promise<void> {
  await sql`
    update area_question set answered_at = ${answer.now}, answered_by = app_setting('user'), answer = ${answer.area}
    where id = any (${[...ids]}::uuid[])`.execute(trx)
}
