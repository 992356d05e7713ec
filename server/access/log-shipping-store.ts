/** The SQL of sending logs away: where to, how far each log was sent, and what comes next. */
import { sql, type Kysely } from 'kysely'
import type { LogTarget } from './syslog.ts'

type Db = Kysely<unknown>

/** The homes of the chain, one step of the index each: there are few, and links by the million. */
const HOMES = sql`
  with recursive home_of (home) as (
    (select home from audit_link order by home limit 1)
    union all select (select k.home from audit_link k where k.home > h.home order by k.home limit 1) from home_of h where h.home is not null)
  select home from home_of where home is not null`
const LAST = sql`select h.home, l.number from (${HOMES}) h cross join lateral (
  select k.number from audit_link k where k.home = h.home order by k.number desc limit 1) l`

export interface HeldTarget extends LogTarget {
  is_on: boolean
}

export async function readTarget(trx: Db): Promise<HeldTarget | undefined> {
  const { rows } = await sql<HeldTarget>`
    select is_on, host, port, tls, ca from log_target order by id desc limit 1`.execute(trx)
  return rows[0]
}

export async function keepTarget(trx: Db, of: HeldTarget): Promise<void> {
  await sql`
    insert into log_target (is_on, host, port, tls, ca)
    values (${of.is_on}, ${of.host}, ${of.port}, ${of.tls}, ${of.ca})`.execute(trx)
}

export interface SendState {
  sent_at: Date | null
  failed_at: Date | null
  says: string
  waiting: number
}

/** How sending stands; what waits is counted as the system, who sees all of it. */
export async function readState(trx: Db): Promise<SendState> {
  const { rows } = await sql<SendState>`
    select s.sent_at, s.failed_at, coalesce(s.says, '') as says, (
      (select count(*) from sign_in_log l where l.id > p.sign_ins)
      + (select count(*) from refused_act r where r.id > p.refused)
      + (select coalesce(sum(e.number - coalesce(q.position, 0)), 0)
        from (${LAST}) e
        left join log_position q on q.source = 'links' and q.home = e.home))::float8 as waiting
    from (
      select coalesce(max(position) filter (where source = 'signIns'), 9223372036854775807) as sign_ins,
        coalesce(max(position) filter (where source = 'refused'), 9223372036854775807) as refused from log_position) p
      left join log_state s on true`.execute(trx)
  return rows[0]!
}

/** The last number of a log below which nothing is still being written. */
export async function horizon(trx: Db, source: 'signIns' | 'refused'): Promise<bigint> {
  const { rows } = await sql<{ id: bigint }>`select log_horizon(${source}) as id`.execute(trx)
  return rows[0]?.id ?? 0n
}

/** One sends at a time, of all servers on this database. */
export async function mayISend(trx: Db): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('heshe-logs')) as mine`.execute(trx)
  return rows[0]?.mine === true
}

export interface SignInLine {
  id: bigint
  at: Date
  username: string | null
  outcome: string
  address: string | null
}

/** What was typed for an account that is none is not sent: it may be a password. */
export async function nextSignIns(trx: Db, of: { until: bigint; limit: number }): Promise<SignInLine[]> {
  const { rows } = await sql<SignInLine>`
    select l.id, l.at, u.username, l.outcome, l.address
    from sign_in_log l left join app_user u on u.username = l.username
    where l.id > (select position from log_position where source = 'signIns' and home = '') and l.id <= ${of.until}::bigint
    order by l.id limit ${of.limit}`.execute(trx)
  return rows
}

export interface RefusedLine {
  id: bigint
  at: Date
  username: string
  role: string
  door: string
  address: string | null
  method: string
  route: string
  code: string
}

export async function nextRefused(trx: Db, of: { until: bigint; limit: number }): Promise<RefusedLine[]> {
  const { rows } = await sql<RefusedLine>`
    select id, at, username, role, door, address, method, route, code from refused_act
    where id > (select position from log_position where source = 'refused' and home = '') and id <= ${of.until}::bigint
    order by id limit ${of.limit}`.execute(trx)
  return rows
}

export interface LinkLine {
  home: string
  number: bigint
  chained_at: Date
  hash: Buffer
  /** Of this part alone. */
  ids: bigint[]
  digests: Buffer
  /** Of the whole link. */
  entries: number
  /** From 1. */
  part: number
  parts: number
}

/**
 * Links are sealed in order and numbered without gaps, so that a number is a place. So many, those of more than a batch of
 * entries in parts of a batch each, and no further part once a batch is under way: at most two batches of entries.
 */
export async function nextLinks(trx: Db, of: { links: number; entries: number }): Promise<LinkLine[]> {
  const { rows } = await sql<LinkLine>`
    with place as (
      select h.home, coalesce(q.position, 0) as position, coalesce(q.part, 0) as part
      from (${HOMES}) h left join log_position q on q.source = 'links' and q.home = h.home
    ), next as (
      select l.*, p.part as sent from place p cross join lateral (
        select k.home, k.number, cardinality(k.ids) as entries, ceil(cardinality(k.ids)::numeric / ${of.entries}::integer)::integer as parts,
          k.number = p.position + 1 as first
        from audit_link k where k.home = p.home and k.number > p.position order by k.number limit ${of.links}) l
    ), piece as (
      select n.home, n.number, n.entries, n.parts, g.part, least(${of.entries}::integer, n.entries - (g.part - 1) * ${of.entries}::integer) as held
      from next n cross join lateral generate_series(case when n.first then n.sent else 0 end + 1, n.parts) g (part)
      order by n.home, n.number, g.part limit ${of.links}
    ), chosen as (select *, sum(held) over (order by home, number, part) - held as before from piece)
    select k.home, k.number, k.chained_at, k.hash, c.entries, c.part, c.parts,
      k.ids[(c.part - 1) * ${of.entries}::integer + 1 : c.part * ${of.entries}::integer] as ids,
      substring(k.digests from 32 * (c.part - 1) * ${of.entries}::integer + 1 for 32 * c.held) as digests
    from chosen c join audit_link k on k.home = c.home and k.number = c.number
    where c.before < ${of.entries} order by c.home, c.number, c.part`.execute(trx)
  return rows
}

export interface EntryLine {
  home: string
  id: bigint
  at: Date
  actor: string
  role: string | null
  door: string
  address: string | null
  action: string
  subject: string
  record: string | null
}

/** The entries of these links, without what stands in the fields. */
export async function entriesOf(trx: Db, links: readonly LinkLine[]): Promise<EntryLine[]> {
  const homes = links.flatMap((one) => one.ids.map(() => one.home))
  const ids = links.flatMap((one) => one.ids.map(String))
  const { rows } = await sql<EntryLine>`
    select a.home, a.id, a.at, a.actor, a.role, a.door, a.address, a.action, a.subject, a.record
    from audit a join unnest(${homes}::text[], ${ids}::bigint[]) as w (home, id) on w.home = a.home and w.id = a.id`.execute(
    trx,
  )
  return rows
}

export async function moveOn(
  trx: Db,
  places: readonly { source: string; home: string; position: bigint; part?: number }[],
): Promise<void> {
  await sql`
    insert into log_position (source, home, position, part)
    select * from unnest(${places.map((one) => one.source)}::text[], ${places.map((one) => one.home)}::text[],
      ${places.map((one) => String(one.position))}::bigint[], ${places.map((one) => one.part ?? 0)}::integer[])
    on conflict (source, home) do update set position = excluded.position, part = excluded.part`.execute(trx)
}

export async function noteSent(trx: Db, now: Date): Promise<void> {
  await sql`
    insert into log_state (sent_at) values (${now})
    on conflict (one) do update set sent_at = excluded.sent_at, failed_at = null, says = ''`.execute(trx)
}

export async function noteFailed(trx: Db, of: { now: Date; says: string }): Promise<void> {
  await sql`
    insert into log_state (failed_at, says) values (${of.now}, ${of.says})
    on conflict (one) do update set failed_at = coalesce(log_state.failed_at, excluded.failed_at), says = excluded.says`.execute(
    trx,
  )
}
