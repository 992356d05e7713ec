/** Names of areas and bodies for the head of a page. */
import { sql, type Kysely } from 'kysely'
import { withScope } from '#server/database/connect.ts'
import type { Caller } from '#server/http/route.ts'

/** The name of an area; the deployment's own where a person sees no area. */
export async function areaName(db: Kysely<unknown>, code: string | null, fallback: string): Promise<string> {
  if (code === null) return fallback
  const { rows } = await sql<{ name: string }>`
    select name from area where code = ${code} order by valid_to desc nulls first limit 1`.execute(db)
  return rows[0]?.name ?? code
}

/** The names of the single bodies that a person sees. */
export async function bodyNames(db: Kysely<unknown>, caller: Caller): Promise<Map<string, string>> {
  if (caller.bodies.length === 0) return new Map()
  return withScope(db, caller.scope, async (trx) => {
    const { rows } = await sql<{ id: string; name: string }>`
      select id, name from body where id = any (${[...caller.bodies]}::uuid[])`.execute(trx)
    return new Map(rows.map((row) => [row.id, row.name]))
  })
}
