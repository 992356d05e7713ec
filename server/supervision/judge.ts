/** Judges bodies by the policies in force where they lie: masks in one scan per policy area, words only for what fails. */
import { createHash, randomUUID } from 'node:crypto'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { classSql } from '#core/kernel/classify.ts'
import { compileRules, hasBit, masksOf } from '#core/kernel/compile-rules.ts'
import { judge, type Judgement } from '#core/kernel/judge.ts'
import type { FactValues } from '#core/kernel/fact.ts'
import type { Rule } from '#core/kernel/rule.ts'
import { printFact, printLiteral, sayFinding } from '#core/kernel/say.ts'
import type { InForce } from '#core/kernel/in-force.ts'
import { programVersion } from '#server/config.ts'
import { factsById } from '#core/supervision/facts.ts'
import { append } from '#core/values/append.ts'
import type { PolicyArea } from './books.ts'
import { toFactValues, withFacts, withMemory, type Asked } from './facts/facts.ts'

export interface Verdicts {
  home: string
  body: string
  area: string
  known: bigint[]
  failed: bigint[]
  class: string
  /** Facts, where something failed or was asked for. */
  facts: Record<string, unknown> | null
}

/** A rule that failed over one body, in words. */
export interface Failure {
  home: string
  body: string
  area: string
  rule: Rule
  hash: string
  value: string
  threshold: string
  says: string
}

/** The wide rows to judge: today's from the table; another day's computed once into a table of this transaction. */
export async function factSource(
  trx: Kysely<unknown>,
  asked: Asked & { stored: boolean },
): Promise<RawBuilder<unknown>> {
  if (asked.stored) {
    const which = asked.bodies ? sql`where body = any (${[...asked.bodies]}::uuid[])` : sql`where true`
    const where = asked.area ? sql`and area >= ${asked.area} and area < ${`${asked.area}A`}` : sql``
    return sql`(select * from body_fact ${which} ${where})`
  }
  const name = sql.table(`facts_${randomUUID().slice(0, 8)}`)
  await withFacts(trx, asked, (figures) =>
    sql`create temp table ${name} on commit drop as ${figures}`.execute(trx),
  )
  return sql`${name}`
}

/** The policy areas in which these rows lie: the others need not be asked. */
export async function areasOf(
  trx: Kysely<unknown>,
  areas: readonly PolicyArea[],
  source: RawBuilder<unknown>,
): Promise<PolicyArea[]> {
  const held = areas.map(
    ({ area, but }) => sql`exists (select from ${source} f where ${withinSql(area, but)})`,
  )
  const { rows } = await sql<{ held: boolean[] }>`select array[${sql.join(held)}] as held`.execute(trx)
  return areas.filter((_, index) => rows[0]?.held[index])
}

/** The same for a known set of bodies, in one look at where they lie. */
export async function areasOfBodies(
  trx: Kysely<unknown>,
  areas: readonly PolicyArea[],
  bodies: readonly string[],
): Promise<PolicyArea[]> {
  const { rows } = await sql<{ area: string }>`
    select distinct area from body where id = any (${[...bodies]}::uuid[])`.execute(trx)
  return areas.filter(({ area, but }) =>
    rows.some((one) => one.area.startsWith(area) && !but.some((code) => one.area.startsWith(code))),
  )
}

/** How many rules in force could not be judged over these bodies, as their kept verdicts say. */
export async function countUnknown(
  trx: Kysely<unknown>,
  areas: readonly PolicyArea[],
  bodies: readonly string[],
): Promise<number> {
  let unknown = 0
  for (const { area, but, inForce } of await areasOfBodies(trx, areas, bodies)) {
    const open = masksOf(inForce.rules.map((rule) => rule.bit)).map(
      (mask, word) => `bit_count((${mask} & ~coalesce(f.known[${word + 1}], 0))::bit(64))`,
    )
    if (open.length === 0) continue
    const { rows } = await sql<{ open: string }>`
      select coalesce(sum(${sql.raw(open.join(' + '))}), 0)::text as open from body_verdict f
      where f.body = any (${[...bodies]}::uuid[]) and ${withinSql(area, but)}`.execute(trx)
    unknown += Number(rows[0]?.open ?? 0)
  }
  return unknown
}

/** The verdicts of all bodies asked about. `withFacts` brings the facts of every body, else only of those that fail. */
export async function judgeBodies(
  trx: Kysely<unknown>,
  areas: readonly PolicyArea[],
  asked: Asked & { stored: boolean; withFacts?: boolean },
): Promise<Verdicts[]> {
  const all: Verdicts[] = []
  const source = await factSource(trx, asked)
  for (const { area, but, inForce } of await areasOf(trx, areas, source)) {
    const judged = judgedRows(inForce, 'f.*', sql`${source} f where ${withinSql(area, but)}`)
    const class_ = sql.raw(classSql(inForce.classes, inForce.rules, 'v'))
    const facts = asked.withFacts
      ? sql`to_jsonb(v) - '{known,failed}'::text[]`
      : sql`case when v.failed <> ${zeros(inForce)} then to_jsonb(v) - '{known,failed}'::text[] end`
    const { rows } = await sql<Verdicts>`
      select v.home, v.body, v.area, v.known, v.failed, ${class_} as class, ${facts} as facts
      from ${judged} v`.execute(trx)
    append(all, rows)
  }
  return all
}

/**
 * Judges today's figures of one policy area and keeps the verdicts, all within the database; gives how many. `changedOnly`
 * leaves out bodies whose kept verdict rests on the same figures and rules; `many` says that they may be all there are.
 */
export async function keepVerdicts(
  trx: Kysely<unknown>,
  { area, but, inForce }: PolicyArea,
  of: { source: RawBuilder<unknown>; day: string; changedOnly: boolean; many: boolean },
): Promise<number> {
  const class_ = sql.raw(classSql(inForce.classes, inForce.rules, 'v'))
  const rules = rulesHash(inForce)
  const changed = of.changedOnly
    ? sql`and not exists (select from body_verdict k where k.home = f.home and k.body = f.body
        and k.facts = f.revision and k.rules = ${rules})`
    : sql``
  // In order, so that all is judged before anything is written: else what is looked up for each body grows meanwhile.
  const judged = judgedRows(
    inForce,
    'f.home, f.body, f.area, f.revision',
    sql`${of.source} f where ${withinSql(area, but)} ${changed} order by f.home, f.body`,
  )
  const keep = sql`
    insert into body_verdict (home, body, area, day, known, failed, class, facts, rules, judged_in)
    select v.home, v.body, v.area, ${of.day}::date, v.known, v.failed, ${class_}, v.revision, ${rules}, pg_current_xact_id()
    from ${judged} v
    on conflict (home, body) do update set area = excluded.area, day = excluded.day, known = excluded.known,
      failed = excluded.failed, class = excluded.class, facts = excluded.facts, rules = excluded.rules,
      judged_in = excluded.judged_in`
  const { numAffectedRows } = await (of.many ? withMemory(trx, () => keep.execute(trx)) : keep.execute(trx))
  return Number(numAffectedRows ?? 0n)
}

/**
 * Columns of these rows of the wide table with `known` and `failed` beside them; `rows` is what follows `from`, the table as
 * `f`. Everything is computed once for each row, however often it is read: `offset 0` keeps the planner from moving it.
 */
export function judgedRows(
  inForce: InForce,
  columns: string,
  rows: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const { halves, masks } = compileRules(inForce.rules, inForce.values, 'f')
  return sql`(select j.*, ${sql.raw(masks)} from (select ${sql.raw(`${columns}, ${halves}`)} from ${rows} offset 0) j offset 0)`
}

/** What a verdict rests on beside the figures: rules, values, classes, the documents' text and the program that says it. */
export function rulesHash(inForce: InForce): string {
  const kept = hashes.get(inForce)
  if (kept !== undefined) return kept
  const { rules, values, classes, documents } = inForce
  const texts = documents.map((one) => one.document.hash)
  const rested = JSON.stringify([rules, values, classes, texts, programVersion()], (_, held: unknown) =>
    typeof held === 'bigint' ? `${held}n` : held,
  )
  const hash = createHash('sha256').update(rested).digest('hex')
  hashes.set(inForce, hash)
  return hash
}

const hashes = new WeakMap<InForce, string>()

function zeros(inForce: InForce): RawBuilder<unknown> {
  const { words } = compileRules(inForce.rules, inForce.values)
  return sql`array_fill(0::bigint, array[${words}::int])`
}

/** Bodies of one policy area: at or below it, and not below a nearer one. */
export function withinSql(area: string, but: readonly string[]): RawBuilder<unknown> {
  const below = (code: string): RawBuilder<unknown> => sql`(f.area >= ${code} and f.area < ${`${code}A`})`
  const parts = [area === '' ? sql`true` : below(area), ...but.map((code) => sql`not ${below(code)}`)]
  return sql.join(parts, sql` and `)
}

/** What failed over a body, in the words of the rules. */
export function failuresOf(verdicts: Verdicts, inForce: InForce): Failure[] {
  if (verdicts.facts === null) return []
  const facts = factsOfJson(verdicts.facts)
  return inForce.rules
    .filter((rule) => hasBit(verdicts.failed, rule.bit))
    .map((rule) => ({
      home: verdicts.home,
      body: verdicts.body,
      area: verdicts.area,
      rule,
      hash: hashOf(rule, inForce),
      ...sayFailure(rule, facts, inForce),
    }))
}

/** What a failed rule says over these figures. */
export function sayFailure(
  rule: Rule,
  facts: FactValues,
  inForce: InForce,
): Pick<Failure, 'value' | 'threshold' | 'says'> {
  const judgement = judge(rule, facts, inForce.values)
  const declared = factsById.get(judgement.fact)
  return {
    value: declared ? printFact(judgement.value, declared, judgement.threshold) : '',
    threshold: sayStandard(judgement, declared?.unit ?? ''),
    says: sayFinding({ rule, judgement, facts, declared: factsById }),
  }
}

/** What is asked for, as it stands beside the actual value; words that a rule excludes are told as excluded. */
function sayStandard({ value, threshold }: Judgement, unit: string): string {
  const listed = threshold.map((one) => printLiteral(one, unit)).join('、')
  // A word that is among those named, and fails all the same, is named in order to be excluded.
  const excluded = threshold.some((one) => one.type === 'choice' && one.value === value)
  return excluded ? `不应为${listed}` : listed
}

/** The hash of the document that a rule stands in. */
export function hashOf(rule: Rule, inForce: InForce): string {
  return inForce.documents.find((one) => one.document.id === rule.document)?.document.hash ?? ''
}

/** What has to be found out before the open rules can be judged: rule by rule, the facts that are missing. */
export function unknownsOf(verdicts: Verdicts, inForce: InForce): { rule: Rule; facts: readonly string[] }[] {
  const facts = factsOfJson(verdicts.facts ?? {})
  return inForce.rules
    .filter((rule) => !hasBit(verdicts.known, rule.bit))
    .map((rule) => ({ rule, facts: judge(rule, facts, inForce.values).unknownFacts }))
}

/** The facts of a row that came as JSON: that gives int8 as a number, facts want bigint. Sums of fen up to 2^53 (90 trillion yuan) are exact. */
export function factsOfJson(row: Record<string, unknown>): ReturnType<typeof toFactValues> {
  return toFactValues(
    Object.fromEntries(
      Object.entries(row).map(([key, held]) => [key, typeof held === 'number' ? BigInt(held) : held]),
    ),
  )
}
