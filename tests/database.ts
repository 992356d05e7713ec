/**
 * One database server for the whole run of tests, with one migrated template; each test file takes a copy of it.
 * HESHE_TEST_DATABASE_URL (an administrator of a throw-away server) puts the same tests on another server.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { openPool } from '#server/database/connect.ts'
import { openEmbedded, type Connection } from '#server/database/embedded.ts'
import { migrate } from '#server/database/migrate.ts'
import { ensureRoles } from '#server/database/roles.ts'
import type { TestServer } from './demo-county.ts'
import { must } from './must.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer
  }
}

/** Starts the server, makes the template, and gives what takes both away again. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer()
  const template = `heshe_template_${process.pid}_${Date.now().toString(36)}`
  const { database: _, ...admin } = server.connection
  await run(
    server.connection,
    `create database ${template} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`,
  )
  const connection = { ...server.connection, database: template }
  const { owner } = must(await ensureRoles({ admin: connection, appPassword: 'heshe-test' }))
  const pool = openPool({ ...connection, options: `-c role=${owner}`, max: 1 })
  const migrated = await migrate(pool)
  await pool.end()
  // Tests without a database still run; the others say why they cannot.
  const broken = migrated.ok ? '' : migrated.problems.map(({ says }) => says).join('\n')
  const keys = mkdtempSync(path.join(os.tmpdir(), 'heshe-test-keys-'))
  project.provide('testServer', { admin, template, broken, keys })
  return async () => {
    rmSync(keys, { recursive: true, force: true })
    await dropAll(server.connection, template)
    await server.close()
  }
}

async function openServer(): Promise<{ connection: Connection; close: () => Promise<void> }> {
  const url = process.env['HESHE_TEST_DATABASE_URL']
  if (url) return { connection: fromUrl(url), close: async () => undefined }
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'heshe-test-'))
  // Under root the server's own account has to pass through.
  chmodSync(dataDir, 0o711)
  const { connection, close } = must(await openEmbedded({ dataDir, durable: false }))
  return {
    connection,
    close: async () => {
      await close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function fromUrl(text: string): Connection {
  const url = new URL(text)
  return {
    host: url.searchParams.get('host') ?? url.hostname,
    port: Number(url.port || url.searchParams.get('port') || 5432),
    user: decodeURIComponent(url.username),
    database: decodeURIComponent(url.pathname.slice(1)) || 'postgres',
    ...(url.password && { password: decodeURIComponent(url.password) }),
  }
}

async function run(connection: Connection, statement: string): Promise<void> {
  await withClient(connection, (client) => client.query(statement))
}

/** The template and what was filled once after it. */
async function dropAll(connection: Connection, template: string): Promise<void> {
  await withClient(connection, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'select datname as name from pg_database where starts_with(datname, $1)',
      [template],
    )
    for (const { name } of rows) await client.query(`drop database if exists ${name} with (force)`)
  })
}

async function withClient(connection: Connection, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client(connection)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
