/** The way of one target: where the straight line should stand and where things stood, at the end of each month. */
import type { Kysely } from 'kysely'
import type { Course } from '#contract/targets/division.ts'
import type { Ratio } from '#core/kernel/literal.ts'
import { areaFacts } from '#core/supervision/area-facts.ts'
import { daysBetween } from '#core/values/day.ts'
import { courseDays } from '#core/targets/course-days.ts'
import type { Top } from '#server/regions/seen-areas.ts'
import { digitsBelow } from '#server/regions/seen-areas.ts'
import type { SupervisionServices } from '#server/supervision/services.ts'
import { areaFigures } from './area-figures.ts'
import { readEntries, wantedIn } from './entries.ts'
import { baselineDay, valueOf } from './standing.ts'

/** At most this many points, and today: a statement over the facts for each that is past. */
const POINTS_MAX = 13

/** The course of a target at an area; null where there is no such target. Rates are in percent. */
export async function readCourse(
  trx: Kysely<unknown>,
  services: SupervisionServices,
  of: { target: string; area: string; day: string; top: Top },
): Promise<Course | null> {
  const { area, day } = of
  const digits = digitsBelow(area)
  const { entries, local } = await readEntries(trx, services, { area, digits, day })
  const entry = entries.find((one) => one.id === of.target)
  if (entry === undefined) return null
  const { target, from } = entry
  const fact = areaFacts.find((one) => one.id === target.fact)
  const rate = target.value.type === 'ratio'
  const plain = (value: Ratio | null): number | null =>
    value === null ? null : Number((value.num * (rate ? 10_000n : 100n)) / value.den) / 100
  const figure = async (on: string): Promise<number | null> =>
    fact === undefined
      ? null
      : plain((await areaFigures(trx, { area, digits, day: on })).get(area)?.[fact.id] ?? null)
  const set = wantedIn(entry, area, local)
  const wanted = set === null ? null : plain(valueOf(set))
  const start = await figure(baselineDay(entry))
  const off = target.kind === 'flow' ? (start ?? 0) : 0
  const base = target.kind === 'flow' ? 0 : start
  const points: Course['points'] = []
  const between = from < day && day < target.by ? [day] : []
  const days = new Set([...courseDays(from, target.by, POINTS_MAX), ...between])
  for (const on of [...days].toSorted()) {
    const actual = on > day ? null : await figure(on)
    const gone = daysBetween(from, on) / daysBetween(from, target.by)
    points.push({
      day: on,
      actual: actual === null ? null : actual - off,
      pace: wanted === null || base === null ? null : Math.round((base + (wanted - base) * gone) * 100) / 100,
    })
  }
  return { label: target.label, unit: rate ? '%' : (fact?.unit ?? ''), points, wanted }
}
