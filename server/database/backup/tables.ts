/** The tables as a backup sees them: every row, past row security, as the text that PostgreSQL itself writes. */
import { escapeIdentifier, type PoolClient } from 'pg'

/** Rows with files in them come a few at a time, so that memory stays bounded. */
const FETCH = { plain: 2000, bytes: 4 }

/** The same text on every server, whatever its settings. */
export const SAME_TEXT = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD';
  set local intervalstyle = 'postgres'; set local extra_float_digits = 1; set local bytea_output = 'hex'`

export interface Table {
  name: string
  /** Those that can be written, in order. */
  columns: string[]
  holdsBytes: boolean
  /** Has columns that the database computes, which no backup holds. */
  computes: boolean
}

/** All tables but the list of migrations, which each database keeps for itself. */
export async function listTables(client: PoolClient): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns,
      bool_or(a.atttypid = 'bytea'::regtype) as "holdsBytes", bool_or(a.attgenerated <> '') as computes
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migration'
      and a.attnum > 0 and not a.attisdropped
    group by c.relname order by c.relname collate "C"`)
  return rows
}

/** Lets this transaction see all rows: a superuser sees them, an owner lifts the force until the end. Never a silent part. */
export async function seeAll(
  client: PoolClient,
  of: { tables: readonly Pick<Table, 'name'>[] },
): Promise<void> {
  const { rows } = await client.query<{ free: boolean }>(
    'select rolsuper or rolbypassrls as free from pg_roles where rolname = session_user',
  )
  if (rows[0]?.free) await client.query('set local role none')
  else
    for (const { name } of of.tables)
      await client.query(`alter table ${escapeIdentifier(name)} no force row level security`)
  await client.query('set local row_security = off')
}

/** All rows of a table as text, a few at a time. */
export async function* readRows(client: PoolClient, table: Table): AsyncGenerator<string[]> {
  const columns = table.columns.map((name) => `t.${escapeIdentifier(name)}`).join(', ')
  await client.query(`declare backup_rows no scroll cursor for
    select row(${columns})::text as row from ${escapeIdentifier(table.name)} t`)
  const fetch = `fetch ${table.holdsBytes ? FETCH.bytes : FETCH.plain} from backup_rows`
  for (;;) {
    const { rows } = await client.query<{ row: string }>(fetch)
    if (rows.length === 0) break
    yield rows.map(({ row }) => row)
  }
  await client.query('close backup_rows')
}
