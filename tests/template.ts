/** Databases for tests: a copy of the migrated template for a test file, or an empty one. */
import type { Kysely } from 'kysely'
import { Client, type Pool } from 'pg'
import { inject } from 'vitest'
import { openPool } from '#server/database/connect.ts'
import type { Connection } from '#server/database/embedded.ts'
import { APP, databaseGrants, OWNER } from '#server/database/roles.ts'
import { openKysely } from '#server/database/scope.ts'

export interface EmptyDatabase {
  /** As the owner of the tables. */
  owner: Pool
  /** The administrator's connection, for tests of roles and of several databases. */
  admin: Connection
  /** The application's connection, to open a pool of its own. */
  app: Connection
  /** Drops the database. */
  close: () => Promise<void>
}

export interface FreshDatabase<Schema> extends EmptyDatabase {
  /** As the application: bound by row security, owns nothing. */
  db: Kysely<Schema>
}

let made = 0

/** Copies the migrated template (about 75 ms), or another one. Call `close` in afterAll: it drops the database. */
export async function freshDatabase<Schema>(copyOf?: string): Promise<FreshDatabase<Schema>> {
  const { template, broken } = inject('testServer')
  if (broken) throw new Error(broken)
  const base = await makeDatabase(copyOf ?? template)
  const pool = openPool({ ...base.app, options: '-c timezone=Asia/Shanghai', max: 8 })
  const close = async (): Promise<void> => {
    await pool.end()
    await base.close()
  }
  return { ...base, db: openKysely<Schema>(pool), close }
}

/** A database with the two roles and not one table. Call `close` when done: it drops the database. */
export async function emptyDatabase(): Promise<EmptyDatabase> {
  return makeDatabase('template0')
}

async function makeDatabase(template: string): Promise<EmptyDatabase> {
  const { admin: server } = inject('testServer')
  made += 1
  const database = `heshe_test_${process.pid}_${Date.now().toString(36)}_${made}`
  const maintenance = { ...server, database: 'postgres' }
  // Copying files takes half the time of copying through the log, on a server that waits for no disk.
  await run(
    maintenance,
    `create database ${database} template ${template} strategy file_copy encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`,
  )
  // A copy takes over the tables and their rights, but not the rights on the database itself.
  await run({ ...server, database }, databaseGrants(database, OWNER))
  const admin = { ...server, database }
  const owner = openPool({ ...admin, options: `-c role=${OWNER} -c timezone=Asia/Shanghai`, max: 4 })
  const close = async (): Promise<void> => {
    await owner.end()
    await run(maintenance, `drop database if exists ${database} with (force)`)
  }
  return { owner, admin, app: { ...admin, user: APP, password: 'heshe-test' }, close }
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
