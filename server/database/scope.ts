/** Transactions in the bounds of one user: the settings that row-security policies read, set with BEGIN in one message. */
import { AsyncLocalStorage } from 'node:async_hooks'
import {
  CompiledQuery,
  Kysely,
  PostgresDialect,
  PostgresDriver,
  sql,
  type DatabaseConnection,
  type Driver,
  type PostgresDialectConfig,
  type Transaction,
  type TransactionSettings,
} from 'kysely'
import { escapeLiteral, type Pool } from 'pg'
import type { Outcome } from '#core/values/outcome.ts'

/** Settings of one transaction, read by the row-security policies as `app.<name>`. An empty string means nothing is granted. */
export type Scope = Readonly<Record<string, string>>

/** A scope on its way to the BEGIN that carries it; taken once. */
interface Carried {
  statement: string
  taken: boolean
}

const carried = new AsyncLocalStorage<Carried>()

/**
 * One transaction in the bounds of `scope`: its names become `app.<name>`, set for this transaction only.
 * Throws what `work` throws, after a rollback.
 */
export async function withScope<Schema, Result>(
  db: Kysely<Schema>,
  scope: Scope,
  work: (trx: Transaction<Schema>) => Promise<Result>,
): Promise<Result> {
  const carry: Carried = { statement: settingsOf(scope), taken: false }
  return carried.run(carry, () =>
    db.transaction().execute(async (trx) => {
      // A connection that `openKysely` did not make knows nothing of carried scopes.
      if (!carry.taken) await sql.raw(carry.statement).execute(trx)
      carry.taken = true
      return work(trx)
    }),
  )
}

/** A query builder on this pool whose transactions take their scope along with BEGIN: a third less work for each. */
export function openKysely<Schema>(pool: Pool): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new ScopedDialect({ pool }) })
}

class ScopedDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig

  constructor(config: PostgresDialectConfig) {
    super(config)
    this.#config = config
  }

  override createDriver(): Driver {
    return new ScopedDriver(this.#config)
  }
}

class ScopedDriver extends PostgresDriver {
  override async beginTransaction(
    connection: DatabaseConnection,
    settings: TransactionSettings,
  ): Promise<void> {
    const carry = carried.getStore()
    if (!carry || carry.taken || settings.isolationLevel || settings.accessMode) {
      return super.beginTransaction(connection, settings)
    }
    carry.taken = true
    try {
      await connection.executeQuery(CompiledQuery.raw(`begin; ${carry.statement}`))
    } catch (error) {
      // Kysely takes a failed BEGIN for no transaction at all; this one may stand open.
      await connection.executeQuery(CompiledQuery.raw('rollback'))
      throw error
    }
  }
}

function settingsOf(scope: Scope): string {
  const calls = Object.entries(scope).map(([name, value]) => {
    if (!/^[a-z_]+$/.test(name)) throw new Error(`not a name of a setting: ${name}`)
    if (value.includes('\0')) throw new Error(`not a value of a setting: ${name}`)
    return `set_config('app.${name}', ${escapeLiteral(value)}, true)`
  })
  return `select ${calls.join(', ')}`
}

/**
 * Does a piece of a transaction that may fail alone: what it refuses is undone, what was done before it stands. What it
 * throws is undone and thrown on, so that the caller may go on as well; where the connection is gone that is thrown.
 */
export async function alone<T>(trx: Kysely<unknown>, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  await sql`savepoint alone`.execute(trx)
  let found: Outcome<T>
  try {
    found = await work()
  } catch (error) {
    await sql`rollback to savepoint alone`.execute(trx)
    throw error
  }
  await (found.ok ? sql`release savepoint alone` : sql`rollback to savepoint alone`).execute(trx)
  return found
}
