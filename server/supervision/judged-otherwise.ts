/** Whom the rules in force have not judged yet: looked up in an index, so that nothing is read where nothing changed. */
import { sql, type Kysely } from 'kysely'
import type { PolicyArea } from './books.ts'
import { NAMED_AT_MOST } from './facts/facts.ts'
import { rulesHash } from './judge.ts'

/** Bodies that were last judged by other rules than are in force where they lie; at most one more than are worth naming. */
export async function judgedOtherwise(
  trx: Kysely<unknown>,
  areas: readonly PolicyArea[],
  within = '',
): Promise<string[]> {
  const asked = areas.flatMap((one) =>
    stretchesOf(one).map(({ from, to }) => ({ from, to, rules: rulesHash(one.inForce) })),
  )
  // Each digest that is kept anywhere is one step in the index; those that should not stand in a stretch are looked up there.
  const { rows } = await sql<{ body: string }>`
    with recursive kept (rules) as (
      select min(rules) from body_verdict
      union all select (select min(v.rules) from body_verdict v where v.rules > k.rules) from kept k where k.rules is not null)
    select f.body from kept k
    join unnest(${asked.map((one) => one.from)}::text[], ${asked.map((one) => one.to)}::text[],
      ${asked.map((one) => one.rules)}::text[]) as a (low, high, rules) on k.rules <> a.rules
    cross join lateral (
      select v.body from body_verdict v
      where v.rules = k.rules and v.area >= a.low and v.area < a.high and v.area >= ${within} and v.area < ${`${within}A`}
      limit ${NAMED_AT_MOST + 1}) f
    limit ${NAMED_AT_MOST + 1}`.execute(trx)
  return rows.map((one) => one.body)
}

/** The codes of a policy area without those of nearer ones, as stretches from a code up to another; codes are digits. */
export function stretchesOf({ area, but }: Pick<PolicyArea, 'area' | 'but'>): { from: string; to: string }[] {
  const stretches: { from: string; to: string }[] = []
  let from = area
  for (const code of [...but].toSorted()) {
    // One that lies within another that was passed already.
    if (code < from) continue
    if (code > from) stretches.push({ from, to: code })
    from = `${code}A`
  }
  const to = `${area}A`
  return from < to ? [...stretches, { from, to }] : stretches
}
