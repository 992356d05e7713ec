/** The chain of the trail: every column of every row that a superuser alters, and every row that he removes, is told. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { HOME, smallCounty, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { chainOf, chainTrail, isBehind, readHeads, type Chain } from './audit-chain.ts'
import { verifyAndKeep, verifyTrail } from './audit-verify.ts'

const NOW = new Date('2023-03-20T04:00:00.123Z')
let county: SmallCounty
let chain: Chain
let root: Client

beforeAll(async () => {
  county = await smallCounty()
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'heshe-chain-'))
  chain = chainOf(county.db, county.services.keys, folder)
  root = new Client(county.database.admin)
  await root.connect()
  await county.addBody(TOWN_A, { name: '禾丰县甲种植专业合作社' })
  await county.addBody(TOWN_A, { name: '禾丰县乙种植专业合作社' })
})
afterAll(async () => {
  await root.end()
  await county.database.close()
})
beforeEach(async () => {
  await chainTrail(chain, NOW)
})

/** What the superuser does, round every trigger, is verified and taken back. */
async function tampered(statement: string): Promise<string[]> {
  const { rows } = await root
    .query<{ copy: string }>(`
    create table kept_audit as table audit; create table kept_link as table audit_link;
    select 'x' as copy`)
    .then((all) => (Array.isArray(all) ? all.at(-1) : all) as { rows: { copy: string }[] })
  expect(rows).toHaveLength(1)
  await root.query(`set session_replication_role = replica`)
  try {
    const { rowCount } = await root.query(statement)
    expect(rowCount, statement).toBeGreaterThan(0)
    return (await verifyTrail(chain)).breaks.map((one) => one.code)
  } finally {
    await root.query(`
      delete from audit; insert into audit overriding system value select * from kept_audit;
      delete from audit_link; insert into audit_link select * from kept_link;
      drop table kept_audit, kept_link; set session_replication_role = origin`)
  }
}

const columnsOf = async (table: string) =>
  (
    await root.query<{ name: string; type: string }>(
      `select attname as name, format_type(atttypid, null) as type from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
      [table],
    )
  ).rows

/** A value of the type that the column does not hold. */
const OTHER: Readonly<Record<string, (column: string) => string>> = {
  text: (column) => `coalesce(${column}, '') || 'x'`,
  bigint: (column) => `${column} + 1000000`,
  'bigint[]': (column) => `array[${column}[1] + 1000000] || ${column}[2:]`,
  smallint: (column) => `${column} + 1`,
  jsonb: () => `'{"x": 1}'`,
  xid8: () => `'7'::xid8`,
  bytea: (column) => `set_byte(${column}, 0, 255 - get_byte(${column}, 0))`,
  'timestamp with time zone': (column) => `${column} + interval '1 millisecond'`,
}

test('a trail that nobody touched is whole, link by transaction and county, and says so when it is kept', async () => {
  const verified = await verifyAndKeep(chain, { actor: 'shenjigl', now: NOW })
  expect(verified).toMatchObject({ pending: 0, broken: 0, breaks: [] })
  const { rows } = await root.query<{ links: number; groups: number; entries: number }>(`
    select (select count(*)::int from audit_link) as links, (select count(*)::int from audit) as entries,
      (select count(*)::int from (select distinct home, txid from audit) g) as groups`)
  expect(rows[0]).toEqual({ links: verified.links, groups: verified.links, entries: verified.entries })
  expect(verified.links).toBeGreaterThan(3)
  expect(Object.keys(readHeads(chain.heads))).toEqual(expect.arrayContaining(['000000', HOME]))
  expect((await root.query('select actor, broken from audit_check')).rows).toEqual([
    { actor: 'shenjigl', broken: 0n.toString() },
  ])
})

test('each column of an entry that a superuser alters is told with its number and day', async () => {
  const told: Record<string, string[]> = {}
  for (const { name, type } of await columnsOf('audit')) {
    // The number is made by the database; even a superuser only gets the next one.
    const other = name === 'id' ? 'default' : OTHER[type]!(name)
    told[name] = await tampered(
      `update audit set ${name} = ${other} where id = (select max(id) from audit where home = '${HOME}')`,
    )
  }
  const moved = ['audit-removed', 'audit-unlinked']
  expect(told).toEqual({
    ...Object.fromEntries(Object.keys(told).map((name) => [name, ['audit-altered']])),
    home: moved,
    id: moved,
  })
  expect(Object.keys(told).length).toBe(16)
})

test('each column of a link that a superuser alters is told', async () => {
  for (const { name, type } of await columnsOf('audit_link')) {
    const codes = await tampered(
      `update audit_link set ${name} = ${OTHER[type]!(name)} where home = '${HOME}' and number = 1`,
    )
    expect(codes, name).toEqual(
      expect.arrayContaining([expect.stringMatching(/^audit-link-(altered|removed)$/)]),
    )
  }
})

test('entries and links that are removed are told, the end of the chain and all of it too', async () => {
  expect(await tampered(`delete from audit where id = (select max(id) from audit)`)).toEqual([
    'audit-removed',
  ])
  expect(await tampered(`delete from audit_link where home = '${HOME}' and number = 1`)).toEqual(
    expect.arrayContaining(['audit-link-removed', 'audit-unlinked']),
  )
  const end = `(select max(number) from audit_link where home = '${HOME}')`
  const both = `with gone as (delete from audit_link where home = '${HOME}' and number = ${end} returning ids)
    delete from audit using gone where id = any (gone.ids)`
  expect(await tampered(both)).toEqual(['audit-link-removed'])
  expect(await tampered(`delete from audit_link where home = '${HOME}'`)).toEqual(
    expect.arrayContaining(['audit-link-removed', 'audit-unlinked']),
  )
})

test('an entry laid in round the triggers is told; one that just came in waits for its link and is no fault', async () => {
  const laid = `insert into audit (home, action, subject) values ('${HOME}', 'create', 'body')`
  expect(await tampered(laid)).toEqual(['audit-unlinked'])
  await county.addBody(TOWN_A, { name: '禾丰县丙种植专业合作社' })
  expect(await isBehind(chain)).toBe(true)
  const before = await verifyTrail(chain)
  expect(before).toMatchObject({ broken: 0 })
  expect(before.pending).toBeGreaterThan(0)
  await chainTrail(chain, NOW)
  expect(await verifyTrail(chain)).toMatchObject({ pending: 0, broken: 0 })
  expect(await isBehind(chain)).toBe(false)
})

test('a chain made anew without the key that is not in the database does not pass', async () => {
  const forger = { ...chain, key: Buffer.alloc(32, 7) }
  const verified = await verifyTrail(forger)
  expect(verified.broken).toBe(verified.links)
})

test('the application neither alters nor removes a link, and lays no entry into the transaction of another', async () => {
  const system = { user: 'system', role: 'system', national: 'on', door: 'test' }
  for (const statement of [
    `update audit_link set form = 2`,
    `delete from audit_link`,
    `update audit_check set broken = 0`,
    `delete from audit_check`,
    `insert into audit (home, action, subject, txid) values ('${HOME}', 'create', 'body', '5')`,
  ])
    await expect(
      withScope(county.db, system, (trx) => sql.raw(statement).execute(trx)),
      statement,
    ).rejects.toThrow(/permission denied|row-level security/)
  const county_ = { ...system, role: 'county' }
  const hidden = await withScope(county.db, county_, (trx) =>
    sql<{
      n: number
    }>`select (select count(*) from audit_link)::int + (select count(*) from audit_pending)::int as n`.execute(
      trx,
    ),
  )
  expect(hidden.rows[0]?.n).toBe(0)
})

test('writers do not wait for the job that links: it holds its lock while another transaction writes and commits', async () => {
  await withScope(
    county.db,
    { user: 'system', role: 'system', national: 'on', door: 'test' },
    async (trx) => {
      await sql`select pg_advisory_xact_lock(hashtext('heshe-chain'))`.execute(trx)
      await county.addBody(TOWN_A, { name: '禾丰县丁种植专业合作社' })
    },
  )
  await chainTrail(chain, NOW)
  expect((await verifyTrail(chain)).broken).toBe(0)
})

test('several that link at once make each link once', async () => {
  for (let index = 0; index < 5; index += 1)
    await county.addBody(TOWN_A, { name: `禾丰县戊${index}种植专业合作社` })
  const made = await Promise.all([1, 2, 3].map(() => chainTrail(chain, NOW)))
  expect(made.reduce((all, one) => all + one)).toBe(5)
  expect(await verifyTrail(chain)).toMatchObject({ pending: 0, broken: 0 })
})

test('a clock that was set back between two links harms no chain', async () => {
  await county.addBody(TOWN_A, { name: '禾丰县己种植专业合作社' })
  expect(await chainTrail(chain, new Date('2022-03-20T04:00:00Z'))).toBe(1)
  expect(await verifyTrail(chain)).toMatchObject({ pending: 0, broken: 0 })
})
