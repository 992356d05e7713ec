/** The SQL of reserve shares: what posted plans gave, what passed to heirs, what went along with transfers, what was used or repaid. */
import { sql, type Kysely } from 'kysely'
import {
  reserveBefore,
  type Inheritance,
  type PlanShare,
  type ReserveFacts,
  type ReserveTaking,
  type ShareTransfer,
} from '#core/membership/reserve-account.ts'
import type { Day } from '#core/values/day.ts'
import type { Fen } from '#core/values/money.ts'

interface Of {
  home: string
  body: string
}

/** Everything of the body's reserve shares up to the day; of plans those posted by then, of years before `beforeYear` where one is given. */
export async function reserveFacts(
  trx: Kysely<unknown>,
  of: Of,
  until: { day: Day; beforeYear?: number },
): Promise<ReserveFacts> {
  const { rows: held } = await sql<{ member: string; amount: Fen }>`
    select h.member, h.amount from holdings_at(${until.day}::date) h where h.home = ${of.home} and h.body = ${of.body}::uuid`.execute(
    trx,
  )
  return {
    shares: await postedShares(trx, of, until),
    inheritances: await inheritancesUpTo(trx, of, until.day),
    transfers: await transfersUpTo(trx, of, until.day),
    takings: await takingsUpTo(trx, of, until.day),
    held: new Map(held.map((row) => [row.member, row.amount])),
  }
}

/** What a member has of the reserve at the end of the day. */
export async function reserveOf(trx: Kysely<unknown>, of: Of & { member: string; day: Day }): Promise<Fen> {
  return reserveBefore(await reserveFacts(trx, of, { day: of.day })).get(of.member) ?? 0n
}

/**
 * What posted plans said of each member. For a new plan the latest says it all where nothing passed and nothing was taken; else
 * all of them are told, so that the order of things can be followed.
 */
async function postedShares(
  trx: Kysely<unknown>,
  of: Of,
  until: { day: Day; beforeYear?: number },
): Promise<PlanShare[]> {
  const { rows } = await sql<PlanShare>`
    with moved as (select exists (select from share_event e where e.home = ${of.home} and e.body = ${of.body}::uuid
        and (e.kind in ('inheritance', 'reserve', 'withdrawal') or (e.kind in ('transfer', 'gift') and e.carries)))
      or exists (select from voucher_line l where l.home = ${of.home} and l.body = ${of.body}::uuid and l.account = '322'
        and l.item = '弥补亏损') as something),
    posted as (
      select s.member, p.year, a.day, s.reserve_before as before, s.reserve_share as share,
        row_number() over (partition by s.member order by p.year desc) as back
      from surplus_share s join surplus_plan p on p.home = s.home and p.id = s.plan
      join surplus_action a on a.home = p.home and a.plan = p.id and a.action = 'post'
      where s.home = ${of.home} and s.body = ${of.body}::uuid
        and (case when ${until.beforeYear ?? null}::int is null then a.day <= ${until.day}::date else p.year < ${until.beforeYear ?? null}::int end))
    select member, year, day, before, share from posted, moved where back = 1 or moved.something or ${until.beforeYear ?? null}::int is null order by year, member`.execute(
    trx,
  )
  return rows
}

/** Shares that passed to heirs, reversed ones left out. */
async function inheritancesUpTo(trx: Kysely<unknown>, of: Of, last: Day): Promise<Inheritance[]> {
  const { rows } = await sql<Inheritance>`
    select e.member as dead, e.receiver as heir, extract(year from e.day)::int as year, e.day, e.amount from share_event e
    where e.home = ${of.home} and e.body = ${of.body}::uuid and e.kind = 'inheritance' and e.reverses is null and e.day <= ${last}::date
      and not exists (select from share_event r where r.home = e.home and r.reverses = e.id) order by e.day, e.id`.execute(
    trx,
  )
  return rows
}

/**
 * Contributions that went to another member, with what stayed of them; on one day what comes in stands before what goes out.
 * One that was written after a plan had been frozen is unknown to it, so it counts from the year after.
 */
async function transfersUpTo(trx: Kysely<unknown>, of: Of, last: Day): Promise<ShareTransfer[]> {
  const { rows } = await sql<ShareTransfer>`
    with standing as (
      select s.id, s.member, s.day, s.amount,
        sum(s.amount) over (partition by s.member order by s.day, s.amount < 0, s.id rows unbounded preceding)::bigint as rest
      from share_move s join share_event e on e.home = s.home and e.id = s.id
      where s.home = ${of.home} and s.body = ${of.body}::uuid and s.day <= ${last}::date and e.reverses is null
        and not exists (select from share_event r where r.home = e.home and r.reverses = e.id))
    select e.member as "from", e.receiver as "to", e.day, e.amount, s.rest, greatest(extract(year from e.day)::int, 1 + coalesce((
      select max(p.year) from surplus_plan p join surplus_action a on a.home = p.home and a.plan = p.id and a.action = 'post'
      where p.home = ${of.home} and p.body = ${of.body}::uuid and p.frozen_at < e.written_at), 0)) as year
    from share_event e join standing s on s.id = e.id and s.member = e.member
    where e.home = ${of.home} and e.body = ${of.body}::uuid and e.kind in ('transfer', 'gift') and e.carries
    order by e.day, e.id`.execute(trx)
  return rows
}

/**
 * Reserve that became contributions, that was repaid, and that covered a loss by the books. What was written after a plan had
 * been frozen is unknown to it, so it counts from the year after.
 */
async function takingsUpTo(trx: Kysely<unknown>, of: Of, last: Day): Promise<ReserveTaking[]> {
  const { rows } = await sql<ReserveTaking>`
    with found as (
      select 'converted' as kind, e.member, e.day, e.amount, e.written_at as at from share_event e
      where e.home = ${of.home} and e.body = ${of.body}::uuid and e.kind = 'reserve' and e.reverses is null
        and not exists (select from share_event r where r.home = e.home and r.reverses = e.id)
      union all
      select 'repaid', (i.payload ->> 'member')::uuid, (i.payload ->> 'paidOn')::date,
        round((i.payload -> 'settlement' ->> 'reserve')::numeric * 100)::bigint,
        (select max(a.at) from procedure_action a where a.home = i.home and a.item = i.id)
      from procedure_item i where i.home = ${of.home} and i.body = ${of.body}::uuid
        and i.procedure in ('member_leaving', 'member_death') and i.state = 'repaid'
      union all
      select 'repaid', (i.payload ->> 'member')::uuid, (i.payload ->> 'paidOn')::date,
        round((i.payload -> 'resettlement' ->> 'reserve')::numeric * 100)::bigint,
        (select max(a.at) from procedure_action a where a.home = i.home and a.item = i.id)
      from procedure_item i where i.home = ${of.home} and i.body = ${of.body}::uuid
        and i.procedure = 'member_resettlement' and i.state = 'paid'
      union all
      select 'covered', null, v.day, sum(l.debit - l.credit)::bigint, v.posted_at from voucher_line l join voucher v on v.home = l.home and v.id = l.voucher
      where l.home = ${of.home} and l.body = ${of.body}::uuid and l.account = '322' and l.item = '弥补亏损' and v.reverses is null
        and not exists (select from voucher r where r.home = v.home and r.reverses = v.id)
      group by v.id, v.day, v.posted_at)
    select f.kind, f.member, f.day, f.amount, greatest(extract(year from f.day)::int, 1 + coalesce((
      select max(p.year) from surplus_plan p join surplus_action a on a.home = p.home and a.plan = p.id and a.action = 'post'
      where p.home = ${of.home} and p.body = ${of.body}::uuid and p.frozen_at < f.at), 0)) as year
    from found f where f.amount > 0 and f.day <= ${last}::date order by f.day, f.at, f.member`.execute(trx)
  return rows
}
