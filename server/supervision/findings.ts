/** Findings open, change and close from what the check sees; unknown neither opens nor closes one. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { hasBit } from '#core/kernel/compile-rules.ts'
import { inForceAt, type PolicyArea } from './books.ts'
import { refreshFacts } from './facts/facts.ts'
import { failuresOf, judgeBodies, rulesHash, type Failure, type Verdicts } from './judge.ts'

export interface CheckScope {
  day: string
  /** What was written since then was taken back: findings that it opened close where nothing is known any more. */
  takenBackSince?: Date | undefined
  bodies?: readonly string[] | undefined
  area?: string | undefined
}

/** Refreshes facts, judges, and lets findings follow; for today only. Gives the verdicts that were reached anew. */
export async function checkToday(
  trx: Kysely<unknown>,
  areas: readonly PolicyArea[],
  scope: CheckScope,
): Promise<Verdicts[]> {
  if (scope.bodies) await forgetEnded(trx, { ...scope, bodies: scope.bodies })
  await refreshFacts(trx, scope)
  // Of named bodies something was written that no figure may show (findings moved by a merge): they are judged anyway.
  const changedOnly = scope.bodies === undefined
  const verdicts = await judgeBodies(trx, areas, { ...scope, stored: true, changedOnly })
  await keepVerdicts(trx, { day: scope.day, areas }, verdicts)
  const failures = verdicts.flatMap((one) => failuresOf(one, inForceAt(areas, one.area)))
  await openFindings(trx, scope.day, failures)
  await closeFindings(trx, { ...scope, areas, verdicts })
  return verdicts
}

/** A body that has ended is judged no more: what was computed of it goes, its open findings close. */
async function forgetEnded(
  trx: Kysely<unknown>,
  of: { day: string; bodies: readonly string[] },
): Promise<void> {
  const ended = sql`(select id from body where ended and id = any (${[...of.bodies]}::uuid[]))`
  await sql`delete from body_fact where body in ${ended}`.execute(trx)
  await sql`delete from body_verdict where body in ${ended}`.execute(trx)
  await sql`update finding set closed_on = ${of.day} where closed_on is null and body in ${ended}`.execute(
    trx,
  )
}

async function keepVerdicts(
  trx: Kysely<unknown>,
  of: { day: string; areas: readonly PolicyArea[] },
  verdicts: readonly Verdicts[],
): Promise<void> {
  const rows = verdicts.map((one) => ({
    home: one.home,
    body: one.body,
    area: one.area,
    class: one.class,
    day: of.day,
    facts: one.revision?.toString() ?? null,
    rules: rulesHash(inForceAt(of.areas, one.area)),
    known: one.known.map(String),
    failed: one.failed.map(String),
  }))
  await sql`
    insert into body_verdict (home, body, area, day, known, failed, class, facts, rules)
    select home, body, area, day, known, failed, class, facts, rules from jsonb_populate_recordset(null::body_verdict, ${JSON.stringify(rows)}::jsonb)
    on conflict (home, body) do update set area = excluded.area, day = excluded.day, known = excluded.known,
      failed = excluded.failed, class = excluded.class, facts = excluded.facts, rules = excluded.rules`.execute(
    trx,
  )
}

const FINDING_COLUMNS =
  'home, id, body, area, rule, bit, severity, label, clause, document_hash, value, threshold, says, remedy, problem_kind, opened_on'

async function openFindings(trx: Kysely<unknown>, day: string, failures: readonly Failure[]): Promise<void> {
  const rows = failures.map(({ home, body, area, rule, hash, value, threshold, says }) => ({
    home,
    id: randomUUIDv7(),
    body,
    area,
    rule: rule.id,
    bit: rule.bit,
    severity: rule.severity,
    label: rule.label,
    clause: `${rule.document}#${rule.clause}`,
    document_hash: hash,
    value,
    threshold,
    says,
    remedy: rule.remedy,
    problem_kind: rule.problemKind,
    opened_on: day,
  }))
  const names = sql.raw(FINDING_COLUMNS)
  await sql`
    insert into finding (${names}) select ${names} from jsonb_populate_recordset(null::finding, ${JSON.stringify(rows)}::jsonb)
    on conflict (home, body, rule) where closed_on is null do update set
      value = excluded.value, threshold = excluded.threshold, says = excluded.says, remedy = excluded.remedy,
      severity = excluded.severity, label = excluded.label, document_hash = excluded.document_hash
    where (finding.value, finding.threshold, finding.says, finding.document_hash)
      is distinct from (excluded.value, excluded.threshold, excluded.says, excluded.document_hash)`.execute(
    trx,
  )
}

/** Closes what is known to be mended, and what no rule in force asks any more; what an audit found is not judged. */
async function closeFindings(
  trx: Kysely<unknown>,
  seen: {
    day: string
    takenBackSince?: Date | undefined
    areas: readonly PolicyArea[]
    verdicts: readonly Verdicts[]
  },
): Promise<void> {
  const byBody = new Map(seen.verdicts.map((one) => [one.body, one]))
  const { rows } = await sql<{ id: string; body: string; bit: number; rule: string; groundless: boolean }>`
    select id, body, bit, rule, coalesce(opened_at >= ${seen.takenBackSince ?? null}, false) as groundless from finding where closed_on is null and bit >= 0 and body = any (${[...byBody.keys()]}::uuid[])`.execute(
    trx,
  )
  const mended = rows.filter(({ body, bit, rule, groundless }) => {
    const verdicts = byBody.get(body)!
    const asked = inForceAt(seen.areas, verdicts.area).rules.some((one) => one.id === rule)
    const known = hasBit(verdicts.known, bit)
    return !asked || (known ? !hasBit(verdicts.failed, bit) : groundless)
  })
  await sql`update finding set closed_on = ${seen.day} where id = any (${mended.map((one) => one.id)}::uuid[])`.execute(
    trx,
  )
}
