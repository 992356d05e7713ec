/** 盈余分配方案 that were settled since: on a cooperative, and on each member who has a part in one. */
import { sql } from 'kysely'
import type { Reliance } from '#core/registry/import-undo.ts'
import type { FindRelied } from '#server/registry/relied.ts'

export const plansRelied: FindRelied = async (trx, { bodies, records, since }) => {
  const { rows } = await sql<{ on: string; member: boolean; year: number; by: string; at: Date }>`
    with since as (
      select p.home, p.id, p.body, p.year, p.frozen_at as at, coalesce(u.name, p.actor) as by
      from surplus_plan p left join app_user u on u.username = p.actor
      where p.frozen_at >= ${since} and p.body = any (${[...bodies]}::uuid[])),
    found as (
      select body as id, false as member, year, by, at from since
      union all
      select h.member, true, s.year, s.by, s.at from since s
        join surplus_share h on h.home = s.home and h.plan = s.id and h.member = any (${[...records]}::uuid[]))
    select distinct on (id) id as on, member, year, by, at from found order by id, at`.execute(trx)
  return rows.map(({ on, member, year, by, at }) => ({
    on: member ? { record: on } : { existing: on },
    kind: 'surplus',
    what: `${year} 年盈余分配方案已定稿`,
    by,
    at: at.toISOString(),
  })) satisfies Reliance[]
}
