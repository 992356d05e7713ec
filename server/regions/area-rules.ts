/** What places say for their cooperatives: read to tell what an area change does to it. */
import { sql, type Kysely } from 'kysely'
import type { AreaRule } from '#core/regions/area-rules.ts'

/** The last word of each of these places on each matter that holds on the day. */
export async function rulesOf(
  trx: Kysely<unknown>,
  of: { areas: readonly string[]; day: string },
): Promise<AreaRule[]> {
  const areas = sql`any (${[...of.areas]}::text[])`
  const { rows } = await sql<AreaRule>`
    select 'rhythm' as kind, '' as key, r.area, r.every as says from disclosure_rhythms_at(${of.day}::date) r where r.area = ${areas}
    union all select distinct on (a.area, a.document) 'adoption', a.document, a.area, a.slots::text from adoptions_said() a
    where a.area = ${areas} and (a.to_day is null or a.to_day >= ${of.day}::date)
    union all select * from (
      select distinct on (v.area, v.document, v.parameter) 'parameter', v.document || '#' || v.parameter, v.area, v.value
      from parameter_values_said() v where v.area = ${areas}
      order by v.area, v.document, v.parameter, v.from_day desc, v.place desc, v.id desc) p (kind, key, area, says)
    where p.says is not null
    order by 3, 1, 2`.execute(trx)
  return rows
}
