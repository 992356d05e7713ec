/** Dossiers that were accepted since: what was accepted is the whole of what stood in them. */
import { sql } from 'kysely'
import { classReview } from '#core/ratings/class-review.ts'
import { ratingApplication } from '#core/ratings/rating-application.ts'
import { itemProcedures } from '#core/reporting/procedures.ts'
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

const LABELS = new Map(itemProcedures.map((one) => [one.id, one.label]))
/** What these decide is judged from all that the registers say of a cooperative. */
const JUDGED = new Set([classReview.id, ratingApplication.id])

/** Items of procedures that were opened or moved on since: on the cooperative, and on the record that one is about. */
export const itemsRelied: FindRelied = async (trx, { bodies, records, since }) => {
  const { rows } = await sql<{
    body: string
    about: string[] | null
    procedure: string
    code: string
    by: string
    at: Date
  }>`
    select i.body, i.procedure, i.code, act.actor_name as by, act.at,
      (select array_agg(one) from (select i.subject union select value from jsonb_each_text(i.payload)) s (one)
        where one = any (${[...records]}::text[])) as about
    from procedure_item i
      cross join lateral (select a.at, a.actor_name from procedure_action a where a.home = i.home and a.item = i.id
        and a.at >= ${since} order by a.number limit 1) act
    where i.body = any (${[...bodies]}::uuid[])`.execute(trx)
  return rows.flatMap(({ body, about, procedure, code, by, at }): Reliance[] => {
    const what = `${LABELS.get(procedure) ?? procedure} ${code}`
    const told = { kind: 'item', what, by, at: at.toISOString() } as const
    return [
      JUDGED.has(procedure)
        ? { on: { body, registers: null }, ...told }
        : { on: { existing: body }, ...told },
      ...(about ?? []).map((record): Reliance => ({ on: { record }, ...told })),
    ]
  })
}
