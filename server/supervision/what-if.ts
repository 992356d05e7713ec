/**
 * What a change of policy would do to the findings, over today's wide rows; nothing is written. The database compares and counts:
 * of any number of bodies only the sums and the findings that are told come back.
 */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { WhatIfResult } from '#contract/supervision/what-if.ts'
import { failsSql } from '#core/kernel/compile-rules.ts'
import type { InForce, PolicyBooks } from '#core/kernel/in-force.ts'
import type { Rule } from '#core/kernel/rule.ts'
import { inForceAt, policyAreas, type PolicyArea } from './books.ts'
import { factSource, failuresOf, judgeBodies, withinSql } from './judge.ts'
import { namesOf } from './unknown.ts'

/** Findings told one by one; the counts are of all. */
const SHOWN = 200

/** Two states of the books, seen from one place. */
export interface Compared {
  before: PolicyBooks
  after: PolicyBooks
  /** Only bodies at or below it can be touched. */
  area: string
  day: string
}

interface Turn {
  body: string
  rule: Rule
  opens: boolean
}

/** A rule that one state asks otherwise than the other, or not at all: whether it fails, as an expression over a wide row. */
interface Changed {
  rule: Rule
  before: string | null
  after: string | null
}

/** Bodies over which the same rules are in force in each state, and the rules that change. */
interface Place extends Pick<PolicyArea, 'area' | 'but'> {
  changed: readonly Changed[]
}

interface Counted {
  opens: number
  closes: number
  unknown: number
}

/** The findings that would open and close, rule by rule and body by body. */
export async function compareFindings(
  trx: Kysely<unknown>,
  compared: Compared,
): Promise<Pick<WhatIfResult, 'bodies' | 'opens' | 'closes' | 'rules' | 'rows'>> {
  const { area, day } = compared
  const before = policyAreas(compared.before, day)
  const after = policyAreas(compared.after, day)
  const source = await factSource(trx, { day, area, stored: true })
  const counts = new Map<string, Counted>()
  const turns: Turn[] = []
  for (const place of placesOf(before, after)) {
    if (place.changed.length === 0) continue
    const counted = await countTurns(trx, source, place)
    for (const [at, { rule }] of place.changed.entries()) add(counts, rule.id, counted[at])
    const turned = counted.some(({ opens, closes }) => opens + closes > 0)
    if (turned && turns.length < SHOWN)
      turns.push(...(await firstTurns(trx, source, { place, most: SHOWN - turns.length })))
  }
  const all = [...counts.values()]
  const { rows } = await sql<{ bodies: number }>`
    select count(*)::int as bodies from ${source} f`.execute(trx)
  return {
    bodies: rows[0]?.bodies ?? 0,
    opens: all.reduce((sum, one) => sum + one.opens, 0),
    closes: all.reduce((sum, one) => sum + one.closes, 0),
    rules: byRule(counts, [...before, ...after]),
    rows: await tell(trx, turns, { after, day }),
  }
}

/** Every place at which one of the states begins another policy, but those below which one begins again. */
function placesOf(before: readonly PolicyArea[], after: readonly PolicyArea[]): Place[] {
  const codes = [...new Set([...before, ...after].map((one) => one.area))]
  return codes.map((area) => ({
    area,
    but: codes.filter((other) => other !== area && other.startsWith(area)),
    changed: changedRules(inForceAt(before, area), inForceAt(after, area)),
  }))
}

function changedRules(before: InForce, after: InForce): Changed[] {
  const saysOf = ({ rules, values }: InForce) =>
    new Map(rules.map((rule) => [rule.id, failsSql(rule, values, 'f')]))
  const [earlier, later] = [saysOf(before), saysOf(after)]
  const rules = new Map([...before.rules, ...after.rules].map((rule) => [rule.id, rule]))
  return [...rules.values()]
    .map((rule) => ({ rule, before: earlier.get(rule.id) ?? null, after: later.get(rule.id) ?? null }))
    .filter((one) => one.before !== one.after)
}

/** Columns `b0`, `a0`, …: whether each changed rule fails before and after, computed once for each row (see `judgedRows`). */
function failing(source: RawBuilder<unknown>, { area, but, changed }: Place): RawBuilder<unknown> {
  const columns = changed.flatMap(({ before, after }, at) => [
    `${before ?? 'false'} as b${at}`,
    `${after ?? 'false'} as a${at}`,
  ])
  return sql`(select f.body, f.area, ${sql.raw(columns.join(', '))} from ${source} f where ${withinSql(area, but)} offset 0)`
}

const opensSql = (at: number): string => `(a${at} is true and b${at} is not true)`
const closesSql = (at: number): string => `(b${at} is true and a${at} is not true)`

async function countTurns(
  trx: Kysely<unknown>,
  source: RawBuilder<unknown>,
  place: Place,
): Promise<Counted[]> {
  const sums = place.changed.flatMap(({ before }, at) => {
    // A rule that is not asked yet and could not be judged then is one more to be found out.
    const unknown = `a${at} is null ${before === null ? '' : `and b${at} is not null`}`
    return [opensSql(at), closesSql(at), unknown].map((one) => `count(*) filter (where ${one})`)
  })
  const { rows } = await sql<{ sums: bigint[] }>`
    select array[${sql.raw(sums.join(', '))}] as sums from ${failing(source, place)} t`.execute(trx)
  const [{ sums: counted } = { sums: [] }] = rows
  const sum = (at: number): number => Number(counted[at] ?? 0)
  return place.changed.map((_, at) => ({
    opens: sum(3 * at),
    closes: sum(3 * at + 1),
    unknown: sum(3 * at + 2),
  }))
}

/** The first bodies with a finding that opens or closes, by their areas; of each those that open first. */
async function firstTurns(
  trx: Kysely<unknown>,
  source: RawBuilder<unknown>,
  { place, most }: { place: Place; most: number },
): Promise<Turn[]> {
  const numbers = [...place.changed.keys()]
  const listed = (says: (at: number) => string): string =>
    `array_remove(array[${numbers.map((at) => `case when ${says(at)} then ${at} end`).join(', ')}], null)`
  const turned = numbers.map((at) => `${opensSql(at)} or ${closesSql(at)}`).join(' or ')
  const { rows } = await sql<{ body: string; opens: number[]; closes: number[] }>`
    select body, ${sql.raw(listed(opensSql))} as opens, ${sql.raw(listed(closesSql))} as closes
    from ${failing(source, place)} t where ${sql.raw(turned)} order by area, body limit ${most}`.execute(trx)
  const turn =
    (body: string, opens: boolean) =>
    (at: number): Turn => ({ body, rule: place.changed[at]!.rule, opens })
  return rows
    .flatMap((one) => [...one.opens.map(turn(one.body, true)), ...one.closes.map(turn(one.body, false))])
    .slice(0, most)
}

function add(counts: Map<string, Counted>, rule: string, more: Counted | undefined): void {
  if (more === undefined || more.opens + more.closes + more.unknown === 0) return
  const held = counts.get(rule) ?? { opens: 0, closes: 0, unknown: 0 }
  counts.set(rule, {
    opens: held.opens + more.opens,
    closes: held.closes + more.closes,
    unknown: held.unknown + more.unknown,
  })
}

function byRule(counts: ReadonlyMap<string, Counted>, areas: readonly PolicyArea[]): WhatIfResult['rules'] {
  const rules = new Map(areas.flatMap((one) => one.inForce.rules).map((rule) => [rule.id, rule]))
  return [...rules.values()].flatMap(({ id, label }) => {
    const counted = counts.get(id)
    return counted ? [{ rule: id, label, ...counted }] : []
  })
}

/** The turns in words: what would be found, or that it would be found no more. */
async function tell(
  trx: Kysely<unknown>,
  turns: readonly Turn[],
  { after, day }: { after: readonly PolicyArea[]; day: string },
): Promise<WhatIfResult['rows']> {
  const bodies = [...new Set(turns.map((one) => one.body))]
  if (bodies.length === 0) return []
  const names = await namesOf(trx, bodies)
  const verdicts = await judgeBodies(trx, after, { day, bodies, stored: true })
  const says = new Map(
    verdicts
      .flatMap((one) => failuresOf(one, inForceAt(after, one.area)))
      .map((one) => [`${one.body} ${one.rule.id}`, one.says]),
  )
  return turns.map(({ body, rule, opens }) => ({
    body,
    bodyName: names.get(body)?.name ?? '',
    areaName: names.get(body)?.areaName ?? '',
    rule: rule.label,
    opens,
    says: opens ? (says.get(`${body} ${rule.id}`) ?? '') : '不再是问题',
  }))
}
