/** What the notes to the statements of a year rest on: the SQL. */
import { sql, type Kysely } from 'kysely'
import type { Fen } from '#core/values/money.ts'

interface Of {
  home: string
  body: string
  first: string
  last: string
}

export interface RollCounts {
  members: number
  farmers: number
  organisations: number
}

/** Members on the last day of the year, by kind. */
export async function rollOn(trx: Kysely<unknown>, of: Of): Promise<RollCounts> {
  const { rows } = await sql<RollCounts>`
    select count(*)::int as members, (count(*) filter (where kind = '农民'))::int as farmers,
      (count(*) filter (where kind not in ('农民', '其他自然人')))::int as organisations
    from member where home = ${of.home} and body = ${of.body}::uuid and not ended and joined_on <= ${of.last}::date
      and (left_on is null or left_on > ${of.last}::date)`.execute(trx)
  return rows[0]!
}

/** Who joined and who left within the year. */
export async function comings(
  trx: Kysely<unknown>,
  of: Of,
): Promise<{ name: string; joined: string | null; left: string | null }[]> {
  const { rows } = await sql<{ name: string; joined: string | null; left: string | null }>`
    select person as name, case when joined_on between ${of.first}::date and ${of.last}::date then joined_on end as joined,
      case when left_on between ${of.first}::date and ${of.last}::date then left_on end as left
    from member where home = ${of.home} and body = ${of.body}::uuid and not ended
      and (joined_on between ${of.first}::date and ${of.last}::date or left_on between ${of.first}::date and ${of.last}::date)
    order by coalesce(joined_on, left_on), person`.execute(trx)
  return rows
}

export interface PostHeld {
  post: string
  person: string
  since: string
  until: string | null
}

/** Chair, directors and supervisors that were in office at any time of the year. */
export async function posts(trx: Kysely<unknown>, of: Of): Promise<PostHeld[]> {
  const { rows } = await sql<PostHeld>`
    select post, person, since, until from officer where home = ${of.home} and body = ${of.body}::uuid and not ended
      and post in ('理事长', '理事', '监事长', '执行监事', '监事') and since <= ${of.last}::date
      and (until is null or until >= ${of.first}::date)
    order by array_position(array['理事长', '理事', '监事长', '执行监事', '监事'], post), since, person`.execute(
    trx,
  )
  return rows
}

export interface YearPlan {
  id: string
  surplus: Fen
  reserve: Fen
  law: Fen
  patronage: Fen
  remainder: Fen
}

/** The last plan that was frozen for the year. */
export async function planOfYear(
  trx: Kysely<unknown>,
  of: Pick<Of, 'home' | 'body'> & { year: number },
): Promise<YearPlan | undefined> {
  const { rows } = await sql<YearPlan>`
    select p.id, p.surplus, p.reserve, p.law, p.patronage, p.remainder
    from surplus_plan p where p.home = ${of.home} and p.body = ${of.body}::uuid and p.year = ${of.year}
    order by p.frozen_at desc limit 1`.execute(trx)
  return rows[0]
}

/** Assets that stand in the books with one yuan because nobody could value them. */
export async function nominalAssets(trx: Kysely<unknown>, of: Of): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from asset_card c where home = ${of.home} and body = ${of.body}::uuid and cost = 100
      and acquired_on <= ${of.last}::date and not exists (select from asset_event e where e.home = c.home and e.asset = c.id
        and e.kind = 'disposed' and e.day <= ${of.last}::date) order by acquired_on, name`.execute(trx)
  return rows.map((row) => row.name)
}

export interface GuaranteeHeld {
  debtor: string
  creditor: string
  amount: Fen
  since: string
  until: string | null
  resolution: string | null
}

/** For whose debts the body answers on the last day, the oldest first, each with the resolution that allowed it. */
export async function guarantees(trx: Kysely<unknown>, of: Of): Promise<GuaranteeHeld[]> {
  const { rows } = await sql<GuaranteeHeld>`
    select g.debtor, g.creditor, g.amount, g.since, g.until, u.says as resolution
    from guarantee_at(${of.last}::date) g left join lateral (
      select r.meeting_title || '（' || r.code || '）第 ' || r.number || ' 项' as says
      from resolution_use u join resolution r on r.home = u.home and r.meeting = u.meeting and r.number = u.number
      where u.home = g.home and u.guarantee = g.id order by u.used_at desc, u.id desc limit 1) u on true
    where g.home = ${of.home} and g.body = ${of.body}::uuid and not g.ended
      and (g.state = '在保' or g.ended_on > ${of.last}::date)
    order by g.since, g.debtor`.execute(trx)
  return rows
}
