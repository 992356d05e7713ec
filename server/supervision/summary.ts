/** The check in figures: per rule, class and township, counted in the database. */
import { randomUUID } from 'node:crypto'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { classSql } from '#core/kernel/classify.ts'
import { conditionSql, WORD_BITS, wordsOf } from '#core/kernel/compile-rules.ts'
import type { InForce } from '#core/kernel/in-force.ts'
import type { Rule } from '#core/kernel/rule.ts'
import type { CheckResult } from '#contract/supervision.ts'
import type { PolicyArea } from './books.ts'
import { areasOf, factSource, judgedRows, withinSql } from './judge.ts'
import type { CheckScope } from './findings.ts'

type RuleSummary = CheckResult['rules'][number]
type Township = CheckResult['townships'][number]

export interface Summary {
  bodies: number
  rules: RuleSummary[]
  classes: CheckResult['classes']
  townships: Township[]
}

/** Counts verdicts over what the caller sees; `stored` takes today's facts from the table. */
export async function summarise(
  trx: Kysely<unknown>,
  areas: readonly PolicyArea[],
  scope: CheckScope & { stored: boolean },
): Promise<Summary> {
  const rules = new Map<string, RuleSummary>()
  const classes = new Map<string, number>()
  const townships = new Map<string, Township>()
  let bodies = 0
  const source = await factSource(trx, scope)
  for (const policyArea of await areasOf(trx, areas, source)) {
    const counted = await countArea(trx, policyArea, source)
    bodies += counted.bodies
    addRules(rules, policyArea.inForce, counted.perRule)
    for (const [name, count] of counted.classes) classes.set(name, (classes.get(name) ?? 0) + count)
    for (const one of counted.townships) townships.set(one.area, one)
  }
  return {
    bodies,
    rules: [...rules.values()],
    classes: [...classes].map(([name, count]) => ({ class: name, bodies: count })),
    townships: [...townships.values()].toSorted((a, b) => (a.area < b.area ? -1 : 1)),
  }
}

interface Counted {
  bodies: number
  perRule: { fails: number; unknown: number; notApplicable: number; judged: number }[]
  classes: [string, number][]
  townships: Township[]
}

async function countArea(
  trx: Kysely<unknown>,
  of: PolicyArea,
  source: RawBuilder<unknown>,
): Promise<Counted> {
  const { inForce } = of
  const judged = await judgeOnce(trx, of, source)
  const columns = inForce.rules.flatMap(countColumns)
  const { rows } = await sql<Record<string, bigint>>`
    select count(*) as bodies ${sql.raw(columns.map((one) => `, ${one}`).join(''))} from ${judged} v`.execute(
    trx,
  )
  const row = rows[0] ?? {}
  const bodies = Number(row['bodies'] ?? 0n)
  const perRule = inForce.rules.map((_, index) => {
    const counted = (name: string): number => Number(row[`${name}${index}`] ?? 0n)
    return { fails: counted('f'), unknown: counted('u'), notApplicable: counted('n'), judged: bodies }
  })
  const townships = await countTownships(trx, judged, inForce.rules)
  return { bodies, perRule, classes: await countClasses(trx, judged), townships }
}

/** The masks of every body, computed once into a table of this transaction: all counts read it. */
async function judgeOnce(
  trx: Kysely<unknown>,
  of: PolicyArea,
  source: RawBuilder<unknown>,
): Promise<RawBuilder<unknown>> {
  const { inForce, area, but } = of
  const name = sql.table(`judged_${randomUUID().slice(0, 8)}`)
  const beside = Array.from({ length: wordsOf(inForce.rules.map((rule) => rule.bit)) }, (): string[] => [
    '0::bigint',
  ])
  for (const { appliesTo, bit } of inForce.rules)
    if (appliesTo !== null)
      beside[Math.floor(bit / WORD_BITS)]?.push(
        `case when (${conditionSql(appliesTo, inForce.values, 'f')}) is false then ${1n << BigInt(bit % WORD_BITS)}::bigint else 0 end`,
      )
  const apart = `array[${beside.map((terms) => terms.join(' + ')).join(', ')}]::bigint[] as apart`
  await sql`
    create temp table ${name} on commit drop as
    select v.area, v.known, v.failed, v.apart, ${sql.raw(classSql(inForce.classes, inForce.rules, 'v'))} as class
    from ${judgedRows(inForce, `f.area, ${apart}`, sql`${source} f where ${withinSql(area, but)}`)} v`.execute(
    trx,
  )
  return sql`${name}`
}

function countColumns(rule: Rule, index: number): string[] {
  const [word, bit] = [Math.floor(rule.bit / WORD_BITS) + 1, 1n << BigInt(rule.bit % WORD_BITS)]
  return [
    `count(*) filter (where (v.failed[${word}] & ${bit}) <> 0) as f${index}`,
    `count(*) filter (where (v.known[${word}] & ${bit}) = 0) as u${index}`,
    `count(*) filter (where (v.apart[${word}] & ${bit}) <> 0) as n${index}`,
  ]
}

async function countClasses(trx: Kysely<unknown>, judged: RawBuilder<unknown>): Promise<[string, number][]> {
  const { rows } = await sql<{ class: string; bodies: bigint }>`
    select v.class, count(*) as bodies
    from ${judged} v group by 1 order by 2 desc`.execute(trx)
  return rows.map((row) => [row.class, Number(row.bodies)])
}

async function countTownships(
  trx: Kysely<unknown>,
  judged: RawBuilder<unknown>,
  inForce: readonly Rule[],
): Promise<Township[]> {
  const mask = fullMask(inForce)
  const bits = sql.raw('(select coalesce(sum(bit_count(w::bit(64))), 0) from unnest(v.failed) w)')
  const { rows } = await sql<{
    area: string
    name: string
    bodies: bigint
    with: bigint
    findings: bigint
    open: bigint
  }>`
    select c.area, area_label(c.area) as name, c.bodies, c.with, c.findings, c.open from (
      select left(v.area, 9) as area, count(*) as bodies, count(*) filter (where ${bits} > 0) as with,
        sum(${bits})::bigint as findings, count(*) filter (where v.unknowns) as open
      from (select v.*, v.known <> all_known.mask as unknowns from ${judged} v cross join (select ${sql.raw(mask)} as mask) all_known) v
      group by 1) c`.execute(trx)
  return rows.map((row) => ({
    area: row.area,
    name: row.name || '乡镇待定',
    bodies: Number(row.bodies),
    withFindings: Number(row.with),
    findings: Number(row.findings),
    unknown: Number(row.open),
  }))
}

/** The mask of a body over which everything is known. */
function fullMask(rules: readonly Rule[]): string {
  const words = Array.from({ length: wordsOf(rules.map((rule) => rule.bit)) }, () => 0n)
  for (const { bit } of rules) words[Math.floor(bit / WORD_BITS)]! |= 1n << BigInt(bit % WORD_BITS)
  return `array[${words.join(', ')}]::bigint[]`
}

function addRules(rules: Map<string, RuleSummary>, inForce: InForce, perRule: Counted['perRule']): void {
  inForce.rules.forEach((rule, index) => {
    const counted = perRule[index]!
    const held = rules.get(rule.id) ?? emptySummary(rule, inForce)
    rules.set(rule.id, {
      ...held,
      judged: held.judged + counted.judged,
      fails: held.fails + counted.fails,
      unknown: held.unknown + counted.unknown,
      notApplicable: held.notApplicable + counted.notApplicable,
      passes: held.passes + counted.judged - counted.fails - counted.unknown - counted.notApplicable,
    })
  })
  for (const { rule, parameter } of inForce.off)
    rules.set(rule.id, {
      ...emptySummary(rule, inForce),
      off: parameter ? `“${labelOf(parameter, inForce)}”待确认` : '条文待核实，暂不判定',
    })
}

function emptySummary(rule: Rule, inForce: InForce): RuleSummary {
  const document = inForce.documents.find((one) => one.document.id === rule.document)?.document
  const clause = document?.clauses.find((one) => one.id === rule.clause)
  return {
    rule: rule.id,
    label: rule.label,
    document: rule.document,
    documentTitle: document?.title ?? rule.document,
    clause: `${rule.document}#${rule.clause}`,
    clauseLabel: clauseLabel(document?.title ?? '', rule.clause, clause?.heading),
    severity: rule.severity,
    judged: 0,
    passes: 0,
    fails: 0,
    unknown: 0,
    notApplicable: 0,
    off: null,
  }
}

/** A parameter by the name that the document gives it. */
function labelOf(parameter: string, inForce: InForce): string {
  const all = inForce.documents.flatMap((one) => one.document.parameters)
  return all.find((one) => one.id === parameter)?.label ?? parameter
}

/** 《农民专业合作社法》第12条 */
export function clauseLabel(title: string, clause: string, heading = ''): string {
  return `《${title}》${clause}${heading && heading !== clause ? `（${heading}）` : ''}`
}
