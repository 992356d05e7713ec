/** Findings open, change and close from what the check sees; unknown neither opens nor closes one. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { hasBit } from '#core/kernel/compile-rules.ts'
import { inForceAt, type PolicyArea } from './books.ts'
import { refreshFacts } from './facts/facts.ts'
import { failuresOf, judgeBodies, type Failure, type Verdicts } from './judge.ts'

export interface CheckScope {
  day: string
  bodies?: readonly string[] | undefined
  area?: string | undefined
}

/** Refreshes facts, judges, and lets findings follow; for today only. Gives the verdicts. */
export async function checkToday(
  trx: Kysely<unknown>,
  areas: readonly PolicyArea[],
  scope: CheckScope,
): Promise<Verdicts[]> {
  await refreshFacts(trx, scope)
  const verdicts = await judgeBodies(trx, areas, { ...scope, stored: true })
  await keepVerdicts(trx, scope.day, verdicts)
  const failures = verdicts.flatMap((one) => failuresOf(one, inForceAt(areas, one.area)))
  await openFindings(trx, scope.day, failures)
  await closeFindings(trx, { day: scope.day, areas, verdicts })
  return verdicts
}

async function keepVerdicts(trx: Kysely<unknown>, day: string, verdicts: readonly Verdicts[]): Promise<void> {
  const rows = verdicts.map((one) => ({
    home: one.home,
    body: one.body,
    area: one.area,
    class: one.class,
    day,
    known: one.known.map(String),
    failed: one.failed.map(String),
  }))
  await sql`
    insert into body_verdict (home, body, area, day, known, failed, class)
    select home, body, area, day, known, failed, class from jsonb_populate_recordset(null::body_verdict, ${JSON.stringify(rows)}::jsonb)
    on conflict (home, body) do update set area = excluded.area, day = excluded.day, known = excluded.known,
      failed = excluded.failed, class = excluded.class`.execute(trx)
}

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
  await sql`
    insert into finding select * from jsonb_populate_recordset(null::finding, ${JSON.stringify(rows)}::jsonb)
    on conflict (home, body, rule) where closed_on is null do update set
      value = excluded.value, threshold = excluded.threshold, says = excluded.says, remedy = excluded.remedy,
      severity = excluded.severity, label = excluded.label, document_hash = excluded.document_hash
    where (finding.value, finding.threshold, finding.says, finding.document_hash)
      is distinct from (excluded.value, excluded.threshold, excluded.says, excluded.document_hash)`.execute(
    trx,
  )
}

/** Closes what is known to be mended, and what no rule in force asks any more. */
async function closeFindings(
  trx: Kysely<unknown>,
  seen: { day: string; areas: readonly PolicyArea[]; verdicts: readonly Verdicts[] },
): Promise<void> {
  const byBody = new Map(seen.verdicts.map((one) => [one.body, one]))
  const { rows } = await sql<{ id: string; body: string; bit: number; rule: string }>`
    select id, body, bit, rule from finding where closed_on is null and body = any (${[...byBody.keys()]}::uuid[])`.execute(
    trx,
  )
  const mended = rows.filter(({ body, bit, rule }) => {
    const verdicts = byBody.get(body)!
    const asked = inForceAt(seen.areas, verdicts.area).rules.some((one) => one.id === rule)
    return !asked || (hasBit(verdicts.known, bit) && !hasBit(verdicts.failed, bit))
  })
  await sql`update finding set closed_on = ${seen.day} where id = any (${mended.map((one) => one.id)}::uuid[])`.execute(
    trx,
  )
}
