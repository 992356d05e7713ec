/** The product on a server of the administrator's: who may start it, and what the application's role can not be. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { must } from '../../tests/must.ts'
import { openDatabase, type Database, type DatabaseSettings } from './connect.ts'
import { openEmbedded, type Embedded } from './embedded.ts'

let folder: string
let server: Embedded
let count = 0
let database: string

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'heshe-roles-'))
  chmodSync(folder, 0o711)
  // A server of its own: roles belong to the whole server, and the tests make and drop them.
  server = must(await openEmbedded({ dataDir: path.join(folder, 'server'), durable: false }))
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  await asAdmin(`drop role if exists keeper, maker, heshe_app, heshe_owner`)
  await asAdmin('create role keeper login')
  await asAdmin('create role maker login createrole')
  count += 1
  database = `county_${count}`
})

async function asAdmin(statement: string, within = 'postgres'): Promise<void> {
  const client = new Client({ ...server.connection, database: within })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

function url(user: string): string {
  return `postgres://${user}@localhost/${database}?host=${encodeURIComponent(server.connection.host)}`
}

/** Opens, looks, closes and drops the database again, so that the roles can be dropped too. */
async function visit(
  settings: Partial<DatabaseSettings>,
  look: (db: Database<unknown>) => Promise<void> = async () => undefined,
) {
  const opened = await openDatabase<unknown>({ dataDir: path.join(folder, 'keys'), ...settings })
  if (opened.ok) await look(opened.value).finally(() => opened.value.close())
  await asAdmin(`drop database if exists ${database} with (force)`)
  await asAdmin('drop owned by keeper, maker')
  return opened.ok ? [] : opened.problems
}

async function ownerOf(db: Database<unknown>): Promise<unknown> {
  const { rows } = await db.owner.query<{ me: string }>('select current_user as me')
  return rows[0]?.me
}

test('a superuser’s address makes both roles, and migrations run as the owner', async () => {
  await asAdmin(`create database ${database}`)
  const problems = await visit({ databaseUrl: url('postgres') }, async (db) => {
    expect(await ownerOf(db)).toBe('heshe_owner')
    const { rows } = await db.owner.query(`
      select rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolpassword is not null as secret
      from pg_roles where rolname like 'heshe%' order by rolname`)
    const nothing = {
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      secret: true,
    }
    expect(rows).toEqual([
      { rolname: 'heshe_app', rolcanlogin: true, ...nothing },
      { rolname: 'heshe_owner', rolcanlogin: false, ...nothing },
    ])
  })
  expect(problems).toEqual([])
})

test('a database’s owner who may make roles is enough', async () => {
  await asAdmin(`create database ${database} owner maker`)
  const problems = await visit({ databaseUrl: url('maker') }, async (db) => {
    expect(await ownerOf(db)).toBe('heshe_owner')
    await db.owner.query('create table kept (id int); grant select on kept to heshe_app')
  })
  expect(problems).toEqual([])
})

test('a database’s owner who may not make roles is told what the administrator has to do', async () => {
  await asAdmin(`create database ${database} owner keeper`)
  expect(await visit({ databaseUrl: url('keeper') })).toMatchObject([
    { code: 'database-roles', says: expect.stringContaining('create role heshe_app login') },
  ])
})

test('with the application’s role made by hand, a database’s owner owns the tables himself', async () => {
  await asAdmin(`create role heshe_app login`)
  await asAdmin(`create database ${database} owner keeper`)
  const problems = await visit(
    { databaseUrl: url('keeper'), appDatabaseUrl: url('heshe_app') },
    async (db) => {
      expect(await ownerOf(db)).toBe('keeper')
    },
  )
  expect(problems).toEqual([])
})

test.each(['superuser', 'bypassrls', 'createrole'])(
  'an application’s role that is %s is refused',
  async (right) => {
    await asAdmin(`create role heshe_app login ${right}`)
    await asAdmin(`create database ${database}`)
    expect(await visit({ databaseUrl: url('postgres') })).toMatchObject([{ code: 'database-roles' }])
  },
)

test('an application’s role that may take on the owner is refused', async () => {
  await asAdmin(`create role heshe_owner; create role heshe_app login in role heshe_owner`)
  await asAdmin(`create database ${database}`)
  expect(await visit({ databaseUrl: url('postgres') })).toMatchObject([{ code: 'database-roles' }])
})

test('the application’s role as administrator, or another role as the application, is refused', async () => {
  await asAdmin(`create role heshe_app login`)
  await asAdmin(`create database ${database}`)
  expect(await visit({ databaseUrl: url('heshe_app') })).toMatchObject([{ code: 'database-roles' }])
  await asAdmin(`create database ${database}`)
  expect(await visit({ databaseUrl: url('postgres'), appDatabaseUrl: url('keeper') })).toMatchObject([
    { code: 'database-roles' },
  ])
})

test('a database in another encoding is refused', async () => {
  await asAdmin(`create database ${database} encoding 'SQL_ASCII' template template0`)
  expect(await visit({ databaseUrl: url('postgres') })).toMatchObject([{ code: 'database-encoding' }])
})

test('a server that does not answer is told without the password', async () => {
  const problems = await visit({ databaseUrl: 'postgres://postgres:geheim@127.0.0.1:9/x' })
  expect(problems).toMatchObject([{ code: 'database-unreachable' }])
  expect(JSON.stringify(problems)).not.toContain('geheim')
})

test('a second start finds everything and changes nothing', async () => {
  await asAdmin(`create database ${database}`)
  const first = must(
    await openDatabase<unknown>({ dataDir: path.join(folder, 'keys'), databaseUrl: url('postgres') }),
  )
  await first.close()
  expect(await visit({ databaseUrl: url('postgres') })).toEqual([])
})
