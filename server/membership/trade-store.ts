/** Reading member trades. */
import { sql, type Kysely } from 'kysely'
import type { Leaving } from '#core/membership/after-leaving.ts'
import type { Trade } from '#core/membership/trade.ts'
import { firstLetters } from '#server/files/first-letters.ts'
import type { LedgerBody } from './store.ts'

export interface TradeBodyRow {
  body: string
  body_name: string
  area_name: string
  members: number
  traders: number
  delivered: bigint
  supplied: bigint
  last_day: string | null
}

export const TRADE_BODIES_A_PAGE = 50

/** Bodies with a roll, those that trade first; sums of one page only. */
export async function listTradeBodies(
  trx: Kysely<unknown>,
  of: { q?: string; year: number; page: number },
): Promise<{ rows: TradeBodyRow[]; total: number }> {
  const q = of.q ?? ''
  const [first, next] = [`${of.year}-01-01`, `${of.year + 1}-01-01`]
  const where = sql`not b.ended and (${q} = '' or position(${q} in coalesce(b.name, '')) > 0)
    and exists (select from member m where m.home = b.home and m.body = b.id and not m.ended)`
  const traded = sql`exists (select from trade t where t.home = b.home and t.body = b.id)`
  const { rows } = await sql<TradeBodyRow>`
    with page as (
      select b.home, b.id as body, b.area, coalesce(b.name, '') as body_name, ${traded} as traded from body b where ${where}
      order by 5 desc, b.name collate pinyin, b.id limit ${TRADE_BODIES_A_PAGE} offset ${(of.page - 1) * TRADE_BODIES_A_PAGE}),
    sums as (
      select t.home, t.body, count(distinct t.member)::int as traders, max(t.day) as last_day,
        coalesce(sum(t.amount) filter (where t.direction = 'delivered'), 0)::bigint as delivered,
        coalesce(sum(t.amount) filter (where t.direction = 'supplied'), 0)::bigint as supplied
      from trade t where (t.home, t.body) in (select home, body from page) and t.day >= ${first}::date and t.day < ${next}::date
      group by 1, 2),
    roll as (
      select m.home, m.body, count(*)::int as members from member m
      where (m.home, m.body) in (select home, body from page) and not m.ended and m.left_on is null group by 1, 2)
    select p.body, p.body_name, area_label(p.area) as area_name, coalesce(r.members, 0) as members,
      coalesce(s.traders, 0) as traders, coalesce(s.delivered, 0)::bigint as delivered,
      coalesce(s.supplied, 0)::bigint as supplied, s.last_day
    from page p left join sums s using (home, body) left join roll r using (home, body)
    order by p.traded desc, p.body_name collate pinyin, p.body`.execute(trx)
  const count = await sql<{ n: number }>`select count(*)::int as n from body b where ${where}`.execute(trx)
  return { rows, total: count.rows[0]?.n ?? 0 }
}

export interface NumberedMember {
  id: string
  number: string
  name: string
  initials: string
  joinedOn: string | null
  /** The last day of the membership; null while it lasts. */
  leftOn: string | null
}

/** The roll with numbers and the initials by which a clerk finds a name; those who left are there for their old lines. */
export async function numberedMembers(
  trx: Kysely<unknown>,
  of: Pick<LedgerBody, 'home' | 'body'>,
): Promise<NumberedMember[]> {
  const { rows } = await sql<Omit<NumberedMember, 'initials'>>`
    select m.id, n.number, coalesce(m.person, '') as name, m.joined_on as "joinedOn", least(m.left_on, e.day) as "leftOn" from member m
    join member_numbers(${of.home}, ${of.body}::uuid) n on n.member = m.id
    left join lateral membership_ends_at(m.home, m.id) e on true
    where m.home = ${of.home} and m.body = ${of.body} and not m.ended
    order by length(n.number), n.number, m.id`.execute(trx)
  return rows.map((row) => ({ ...row, initials: initialsOf(row.name) }))
}

/** wdj for 王大江; a surname is read as one. */
export function initialsOf(name: string): string {
  return firstLetters(name, { surname: 'head', nonZh: 'removed' })
}

export interface TradeRow extends Trade {
  id: string
  number: string
  name: string
  rounding: bigint | null
  reverses: string | null
  reversed: boolean
  confirmed: 'signed' | 'phone' | null
  actor: string
}

export const TRADES_A_PAGE = 50

/** A line was confirmed where a later confirmation of the member covers its day. */
const CONFIRMED = sql`(select c.way from trade_confirmation c where c.home = t.home and c.body = t.body and c.member = t.member
  and t.day between c.from_day and c.to_day and c.confirmed_at >= t.recorded_at order by c.confirmed_at desc limit 1)`

/** Lines of a year, the newest first. */
export async function tradesOf(
  trx: Kysely<unknown>,
  of: Pick<LedgerBody, 'home' | 'body'> & { year: number; member?: string | undefined; page: number | null },
): Promise<{ rows: TradeRow[]; total: number }> {
  const { rows } = await sql<TradeRow & { total: number }>`
    select t.id, t.member, n.number, coalesce(m.person, '') as name, t.day, t.direction, t.product, t.unit, t.grade, t.gross, t.tare,
      t.deducted, t.quantity, t.price, t.amount, t.rounding, t.slip, t.note, t.reverses, r.id is not null as reversed,
      ${CONFIRMED} as confirmed, t.actor, count(*) over ()::int as total
    from trade t join member m on m.home = t.home and m.id = t.member
    join member_numbers(${of.home}, ${of.body}::uuid) n on n.member = t.member
    left join trade r on r.home = t.home and r.reverses = t.id
    where t.home = ${of.home} and t.body = ${of.body} and t.day >= ${`${of.year}-01-01`}::date and t.day < ${`${of.year + 1}-01-01`}::date
      and (${of.member ?? null}::uuid is null or t.member = ${of.member ?? null}::uuid)
    order by t.day desc, t.recorded_at desc, t.id
    limit ${of.page === null ? null : TRADES_A_PAGE} offset ${of.page === null ? 0 : (of.page - 1) * TRADES_A_PAGE}`.execute(
    trx,
  )
  return { rows, total: rows[0]?.total ?? 0 }
}

/** Lines of a year that stand and that the member has not confirmed. */
export async function countUnconfirmed(
  trx: Kysely<unknown>,
  of: Pick<LedgerBody, 'home' | 'body'> & { year: number },
): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    select count(*)::int as open from trade t
    where t.home = ${of.home} and t.body = ${of.body}::uuid and t.day >= ${`${of.year}-01-01`}::date
      and t.day < ${`${of.year + 1}-01-01`}::date and t.reverses is null
      and not exists (select from trade r where r.home = t.home and r.reverses = t.id) and ${CONFIRMED} is null`.execute(
    trx,
  )
  return rows[0]!.open
}

/** Years in which members traded, the newest first. */
export async function tradeYears(
  trx: Kysely<unknown>,
  of: Pick<LedgerBody, 'home' | 'body'>,
): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    select distinct extract(year from day)::int as year from trade where home = ${of.home} and body = ${of.body} order by 1 desc`.execute(
    trx,
  )
  return rows.map((row) => row.year)
}

/** Products traded before, the last first, with the unit and price last used. */
export async function productsOf(
  trx: Kysely<unknown>,
  of: Pick<LedgerBody, 'home' | 'body'>,
): Promise<{ product: string; unit: string; price: bigint | null }[]> {
  const { rows } = await sql<{ product: string; unit: string; price: bigint | null }>`
    select product, unit, price from (
      select distinct on (product) product, unit, price, day, recorded_at from trade
      where home = ${of.home} and body = ${of.body} and reverses is null
      order by product, day desc, recorded_at desc) p order by day desc, recorded_at desc limit 50`.execute(
    trx,
  )
  return rows
}

export interface YearTotalRow {
  member: string
  number: string
  name: string
  direction: 'delivered' | 'supplied'
  product: string
  unit: string
  lines: number
  quantity: bigint
  amount: bigint
  open: number
}

/** What each member traded in these days, by direction and product; lines that came to nothing are left out. */
export async function totalsOf(
  trx: Kysely<unknown>,
  of: Pick<LedgerBody, 'home' | 'body'> & { from: string; to: string; member?: string },
): Promise<YearTotalRow[]> {
  const { rows } = await sql<YearTotalRow>`
    with open as (
      select t.member, t.direction, t.product, t.unit, count(*)::int as open from trade t
      where t.home = ${of.home} and t.body = ${of.body} and t.day between ${of.from}::date and ${of.to}::date
        and t.reverses is null and not exists (select from trade r where r.home = t.home and r.reverses = t.id)
        and ${CONFIRMED} is null group by 1, 2, 3, 4)
    select y.member, n.number, coalesce(m.person, '') as name, y.direction, y.product, y.unit, y.lines, y.quantity, y.amount,
      coalesce(o.open, 0) as open
    from trades_between(${of.from}::date, ${of.to}::date) y join member m on m.home = y.home and m.id = y.member
    join member_numbers(${of.home}, ${of.body}::uuid) n on n.member = y.member
    left join open o on (o.member, o.direction, o.product, o.unit) = (y.member, y.direction, y.product, y.unit)
    where y.home = ${of.home} and y.body = ${of.body} and y.lines > 0
      and (${of.member ?? null}::uuid is null or y.member = ${of.member ?? null}::uuid)
    order by length(n.number), n.number, y.direction, y.product, y.unit`.execute(trx)
  return rows
}

/** Names and the days between which they are members, of those of the members who have such a day. */
export async function leavingOf(
  trx: Kysely<unknown>,
  of: Pick<LedgerBody, 'home' | 'body'> & { members: readonly string[] },
): Promise<Map<string, Leaving>> {
  const { rows } = await sql<Leaving & { id: string }>`
    select m.id, coalesce(m.person, '') as name, m.joined_on as "joinedOn", least(m.left_on, e.day) as "leftOn"
    from member m left join lateral membership_ends_at(m.home, m.id) e on true
    where m.home = ${of.home} and m.body = ${of.body} and m.id::text = any (${[...new Set(of.members)]}::text[])
      and (m.joined_on is not null or least(m.left_on, e.day) is not null)`.execute(trx)
  return new Map(rows.map((row) => [row.id, row]))
}
