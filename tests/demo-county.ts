/** The fictional county, filled in once a run by whoever needs it first; every test file takes a copy of it. */
import { cpSync, mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { inject } from 'vitest'
import { assemble } from '#server/assemble.ts'
import { fixedClock } from '#server/clock.ts'
import { openPool } from '#server/database/connect.ts'
import type { Connection } from '#server/database/embedded.ts'
import { APP, databaseGrants, OWNER } from '#server/database/roles.ts'
import { openKysely } from '#server/database/scope.ts'
import { openSecrets } from '#server/database/secrets.ts'
import { installDemo } from '#server/demo.ts'
import { must } from './must.ts'

/** A Friday in spring, on which the clock of most tests stands. */
export const DEMO_DAY = '2026-03-20'

export interface DemoCounty {
  /** The database to copy. */
  database: string
  /** The folder of its keys; for a copy that writes, see `copyOfKeys`. */
  keys: string
}

/** What the setup of the run tells every worker. */
export interface TestServer {
  /** Administrator's connection, without a database. */
  admin: Omit<Connection, 'database'>
  /** The migrated database to copy; the names of all other databases that stay for the run begin with it. */
  template: string
  /** Why there is none, if its migrations failed. */
  broken: string
  /** Folder for the keys of what is made once and copied. */
  keys: string
}

/** The county of this day: made on the first call, found on all others, in whichever worker they happen. */
export async function demoCounty(
  day = DEMO_DAY,
  server: TestServer = inject('testServer'),
): Promise<DemoCounty> {
  if (server.broken) throw new Error(server.broken)
  const database = `${server.template}_${day.replaceAll('-', '')}`
  const keys = path.join(server.keys, day)
  const client = new Client({ ...server.admin, database: 'postgres' })
  await client.connect()
  try {
    // Held until the end of this connection: of two workers one fills and the other waits.
    await client.query('select pg_advisory_lock(hashtext($1))', [database])
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
    if (rowCount === 0) {
      const draft = `${database}_draft`
      await client.query(`drop database if exists ${draft} with (force)`)
      await client.query(`create database ${draft} template ${server.template} strategy file_copy`)
      await fill({ ...server.admin, database: draft }, { day, keys })
      await client.query(`alter database ${draft} rename to ${database}`)
    }
  } finally {
    await client.end()
  }
  return { database, keys }
}

/** Keys of a copy of its own: a new secret of one test is none of another. */
export function copyOfKeys(keys: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'heshe-app-'))
  cpSync(keys, folder, { recursive: true })
  return folder
}

async function fill(admin: Connection, { day, keys }: { day: string; keys: string }): Promise<void> {
  const owner = openPool({ ...admin, options: `-c role=${OWNER} -c timezone=Asia/Shanghai`, max: 1 })
  const login = { ...admin, user: APP, password: 'heshe-test' }
  const pool = openPool({ ...login, options: '-c timezone=Asia/Shanghai', max: 4 })
  try {
    const client = new Client(admin)
    await client.connect()
    await client.query(databaseGrants(admin.database, OWNER))
    await client.end()
    const app = openKysely<unknown>(pool)
    const clock = fixedClock(day)
    const secrets = openSecrets(keys)
    const services = must(await assemble({ app, owner, kind: 'embedded', secrets }, clock))
    await installDemo(app, services, clock)
    // Copies carry the figures of the planner with them.
    await owner.query('analyze')
  } finally {
    await pool.end()
    await owner.end()
  }
}
