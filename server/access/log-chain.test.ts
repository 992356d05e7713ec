/** The chains of the logs: what a superuser alters or removes is told; what is past its term goes, and the rest verifies from there. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { freshDatabase, type FreshDatabase } from '../../tests/template.ts'
import { CHAINER, readHeads, type Chain } from './audit-chain.ts'
import { verifyAndKeep } from './audit-verify.ts'
import { areLogsBehind, chainLogs, LOGS } from './log-chain.ts'
import { clearLogs } from './log-clear.ts'
import { verifyLogs } from './log-verify.ts'

const DAY_MS = 86_400_000
/** When the lines of a test were written and chained. */
const THEN = new Date('2022-01-01T04:00:00Z')
const later = (days: number, ms = 0) => new Date(THEN.getTime() + days * DAY_MS + ms)

let database: FreshDatabase<unknown>
let chain: Chain
let root: Client
const folder = mkdtempSync(path.join(os.tmpdir(), 'heshe-logs-'))
beforeAll(async () => {
  database = await freshDatabase<unknown>()
  const file = (name: string) => path.join(folder, name)
  const logs = { key: Buffer.alloc(32, 2), heads: file('logs') }
  chain = { app: database.db, key: Buffer.alloc(32, 1), heads: file('trail'), logs }
  root = new Client(database.admin)
  await root.connect()
})
afterAll(async () => {
  await root.end()
  await database.close()
  rmSync(folder, { recursive: true })
})

const signIns = (count: number, at = THEN) =>
  database.owner.query(
    `insert into sign_in_log (at, username, outcome, address, agent)
    select $1, 'xian', 'wrong', '10.0.0.1', 'Browser' from generate_series(1, $2)`,
    [at, count],
  )
const refuse = (at = THEN) =>
  sql`select note_refused_act('cun', 'village', 'web', '10.0.0.1', 'GET', '/api/users', 'forbidden', ${at}, 60)`.execute(
    database.db,
  )
const asSystem = <T>(statement: string) =>
  withScope(database.db, CHAINER, (trx) => sql.raw<T>(statement).execute(trx))
const count = async (table: string) =>
  Number((await root.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]?.n)

const KEPT = ['sign_in_log', 'refused_act', 'refused_act_count', 'log_link', 'log_cleared', 'log_pending']

/** What the superuser does, round every trigger, is verified and taken back. */
async function tampered(statement: string): Promise<string[]> {
  await root.query(
    `${KEPT.map((one) => `create table kept_${one} as table ${one}`).join(';')}; set session_replication_role = replica`,
  )
  try {
    const { rowCount } = await root.query(statement)
    expect(rowCount, statement).toBeGreaterThan(0)
    return (await verifyLogs(chain)).breaks.map((one) => `${one.home} ${one.code}`)
  } finally {
    const back = KEPT.map((one) => {
      const always = /^(sign_in_log|refused_act|refused_act_count)$/.test(one)
        ? 'overriding system value'
        : ''
      return `delete from ${one}; insert into ${one} ${always} select * from kept_${one}; drop table kept_${one}`
    })
    await root.query(`${back.join(';')}; set session_replication_role = origin`)
  }
}

/** A value of the type that the column does not hold. */
const OTHER: Readonly<Record<string, (column: string) => string>> = {
  text: (column) => `coalesce(${column}, '') || 'x'`,
  bigint: (column) => `${column} + 1000000`,
  integer: (column) => `${column} + 1000`,
  boolean: (column) => `not ${column}`,
  'bigint[]': (column) => `array[${column}[1] + 1000000] || ${column}[2:]`,
  smallint: (column) => `${column} + 1`,
  bytea: (column) => `set_byte(${column}, 0, 255 - get_byte(${column}, 0))`,
  'timestamp with time zone': (column) => `${column} + interval '1 millisecond'`,
}

async function columnsOf(table: string): Promise<{ name: string; other: string }[]> {
  const { rows } = await root.query<{ name: string; type: string; made: string }>(
    `select attname as name, format_type(atttypid, null) as type, attidentity as made from pg_attribute
    where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [table],
  )
  // A number that the database makes: even a superuser only gets the next one.
  return rows.map(({ name, type, made }) => ({ name, other: made === 'a' ? 'default' : OTHER[type]!(name) }))
}

test('lines are linked in rounds, an hour of refusals when it is over, and nobody touched them', async () => {
  await signIns(1500)
  for (let n = 0; n < 3; n += 1) await refuse()
  await sql`select note_refused_act('cun', 'village', 'web', null, 'GET', '/api/users', 'forbidden', null, 0)`.execute(
    database.db,
  )
  expect(await areLogsBehind(chain)).toBe(true)
  expect(await verifyLogs(chain)).toMatchObject({ links: 0, pending: 1505, broken: 0 })
  expect(await chainLogs(chain, THEN)).toBe(4)
  expect(await areLogsBehind(chain)).toBe(false)
  const verified = await verifyAndKeep(chain, { actor: 'shenjigl', now: THEN })
  // The count of the hour that is not over waits for its end.
  expect(verified).toMatchObject({ logLinks: 4, logEntries: 1504, logPending: 1, broken: 0 })
  expect(Object.keys(readHeads(chain.logs.heads)).toSorted()).toEqual([...LOGS].toSorted())
  const { rows } = await root.query('select log_links, log_entries, log_pending from audit_check')
  expect(rows).toEqual([{ log_links: '4', log_entries: '1504', log_pending: '1' }])
})

test('an hour that was chained takes no more: where the clock was set back the next one does', async () => {
  await refuse()
  const { rows } = await root.query<{ hour: Date; times: number }>(
    `select hour, times from refused_act_count where hour < '2023-01-01' order by hour`,
  )
  expect(rows).toEqual([
    { hour: THEN, times: 3 },
    { hour: new Date(THEN.getTime() + 3_600_000), times: 1 },
  ])
  await chainLogs(chain, THEN)
  expect(await verifyLogs(chain)).toMatchObject({ broken: 0 })
})

test('each column of a line that a superuser alters is told with its number and day', async () => {
  const tables = { signIns: 'sign_in_log', refused: 'refused_act', refusedCounts: 'refused_act_count' }
  for (const log of LOGS)
    for (const { name, other } of await columnsOf(tables[log])) {
      const told = await tampered(
        `update ${tables[log]} set ${name} = ${other} where id = (select min(id) from ${tables[log]})`,
      )
      const codes = name === 'id' ? ['log-removed', 'log-unlinked'] : ['log-altered']
      expect(told, `${log} ${name}`).toEqual(codes.map((code) => `${log} ${code}`))
    }
  const [first] = (await verifyLogs(chain)).breaks
  expect(first).toBeUndefined()
})

test('each column of a link that a superuser alters is told', async () => {
  for (const { name, other } of await columnsOf('log_link')) {
    if (name === 'log') continue
    const told = await tampered(`update log_link set ${name} = ${other} where log = 'signIns' and number = 1`)
    expect(told, name).toEqual(
      expect.arrayContaining([expect.stringMatching(/^signIns log-link-(altered|removed)$/)]),
    )
  }
})

test('lines and links that are removed are told, the end of a chain too, and a line that was laid in', async () => {
  expect(await tampered(`delete from sign_in_log where id = 7`)).toEqual(['signIns log-removed'])
  expect(await tampered(`delete from log_link where log = 'signIns' and number = 1`)).toEqual(
    expect.arrayContaining(['signIns log-link-removed', 'signIns log-unlinked']),
  )
  const end = `with gone as (delete from log_link where log = 'signIns' and number = 2 returning ids)
    delete from sign_in_log using gone where id = any (gone.ids)`
  expect(await tampered(end)).toEqual(['signIns log-link-removed'])
  // As if it had been cleared, without the key that is not in the database.
  const mark = `with gone as (delete from log_link where log = 'signIns' and number = 1 returning ids, hash),
      lines as (delete from sign_in_log using gone where id = any (gone.ids))
    insert into log_cleared select 'signIns', 1, hash, now(), hash from gone`
  expect(await tampered(mark)).toEqual(['signIns log-cleared-altered'])
  expect(await tampered(`insert into sign_in_log (username, outcome) values ('xian', 'ok')`)).toEqual([
    'signIns log-unlinked',
  ])
})

test('on the last day of the term nothing goes, a millisecond later what is past it, and the rest verifies from there', async () => {
  await signIns(5, later(1))
  await chainLogs(chain, later(1))
  const links = await count('log_link')
  expect(await clearLogs(chain, later(400))).toBe(0)
  expect(await clearLogs(chain, later(400, 1))).toBe(1504)
  expect([await count('sign_in_log'), await count('refused_act')]).toEqual([5, 0])
  // A count goes when its whole hour is past the term.
  expect(await clearLogs(chain, later(400, 3_600_000))).toBe(1)
  expect(await clearLogs(chain, later(400, 2 * 3_600_000))).toBe(1)
  expect(await verifyLogs(chain)).toMatchObject({ links: links - 6, broken: 0 })
  expect(await tampered(`delete from log_cleared where log = 'signIns'`)).toEqual(
    expect.arrayContaining(['signIns log-link-removed']),
  )
  expect(await tampered(`update log_cleared set seal = hash where log = 'signIns'`)).toEqual([
    'signIns log-cleared-altered',
  ])
  await signIns(2, later(2))
  expect(await chainLogs(chain, later(2))).toBe(1)
  expect(await verifyLogs(chain)).toMatchObject({ links: links - 5, broken: 0 })
  const { rows } = await root.query<{ record: string; after: object }>(
    `select record, after from audit where action = 'clear' order by id limit 1`,
  )
  expect(rows).toEqual([{ record: 'signIns', after: { links: '1-2', entries: 1500 } }])
})

test('what the term says is in force at once, and less than half a year is refused by the database', async () => {
  const set = (days: number) =>
    database.owner.query(
      `insert into security_setting (name, value, ground, actor) values ('logDays', $1, '试验依据', 'anquan')`,
      [days],
    )
  await expect(set(183)).rejects.toThrow('in_bounds')
  await expect(set(3651)).rejects.toThrow('in_bounds')
  await set(184)
  expect(await clearLogs(chain, later(1 + 184))).toBe(0)
  expect(await clearLogs(chain, later(1 + 184, 1))).toBe(5)
  // A clock that runs ahead clears nothing that is young by that of the database.
  await signIns(1, new Date())
  await chainLogs(chain, new Date())
  expect(await clearLogs(chain, new Date(Date.now() + 4000 * DAY_MS))).toBe(2)
  expect(await count('sign_in_log')).toBe(1)
})

test('a line that was altered is not cleared, nor what comes after it; put right, it goes', async () => {
  const old = new Date('2021-05-01T04:00:00Z')
  await database.owner.query('delete from security_setting')
  await root.query(`truncate sign_in_log, log_link, log_cleared, log_pending, refused_act, refused_act_count`)
  rmSync(chain.logs.heads)
  for (let n = 0; n < 2; n += 1) {
    await signIns(1, old)
    await chainLogs(chain, old)
  }
  const set = (to: string) => root.query(`update sign_in_log set outcome = '${to}'`)
  await set('ok')
  expect(await clearLogs(chain, new Date('2023-01-01T00:00:00Z'))).toBe(0)
  expect(await verifyLogs(chain)).toMatchObject({ broken: 2 })
  await set('wrong')
  expect(await clearLogs(chain, new Date('2023-01-01T00:00:00Z'))).toBe(2)
  expect(await verifyLogs(chain)).toMatchObject({ links: 0, broken: 0 })
})

test('while logs are sent away, what was not yet sent stays', async () => {
  const old = new Date('2021-06-01T04:00:00Z')
  const clear = () => clearLogs(chain, new Date('2023-01-01T00:00:00Z'))
  await signIns(1, old)
  await chainLogs(chain, old)
  await signIns(1, old)
  await chainLogs(chain, old)
  await asSystem(`insert into log_target (is_on, host, port, tls) values (true, 'logs', 6514, true)`)
  await asSystem(
    `insert into log_position (source, position) values ('signIns', 0) on conflict (source, home) do update set position = 0`,
  )
  expect(await clear()).toBe(0)
  await asSystem(
    `update log_position set position = (select min(id) from sign_in_log) where source = 'signIns'`,
  )
  expect(await clear()).toBe(1)
  await asSystem(`insert into log_target (is_on, host, port, tls) values (false, 'logs', 6514, true)`)
  expect(await clear()).toBe(1)
})

test('the application alters and removes none of it, and nobody but the work of the system asks for it', async () => {
  await signIns(1)
  await chainLogs(chain, THEN)
  for (const statement of [
    `update log_link set form = 2`,
    `delete from log_link`,
    `delete from sign_in_log`,
    `insert into log_cleared select log, number, hash, now(), hash from log_link`,
    `update refused_act_count set times = 0`,
    `select clear_log('signIns', 99, 200, now(), decode(repeat('00', 32), 'hex'))`,
  ])
    await expect(asSystem(statement), statement).rejects.toThrow(/permission denied|not past its term/)
  for (const role of ['security', 'auditAdmin', 'admin', 'county'])
    for (const statement of [
      `select log_clearable('signIns', now(), 1)`,
      `select clear_log('signIns', 0, 1, now(), decode(repeat('00', 32), 'hex'))`,
    ])
      await expect(
        withScope(database.db, { user: 'x', role, door: 'test' }, (trx) => sql.raw(statement).execute(trx)),
      ).rejects.toThrow('cleared by the work of the day')
  const { rows } = await withScope(database.db, { user: 'x', role: 'security', door: 'test' }, (trx) =>
    sql<{
      n: number
    }>`select ((select count(*) from log_link) + (select count(*) from log_pending))::int as n`.execute(trx),
  )
  expect(rows[0]?.n).toBe(0)
})
