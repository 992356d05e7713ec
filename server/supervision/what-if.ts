/** What a change of policy would do to the findings, judged over today's wide rows by masks; nothing is written. */
import { sql, type Kysely } from 'kysely'
import type { WhatIfResult } from '#contract/supervision/what-if.ts'
import { hasBit } from '#core/kernel/compile-rules.ts'
import type { PolicyBooks } from '#core/kernel/in-force.ts'
import type { Rule } from '#core/kernel/rule.ts'
import { inForceAt, policyAreas, type PolicyArea } from './books.ts'
import { areasOf, factSource, failuresOf, judgeBodies, judgedRows, withinSql } from './judge.ts'
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

interface Masks {
  body: string
  area: string
  known: bigint[]
  failed: bigint[]
}

interface Turn {
  body: string
  rule: Rule
  opens: boolean
}

/** The findings that would open and close, rule by rule and body by body. */
export async function compareFindings(
  trx: Kysely<unknown>,
  compared: Compared,
): Promise<Pick<WhatIfResult, 'bodies' | 'opens' | 'closes' | 'rules' | 'rows'>> {
  const before = policyAreas(compared.before, compared.day)
  const after = policyAreas(compared.after, compared.day)
  const now = new Map((await masksOf(trx, before, compared)).map((one) => [one.body, one]))
  const then = await masksOf(trx, after, compared)
  const turns: Turn[] = []
  const unknown = new Map<string, number>()
  for (const later of then) {
    const earlier = now.get(later.body)
    if (earlier === undefined) continue
    const pair = {
      earlier,
      later,
      before: inForceAt(before, earlier.area).rules,
      after: inForceAt(after, later.area).rules,
    }
    turns.push(...turnsOf(pair))
    for (const rule of newlyUnknown(pair)) unknown.set(rule.id, (unknown.get(rule.id) ?? 0) + 1)
  }
  const rules = [...before, ...after].flatMap((one) => one.inForce.rules)
  return {
    bodies: then.length,
    opens: turns.filter((one) => one.opens).length,
    closes: turns.filter((one) => !one.opens).length,
    rules: byRule(turns, unknown, rules),
    rows: await tell(trx, turns.slice(0, SHOWN), { after, day: compared.day }),
  }
}

async function masksOf(
  trx: Kysely<unknown>,
  areas: readonly PolicyArea[],
  { area, day }: Compared,
): Promise<Masks[]> {
  const source = await factSource(trx, { day, area, stored: true })
  const all: Masks[] = []
  for (const { area: bound, but, inForce } of await areasOf(trx, areas, source)) {
    const judged = judgedRows(inForce, 'f.body, f.area', sql`${source} f where ${withinSql(bound, but)}`)
    const { rows } = await sql<Masks>`select v.body, v.area, v.known, v.failed from ${judged} v`.execute(trx)
    all.push(...rows)
  }
  return all
}

/** One body's verdicts and the rules in force over it, before and after. */
interface Pair {
  earlier: Masks
  later: Masks
  before: readonly Rule[]
  after: readonly Rule[]
}

function turnsOf({ earlier, later, before, after }: Pair): Turn[] {
  const { body } = later
  const failedBefore = before.filter((rule) => hasBit(earlier.failed, rule.bit))
  const failedAfter = after.filter((rule) => hasBit(later.failed, rule.bit))
  const lacks = (rules: readonly Rule[]) => (rule: Rule) => !rules.some((one) => one.id === rule.id)
  return [
    ...failedAfter.filter(lacks(failedBefore)).map((rule) => ({ body, rule, opens: true })),
    ...failedBefore.filter(lacks(failedAfter)).map((rule) => ({ body, rule, opens: false })),
  ]
}

/** Rules that could not be judged then, and are judged or not asked now. */
function newlyUnknown({ earlier, later, before, after }: Pair): Rule[] {
  return after.filter(
    (rule) =>
      !hasBit(later.known, rule.bit) &&
      (hasBit(earlier.known, rule.bit) || !before.some((one) => one.id === rule.id)),
  )
}

function byRule(
  turns: readonly Turn[],
  unknown: ReadonlyMap<string, number>,
  rules: readonly Rule[],
): WhatIfResult['rules'] {
  const own = Map.groupBy(turns, (one) => one.rule.id)
  return [...new Map(rules.map((rule) => [rule.id, rule])).values()]
    .filter((rule) => own.has(rule.id) || unknown.has(rule.id))
    .map((rule) => {
      const of = own.get(rule.id) ?? []
      const opens = of.filter((one) => one.opens).length
      return {
        rule: rule.id,
        label: rule.label,
        opens,
        closes: of.length - opens,
        unknown: unknown.get(rule.id) ?? 0,
      }
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
