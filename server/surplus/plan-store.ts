/** Reading plans, what was done with them, and what is owed. */
import { sql, type Kysely } from 'kysely'
import type { Finding } from '#core/surplus/findings.ts'
import type { TypedPlan } from '#core/surplus/typed-plan.ts'
import type { Fen } from '#core/values/money.ts'

export interface PlanInputs {
  federation: boolean
  basis: 'amount' | 'volume'
  typed: TypedPlan
  floor: string
  floorClause: string
  cap: string | null
  capClause: string | null
  steps: { label: string; formula: string; amount: string; clause: string }[]
  findings: Finding[]
  rewards: { payee: string; what: string; amount: string }[]
  patronageWeight: string
  remainderWeight: string
}

export interface PlanRow {
  home: string
  id: string
  body: string
  area: string
  body_name: string
  year: number
  inputs: PlanInputs
  surplus: Fen
  reserve: Fen
  reserve_booked: Fen
  rewards: Fen
  law: Fen
  statement: Fen
  patronage: Fen
  remainder: Fen
  members: number
  frozen_at: Date
  actor: string
  /** Name of the person behind `actor`. */
  actor_name: string
}

/** The plan; undefined where the caller may not see it. */
export async function findPlan(trx: Kysely<unknown>, id: string): Promise<PlanRow | undefined> {
  const { rows } = await sql<PlanRow>`
    select p.*, coalesce(b.name, '') as body_name, coalesce(u.name, p.actor) as actor_name
    from surplus_plan p join body b on b.home = p.home and b.id = p.body left join app_user u on u.username = p.actor
    where p.id = ${id}::uuid`.execute(trx)
  return rows[0]
}

export interface ActionRow {
  plan: string
  seq: number
  action: string
  day: string
  given: Record<string, unknown>
  files: string[]
  voucher: string | null
  acted_at: Date
  actor: string
  /** Name of the person behind `actor`. */
  actor_name: string
}

/** What was done with plans, in order. */
export async function actionsOf(trx: Kysely<unknown>, plans: readonly string[]): Promise<ActionRow[]> {
  const { rows } = await sql<ActionRow>`
    select a.plan, a.seq, a.action, a.day, a.given, a.files, a.voucher, a.acted_at, a.actor, coalesce(u.name, a.actor) as actor_name
    from surplus_action a left join app_user u on u.username = a.actor
    where a.plan = any (${plans}::uuid[]) order by a.plan, a.seq`.execute(trx)
  return rows
}

/** Plans of a body, the newest first. */
export async function plansOf(
  trx: Kysely<unknown>,
  of: { home: string; body: string; year: number },
): Promise<Pick<PlanRow, 'id' | 'law' | 'frozen_at'>[]> {
  const { rows } = await sql<Pick<PlanRow, 'id' | 'law' | 'frozen_at'>>`
    select id, law, frozen_at from surplus_plan where home = ${of.home} and body = ${of.body} and year = ${of.year}
    order by frozen_at desc`.execute(trx)
  return rows
}

/** Plans of a body that a meeting has still to decide, of whatever year. */
export async function openPlansOf(
  trx: Kysely<unknown>,
  of: { home: string; body: string },
): Promise<Pick<PlanRow, 'id' | 'year'>[]> {
  const { rows } = await sql<Pick<PlanRow, 'id' | 'year'>>`
    select p.id, p.year from surplus_plan p where p.home = ${of.home} and p.body = ${of.body}::uuid
      and not exists (select from surplus_action a where a.home = p.home and a.plan = p.id
        and a.action in ('vote', 'reject', 'withdraw', 'post'))
    order by p.year, p.frozen_at`.execute(trx)
  return rows
}

export interface ShareRow {
  member: string
  number: string
  name: string
  trades: {
    direction: 'delivered' | 'supplied'
    product: string
    unit: string
    volume: string
    amount: string
  }[]
  contribution: Fen
  reserve_before: Fen
  subsidy_share: Fen
  gift_share: Fen
  patronage_weight: bigint
  remainder_weight: Fen
  patronage: Fen
  remainder: Fen
  converted: Fen
  reserve_share: Fen
  paid: Fen
  pending: Fen
  /** Why the last payment came back, where nothing was tried since. */
  failed: string | null
}

/** Each member's part with what was paid and what is on its way. */
export async function sharesOf(
  trx: Kysely<unknown>,
  of: { home: string; plan: string; member?: string | undefined },
): Promise<ShareRow[]> {
  const { rows } = await sql<ShareRow>`
    with pay as (
      select l.member, coalesce(sum(l.amount) filter (where l.outcome = 'paid'), 0)::bigint as paid,
        coalesce(sum(l.amount) filter (where l.outcome is null), 0)::bigint as pending,
        (array_agg(l.reason order by l.made_at desc, l.batch desc))[1] as failed
      from surplus_pay_stand l where l.home = ${of.home} and l.plan = ${of.plan}::uuid group by 1)
    select s.member, s.number, s.name, s.trades, s.contribution, s.reserve_before, s.subsidy_share, s.gift_share, s.patronage_weight,
      s.remainder_weight, s.patronage, s.remainder, s.converted, s.reserve_share, coalesce(p.paid, 0)::bigint as paid,
      coalesce(p.pending, 0)::bigint as pending, p.failed
    from surplus_share s left join pay p on p.member = s.member
    where s.home = ${of.home} and s.plan = ${of.plan}::uuid and (${of.member ?? null}::uuid is null or s.member = ${of.member ?? null}::uuid)
    order by length(s.number), s.number`.execute(trx)
  return rows
}

export interface VoterRow {
  member: string
  number: string
  name: string
  joined_on: string | null
  left_on: string | null
}

/** Whoever may be a member on the day of a meeting, with the days between which he is. */
export async function votersOf(
  trx: Kysely<unknown>,
  of: { home: string; body: string },
): Promise<VoterRow[]> {
  const { rows } = await sql<VoterRow>`
    select m.id as member, n.number, coalesce(m.person, '') as name, m.joined_on, least(m.left_on, e.day) as left_on
    from member m join member_numbers(${of.home}, ${of.body}::uuid) n on n.member = m.id
    left join lateral membership_ends_at(m.home, m.id) e on true
    where m.home = ${of.home} and m.body = ${of.body}::uuid and not m.ended order by length(n.number), n.number`.execute(
    trx,
  )
  return rows
}

/** Who is a member on the day, one basic vote each (社法 22). */
export async function membersOn(
  trx: Kysely<unknown>,
  of: { home: string; body: string; day: string },
): Promise<string[]> {
  const { rows } = await sql<{ member: string }>`
    select member from members_on(${of.home}, ${of.body}::uuid, ${of.day}::date)`.execute(trx)
  return rows.map((one) => one.member)
}

export interface BatchRow {
  home: string
  id: string
  plan: string
  body: string
  area: string
  way: 'bank' | 'cash'
  day: string
  actor: string
}

export interface BatchLineRow {
  batch: string
  member: string
  number: string
  name: string
  amount: Fen
  /** returned: paid, and the money came back later. */
  outcome: 'paid' | 'failed' | 'returned' | null
  reason: string | null
  /** Who signs for it by what was said for the day of the batch; null where it is the member. */
  payee: string | null
}

/** The batch; undefined where the caller may not see it. */
export async function findBatch(trx: Kysely<unknown>, id: string): Promise<BatchRow | undefined> {
  const { rows } = await sql<BatchRow>`
    select home, id, plan, body, area, way, day, actor from surplus_pay_batch where id = ${id}::uuid`.execute(
    trx,
  )
  return rows[0]
}

/** Batches of a plan, the newest first. */
export async function batchesOf(
  trx: Kysely<unknown>,
  of: { home: string; plan: string },
): Promise<BatchRow[]> {
  const { rows } = await sql<BatchRow>`
    select home, id, plan, body, area, way, day, actor from surplus_pay_batch where home = ${of.home} and plan = ${of.plan}::uuid
    order by made_at desc, id desc`.execute(trx)
  return rows
}

/** Lines of batches with their results. */
export async function batchLines(
  trx: Kysely<unknown>,
  of: { home: string; batches: readonly string[] },
): Promise<BatchLineRow[]> {
  const { rows } = await sql<BatchLineRow>`
    select l.batch, l.member, s.number, s.name, l.amount, l.outcome, l.reason, (select w.person from member_role w
      where w.home = l.home and w.member = l.member and w.role = 'payee' and w.from_day <= b.day
      order by w.from_day desc, w.said_at desc, w.id desc limit 1) as payee
    from surplus_pay_stand l join surplus_pay_batch b on b.home = l.home and b.id = l.batch
    join surplus_share s on s.home = l.home and s.plan = l.plan and s.member = l.member
    where l.home = ${of.home} and l.batch = any (${of.batches}::uuid[]) order by l.batch, length(s.number), s.number`.execute(
    trx,
  )
  return rows
}

/** Closed bank accounts of members, to be opened with the keys. */
export async function accountsOf(
  trx: Kysely<unknown>,
  of: { home: string; members: readonly string[] },
): Promise<Map<string, Buffer>> {
  const { rows } = await sql<{ id: string; bank_account: Buffer | null }>`
    select id, bank_account from member where home = ${of.home} and id = any (${of.members}::uuid[])`.execute(
    trx,
  )
  return new Map(
    rows.flatMap((row) => (row.bank_account === null ? [] : [[row.id, row.bank_account] as const])),
  )
}

export interface DivisionRow {
  body: string
  body_name: string
  area_name: string
  year: number | null
  plan: string | null
  law: Fen | null
  patronage: Fen | null
  owed: Fen | null
}

export const DIVISIONS_A_PAGE = 50

/** Bodies with a roll and their latest plan; what of a posted one is still owed. */
export async function listDivisions(
  trx: Kysely<unknown>,
  of: { q?: string; page: number },
): Promise<{ rows: DivisionRow[]; total: number }> {
  const q = of.q ?? ''
  const where = sql`not b.ended and (${q} = '' or position(${q} in coalesce(b.name, '')) > 0)
    and exists (select from member m where m.home = b.home and m.body = b.id and not m.ended)`
  const { rows } = await sql<DivisionRow>`
    with latest as (
      select distinct on (home, body) home, body, id, year, law, patronage from surplus_plan order by home, body, year desc, frozen_at desc),
    page as (
      select b.home, b.id as body, coalesce(b.name, '') as body_name, b.area, l.id as plan, l.year, l.law, l.patronage
      from body b left join latest l on l.home = b.home and l.body = b.id where ${where}
      order by l.id is null, b.name collate pinyin, b.id limit ${DIVISIONS_A_PAGE} offset ${(of.page - 1) * DIVISIONS_A_PAGE})
    select p.body, p.body_name, area_label(p.area) as area_name, p.year, p.plan, p.law, p.patronage,
      case when exists (select from surplus_action a where a.home = p.home and a.plan = p.plan and a.action = 'post') then
        (select sum(s.patronage + s.remainder - s.converted) from surplus_share s where s.home = p.home and s.plan = p.plan)
        - (select coalesce(sum(l.amount), 0) from surplus_pay_stand l
          where l.home = p.home and l.plan = p.plan and l.counts) end::bigint as owed
    from page p order by p.plan is null, p.body_name collate pinyin, p.body`.execute(trx)
  const count = await sql<{ n: number }>`select count(*)::int as n from body b where ${where}`.execute(trx)
  return { rows, total: count.rows[0]?.n ?? 0 }
}
