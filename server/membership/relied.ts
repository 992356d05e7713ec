/** Share events that were entered since. One that was reversed relies on nothing any more. */
import { sql } from 'kysely'
import { shareKind } from '#core/membership/share-kinds.ts'
import type { Reliance } from '#core/registry/import-undo.ts'
import type { FindRelied } from '#server/registry/relied.ts'

export const sharesRelied: FindRelied = async (trx, { bodies, records, since }) => {
  const { rows } = await sql<{
    on: string
    member: boolean
    kind: string
    day: string
    by: string
    at: Date
  }>`
    with since as (
      select e.*, coalesce(u.name, e.actor) as by from share_event e left join app_user u on u.username = e.actor
      where e.written_at >= ${since} and e.reverses is null and e.body = any (${[...bodies]}::uuid[])
        and not exists (select from share_event r where r.home = e.home and r.reverses = e.id))
    select distinct on (x.id) x.id as on, x.member, s.kind, s.day, s.by, s.written_at as at
    from since s cross join lateral (values (s.body, false), (s.member, true), (s.receiver, true)) x (id, member)
    where x.id is not null and (not x.member or x.id = any (${[...records]}::uuid[]))
    order by x.id, s.written_at`.execute(trx)
  return rows.map(({ on, member, kind, day, by, at }) => ({
    on: member ? { record: on } : { existing: on },
    kind: 'share',
    what: `登记了股金变动（${shareKind(kind)?.label ?? kind}，${day}）`,
    by,
    at: at.toISOString(),
  })) satisfies Reliance[]
}

/** Trades that were entered since, those that were reversed left out, and slips by which a household enters. */
export const tradesRelied: FindRelied = async (trx, { bodies, records, since }) => {
  const { rows } = await sql<{ on: string; member: boolean; day: string | null; by: string; at: Date }>`
    with since as (
      select t.body, t.member, t.day, t.actor, t.recorded_at as at from trade t
      where t.recorded_at >= ${since} and t.reverses is null and t.body = any (${[...bodies]}::uuid[])
        and not exists (select from trade r where r.home = t.home and r.reverses = t.id)
      union all
      select h.body, h.member, null, h.issued_by, h.issued_at from household_access h
      where h.issued_at >= ${since} and h.body = any (${[...bodies]}::uuid[]))
    select distinct on (x.id) x.id as on, x.member, s.day, coalesce(u.name, s.actor) as by, s.at
    from since s left join app_user u on u.username = s.actor
    cross join lateral (values (s.body, false), (s.member, true)) x (id, member)
    where not x.member or x.id = any (${[...records]}::uuid[])
    order by x.id, s.at`.execute(trx)
  return rows.map(({ on, member, day, by, at }) => ({
    on: member ? { record: on } : { existing: on },
    kind: 'trade',
    what: day === null ? '已打印成员户入口码' : `登记了成员交易（${day}）`,
    by,
    at: at.toISOString(),
  })) satisfies Reliance[]
}
