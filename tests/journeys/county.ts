/** The fictional county is filled in once for all journeys; each of them walks through a copy. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { Client } from 'pg'
import { assemble } from '#server/assemble.ts'
import { fixedClock } from '#server/clock.ts'
import { openPool } from '#server/database/connect.ts'
import type { Connection } from '#server/database/embedded.ts'
import { APP, databaseGrants, OWNER } from '#server/database/roles.ts'
import { openKysely } from '#server/database/scope.ts'
import { openSecrets } from '#server/database/secrets.ts'
import { installDemo } from '#server/demo.ts'
import { must } from '../must.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The database to copy, the day on which its clock stands, and the folder of its keys. */
    county: { database: string; day: string; secrets: string }
  }
}

/** A Friday in spring; pictures show it, so it stands still. */
const DAY = '2026-03-20'

/** Makes the county in a database that is copied from then on; gives what takes it and its keys away again. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { admin, template, broken } = project.getProvidedContext().testServer
  if (broken) throw new Error(broken)
  const database = `heshe_county_${process.pid}_${Date.now().toString(36)}`
  await run({ ...admin, database: 'postgres' }, `create database ${database} template ${template}`)
  await run({ ...admin, database }, databaseGrants(database, OWNER))
  const secrets = mkdtempSync(path.join(os.tmpdir(), 'heshe-journeys-'))
  await fill({ ...admin, database, user: APP, password: 'heshe-test' }, secrets)
  project.provide('county', { database, day: DAY, secrets })
  return async () => {
    rmSync(secrets, { recursive: true, force: true })
    await run({ ...admin, database: 'postgres' }, `drop database if exists ${database} with (force)`)
  }
}

async function fill(connection: Connection, secrets: string): Promise<void> {
  const pool = openPool({ ...connection, options: '-c timezone=Asia/Shanghai' })
  const app = openKysely<unknown>(pool)
  const clock = fixedClock(DAY)
  const services = must(
    await assemble({ app, owner: pool, kind: 'embedded', secrets: openSecrets(secrets) }, clock),
  )
  await installDemo(app, services, clock)
  await pool.end()
}

async function run(connection: Connection, statement: string): Promise<void> {
  const client = new Client(connection)
  await client.connect()
  await client.query(statement)
  await client.end()
}
