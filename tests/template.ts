/** A database of its own for a test file, copied from the migrated template. */
import { Kysely, PostgresDialect } from 'kysely'
import { Client, type Pool } from 'pg'
import { inject } from 'vitest'
import { openPool } from '#server/database/connect.ts'
import type { Connection } from '#server/database/embedded.ts'
import { APP, databaseGrants, OWNER } from '#server/database/roles.ts'

export interface FreshDatabase<Schema> {
  /** As the application: bound by row security, owns nothing. */
  db: Kysely<Schema>
  /** As the owner of the tables. */
  owner: Pool
  /** The administrator's connection, for tests of roles and of several databases. */
  admin: Connection
  /** The application's connection, to open a pool of its own. */
  app: Connection
  close: () => Promise<void>
}

let made = 0

/** Copies the template (about 75 ms). Call `close` in afterAll: it drops the database. */
export async function freshDatabase<Schema>(): Promise<FreshDatabase<Schema>> {
  const { admin: server, template, broken } = inject('testServer')
  if (broken) throw new Error(broken)
  made += 1
  const database = `heshe_test_${process.pid}_${Date.now().toString(36)}_${made}`
  const maintenance = { ...server, database: 'postgres' }
  await run(maintenance, `create database ${database} template ${template}`)
  // A copy takes over the tables and their rights, but not the rights on the database itself.
  await run({ ...server, database }, databaseGrants(database, OWNER))
  const admin = { ...server, database }
  const app = { ...admin, user: APP, password: 'heshe-test' }
  const owner = openPool({ ...admin, options: `-c role=${OWNER} -c timezone=Asia/Shanghai`, max: 4 })
  const pool = openPool({ ...app, options: '-c timezone=Asia/Shanghai -c jit=off', max: 8 })
  return {
    db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }),
    owner,
    admin,
    app,
    close: async () => {
      await Promise.all([pool.end(), owner.end()])
      await run(maintenance, `drop database if exists ${database} with (force)`)
    },
  }
}

async function run(connection: Connection, statement: string): Promise<void> {
  const client = new Client(connection)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
