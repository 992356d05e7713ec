/** Figures that registers of areas give: counsellors, training, village incomes; for the area and each right below, in one statement. */
import { sql, type Kysely } from 'kysely'
import type { Ratio } from '#core/kernel/literal.ts'

/** 5, 10 and 20 万元 in fen: the bands of L03. */
const BANDS = { five: 5_000_000, ten: 10_000_000, twenty: 20_000_000 } as const

/** By area code; what no record was ever kept of is left out: unknown. */
export async function figuresOfPlaces(
  trx: Kysely<unknown>,
  { area, digits, day }: { area: string; digits: number; day: string },
): Promise<Map<string, Record<string, Ratio>>> {
  const { rows } = await sql<{ place: string; measure: string; num: bigint; den: bigint }>`
    with counsellors as (
        select area, level from counsellor_at(${day}::date)
        where not ended and since <= ${day}::date and coalesce(until >= ${day}::date, true)),
      sessions as (select area, attendees from training_session_at(${day}::date) where not ended),
      incomes as (
        select distinct on (area) area, income from village_income_at(${day}::date)
        where not ended and income is not null and length(area) = 12 and year <= extract(year from ${day}::date)
        order by area, year desc),
      measured as (
        select area, 'counsellors_county' as measure, (level = '县级')::int::bigint as num, 1::bigint as den from counsellors
        union all select area, 'counsellors_township', (level = '乡镇级')::int, 1 from counsellors
        union all select area, 'training_person_times', attendees, 1 from sessions
        union all select area, 'village_income_under_5', (income < ${BANDS.five})::int, 1 from incomes
        union all select area, 'village_income_10', (income >= ${BANDS.ten})::int, 1 from incomes
        union all select area, 'village_income_20', (income >= ${BANDS.twenty})::int, 1 from incomes),
      known as (select distinct measure from measured),
      places as (
        select ${area}::text as place
        union select code from area where length(code) = ${digits} and starts_with(code, ${area}) and valid_to is null)
    select p.place, k.measure, coalesce(sum(m.num), 0)::bigint as num, coalesce(sum(m.den), 0)::bigint as den
    from places p cross join known k
      left join measured m on m.measure = k.measure and starts_with(m.area, p.place)
    group by p.place, k.measure`.execute(trx)
  const figures = new Map<string, Record<string, Ratio>>()
  for (const { place, measure, num, den } of rows) {
    const rate = measure.startsWith('village_')
    if (rate && den === 0n) continue
    figures.set(place, { ...figures.get(place), [measure]: { num, den: rate ? den : 1n } })
  }
  return figures
}
