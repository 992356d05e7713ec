/** Dossiers that were accepted since: what was accepted is the whole of what stood in them. */
import { sql } from 'kysely'
import type { Reliance } from '#core/registry/import-undo.ts'
import type { FindRelied } from '#server/registry/relied.ts'

export const dossiersRelied: FindRelied = async (trx, { bodies, since }) => {
  const { rows } = await sql<{ body: string; receipt: string | null; by: string; at: Date }>`
    select * from (
      select distinct on (home, body) body, action, receipt, actor_name as by, at from dossier_action
      where body = any (${[...bodies]}::uuid[]) order by home, body, number desc) last
    where action = 'accept' and at >= ${since}`.execute(trx)
  return rows.map(({ body, receipt, by, at }) => ({
    on: { body, registers: null },
    kind: 'acceptance',
    what: receipt === null ? '档案已备案' : `档案已备案，回执 ${receipt}`,
    by,
    at: at.toISOString(),
  })) satisfies Reliance[]
}
