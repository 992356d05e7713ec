/** Reading the share ledger. */
import { sql, type Kysely } from 'kysely'
import type { KeptShareEvent } from '#core/membership/holdings.ts'

export interface LedgerBody {
  home: string
  body: string
  area: string
  body_name: string
  area_name: string
}

/** The cooperative; undefined where the caller may not see it. */
export async function findLedgerBody(trx: Kysely<unknown>, body: string): Promise<LedgerBody | undefined> {
  const { rows } = await sql<LedgerBody>`
    select b.home, b.id as body, b.area, coalesce(b.name, '') as body_name, area_label(b.area) as area_name
    from body b where b.id = ${body}::uuid`.execute(trx)
  return rows[0]
}

export interface LedgerRow extends LedgerBody {
  holders: number
  total: bigint
  unopened: number
}

export const LEDGERS_A_PAGE = 50

/** Cooperatives with a roll or a ledger, by name; sums of one page only. */
export async function listLedgers(
  trx: Kysely<unknown>,
  of: { q?: string; on: string; page: number },
): Promise<{ rows: LedgerRow[]; total: number }> {
  const q = of.q ?? ''
  const where = sql`not b.ended and (${q} = '' or position(${q} in coalesce(b.name, '')) > 0)
    and exists (select from member m where m.home = b.home and m.body = b.body_id and not m.ended)`
  const from = sql`(select home, id as body_id, area, name, ended from body) b`
  const { rows } = await sql<LedgerRow>`
    with page as (
      select b.home, b.body_id as body, b.area, coalesce(b.name, '') as body_name from ${from} where ${where}
      order by b.name collate pinyin, b.body_id limit ${LEDGERS_A_PAGE} offset ${(of.page - 1) * LEDGERS_A_PAGE}),
    held as (
      select s.home, s.body, s.member, sum(s.amount) as amount from share_move s
      where s.day <= ${of.on}::date and (s.home, s.body) in (select home, body from page) group by 1, 2, 3),
    sums as (select home, body, count(*)::int as holders, sum(amount)::bigint as total from held where amount <> 0 group by 1, 2),
    due as (
      select m.home, m.body, count(*)::int as unopened from member m
      where (m.home, m.body) in (select home, body from page) and ${unopened} group by 1, 2)
    select p.*, area_label(p.area) as area_name, coalesce(s.holders, 0) as holders, coalesce(s.total, 0)::bigint as total,
      coalesce(d.unopened, 0) as unopened
    from page p left join sums s using (home, body) left join due d using (home, body) order by p.body_name collate pinyin, p.body`.execute(
    trx,
  )
  const count = await sql<{ n: number }>`select count(*)::int as n from ${from} where ${where}`.execute(trx)
  return { rows, total: count.rows[0]?.n ?? 0 }
}

/** Members `m` of the roll whose contribution is not in the ledger: nothing was ever written for them. */
export const unopened = sql`not m.ended and m.left_on is null and m.contribution > 0 and not exists (
  select from share_move s where s.home = m.home and s.body = m.body and s.member = m.id)`

export interface MemberRow {
  id: string
  name: string
  kind: string | null
  vulnerable: boolean | null
  /** Still on the roll: may be chosen for a new event. */
  present: boolean
}

/** The roll of the body, with those who left. */
export async function membersOf(trx: Kysely<unknown>, of: LedgerBody): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select id, coalesce(person, '') as name, kind, vulnerable, not ended and left_on is null as present
    from member where home = ${of.home} and body = ${of.body} order by person, id`.execute(trx)
  return rows
}

export interface EventRow extends KeptShareEvent {
  id: string
  /** What of the amount comes from assets of a household poverty project. */
  project: bigint
  basis: string | null
  resolution: string | null
  resolved_on: string | null
  note: string | null
  file: string | null
  reverses: string | null
  reversed: boolean
  /** The person's name. */
  actor: string
}

/** Every event of the body, the newest first. */
export async function eventsOf(trx: Kysely<unknown>, of: LedgerBody): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    select e.id, e.kind, e.member, e.receiver, e.amount, e.project, e.day as on, e.basis, e.resolution, e.resolved_on, e.note, e.file, e.reverses,
      r.id is not null as reversed, coalesce(u.name, e.actor) as actor
    from share_event e left join share_event r on r.home = e.home and r.reverses = e.id left join app_user u on u.username = e.actor
    where e.home = ${of.home} and e.body = ${of.body} order by e.day desc, e.written_at desc, e.id`.execute(
    trx,
  )
  return rows
}

/** What the roll has and the ledger has not. */
export async function openingDue(
  trx: Kysely<unknown>,
  of: LedgerBody,
): Promise<{ members: number; amount: bigint }> {
  const { rows } = await sql<{ members: number; amount: bigint }>`
    select count(*)::int as members, coalesce(sum(m.contribution), 0)::bigint as amount from member m
    where m.home = ${of.home} and m.body = ${of.body} and ${unopened}`.execute(trx)
  return rows[0] ?? { members: 0, amount: 0n }
}
