/** The tables of county data as the catalogue of the database declares them, and what lies outside of a person's bounds. */
import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely'
import { withScope } from '#server/database/connect.ts'

export interface Bounds {
  label: string
  low: string
  high: string
  /** Single bodies that are seen whatever the area. */
  bodies: readonly string[]
  /** Every body that lies inside. */
  held: readonly string[]
}

export interface Table {
  name: string
  columns: { name: string; insert: boolean; update: boolean }[]
  /** A parent with the same home, for tables that have neither area nor body. */
  parent: { table: string; on: [child: string, parent: string][] } | null
}

const ALL = { user: 'system', role: 'system', national: 'on', door: 'test' }

export function asSystem<T>(
  db: Kysely<unknown>,
  work: (trx: Transaction<unknown>) => Promise<T>,
): Promise<T> {
  return withScope(db, ALL, work)
}

/** Every table with a home, a place or a body of its own or of its parent's, that the application may look into. */
export async function countyTables(db: Kysely<unknown>): Promise<Table[]> {
  const { rows } = await asSystem(db, (trx) =>
    sql<Table>`
      select c.relname as name,
        jsonb_agg(jsonb_build_object('name', a.attname,
          'insert', has_column_privilege(c.oid, a.attnum, 'insert') and a.attidentity = '' and a.attgenerated = '',
          'update', has_column_privilege(c.oid, a.attnum, 'update')) order by a.attnum) as columns,
        (select jsonb_build_object('table', f.confrelid::regclass::text, 'on', (
            select jsonb_agg(jsonb_build_array(child.attname, parent.attname)) from unnest(f.conkey, f.confkey) k (here, there)
            join pg_attribute child on child.attrelid = f.conrelid and child.attnum = k.here
            join pg_attribute parent on parent.attrelid = f.confrelid and parent.attnum = k.there))
          from pg_constraint f where f.conrelid = c.oid and f.contype = 'f' and array_length(f.conkey, 1) > 1 limit 1) as parent
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and has_any_column_privilege(c.oid, 'select')
      group by c.oid, c.relname having bool_or(a.attname = 'home') order by 1`.execute(trx),
  )
  const known = new Map(rows.map((one) => [one.name, one]))
  return rows.filter((one) => isPlaced(one, known))
}

const has = (table: Table, column: string): boolean => table.columns.some(({ name }) => name === column)

function isPlaced(table: Table, known: ReadonlyMap<string, Table>): boolean {
  if (has(table, 'area') || has(table, 'body')) return true
  const parent = table.parent && known.get(table.parent.table)
  return parent ? isPlaced(parent, known) : false
}

/** Whether a row (under this alias) lies outside: neither in the area nor of one of the bodies. */
export function outside(
  table: Table,
  of: { bounds: Bounds; tables: readonly Table[]; alias?: string },
): RawBuilder<boolean> {
  const { bounds, tables, alias = 't' } = of
  if (!has(table, 'area') && !has(table, 'body') && table.parent) {
    const { table: name, on } = table.parent
    const parent = tables.find((one) => one.name === name)!
    const above = `${alias}p`
    const joined = on.map(
      ([child, key]) => sql`${sql.ref(`${alias}.${child}`)} = ${sql.ref(`${above}.${key}`)}`,
    )
    return sql`not exists (select from ${sql.table(name)} ${sql.ref(above)} where ${sql.join(joined, sql` and `)}
      and not ${outside(parent, { bounds, tables, alias: above })})`
  }
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  const inside: RawBuilder<unknown>[] = []
  if (has(table, 'area') && bounds.low !== '')
    inside.push(sql`(${column('area')} >= ${bounds.low} and ${column('area')} < ${bounds.high})`)
  // The body of a body is itself.
  const of_ =
    table.name === 'body' || table.name === 'body_version' ? 'id' : has(table, 'body') ? 'body' : null
  if (of_ !== null) inside.push(sql`${column(of_)} = any(${[...bounds.held]}::uuid[])`)
  // Entries of the deployment itself carry no area of a county; who reads them is tested by itself.
  if (table.name === 'audit') inside.push(sql`${column('area')} = '00'`)
  return inside.length === 0 ? sql`true` : sql`not coalesce(${sql.join(inside, sql` or `)}, false)`
}
