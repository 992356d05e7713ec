/** Forms that were handed out since, and carry what a record says. */
import { sql } from 'kysely'
import type { Reliance } from '#core/registry/import-undo.ts'
import type { FindRelied } from '../relied.ts'

export const handoutsRelied: FindRelied = async (trx, { bodies, since }) => {
  const { rows } = await sql<{ body: string; registers: string[]; title: string; by: string; at: Date }>`
    select r.body, array_agg(distinct r.register) filter (where r.known <> '{}') as registers, h.title, h.actor_name as by,
      h.created_at as at
    from handout h join handout_row r on r.home = h.home and r.handout = h.id
    where h.created_at >= ${since} and r.body = any (${[...bodies]}::uuid[])
    group by r.body, h.home, h.id, h.title, h.actor_name, h.created_at`.execute(trx)
  return rows.flatMap(({ body, registers, title, by, at }): Reliance[] => {
    const told = { kind: 'handout', what: `填报表“${title}”已发出`, by, at: at.toISOString() } as const
    return [
      { on: { existing: body }, ...told },
      { on: { body, registers: registers ?? [] }, ...told },
    ]
  })
}
