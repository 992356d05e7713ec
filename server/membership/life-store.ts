/** The SQL of memberships: the roll, ends, the four roles, what stands in an account. */
import { sql, type Kysely } from 'kysely'
import type { Composition } from '#core/membership/composition.ts'
import type { MemberRole } from '#core/membership/member-roles.ts'
import { projectPart } from '#core/membership/share-event.ts'
import type { Standing } from '#core/membership/settlement.ts'
import type { Fen } from '#core/values/money.ts'
import { asUuid } from '#server/database/columns.ts'
import { reserveOf } from './reserve-store.ts'
import { unopened } from './store.ts'

export interface LifeMember {
  home: string
  id: string
  body: string
  area: string
  body_name: string
  federation: boolean
  registered: boolean
  name: string
  kind: string
  village: string | null
  joined_on: string | null
  left_on: string | null
  ended_on: string | null
  ended_kind: 'left' | 'expelled' | 'died' | null
  /** What the roll has and the share ledger has not. */
  unopened: bigint | null
}

/** The member with its body and the end of the membership; undefined where the caller may not see it. */
export async function findLifeMember(trx: Kysely<unknown>, id: string): Promise<LifeMember | undefined> {
  const { rows } = await sql<LifeMember>`
    select m.home, m.id, m.body, b.area, coalesce(b.name, '') as body_name, coalesce(m.person, '') as name, coalesce(m.kind, '农民') as kind,
      coalesce(b.body_kind, '') = '农民专业合作社联合社' as federation,
      coalesce(b.registration_state, '存续') not in ('注销', '吊销未注销') as registered,
      m.village, m.joined_on, m.left_on, e.day as ended_on, e.kind as ended_kind,
      case when ${unopened} then m.contribution end as unopened
    from member m join body b on b.home = m.home and b.id = m.body left join lateral membership_ends_at(m.home, m.id) e on true
    where m.id = ${asUuid(id)} and not m.ended`.execute(trx)
  return rows[0]
}

export interface CaseBody {
  home: string
  body: string
  area: string
  name: string
  federation: boolean
  /** False where it is merged into another or struck from the register: nobody joins any more. */
  takesMembers: boolean
}

/** The body in which a case is opened. */
export async function findCaseBody(trx: Kysely<unknown>, id: string): Promise<CaseBody | undefined> {
  const { rows } = await sql<CaseBody>`
    select home, id as body, area, coalesce(name, '') as name, coalesce(body_kind, '') = '农民专业合作社联合社' as federation,
      takes_members(body) as "takesMembers"
    from body where id = ${asUuid(id)}`.execute(trx)
  return rows[0]
}

/** Waits until no other transaction enters a member of this body, and holds that until this one ends. */
export async function holdRoll(trx: Kysely<unknown>, of: { home: string; body: string }): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('roll ' || ${of.home}::text || ${of.body}::text, 0))`.execute(
    trx,
  )
}

/** Who is a member on the day, by kind. */
export async function compositionOf(
  trx: Kysely<unknown>,
  of: { home: string; body: string; day: string },
): Promise<Composition> {
  const { rows } = await sql<Composition>`
    select (count(*) filter (where kind = '农民'))::int as farmers, (count(*) filter (where kind = '其他自然人'))::int as persons,
      (count(*) filter (where kind not in ('农民', '其他自然人')))::int as organisations
    from member where home = ${of.home} and body = ${of.body}::uuid and not ended
      and (joined_on is null or joined_on <= ${of.day}::date) and (left_on is null or left_on >= ${of.day}::date)`.execute(
    trx,
  )
  return rows[0] ?? { farmers: 0, persons: 0, organisations: 0 }
}

/**
 * What stands in the account of a member at the end of a day: contributions by the share ledger, reserve shares of all the
 * years with what was inherited, subsidies and gifts as the latest plan has them, and what was divided and not paid.
 */
export async function standingOf(
  trx: Kysely<unknown>,
  of: { home: string; body: string; member: string; day: string },
): Promise<Standing> {
  const { rows } = await sql<Omit<Standing, 'reserve'>>`
    with held as (
      select coalesce(sum(s.amount), 0)::bigint as amount from share_move s
      where s.home = ${of.home} and s.body = ${of.body}::uuid and s.member = ${of.member}::uuid and s.day <= ${of.day}::date),
    posted as (
      select s.*, p.year, p.id as of_plan from surplus_share s join surplus_plan p on p.home = s.home and p.id = s.plan
      join surplus_action a on a.home = p.home and a.plan = p.id and a.action = 'post'
      where s.home = ${of.home} and s.body = ${of.body}::uuid and s.member = ${of.member}::uuid and a.day <= ${of.day}::date),
    latest as (select * from posted order by year desc limit 1),
    paid as (
      select coalesce(sum(l.amount), 0)::bigint as amount from surplus_pay_stand l join posted p on p.of_plan = l.plan
      where l.home = ${of.home} and l.member = ${of.member}::uuid and l.counts)
    select held.amount as contribution, coalesce((select subsidy_share from latest), 0)::bigint as subsidy,
      coalesce((select gift_share from latest), 0)::bigint as gift,
      (coalesce((select sum(patronage + remainder - converted) from posted), 0) - paid.amount)::bigint as "unpaidSurplus"
    from held, paid`.execute(trx)
  return { ...rows[0]!, reserve: await reserveOf(trx, of) }
}

/** What of an amount that leaves a member's share is of its project part, at the end of the day. */
export async function projectLeaving(
  trx: Kysely<unknown>,
  of: { home: string; body: string; member: string; day: string; leaves: Fen },
): Promise<Fen> {
  const { rows } = await sql<{ amount: Fen; project: Fen }>`
    select coalesce(sum(amount), 0)::bigint as amount, coalesce(sum(project), 0)::bigint as project from share_move
    where home = ${of.home} and body = ${of.body}::uuid and member = ${of.member}::uuid and day <= ${of.day}::date`.execute(
    trx,
  )
  return projectPart(rows[0]!, of.leaves)
}

/** The plan of the year that has not come to its end, if there is one: what it gives is not settled yet. */
export async function planUnderWay(
  trx: Kysely<unknown>,
  of: { home: string; body: string; year: number },
): Promise<boolean> {
  const { rows } = await sql`
    select from surplus_plan p where p.home = ${of.home} and p.body = ${of.body}::uuid and p.year <= ${of.year} and not exists (
      select from surplus_action a where a.home = p.home and a.plan = p.id and a.action in ('post', 'withdraw', 'reject')) limit 1`.execute(
    trx,
  )
  return rows.length > 0
}

export interface RoleRow {
  role: MemberRole
  person: string
  relation: string | null
  account: Buffer | null
  from: string
  ground: string
  order: number
}

/** Everything that was said of the roles of a member, in order of saying. */
export async function rolesSaid(
  trx: Kysely<unknown>,
  of: { home: string; member: string },
): Promise<RoleRow[]> {
  const { rows } = await sql<RoleRow>`
    select role, person, relation, account, from_day as from, ground, (row_number() over (order by said_at, id))::int as order
    from member_role where home = ${of.home} and member = ${of.member}::uuid order by said_at, id`.execute(
    trx,
  )
  return rows
}

/** Who holds the roles of one member on a day; a role of which nothing was said is not in it. */
export async function rolesOn(
  trx: Kysely<unknown>,
  of: { home: string; member: string; day: string },
): Promise<{ role: MemberRole; person: string; relation: string | null; from: string }[]> {
  const { rows } = await sql<{ role: MemberRole; person: string; relation: string | null; from: string }>`
    select role, person, relation, from_day as from from member_roles_at(${of.day}::date)
    where home = ${of.home} and member = ${of.member}::uuid`.execute(trx)
  return rows
}

export interface PaidTo {
  member: string
  payee: string | null
  holder: string | null
  account: Buffer | null
}

/** Payee, account holder and account of members on a day; who is not in it is paid as the roll has it. */
export async function paidTo(
  trx: Kysely<unknown>,
  of: { home: string; members: readonly string[]; day: string },
): Promise<Map<string, PaidTo>> {
  const { rows } = await sql<PaidTo>`
    select member, max(person) filter (where role = 'payee') as payee, max(person) filter (where role = 'holder') as holder,
      (array_agg(account) filter (where role = 'holder'))[1] as account
    from member_roles_at(${of.day}::date) where home = ${of.home} and member = any (${[...of.members]}::uuid[])
    group by member`.execute(trx)
  return new Map(rows.map((row) => [row.member, row]))
}

export interface CaseRow {
  id: string
  procedure: string
  code: string
  title: string
  state: string
  opened_on: string
}

/** Cases of a member, the newest first. */
export async function casesOf(
  trx: Kysely<unknown>,
  of: { home: string; body: string; member: string },
): Promise<CaseRow[]> {
  const { rows } = await sql<CaseRow>`
    select id, procedure, code, title, state, opened_on from procedure_item
    where home = ${of.home} and body = ${of.body}::uuid and procedure like 'member\_%'
      and (payload ->> 'member' = ${of.member} or payload ->> 'entered' = ${of.member})
    order by opened_on desc, code desc`.execute(trx)
  return rows
}

/** Whether another case of the procedure runs for the member already. */
export async function runningCase(
  trx: Kysely<unknown>,
  of: { home: string; member: string; procedure: string; finals: readonly string[] },
): Promise<string | null> {
  const { rows } = await sql<{ code: string }>`
    select code from procedure_item where home = ${of.home} and procedure = ${of.procedure} and payload ->> 'member' = ${of.member}
      and state <> all (${[...of.finals]}) limit 1`.execute(trx)
  return rows[0]?.code ?? null
}

export interface VotableCase {
  id: string
  procedure: string
  title: string
  state: string
}

/** Cases of the body that wait for the vote of its members, in the order in which they were opened. */
export async function casesToVote(
  trx: Kysely<unknown>,
  of: { home: string; body: string },
): Promise<VotableCase[]> {
  const { rows } = await sql<VotableCase>`
    select id, procedure, title, state from procedure_item
    where home = ${of.home} and body = ${of.body}::uuid and (
      procedure = 'member_joining' and state in ('accepted', 'admitted') or procedure = 'member_leaving' and state = 'heard'
      or procedure = 'member_death' and state = 'named'
      or procedure = 'member_change' and state = 'asked' and payload ->> 'what' = 'split')
    order by opened_on, code`.execute(trx)
  return rows
}

/** The state of cases, by their ids. */
export async function casesAmong(
  trx: Kysely<unknown>,
  ids: readonly string[],
): Promise<{ id: string; procedure: string; state: string }[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string; procedure: string; state: string }>`
    select id, procedure, state from procedure_item where id = any (${[...ids]}::uuid[])`.execute(trx)
  return rows
}
