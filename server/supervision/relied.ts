/** Cases that were opened or moved on since: each builds on the registers that its findings were judged from. */
import { sql } from 'kysely'
import type { PolicyDocument } from '#core/kernel/policy.ts'
import { factsOfRule } from '#core/kernel/rule.ts'
import type { Reliance } from '#core/registry/import-undo.ts'
import { factsById } from '#core/supervision/facts.ts'
import type { FindRelied } from '#server/registry/relied.ts'

/** `documents` holds the rules by which findings were judged. */
export function casesRelied(documents: readonly PolicyDocument[]): FindRelied {
  const rules = new Map(documents.flatMap((one) => one.rules.map((rule) => [rule.id, rule] as const)))
  return async (trx, { bodies, since }) => {
    const { rows } = await sql<{
      body: string
      code: string
      rules: string[] | null
      by: string | null
      at: Date | null
    }>`
      select c.body, c.code, act.actor_name as by, coalesce(act.at, c.opened_at) as at,
        (select array_agg(f.rule) from finding f where f.home = c.home and f.case_id = c.id and f.bit >= 0) as rules
      from problem_case c
        left join lateral (select a.at, a.actor_name from case_action a where a.home = c.home and a.case_id = c.id
          and a.at >= ${since} order by a.number limit 1) act on true
      where c.body = any (${[...bodies]}::uuid[])
        and (act.at is not null or coalesce(c.opened_at, (c.opened_on + 1)::timestamptz) >= ${since})`.execute(
      trx,
    )
    return rows.flatMap(({ body, code, rules: ids, by, at }): Reliance[] => {
      const told = { kind: 'case', what: `整改单 ${code}`, by, at: at?.toISOString() ?? null } as const
      return [
        { on: { existing: body }, ...told },
        { on: { body, registers: readBy(ids ?? [], rules) }, ...told },
      ]
    })
  }
}

/** The registers that these rules were judged from; a rule that is not known any more may have read all. */
function readBy(ids: readonly string[], rules: ReadonlyMap<string, PolicyDocument['rules'][number]>) {
  if (ids.some((id) => !rules.has(id))) return null
  const facts = ids.flatMap((id) => factsOfRule(rules.get(id)!))
  return facts.flatMap((id) => factsById.get(id)?.reads.map((one) => one.register) ?? [])
}
