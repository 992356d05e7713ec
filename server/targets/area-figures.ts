/** The facts of areas as of a day, in one set-based statement: of the area asked for and of each area right below it. */
import { sql, type Kysely } from 'kysely'
import type { Ratio } from '#core/kernel/literal.ts'
import { areaFacts } from '#core/supervision/area-facts.ts'
import { factsQuery, joinedWhole } from '#server/supervision/facts/facts.ts'
import { HAS_FIVE, RUNNING, UNCHECKED } from '#server/supervision/five-haves.ts'
import { figuresOfPlaces } from './place-figures.ts'

/** A fact of an area: a count n as n over 1; null is unknown. */
export type AreaFigures = Readonly<Record<string, Ratio | null>>

const EXPRESSIONS: Readonly<Record<string, string>> = {
  five_haves_rate_num: `case when count(*) filter (where ${RUNNING} and not (${UNCHECKED})) > 0
    then count(*) filter (where ${RUNNING} and ${HAS_FIVE}) end`,
  five_haves_rate_den: `count(*) filter (where ${RUNNING})`,
  dossier_accepted_rate_num: `count(*) filter (where ${RUNNING} and f.dossier_accepted)`,
  dossier_accepted_rate_den: `count(*) filter (where ${RUNNING})`,
  annual_report_rate_num: `count(*) filter (where f.existing and f.annual_report_due and f.annual_report_published)`,
  annual_report_rate_den: `count(*) filter (where f.existing and f.annual_report_due and f.annual_report_published is not null)`,
  area_members: 'sum(f.members) filter (where f.existing)',
  demonstration_bodies:
    'case when (select demonstrations from known) then count(*) filter (where f.existing and tags.demonstration) end',
  demonstration_rate_num: `case when (select demonstrations from known)
    then count(*) filter (where ${RUNNING} and tags.demonstration) end`,
  demonstration_rate_den: `count(*) filter (where ${RUNNING})`,
  new_demonstrations:
    'case when (select demonstrations from known) then sum(tags.named) filter (where f.existing) end',
  demonstration_of_party_rate_num: 'count(*) filter (where f.existing and tags.party and tags.demonstration)',
  demonstration_of_party_rate_den: 'count(*) filter (where f.existing and tags.party)',
  led_of_province_rate_num: 'count(*) filter (where f.existing and tags.province and tags.led)',
  led_of_province_rate_den: 'count(*) filter (where f.existing and tags.province)',
  led_of_nation_rate_num: 'count(*) filter (where f.existing and tags.nation and tags.led)',
  led_of_nation_rate_den: 'count(*) filter (where f.existing and tags.nation)',
  led_of_county_rate_num: 'count(*) filter (where f.existing and tags.demonstration and tags.led)',
  led_of_county_rate_den: 'count(*) filter (where f.existing and tags.demonstration)',
  led_villages_rate_num: `case when (select party from known) then count(distinct f.area)
    filter (where f.existing and tags.party and length(f.area) = 12) end`,
  star_bodies:
    'case when (select stars from known) then count(*) filter (where f.existing and stars.three) end',
  five_star_bodies:
    'case when (select stars from known) then count(*) filter (where f.existing and stars.five) end',
  star_members: `case when (select stars from known)
    then coalesce(sum(f.members) filter (where f.existing and stars.three), 0) end`,
  led_bodies: 'case when (select led from known) then count(*) filter (where f.existing and tags.led) end',
}

/** Figures by area code (today's from the wide table where `stored`): that of the area itself, and those of the areas below, told apart by the first `digits` signs. */
export async function areaFigures(
  trx: Kysely<unknown>,
  asked: { area: string; digits: number; day: string; stored?: boolean },
): Promise<Map<string, AreaFigures>> {
  const columns = Object.entries(EXPRESSIONS).map(([name, select]) => `(${select})::bigint as ${name}`)
  const end = `${asked.area}A`
  const computed = asked.stored
    ? sql`select * from body_fact where area >= ${asked.area} and area < ${end}`
    : factsQuery({ day: asked.day, area: asked.area })
  const figures = sql<{ whole: boolean; child: string | null } & Record<string, bigint | null>>`
    with f as materialized (select * from (${computed}) computed),
      held as materialized (
        select t.home, t.body, t.tag, t.tag like '%示范社' as demonstration, t.tag in ('供销社领办', '供销社参办') as led,
          t.since <= ${asked.day}::date and coalesce(t.until >= ${asked.day}::date, true) as standing
        from body_tag_at(${asked.day}::date) t where not t.ended),
      graded as materialized (${starsAt(asked.day)}),
      known as (
        select coalesce(bool_or(demonstration), false) as demonstrations, coalesce(bool_or(led), false) as led,
          coalesce(bool_or(tag = '党支部领办'), false) as party, exists (select from graded) as stars
        from held),
      tags as (
        select home, body, bool_or(demonstration and standing) as demonstration, bool_or(led and standing) as led,
          count(*) filter (where demonstration) as named, bool_or(tag = '党支部领办' and standing) as party,
          bool_or(tag = '省级示范社' and standing) as province, bool_or(tag = '国家级示范社' and standing) as nation
        from held group by home, body),
      villages as (
        select left(code, ${asked.digits}) as child, count(*) as n from area
        where length(code) = 12 and starts_with(code, ${asked.area}) and valid_to is null
        group by 1),
      placed as (
        select f.*, case when length(f.area) >= ${asked.digits} then left(f.area, ${asked.digits}) end as child from f),
      counted as (
        select grouping(f.child) = 1 as whole, f.child, ${sql.raw(columns.join(',\n'))}
        from placed f left join tags on tags.home = f.home and tags.body = f.body
          left join graded stars on stars.home = f.home and stars.body = f.body
        group by grouping sets ((), (f.child)))
    select c.*, (select sum(n) from villages v where c.whole or v.child = c.child)::bigint as led_villages_rate_den
    from counted c`
  const { rows } = await (asked.stored
    ? figures.execute(trx)
    : // Read for a page, several days of it: nothing is laid aside, which would take four statements more for each.
      joinedWhole(trx, {}, () => figures.execute(trx)))
  const ofBodies = new Map(
    rows
      .filter((row) => row.whole || row.child !== null)
      .map((row) => [row.whole ? asked.area : row.child!, row]),
  )
  const ofPlaces = await figuresOfPlaces(trx, asked)
  return new Map(
    [...new Set([...ofBodies.keys(), ...ofPlaces.keys()])].map((area) => [
      area,
      { ...figuresOf(ofBodies.get(area) ?? {}), ...ofPlaces.get(area) },
    ]),
  )
}

/** The star grade that each cooperative holds on the day: its last one, as long as it was not taken from the directory. */
function starsAt(day: string) {
  return sql`
    select home, body, level ~ '^[三四五]星' as three, level ~ '^五星' as five
    from (
      select distinct on (i.home, i.body) i.home, i.body, i.payload ->> 'level' as level, exists (
          select from procedure_action a where a.home = i.home and a.item = i.id and a.action = 'remove'
            and a.on_day <= ${day}::date) as removed
      from procedure_item i
      where i.procedure = 'rating_application' and i.payload ->> 'level' like '%星%'
        and (i.payload ->> 'decidedOn')::date <= ${day}::date
      order by i.home, i.body, i.payload ->> 'decidedOn' desc, i.id desc) last
    where not removed`
}

function figuresOf(row: Readonly<Record<string, unknown>>): AreaFigures {
  return Object.fromEntries(
    areaFacts.map(({ id, type }) => {
      const [num, den] = type === 'ratio' ? [row[`${id}_num`], row[`${id}_den`]] : [row[id], 1n]
      return [id, typeof num === 'bigint' && typeof den === 'bigint' && den > 0n ? { num, den } : null]
    }),
  )
}
