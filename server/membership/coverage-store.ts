/** Joined households and weak members: the SQL. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import type { Fen } from '#core/values/money.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import type { LedgerBody } from './store.ts'

export interface CoverageRow {
  body: string
  body_name: string
  area: string
  area_name: string
  led: boolean
  households: number
  a_year_ago: number | null
  base: number | null
  base_year: number | null
  weak: number | null
  diluted: number | null
}

/** Cooperatives with a roll, with the figures of the day. */
export async function findCoverage(
  trx: Kysely<unknown>,
  of: { day: string; area?: string | undefined; q?: string | undefined; body?: string | undefined },
): Promise<CoverageRow[]> {
  const area = of.area === undefined ? sql`` : sql`and b.area >= ${of.area} and b.area < ${`${of.area}A`}`
  const one = of.body === undefined ? sql`` : sql`and b.id = ${of.body}::uuid`
  const words = of.q === undefined || of.q === '' ? sql`` : sql`and position(${of.q} in b.name) > 0`
  const { rows } = await sql<CoverageRow>`
    with held as materialized (
      select b.home, b.id, b.name, b.area from body b where not b.ended ${area} ${one} ${words}
        and coalesce(b.registration_state, '存续') not in ('注销', '迁出')
        and exists (select from member m where m.home = b.home and m.body = b.id and not m.ended))
    select b.id as body, coalesce(b.name, '') as body_name, b.area, area_label(b.area) as area_name,
      exists (select from body_tag t where t.home = b.home and t.body = b.id and not t.ended and t.tag = '党支部领办'
        and (t.until is null or t.until >= ${of.day}::date)) as led,
      r.households::int, r.a_year_ago::int, r.base::int, r.base_year, r.weak::int, r.diluted::int
    from held b join member_rows(array(select distinct home from held), array(select id from held), ${of.day}::date) r
      on r.home = b.home and r.body = b.id
    order by b.area, b.name collate pinyin, b.id`.execute(trx)
  return rows
}

export interface TrendRow {
  day: string
  households: number
  base: number | null
}

/** The same figures at the end of each of the last years, and on the day. */
export async function trendOf(
  trx: Kysely<unknown>,
  of: { home: string; body: string; day: string; years: number },
): Promise<TrendRow[]> {
  const { rows } = await sql<TrendRow>`
    select d.day, coalesce(r.households, 0)::int as households, r.base::int
    from (select ${of.day}::date as day union
      select make_date(extract(year from ${of.day}::date)::int - n, 12, 31) from generate_series(1, ${of.years}::int) n) d
    cross join lateral member_rows(array[${of.home}], array[${of.body}::uuid], d.day) r
    where exists (select from body b where b.home = ${of.home} and b.id = ${of.body}::uuid
      and (b.registered_on is null or b.registered_on <= d.day))
    order by d.day`.execute(trx)
  return rows
}

export interface WeakRow {
  member: string
  name: string
  joined_on: string | null
}

/** Members on the roll of the day that are flagged as weak or whose part is promised. */
export async function weakOf(
  trx: Kysely<unknown>,
  of: { home: string; body: string; day: string },
): Promise<WeakRow[]> {
  const { rows } = await sql<WeakRow>`
    select m.id as member, coalesce(m.person, '') as name, m.joined_on from member m
    where m.home = ${of.home} and m.body = ${of.body}::uuid and not m.ended and (m.left_on is null or m.left_on > ${of.day}::date)
      and (m.vulnerable or exists (select from share_keep k where k.home = m.home and k.body = m.body and k.member = m.id))
    order by m.person, m.id`.execute(trx)
  return rows
}

export interface SourceRow {
  member: string
  day: string
  kind: string
  giver: string | null
  amount: Fen
  resolution: string | null
}

/** Everything that brought a member shares, who gave it, without what was reversed. */
export async function sourcesOf(
  trx: Kysely<unknown>,
  of: { home: string; body: string; members: readonly string[] },
): Promise<SourceRow[]> {
  const { rows } = await sql<SourceRow>`
    select coalesce(e.receiver, e.member) as member, e.day, e.kind, g.person as giver, e.amount, e.resolution
    from share_event e left join member g on g.home = e.home and g.id = e.member and e.receiver is not null
    where e.home = ${of.home} and e.body = ${of.body}::uuid and coalesce(e.receiver, e.member) = any (${[...of.members]}::uuid[])
      and e.reverses is null and e.kind not in ('withdrawal', 'reduction')
      and not exists (select from share_event r where r.home = e.home and r.reverses = e.id)
    order by e.day, e.written_at`.execute(trx)
  return rows
}

export interface KeepRow {
  member: string
  at_least: number
  resolution: string
  resolved_on: string
}

/** The promises in force on a day, one a member. */
export async function keepsOf(
  trx: Kysely<unknown>,
  of: { home: string; body: string },
  day: string,
): Promise<KeepRow[]> {
  const { rows } = await sql<KeepRow>`
    select member, at_least, resolution, resolved_on from share_keeps_at(${day}::date)
    where home = ${of.home} and body = ${of.body}::uuid order by member`.execute(trx)
  return rows
}

/** Keeps a promise. Errors: keep-refused. */
export async function addKeep(
  trx: Kysely<unknown>,
  of: LedgerBody,
  given: { member: string; atLeast: number; resolution: string; resolvedOn: string },
): Promise<Outcome<{ id: string }>> {
  const id = randomUUIDv7()
  try {
    await sql`insert into share_keep (home, id, body, area, member, at_least, resolution, resolved_on)
      values (${of.home}, ${id}, ${of.body}::uuid, ${of.area}, ${given.member}::uuid, ${given.atLeast}, ${given.resolution},
        ${given.resolvedOn}::date)`.execute(trx)
    return done({ id })
  } catch (error) {
    if (error instanceof DatabaseError && error.code?.startsWith('HS'))
      return failed(refused('keep-refused', `${error.message}；没有登记`))
    throw error
  }
}
