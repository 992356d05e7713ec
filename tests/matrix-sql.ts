/** Raw SQL as the application's role: each table is looked into, inserted into, updated and deleted from beyond the bounds. */
import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely'
import type { Role } from '#core/access/role.ts'
import { withScope } from '#server/database/connect.ts'
import { asSystem, outside, type Bounds, type Table } from './matrix-tables.ts'

export interface Tried {
  attempts: number
  /** Attempts that saw or changed something, in words. */
  wrong: string[]
}

interface Case {
  role: Role
  bounds: Bounds
  table: Table
  tables: readonly Table[]
  /** A row that lies outside, as the whole county knows it. */
  sample: object | undefined
}

/** All four actions of one role in one bounds on every table. */
export async function tryTables(
  db: Kysely<unknown>,
  of: { role: Role; bounds: Bounds; tables: readonly Table[] },
): Promise<Tried> {
  const { role, bounds, tables } = of
  const tried: Tried = { attempts: 0, wrong: [] }
  const samples = await outerRows(db, of)
  const scope = {
    user: 'matrix',
    role,
    door: 'test',
    national: '',
    area_low: bounds.low,
    area_high: bounds.high,
    bodies: bounds.bodies.join(','),
  }
  const undo = new Error('undo')
  await withScope(db, scope, async (trx) => {
    for (const table of tables)
      for (const [action, statement] of statementsOf({
        role,
        bounds,
        table,
        tables,
        sample: samples.get(table.name),
      })) {
        tried.attempts += 1
        const came = await attempt(trx, statement)
        // A guard of the database itself (class H) refuses as well as a policy does.
        if (came !== 0 && came !== '42501' && !String(came).startsWith('H'))
          tried.wrong.push(`${role} in ${bounds.label}: ${action} ${table.name} came to ${came}`)
      }
    throw undo
  }).catch((error: unknown) => {
    if (error !== undo) throw error
  })
  return tried
}

async function outerRows(
  db: Kysely<unknown>,
  of: { bounds: Bounds; tables: readonly Table[] },
): Promise<Map<string, object>> {
  const { rows } = await asSystem(db, (trx) =>
    sql<{ name: string; row: object }>`${sql.join(
      of.tables.map(
        (table) => sql`(select ${table.name}::text as name, to_jsonb(t) as row from ${sql.table(table.name)} t
          where ${outside(table, of)} limit 1)`,
      ),
      sql` union all `,
    )}`.execute(trx),
  )
  return new Map(rows.map((one) => [one.name, one.row]))
}

function statementsOf(one: Case): [string, RawBuilder<unknown>][] {
  const { table } = one
  const name = sql.table(table.name)
  const there = outside(table, one)
  const change = sql.ref(table.columns.find(({ update }) => update)?.name ?? 'home')
  const listed: [string, RawBuilder<unknown>][] = [
    ['select', sql`select from ${name} t where ${there}`],
    ['update', sql`update ${name} t set ${change} = ${change} where ${there}`],
    ['delete', sql`delete from ${name} t where ${there}`],
  ]
  const columns = table.columns.filter(({ insert }) => insert)
  // Without a row elsewhere there is nothing to copy, and a row of nothing proves nothing.
  if (!one.sample || columns.length === 0) return listed
  const into = sql.join(columns.map((column) => sql.ref(column.name)))
  listed.push([
    'insert',
    sql`insert into ${name} (${into}) select ${into} from jsonb_populate_record(null::${name}, ${JSON.stringify(one.sample)}::jsonb)`,
  ])
  return listed
}

/** Rows that it saw or changed, or the code of the refusal; nothing stays. */
async function attempt(trx: Transaction<unknown>, statement: RawBuilder<unknown>): Promise<number | string> {
  await sql`savepoint attempt`.execute(trx)
  try {
    const { rows, numAffectedRows } = await statement.execute(trx)
    return Number(numAffectedRows ?? rows.length)
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  } finally {
    await sql`rollback to savepoint attempt`.execute(trx)
  }
}
