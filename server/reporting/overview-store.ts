/** The SQL of the overview: everything counted in one statement, for the area, for each area right below it and by class. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { HAS_FIVE, RUNNING } from '#server/supervision/five-haves.ts'

export interface Counts {
  bodies: bigint
  normal: bigint
  status_unknown: bigint
  with_findings: bigint
  serious: bigint
  ordinary: bigint
  hints: bigint
  open_cases: bigint
  late_cases: bigint
  complete_num: bigint
  complete_den: bigint
  five_num: bigint
  five_den: bigint
  accepted: bigint
  existing: bigint
  members: bigint
  households: bigint
}

export interface CountRow extends Counts {
  /** `all`, `child` or `class`. */
  of: string
  /** Code of the child; null for bodies of which no area below is known. */
  child: string | null
  class: string | null
}

const COUNTS = `
  count(*) as bodies,
  count(*) filter (where f.operating_status = '正常') as normal,
  count(*) filter (where f.operating_status is null) as status_unknown,
  count(*) filter (where found.n > 0) as with_findings,
  coalesce(sum(found.serious), 0)::bigint as serious,
  coalesce(sum(found.ordinary), 0)::bigint as ordinary,
  coalesce(sum(found.hints), 0)::bigint as hints,
  coalesce(sum(cases.open), 0)::bigint as open_cases,
  coalesce(sum(cases.late), 0)::bigint as late_cases,
  coalesce(sum(f.dossier_completeness_num), 0)::bigint as complete_num,
  coalesce(sum(f.dossier_completeness_den), 0)::bigint as complete_den,
  count(*) filter (where ${RUNNING} and ${HAS_FIVE}) as five_num,
  count(*) filter (where ${RUNNING}) as five_den,
  count(*) filter (where f.existing and f.dossier_accepted) as accepted,
  count(*) filter (where f.existing) as existing,
  coalesce(sum(f.members), 0)::bigint as members,
  coalesce(sum(summary.led_households), 0)::bigint as households`

/** Counts of what lies at or below `area`; children are told apart by the first `digits` signs of their code. */
export async function countOverview(
  trx: Kysely<unknown>,
  asked: { area: string; digits: number; today: string },
): Promise<CountRow[]> {
  const { area, digits, today } = asked
  const { rows } = await sql<CountRow>`
    with found as (
        select f.home, f.body, count(*) as n, count(*) filter (where severity = 'serious') as serious,
          count(*) filter (where severity = 'ordinary') as ordinary, count(*) filter (where severity = 'hint') as hints
        from finding f where closed_on is null and ${within('f', area)} group by f.home, f.body),
      cases as (
        select c.home, c.body, count(*) as open, count(*) filter (where due_on < ${today}::date) as late
        from problem_case c where state not in ('closed', 'dismissed') and ${within('c', area)} group by c.home, c.body),
      summary as (
        select distinct on (m.home, m.body) m.home, m.body, m.led_households from member_summary m
        where not m.ended and ${within('m', area)} order by m.home, m.body, m.effective_on desc, m.version desc),
      placed as (
        select b.home, b.id, case when length(b.area) >= ${digits} then left(b.area, ${digits}) end as child
        from body b where not b.ended and ${within('b', area)})
    select case grouping(b.child, v.class) when 3 then 'all' when 1 then 'child' else 'class' end as of, b.child, v.class,
      ${sql.raw(COUNTS)}
    from placed b
      left join body_fact f on f.home = b.home and f.body = b.id
      left join body_verdict v on v.home = b.home and v.body = b.id
      left join found on found.home = b.home and found.body = b.id
      left join cases on cases.home = b.home and cases.body = b.id
      left join summary on summary.home = b.home and summary.body = b.id
    group by grouping sets ((), (b.child), (v.class))`.execute(trx)
  return rows
}

function within(alias: string, area: string): RawBuilder<unknown> {
  if (area === '') return sql`true`
  const column = sql.ref(`${alias}.area`)
  return sql`(${column} >= ${area} and ${column} < ${`${area}A`})`
}
