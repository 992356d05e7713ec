/** What places have decided about clashes of clauses. */
import { sql, type Kysely } from 'kysely'
import type { ClashChoice } from '#core/kernel/clash.ts'

export interface KeptChoice extends ClashChoice {
  by: string
  areaName: string
  at: string
}

/** All decisions in the order in which they were recorded. */
export async function readChoices(trx: Kysely<unknown>): Promise<KeptChoice[]> {
  const { rows } = await sql<Omit<KeptChoice, 'at'> & { at: Date }>`
    select clash, area, option, from_day as "from", ground, actor_name as by, area_label(area) as "areaName", at
    from clash_choice order by id`.execute(trx)
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

/** Keeps one decision; the trail follows by itself. */
export async function keepChoice(trx: Kysely<unknown>, one: ClashChoice & { by: string }): Promise<void> {
  await sql`
    insert into clash_choice (home, clash, area, option, from_day, ground, actor_name)
    values (${one.area.slice(0, 6)}, ${one.clash}, ${one.area}, ${one.option}, ${one.from}, ${one.ground}, ${one.by})`.execute(
    trx,
  )
}
