/** The SQL of the inbox: what a role has to look at is counted in one statement, forms in another. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { PolicyArea } from '#server/supervision/books.ts'
import { withinSql } from '#server/supervision/judge.ts'
import { fullMask } from './masks.ts'
import { RUNNING, UNCHECKED } from '#server/supervision/five-haves.ts'

export interface Count {
  kind: Kind
  count: number
  /** The nearest deadline among them. */
  dueOn: string | null
  /** How many of them are late. */
  late: number
}

export interface AskedOf {
  username: string
  /** Whose post it is: another's while one stands in. */
  seat: string
  today: string
  areas: readonly PolicyArea[]
}

const LAST_QUARTER = '10-01'

/** Each kind counts into n, due and late. */
const KINDS = {
  questions: () =>
    sql`select count(*) as n, null::date as due, 0 as late from area_question q join body b on b.home = q.home and b.id = q.body
      where q.answered_at is null and not b.ended`,
  imports: () => sql`select count(*), null::date, 0 from import where state = 'preview' and kind = 'ledger'`,
  ownImports: (of) =>
    sql`select count(*), null::date, 0 from import where state = 'preview' and kind = 'ledger' and coalesce(acted_for, actor) = ${of.seat}`,
  casesProposed: (of) => cases(of, sql`c.state = 'proposed'`),
  casesReported: (of) => cases(of, sql`c.state = 'reported'`),
  casesLate: (of) => cases(of, sql`c.state not in ('closed', 'dismissed') and c.due_on < ${of.today}::date`),
  casesMine: (of) => cases(of, sql`c.state = 'assigned' and c.owner = ${of.seat}`),
  casesInArea: (of) => cases(of, sql`c.state = 'assigned'`),
  casesAssigned: (of) => cases(of, sql`c.state = 'assigned'`),
  assignedByMe: (of) => cases(of, sql`c.state = 'assigned' and ${didLast(of, 'assign')}`),
  assignedAndReported: (of) => cases(of, sql`c.state = 'reported' and ${didLast(of, 'assign')}`),
  reportedByMe: (of) => cases(of, sql`c.state = 'reported' and ${didLast(of, 'report')}`),
  unknown: (of) =>
    sql`select coalesce(sum(n), 0)::bigint, null::date, 0 from (${unknownBodies(of.areas)}) counted`,
  notAccepted: () => sql`
    select count(*), null::date, 0 from body_fact f join body b on b.home = f.home and b.id = f.body
    where not b.ended and f.existing and not f.dossier_accepted`,
  returnedByMe: (of) => sql`
    select count(*), null::date, 0 from dossier_action d
    where d.action = 'return' and coalesce(d.acted_for, d.actor) = ${of.seat} and not exists (
      select from dossier_action later where later.home = d.home and later.body = d.body and later.number > d.number)`,
  missingItems: () => sql`
    select coalesce(sum(f.dossier_completeness_den - f.dossier_completeness_num), 0)::bigint, null::date, 0
    from body_fact f join body b on b.home = f.home and b.id = f.body where not b.ended`,
  householdsAsk: () => sql`
    select count(*), null::date, 0 from household_entry e
    where e.kind <> 'confirm' and not exists (select from household_answer w where w.home = e.home and w.entry = e.id)`,
  joiningRequests: () => sql`
    select count(*), min(q.ends_on), 0 from joining_request q where q.state = 'open'`,
  vouchersOpen: (of) => sql`
    select count(*), null::date, 0 from (
      select distinct home, body from review_rule) r join voucher v on v.home = r.home and v.body = r.body
    where v.phase <> 'opening' and v.actor <> ${of.username}
      and review_asked(v.home, v.body, date_trunc('month', v.day)::date)
      and v.day > coalesce((select k.closed_through from book k where k.home = v.home and k.body = v.body), '0001-01-01')
      and not exists (select from voucher_review w where w.home = v.home and w.voucher = v.id)`,
  // Of the year that is divided next, until its plan is frozen: the frozen plan counts what stood there then.
  tradesUnconfirmed: ({ today }) => sql`
    select count(*), null::date, 0 from trade t
    where t.day >= ${`${Number(today.slice(0, 4)) - 1}-01-01`}::date and t.day < ${`${today.slice(0, 4)}-01-01`}::date
      and t.reverses is null and not exists (select from trade r where r.home = t.home and r.reverses = t.id)
      and not exists (select from trade_confirmation c where c.home = t.home and c.body = t.body and c.member = t.member
        and t.day between c.from_day and c.to_day and c.confirmed_at >= t.recorded_at)
      and not exists (select from surplus_plan p where p.home = t.home and p.body = t.body
        and p.year = ${Number(today.slice(0, 4)) - 1} and not exists (select from surplus_action a
          where a.home = p.home and a.plan = p.id and a.action in ('withdraw', 'reject')))`,
  // In the last quarter: a year without a meeting is told while there is time to call one (社法 31).
  meetingMissing: ({ today }) => sql`
    select count(*), null::date, 0 from body b
    where ${today.slice(5) >= LAST_QUARTER}::boolean and not b.ended
      and coalesce(b.registration_state, '存续') not in ('注销', '吊销未注销', '迁出')
      and coalesce(b.body_kind, '农民专业合作社') in ('农民专业合作社', '农民专业合作社联合社')
      and exists (select from member m where m.home = b.home and m.body = b.id and not m.ended)
      and not exists (select from procedure_item i where i.home = b.home and i.body = b.id and i.procedure = 'general_meeting'
        and i.state not in ('failed', 'cancelled') and left(i.payload ->> 'heldOn', 4) = ${today.slice(0, 4)})`,
  unchecked: () => sql`
    select count(*), null::date, 0 from body_fact f join body b on b.home = f.home and b.id = f.body
    where not b.ended and ${sql.raw(`${RUNNING} and ${UNCHECKED}`)}`,
} satisfies Record<string, (of: AskedOf) => RawBuilder<unknown>>

export type Kind = keyof typeof KINDS

/** Counts these kinds, all in one statement. */
export async function countKinds(
  trx: Kysely<unknown>,
  kinds: readonly Kind[],
  of: AskedOf,
): Promise<Map<Kind, Count>> {
  if (kinds.length === 0) return new Map()
  const parts = kinds.map(
    (kind) => sql`select ${kind}::text as kind, t.* from (${KINDS[kind](of)}) as t (n, due, late)`,
  )
  const { rows } = await sql<{
    kind: Kind
    n: bigint
    due: string | null
    late: bigint | number
  }>`${sql.join(parts, sql` union all `)}`.execute(trx)
  return new Map(
    rows.map(({ kind, n, due, late }) => [kind, { kind, count: Number(n), dueOn: due, late: Number(late) }]),
  )
}

function cases(of: AskedOf, condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select count(*), min(c.due_on), count(*) filter (where c.due_on < ${of.today}::date) from problem_case c where ${condition}`
}

/** Whether the last such step of the case was done in the name of this person. */
function didLast(of: AskedOf, action: string): RawBuilder<unknown> {
  return sql`${of.seat} = (select coalesce(a.acted_for, a.actor) from case_action a
    where a.home = c.home and a.case_id = c.id and a.action = ${action} order by a.number desc limit 1)`
}

/** Bodies over which some rule in force where they lie is unknown. */
function unknownBodies(areas: readonly PolicyArea[]): RawBuilder<unknown> {
  const parts = areas.map(({ area, but, inForce }) => {
    const mask = sql.raw(fullMask(inForce.rules))
    // Of a body that has ended no verdict is kept.
    return sql`select count(*) as n from body_verdict f where ${withinSql(area, but)} and f.known <> ${mask}`
  })
  return sql.join(parts, sql` union all `)
}

export interface HandoutStanding {
  id: string
  title: string
  due_on: string
  actor: string
  townships: number
  /** Townships that have answered every line. */
  returned: number
  /** Lines that nobody has answered yet. */
  open_rows: number
}

/** Forms that are not all back, the latest version of each, the nearest deadline first. */
export async function openHandouts(trx: Kysely<unknown>): Promise<HandoutStanding[]> {
  const { rows } = await sql<HandoutStanding>`
    with latest as (select distinct on (home, title) * from handout order by home, title, form_version desc),
      lines as (
        select r.home, r.handout, r.area, count(*) as all_rows, count(a.key) as answered from handout_row r
          join latest h on h.home = r.home and h.id = r.handout
          left join (select distinct home, row_key as key from handout_answer where taken_at is not null and row_key is not null) a
            on a.home = r.home and a.key = r.key
        group by r.home, r.handout, r.area)
    select h.id, h.title, h.due_on, h.actor, count(*)::int as townships, (count(*) filter (where l.answered >= l.all_rows))::int as returned,
      sum(l.all_rows - l.answered)::int as open_rows
    from latest h join lines l on l.home = h.home and l.handout = h.id
    group by h.id, h.title, h.due_on, h.actor having sum(l.all_rows - l.answered) > 0
    order by h.due_on, h.title limit 50`.execute(trx)
  return rows
}
