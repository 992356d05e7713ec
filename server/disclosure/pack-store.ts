/** The SQL of disclosure: what the vouchers of a period say, what was made of it, how all stand to a quarter. */
import { sql, type Kysely } from 'kysely'
import type { PackContent } from '#contract/disclosure/disclosures.ts'
import type { HandHolder, HandItem } from '#core/disclosure/hands.ts'
import type { MoneyItem } from '#core/disclosure/pack.ts'
import type { Period } from '#core/disclosure/period.ts'
import type { Fen } from '#core/values/money.ts'
import { asUuid } from '#server/database/columns.ts'

export interface DisclosureBody {
  home: string
  body: string
  area: string
  name: string
  started_on: string | null
  closed_through: string | null
}

/** The cooperative with its book; undefined where the caller may not see it. */
export async function findDisclosureBody(
  trx: Kysely<unknown>,
  id: string,
): Promise<DisclosureBody | undefined> {
  const { rows } = await sql<DisclosureBody>`
    select b.home, b.id as body, b.area, coalesce(b.name, '') as name, k.started_on, k.closed_through
    from body b left join book k on k.home = b.home and k.body = b.id where b.id = ${asUuid(id)} and not b.ended`.execute(
    trx,
  )
  return rows[0]
}

type Of = Pick<DisclosureBody, 'home' | 'body'>

const MONEY = sql`('101', '102', '109')`

/** Every line on an account of money in the period, with what stands against it; what the book opened with came in before. */
export async function moneyItems(trx: Kysely<unknown>, of: Of, period: Period): Promise<MoneyItem[]> {
  const { rows } = await sql<MoneyItem>`
    select v.day, v.year || '-' || lpad(v.number::text, greatest(4, length(v.number::text)), '0') as voucher,
      v.summary || coalesce('（' || l.note || '）', '') as summary, l.account, l.debit as in, l.credit as out,
      coalesce(o.what, '') as what, coalesce(o.who, '') as who
    from voucher v join voucher_line l on l.home = v.home and l.voucher = v.id
    left join lateral (
      select string_agg(distinct a.name, '、') as what, string_agg(distinct coalesce(m.person, x.party), '、') as who
      from voucher_line x join account a on a.code = x.account left join member m on m.home = x.home and m.id = x.member
      where x.home = v.home and x.voucher = v.id and x.account not in ${MONEY}) o on true
    where v.home = ${of.home} and v.body = ${of.body}::uuid and v.phase <> 'opening' and v.day between ${period.from}::date and ${period.to}::date
      and l.account in ${MONEY} order by v.day, v.year, v.number, l.line`.execute(trx)
  return rows
}

/** Those whose own card or phone the cooperative uses, with their balance (114) at both ends of the period. */
export async function handHolders(trx: Kysely<unknown>, of: Of, period: Period): Promise<HandHolder[]> {
  const { rows } = await sql<HandHolder>`
    select m.id as member, coalesce(m.person, '') as name,
      coalesce(sum(l.debit - l.credit) filter (where l.day < ${period.from}::date or v.phase = 'opening'), 0)::bigint as opening,
      coalesce(sum(l.debit - l.credit), 0)::bigint as closing
    from member m left join (voucher_line l join voucher v on v.home = l.home and v.id = l.voucher)
      on l.home = m.home and l.body = m.body and l.member = m.id and l.account = '114' and l.day <= ${period.to}::date
    where m.home = ${of.home} and m.body = ${of.body}::uuid and exists (
      select from money_account s where s.home = m.home and s.body = m.body and s.member = m.id and s.kind = 'person')
    group by 1, 2 order by 2, 1`.execute(trx)
  return rows
}

/** What each voucher of the period moved on 114 of those persons, and whether a line of their own card stands behind it. */
export async function handItems(trx: Kysely<unknown>, of: Of, period: Period): Promise<HandItem[]> {
  const { rows } = await sql<HandItem>`
    with holder as (select distinct s.home, s.member from money_account s
        where s.home = ${of.home} and s.body = ${of.body}::uuid and s.kind = 'person'),
      owed as (select l.home, l.voucher, l.member, sum(l.debit)::bigint as debit, sum(l.credit)::bigint as credit
        from voucher_line l join holder h on h.home = l.home and h.member = l.member
        where l.body = ${of.body}::uuid and l.account = '114' and l.day between ${period.from}::date and ${period.to}::date
        group by 1, 2, 3)
    select v.day, v.year || '-' || lpad(v.number::text, greatest(4, length(v.number::text)), '0') as voucher, v.summary,
      w.member, w.debit as in, w.credit as out, coalesce(o.what, '') as what, coalesce(o.who, '') as who,
      coalesce(o.moved, false) as moved,
      exists (select from money_settle t join money_line n on n.home = t.home and n.id = t.line
        join money_account s on s.home = n.home and s.id = n.source
        where t.home = v.home and t.voucher in (v.id, v.reverses) and s.kind = 'person' and s.member = w.member) as hand
    from owed w join voucher v on v.home = w.home and v.id = w.voucher
    left join lateral (
      select string_agg(distinct a.name, '、') as what, string_agg(distinct coalesce(m.person, x.party), '、') as who,
        bool_or(x.account in ${MONEY}) as moved
      from voucher_line x join account a on a.code = x.account left join member m on m.home = x.home and m.id = x.member
      where x.home = v.home and x.voucher = v.id and not (x.account = '114' and x.member = w.member)) o on true
    where v.phase <> 'opening' order by v.day, v.year, v.number`.execute(trx)
  return rows
}

export interface BalanceRow {
  account: string
  label: string
  opening: Fen
  closing: Fen
  /** Within the period, what happened: closing entries are left out. */
  happened: Fen
}

/**
 * Balances of accounts at both ends of the period, debit above zero: a period is whole months, so that their sums are enough.
 * What a book opened with within the period is its beginning, no income of it.
 */
export async function balancesOf(trx: Kysely<unknown>, of: Of, period: Period): Promise<BalanceRow[]> {
  const { rows } = await sql<BalanceRow>`
    select m.account, a.name as label,
      coalesce(sum(m.debit - m.credit) filter (where m.month < ${period.from}::date or m.phase = 'opening'), 0)::bigint as opening,
      sum(m.debit - m.credit)::bigint as closing,
      coalesce(sum(m.debit - m.credit) filter (where m.month >= ${period.from}::date and m.phase = 'current'), 0)::bigint as happened
    from account_month m join account a on a.code = m.account
    where m.home = ${of.home} and m.body = ${of.body}::uuid and m.month <= ${period.to}::date group by 1, 2 order by 1`.execute(
    trx,
  )
  return rows
}

/** What is left of each grant at the end. */
export async function grantsLeft(
  trx: Kysely<unknown>,
  of: Of,
  period: Period,
): Promise<{ label: string; amount: Fen }[]> {
  const { rows } = await sql<{ label: string; amount: Fen }>`
    select coalesce(l.party, '未写项目') as label, sum(l.credit - l.debit)::bigint as amount from voucher_line l
    where l.home = ${of.home} and l.body = ${of.body}::uuid and l.account = '235' and l.day <= ${period.to}::date
    group by 1 having sum(l.credit - l.debit) <> 0 order by 1`.execute(trx)
  return rows
}

/** How many were members at both ends, how many came and went. */
export async function membersIn(
  trx: Kysely<unknown>,
  of: Of,
  period: Period,
): Promise<PackContent['members']> {
  const { rows } = await sql<PackContent['members']>`
    select (count(*) filter (where m.joined_on < ${period.from}::date and (m.left_on is null or m.left_on >= ${period.from}::date)))::int as start,
      (count(*) filter (where m.joined_on <= ${period.to}::date and (m.left_on is null or m.left_on > ${period.to}::date)))::int as end,
      (count(*) filter (where m.joined_on between ${period.from}::date and ${period.to}::date))::int as joined,
      (count(*) filter (where m.left_on between ${period.from}::date and ${period.to}::date))::int as left
    from member m where m.home = ${of.home} and m.body = ${of.body}::uuid and not m.ended`.execute(trx)
  return rows[0] ?? { start: 0, end: 0, joined: 0, left: 0 }
}

export interface TradedRow {
  direction: 'delivered' | 'supplied'
  product: string
  unit: string
  members: number
  quantity: bigint
  amount: Fen
}

/** What was traded with members, by product. */
export async function tradedIn(trx: Kysely<unknown>, of: Of, period: Period): Promise<TradedRow[]> {
  const { rows } = await sql<TradedRow>`
    select t.direction, t.product, t.unit, count(distinct t.member)::int as members, sum(t.quantity)::bigint as quantity,
      sum(t.amount)::bigint as amount
    from trades_between(${period.from}::date, ${period.to}::date) t
    where t.home = ${of.home} and t.body = ${of.body}::uuid and t.lines > 0 group by 1, 2, 3 order by 1, 2, 3`.execute(
    trx,
  )
  return rows
}

export interface PackRow {
  home: string
  item: string
  code: string
  state: string
  body: string
  body_name: string
  from_day: string
  to_day: string
  kind: 'books' | 'paper'
  content: PackContent
  made_by: string
}

/** The pack of an item. */
export async function findPack(trx: Kysely<unknown>, item: string): Promise<PackRow | undefined> {
  const { rows } = await sql<PackRow>`
    select i.home, i.id as item, i.code, i.state, p.body, coalesce(b.name, '') as body_name, p.from_day, p.to_day, p.kind, p.content,
      coalesce(u.name, p.actor) as made_by
    from procedure_item i join disclosure_pack p on p.home = i.home and p.id = (i.payload ->> 'pack')::uuid
    join body b on b.home = p.home and b.id = p.body left join app_user u on u.username = p.actor
    where i.procedure = 'disclosure' and i.id = ${asUuid(item)}`.execute(trx)
  return rows[0]
}

/** One at a time makes packs of a cooperative: whoever comes second finds the one that stands. */
export async function lockPacks(trx: Kysely<unknown>, of: Of): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`disclosure ${of.home}${of.body}`}, 0))`.execute(
    trx,
  )
}

/** The item of the period that was not withdrawn, if any. */
export async function standingItem(
  trx: Kysely<unknown>,
  of: Of,
  period: Pick<Period, 'from' | 'to'>,
): Promise<{ id: string; code: string } | undefined> {
  const { rows } = await sql<{ id: string; code: string }>`
    select id, code from procedure_item where home = ${of.home} and procedure = 'disclosure' and body = ${of.body}::uuid
      and payload ->> 'from' = ${period.from} and payload ->> 'to' = ${period.to} and state <> 'withdrawn' limit 1`.execute(
    trx,
  )
  return rows[0]
}

/** Posts of a person in the cooperative on a day, by name. */
export async function postsOf(
  trx: Kysely<unknown>,
  of: Of & { person: string; day: string },
): Promise<string[]> {
  const { rows } = await sql<{ post: string }>`
    select post from officer where home = ${of.home} and body = ${of.body}::uuid and not ended and person = ${of.person}
      and (since is null or since <= ${of.day}::date) and (until is null or until >= ${of.day}::date)`.execute(
    trx,
  )
  return rows.map((one) => one.post)
}
