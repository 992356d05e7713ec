/** Books that were opened since, and vouchers that were posted since: on a body, or on a member of it. */
import { sql } from 'kysely'
import type { Reliance } from '#core/registry/import-undo.ts'
import type { FindRelied } from '#server/registry/relied.ts'

export const booksRelied: FindRelied = async (trx, { bodies, records, since }) => {
  const { rows } = await sql<{ on: string; member: boolean; number: number | null; by: string; at: Date }>`
    with found as (
      select b.body as id, false as member, null::int as number, b.opened_by as actor, b.opened_at as at
      from book b where b.opened_at >= ${since} and b.body = any (${[...bodies]}::uuid[])
      union all
      select v.body, false, v.number, v.actor, v.posted_at
      from voucher v where v.posted_at >= ${since} and v.body = any (${[...bodies]}::uuid[])
      union all
      select l.member, true, v.number, v.actor, v.posted_at
      from voucher v join voucher_line l on l.home = v.home and l.voucher = v.id
      where v.posted_at >= ${since} and v.body = any (${[...bodies]}::uuid[]) and l.member = any (${[...records]}::uuid[]))
    select distinct on (f.id) f.id as on, f.member, f.number, coalesce(u.name, f.actor) as by, f.at
    from found f left join app_user u on u.username = f.actor order by f.id, f.at`.execute(trx)
  return rows.map(({ on, member, number, by, at }) => ({
    on: member ? { record: on } : { existing: on },
    kind: 'voucher',
    what: number === null ? '已建账' : `记了凭证第 ${number} 号`,
    by,
    at: at.toISOString(),
  })) satisfies Reliance[]
}
