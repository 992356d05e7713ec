/** All that a database holds, to compare it with another one. */
import type { Pool } from 'pg'
import { listTables, readRows, SAME_TEXT, seeAll } from '#server/database/backup/tables.ts'

/** All rows of all tables, sorted, and what guards them (but NOT NULL, which only newer servers list). */
export async function everything(owner: Pool): Promise<Record<string, string[]>> {
  const client = await owner.connect()
  try {
    await client.query('begin')
    const guards = await client.query<{ says: string }>(`
      select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as says from pg_constraint
      where connamespace = 'public'::regnamespace and contype <> 'n'
      union all select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
      union all select relname || ' ' || relrowsecurity || ' ' || relforcerowsecurity from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`)
    const tables = await listTables(client)
    await seeAll(client, { tables })
    await client.query(SAME_TEXT)
    const held: Record<string, string[]> = { guards: guards.rows.map((row) => row.says) }
    for (const table of tables) {
      const rows = []
      for await (const some of readRows(client, table)) rows.push(...some)
      held[table.name] = rows.toSorted()
    }
    return held
  } finally {
    await client.query('rollback')
    client.release()
  }
}
