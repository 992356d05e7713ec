/** Findings open, change and close from what the check sees; unknown neither opens nor closes one. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { hasBit, WORD_BITS, wordsOf } from '#core/kernel/compile-rules.ts'
import { factColumns } from '#core/kernel/fact.ts'
import type { InForce } from '#core/kernel/in-force.ts'
import { factsOfRule, type Rule } from '#core/kernel/rule.ts'
import { factsSaid } from '#core/kernel/say.ts'
import { factsById } from '#core/supervision/facts.ts'
import type { PolicyArea } from './books.ts'
import { joinedWhole, NAMED_AT_MOST, refreshFacts } from './facts/facts.ts'
import {
  areasOf,
  areasOfBodies,
  factSource,
  factsOfJson,
  hashOf,
  keepVerdicts,
  sayFailure,
  withinSql,
} from './judge.ts'
import { judgedOtherwise } from './judged-otherwise.ts'

export interface CheckScope {
  day: string
  /** What was written since then was taken back: findings that it opened close where nothing is known any more. */
  takenBackSince?: Date | undefined
  bodies?: readonly string[] | undefined
  area?: string | undefined
}

/**
 * Refreshes facts, judges, and lets findings follow; for today only. All of it is done in the database, set by set; the
 * program only finds the words, once for each rule and each set of figures. Gives how many bodies were judged anew.
 */
export async function checkToday(
  trx: Kysely<unknown>,
  areas: readonly PolicyArea[],
  scope: CheckScope,
): Promise<number> {
  if (scope.bodies) await forgetEnded(trx, { ...scope, bodies: scope.bodies })
  const computed = await refreshFacts(trx, scope)
  const bodies = scope.bodies ?? (await toJudge(trx, areas, { scope, computed }))
  if (bodies?.length === 0) return 0
  const source = await factSource(trx, { ...scope, bodies, stored: true })
  const held = bodies ? await areasOfBodies(trx, areas, bodies) : await areasOf(trx, areas, source)
  let judged = 0
  for (const one of held) {
    // Of named bodies something was written that no figure may show (findings moved by a merge): they are judged anyway.
    const changedOnly = scope.bodies === undefined
    const kept = await keepVerdicts(trx, one, { source, day: scope.day, changedOnly, many: areMany(bodies) })
    if (kept === 0) continue
    judged += kept
    await openFindings(trx, one, { ...scope, bodies })
    await closeFindings(trx, one, { ...scope, bodies })
  }
  return judged
}

/** Those just computed and those last judged by other rules; undefined where they are too many to be named. */
async function toJudge(
  trx: Kysely<unknown>,
  areas: readonly PolicyArea[],
  { scope, computed }: { scope: CheckScope; computed: readonly string[] | undefined },
): Promise<readonly string[] | undefined> {
  if (computed === undefined) return undefined
  const all = new Set([...computed, ...(await judgedOtherwise(trx, areas, scope.area))])
  return all.size > NAMED_AT_MOST ? undefined : [...all]
}

/** A body that has ended is judged no more: what was computed of it goes, its open findings close. */
async function forgetEnded(
  trx: Kysely<unknown>,
  of: { day: string; bodies: readonly string[] },
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from body where ended and id = any (${[...of.bodies]}::uuid[])`.execute(trx)
  if (rows.length === 0) return
  const ended = sql`any (${rows.map(({ id }) => id)}::uuid[])`
  await sql`delete from body_fact where body = ${ended}`.execute(trx)
  await sql`delete from body_verdict where body = ${ended}`.execute(trx)
  await sql`update finding set closed_on = ${of.day} where closed_on is null and body = ${ended}`.execute(trx)
}

/** What this transaction judged in the policy area, on the alias `f`. */
function judgedNow({ area, but }: PolicyArea, { bodies }: CheckScope): RawBuilder<unknown> {
  const which = bodies ? sql`f.body = any (${[...bodies]}::uuid[])` : sql`true`
  return sql`f.judged_in = pg_current_xact_id() and ${which} and ${withinSql(area, but)}`
}

/** Which of the rules in force failed over anybody, by their place among them. */
async function failedRules(trx: Kysely<unknown>, of: PolicyArea, scope: CheckScope): Promise<number[]> {
  const { rules } = of.inForce
  const words = Array.from({ length: wordsOf(rules.map((rule) => rule.bit)) }, (_, at) =>
    sql.raw(`coalesce(bit_or(f.failed[${at + 1}]), 0)::bigint`),
  )
  if (words.length === 0) return []
  const { rows } = await sql<{ failed: bigint[] }>`
    select array[${sql.join(words)}] as failed from body_verdict f where ${judgedNow(of, scope)}`.execute(trx)
  return [...rules.keys()].filter((n) => hasBit(rows[0]?.failed ?? [], rules[n]!.bit))
}

/** Body, place of the rule in force, and the figures that its words rest on, for everything that failed. */
function failedSql(of: PolicyArea, scope: CheckScope, failed: readonly number[]): RawBuilder<unknown> {
  const cases = failed.map((n) => {
    const rule = of.inForce.rules[n]!
    const [word, bit] = [Math.floor(rule.bit / WORD_BITS) + 1, 1n << BigInt(rule.bit % WORD_BITS)]
    const pairs = figuresOf(rule).map((name) => `'${name}', k.${name}`)
    return `(${n}, case when (f.failed[${word}] & ${bit}) <> 0 then jsonb_build_object(${pairs.join(', ')}) end)`
  })
  return sql`(
    select f.home, f.body, f.area, w.n, w.figures
    from body_verdict f join body_fact k on k.home = f.home and k.body = f.body
    cross join lateral (values ${sql.raw(cases.join(', '))}) w (n, figures)
    where ${judgedNow(of, scope)} and w.figures is not null)`
}

/** The columns that the words of a rule can name. */
function figuresOf(rule: Rule): string[] {
  const facts = new Set([...factsOfRule(rule), ...factsSaid(rule)])
  return [...facts].flatMap((id) => {
    const declared = factsById.get(id)
    return declared ? factColumns(declared).map((one) => one.name) : []
  })
}

/** Sets of figures that a statement takes at once. */
const BATCH = 50_000

/** From so many bodies on what failed is laid aside before it is worded. */
const MANY_BODIES = 1000

const areMany = (bodies: CheckScope['bodies']): boolean =>
  bodies === undefined || bodies.length >= MANY_BODIES

/**
 * The same laid aside in the order of the bodies, where they are many: it is found out once, the planner knows how much it is,
 * and findings that are written in this order fall close together in their indexes.
 */
async function keptFailed(
  trx: Kysely<unknown>,
  { bodies }: CheckScope,
  failed: RawBuilder<unknown>,
): Promise<RawBuilder<unknown>> {
  if (!areMany(bodies)) return failed
  const name = sql.table(`failed_${randomUUIDv7().slice(-12)}`)
  await joinedWhole(trx, { bodies }, () =>
    sql`create temp table ${name} on commit drop as select x.* from ${failed} x order by x.home, x.body`.execute(
      trx,
    ),
  )
  await sql`analyze ${name}`.execute(trx)
  return sql`${name}`
}

async function openFindings(trx: Kysely<unknown>, of: PolicyArea, scope: CheckScope): Promise<void> {
  const numbers = await failedRules(trx, of, scope)
  if (numbers.length === 0) return
  const failed = await keptFailed(trx, scope, failedSql(of, scope, numbers))
  const { rows } = await sql<{ n: number; figures: string }>`
    select x.n, x.figures::text as figures from ${failed} x group by x.n, x.figures`.execute(trx)
  const rules = JSON.stringify(numbers.map((n) => ({ n, ...columnsOf(of.inForce.rules[n]!, of.inForce) })))
  for (let start = 0; start < rows.length; start += BATCH) {
    const said = rows.slice(start, start + BATCH).map((one) => saidOf(one, of.inForce))
    const { head, from } = idsFrom()
    await sql`
      insert into finding (home, id, body, area, rule, bit, severity, label, clause, document_hash, value, threshold, says, remedy,
        problem_kind, opened_on)
      select x.home, (${head} || lpad(to_hex(${from}::bigint + row_number() over ()), 12, '0'))::uuid, x.body, x.area, r.rule, r.bit, r.severity, r.label, r.clause, r.document_hash,
        w.value, w.threshold, w.says, r.remedy, r.problem_kind, ${scope.day}::date
      from ${failed} x
      join jsonb_to_recordset(${`[${said.join(',')}]`}::jsonb) as w (n int, figures jsonb, value text, threshold text, says text)
        on w.n = x.n and w.figures = x.figures
      join jsonb_to_recordset(${rules}::jsonb) as r (n int, rule text, bit int, severity text, label text, clause text,
        document_hash text, remedy text, problem_kind text) on r.n = x.n
      on conflict (home, body, rule) where closed_on is null do update set
        value = excluded.value, threshold = excluded.threshold, says = excluded.says, remedy = excluded.remedy,
        severity = excluded.severity, label = excluded.label, document_hash = excluded.document_hash
      where (finding.value, finding.threshold, finding.says, finding.document_hash)
        is distinct from (excluded.value, excluded.threshold, excluded.says, excluded.document_hash)`.execute(
      trx,
    )
  }
}

/**
 * Where the ids of a statement start: they begin with the moment, as those that the program makes, and count up from a number
 * drawn by lot. Keys that grow keep the index small, and a lot for each would cost more than the words.
 */
function idsFrom(): { head: string; from: string } {
  const id = randomUUIDv7()
  // Half of the range is left to count in.
  return { head: id.slice(0, 24), from: (BigInt(`0x${id.slice(24)}`) >> 1n).toString() }
}

function columnsOf(rule: Rule, inForce: InForce): Record<string, unknown> {
  return {
    rule: rule.id,
    bit: rule.bit,
    severity: rule.severity,
    label: rule.label,
    clause: `${rule.document}#${rule.clause}`,
    document_hash: hashOf(rule, inForce),
    remedy: rule.remedy,
    problem_kind: rule.problemKind,
  }
}

/** The words for one set of figures as JSON; the figures go back as they came, digit by digit. */
function saidOf({ n, figures }: { n: number; figures: string }, inForce: InForce): string {
  const facts = factsOfJson(JSON.parse(figures) as Record<string, unknown>)
  const { value, threshold, says } = sayFailure(inForce.rules[n]!, facts, inForce)
  return `{"n":${n},"figures":${figures},${JSON.stringify({ value, threshold, says }).slice(1)}`
}

/** Closes what is known to be mended, and what no rule in force asks any more; what an audit found is not judged. */
async function closeFindings(trx: Kysely<unknown>, of: PolicyArea, scope: CheckScope): Promise<void> {
  const asked = of.inForce.rules.map((rule) => rule.id)
  const bit = sql.raw(`(1::bigint << (g.bit % ${WORD_BITS}))`)
  const has = (mask: string): RawBuilder<unknown> =>
    sql`coalesce(${sql.raw(`f.${mask}[g.bit / ${WORD_BITS} + 1]`)} & ${bit}, 0) <> 0`
  const close = sql`
    update finding g set closed_on = ${scope.day} from body_verdict f
    where ${judgedNow(of, scope)} and g.home = f.home and g.body = f.body and g.closed_on is null and g.bit >= 0 and case
      when g.rule <> all (${asked}::text[]) then true
      when ${has('known')} then not (${has('failed')})
      else coalesce(g.opened_at >= ${scope.takenBackSince ?? null}, false) end`
  await (areMany(scope.bodies) ? joinedWhole(trx, scope, () => close.execute(trx)) : close.execute(trx))
}
