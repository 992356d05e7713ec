/** The SQL of audits: the plan of a year, the population of a draw, terms of office, how an audit stands. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { AUDIT_STATES } from '#contract/audits/audits.ts'
import type { DrawFilters } from '#contract/audits/draws.ts'
import { LED_PLAN, type AuditKind } from '#core/audits/kinds.ts'
import { ANSWERABLE_POSTS, type Term } from '#core/audits/leaving.ts'
import { asUuid } from '#server/database/columns.ts'

type Trx = Kysely<unknown>

/** Cooperatives that exist on the day, as the register has them. */
const standing = (day: string): RawBuilder<unknown> => sql`
  not b.ended and coalesce(b.registration_state, '存续') not in ('注销', '迁出', '吊销未注销')
  and (b.registered_on is null or b.registered_on <= ${day}::date)
  and coalesce(b.body_kind, case when b.name like '%专业合作社%' then '农民专业合作社' end) in ('农民专业合作社', '农民专业合作社联合社')`

const below = (column: string, area: string | undefined): RawBuilder<unknown> =>
  area === undefined ? sql`true` : sql`(${sql.ref(column)} >= ${area} and ${sql.ref(column)} < ${`${area}A`})`

export interface PlanQuery {
  year: number
  kind: AuditKind
  today: string
  area?: string | undefined
  state?: (typeof AUDIT_STATES)[number] | undefined
}

export interface PlanRow {
  body: string
  body_name: string
  area: string
  area_name: string
  town: string
  item: string | null
  title: string | null
  state: string | null
  auditor: string | null
  quarter: number | null
  due_on: string | null
  late: boolean
  points: number
  open: number
  notice: string | null
  notice_state: string | null
  untold: boolean
  posted_on: string | null
}

/** Each audit of the kind and year with its notice; of the yearly kind cooperatives without one as well. */
const plan = (query: PlanQuery): RawBuilder<unknown> => sql`
  plan as (
    select b.home, b.id as body, coalesce(b.name, '') as body_name, b.area, i.id as item, i.title, i.state,
      i.payload ->> 'auditor' as auditor, (i.payload ->> 'quarter')::int as quarter, i.due_on,
      coalesce(i.state in ('planned', 'running', 'mending') and i.due_on < ${query.today}::date, false) as late,
      coalesce(jsonb_array_length(i.payload -> 'report' -> 'points'), 0) as points,
      coalesce(i.payload -> 'cases', '[]') as cases, n.id as notice, n.state as notice_state,
      coalesce(n.state in ('made', 'signed') and n.due_on < ${query.today}::date, false) as untold,
      n.payload ->> 'postedOn' as posted_on
    from body b left join procedure_item i on i.home = b.home and i.body = b.id and i.procedure = 'book_audit'
      and i.payload ->> 'kind' = ${query.kind} and i.payload ->> 'year' = ${String(query.year)} and i.state <> 'dropped'
    left join procedure_item n on n.home = i.home and n.parent = i.id and n.procedure = 'audit_notice' and n.state <> 'withdrawn'
    where ${query.kind === 'yearly' ? sql`(${standing(query.today)} or i.id is not null)` : sql`i.id is not null`}
      and ${below('b.area', query.area)})`

function narrowed(state: PlanQuery['state']): RawBuilder<unknown> {
  if (state === undefined) return sql`true`
  if (state === 'late' || state === 'untold') return sql`${sql.ref(state)}`
  return state === 'unplanned' ? sql`item is null` : sql`state = ${state}`
}

export const PLAN_PAGE = 50

/** One page of the plan, or all of it: what is late first. */
export async function planRows(
  trx: Trx,
  query: PlanQuery,
  page: number | null,
): Promise<{ rows: PlanRow[]; total: number }> {
  const { rows } = await sql<PlanRow & { total: number }>`
    with ${plan(query)}, page as (
      select *, count(*) over ()::int as total from plan where ${narrowed(query.state)}
      order by late or untold desc, area, body_name collate pinyin, body, due_on
      ${page === null ? sql`` : sql`limit ${PLAN_PAGE} offset ${(page - 1) * PLAN_PAGE}`})
    select p.*, coalesce(nullif(area_label(p.area), ''), p.area) as area_name,
      coalesce(nullif(area_label(left(p.area, 9)), ''), '乡镇待定') as town,
      (select count(*)::int from problem_case c where c.home = p.home and c.state not in ('closed', 'dismissed')
        and c.id in (select x::uuid from jsonb_array_elements_text(p.cases) x)) as open
    from page p order by p.late or p.untold desc, p.area, p.body_name collate pinyin, p.body, p.due_on`.execute(
    trx,
  )
  return { rows, total: rows[0]?.total ?? 0 }
}

export interface TownRow {
  area: string
  name: string
  total: number
  planned: number
  reported: number
  closed: number
  late: number
  untold: number
}

/** By township: how many there are, how far they are. */
export async function planTowns(trx: Trx, query: PlanQuery): Promise<TownRow[]> {
  const { rows } = await sql<TownRow>`
    with ${plan(query)}, towns as (
      select left(area, 9) as town, count(*)::int as total, count(item)::int as planned,
        (count(*) filter (where state in ('reported', 'mending', 'closed')))::int as reported,
        (count(*) filter (where state = 'closed'))::int as closed,
        (count(*) filter (where late))::int as late, (count(*) filter (where untold))::int as untold
      from plan group by 1)
    select town as area, coalesce(nullif(area_label(town), ''), town) || case when length(town) < 9 then '（未落到乡镇）' else '' end as name,
      total, planned, reported, closed, late, untold from towns order by town`.execute(trx)
  return rows
}

export interface Planned {
  home: string
  body: string
  area: string
  name: string
  /** Whether it has one of this year and kind. */
  standing: boolean
}

/** Cooperatives to plan an audit of: those named, else all that exist in the area. */
export async function bodiesToPlan(
  trx: Trx,
  of: { year: number; kind: AuditKind; day: string; area?: string | undefined; bodies?: readonly string[] },
): Promise<Planned[]> {
  const { rows } = await sql<Planned>`
    select b.home, b.id as body, b.area, coalesce(b.name, '') as name, exists (
      select from procedure_item i where i.home = b.home and i.body = b.id and i.procedure = 'book_audit' and i.state <> 'dropped'
        and i.payload ->> 'kind' = ${of.kind} and i.payload ->> 'year' = ${String(of.year)}) as standing
    from body b where ${standing(of.day)} and ${below('b.area', of.area)}
      and ${of.bodies === undefined ? sql`true` : sql`b.id = any (${of.bodies.map(asUuid)}::uuid[])`}
    order by b.area, b.name`.execute(trx)
  return rows
}

/** Those of the bodies that the plan for party-led cooperatives binds on a day: they are led, and their place has adopted it. */
export async function ledByPlan(trx: Trx, bodies: readonly string[], day: string): Promise<Set<string>> {
  const { rows } = await sql<{ body: string }>`
    with adopted as materialized (select distinct a.area from adoptions_said() a
      where a.document = ${LED_PLAN} and a.from_day <= ${day}::date and (a.to_day is null or a.to_day >= ${day}::date))
    select b.id as body from body b
    where b.id = any (${[...bodies]}::uuid[]) and exists (select from adopted a where starts_with(b.area, a.area))
      and exists (select from body_tag t where t.home = b.home and t.body = b.id and t.tag = '党支部领办' and not t.ended
        and (t.since is null or t.since <= ${day}::date) and (t.until is null or t.until >= ${day}::date))`.execute(
    trx,
  )
  return new Set(rows.map((row) => row.body))
}

export interface Drawn {
  body: string
  creditCode: string | null
  name: string
  place: string
  skipped: boolean
}

/** Who may be drawn, and whom only an audit of the last years leaves out. */
export async function population(
  trx: Trx,
  filters: DrawFilters,
  of: { area: string; day: string },
): Promise<Drawn[]> {
  const { rows } = await sql<Drawn>`
    select b.id as body, b.credit_code as "creditCode", coalesce(b.name, '') as name,
      coalesce(nullif(area_label(left(b.area, 9)), ''), b.area) as place,
      ${
        filters.skipYears === undefined
          ? sql`false`
          : sql`exists (select from procedure_item i where i.home = b.home and i.body = b.id and i.procedure = 'book_audit'
              and (i.payload -> 'report' ->> 'reportedOn')::date > ${of.day}::date - make_interval(years => ${filters.skipYears}::int))`
      } as skipped
    from body b left join body_verdict v on v.home = b.home and v.body = b.id
    where ${standing(of.day)} and ${below('b.area', of.area)} and ${below('b.area', filters.area)}
      and ${filters.kind === undefined ? sql`true` : sql`coalesce(b.body_kind, '农民专业合作社') = ${filters.kind}`}
      and ${filters.class === undefined ? sql`true` : sql`v.class = ${filters.class}`}`.execute(trx)
  return rows
}

/** Terms of office in the posts that answer for money, of cooperatives where one began or ended since a day. A record that somebody ended ends its term; one that was taken back or moved with a merge is none. */
export async function termsOf(
  trx: Trx,
  of: { from: string; day: string; bodies?: readonly string[] | undefined },
): Promise<(Term & { home: string; area: string; name: string })[]> {
  const { rows } = await sql<Term & { home: string; area: string; name: string }>`
    with posts as materialized (
      select o.id, o.home, o.body, o.area, o.post, o.person, o.since, o.ended as gone,
        case when o.ended then least(o.until, o.effective_on - 1) else o.until end as until
      from officer o where o.since is not null and o.person is not null
        and (not o.ended or o.effective_on > o.since and not exists (
          select from officer_version v where v.home = o.home and v.id = o.id and v.version = o.version
            and (v.source ? 'undoes' or v.source ? 'merge')))
        and o.post = any (${[...ANSWERABLE_POSTS]}::text[])
        and ${of.bodies === undefined ? sql`true` : sql`o.body = any (${[...of.bodies]}::uuid[])`}),
    moved as (
      select distinct home, body from posts
      where since between ${of.from}::date and ${of.day}::date or until between ${of.from}::date and ${of.day}::date)
    select o.id as officer, o.home, o.body, o.area, coalesce(b.name, '') as name, o.post, o.person, o.since, o.until, o.gone
    from moved v join posts o on o.home = v.home and o.body = v.body
    join body b on b.home = o.home and b.id = o.body and not b.ended`.execute(trx)
  return rows
}

/** One at a time plans audits: whoever comes second sees what the first has planned. */
export async function lockPlan(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('book-audits'))`.execute(trx)
}

/** Which of these terms have their audit, by subject. */
export async function auditedTerms(trx: Trx, subjects: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ subject: string }>`
    select subject from procedure_item where procedure = 'book_audit' and subject = any (${[...subjects]}::text[])`.execute(
    trx,
  )
  return new Set(rows.map((one) => one.subject))
}

/** How the notices and the cases of one audit stand. */
export async function standingOf(
  trx: Trx,
  of: { home: string; item: string; cases: readonly string[] },
): Promise<{ notice: string | null; states: Map<string, string> }> {
  const { rows } = await sql<{ notice: string | null; states: Record<string, string> | null }>`
    select (select n.state from procedure_item n where n.home = ${of.home} and n.parent = ${of.item}::uuid
        and n.procedure = 'audit_notice' and n.state <> 'withdrawn' limit 1) as notice,
      (select jsonb_object_agg(c.id, c.state) from problem_case c where c.home = ${of.home} and c.id = any (${[...of.cases]}::uuid[])) as states`.execute(
    trx,
  )
  return { notice: rows[0]?.notice ?? null, states: new Map(Object.entries(rows[0]?.states ?? {})) }
}

/** The notice of an audit as far as it was not told. */
export async function noticeOf(
  trx: Trx,
  of: { home: string; item: string },
): Promise<{ home: string; id: string; version: number } | undefined> {
  const { rows } = await sql<{ home: string; id: string; version: number }>`
    select home, id, version from procedure_item where home = ${of.home} and parent = ${of.item}::uuid
      and procedure = 'audit_notice' and state <> 'posted'`.execute(trx)
  return rows[0]
}
