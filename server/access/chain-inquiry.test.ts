/** What a verification found is settled after an inquiry: by the audit administrator alone, and only as it stands. */
import { rmSync } from 'node:fs'
import { sql, type RawBuilder } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import type { auditCheck, readAuditChain } from '#contract/access/audit-chain.ts'
import { withScope } from '#server/database/connect.ts'
import { signIn, testApp, type Person, type TestApp } from '../../tests/app.ts'
import { clearLogs } from './log-clear.ts'
import { chainLogs } from './log-chain.ts'

type Check = z.output<typeof auditCheck>

let app: TestApp
let auditor: Person
let root: Client
/** The last entry that stands in a link. */
const LAST = `select max(id) from audit a where exists (select from audit_link l where l.home = a.home and a.id = any (l.ids))`
const CONCLUSION = '系技术人员误操作，已当面核实，材料存县局档案室'

beforeAll(async () => {
  app = await testApp()
  auditor = await signIn(app, 'shenjigl')
  root = new Client(app.database.admin)
  await root.connect()
})
afterAll(async () => {
  await root.end()
  await app.close()
})
beforeEach(() => verify())

const verify = async () => (await auditor.post<Check>('/api/audit/chain/check')).body
const settle = (keys: readonly (string | undefined)[], by = auditor, conclusion = CONCLUSION) =>
  by.post('/api/audit/chain/inquiries', { keys, conclusion })
const keysOf = ({ breaks }: Check) => breaks.map((one) => one.key)

/** As the superuser of the database, round every trigger; what it says stays. */
const tamper = async (statement: string) => {
  const { rowCount } = await root
    .query(`set session_replication_role = replica`)
    .then(() => root.query(statement))
  expect(rowCount, statement).toBe(1)
}

test('an altered entry that was inquired into is counted apart, and told again when it is altered once more', async () => {
  const alter = `update audit set reason = coalesce(reason, '') || '！' where id = (select min(id) from audit)`
  await tamper(alter)
  const found = await verify()
  expect(found).toMatchObject({ broken: 1, settled: 0, breaks: [{ code: 'audit-altered' }] })
  expect(await settle(keysOf(found))).toMatchObject({ status: 200 })
  expect(await verify()).toMatchObject({ broken: 0, settled: 1, breaks: [] })
  const { inquiries } = (await auditor.get<z.output<typeof readAuditChain.response>>('/api/audit/chain')).body
  expect(inquiries).toMatchObject([
    { actor: 'shenjigl', conclusion: CONCLUSION, says: found.breaks[0]?.says },
  ])
  await tamper(alter)
  expect(await verify()).toMatchObject({ broken: 1, settled: 0 })
  await tamper(
    `update audit set reason = nullif(rtrim(reason, '！'), '') where id = (select min(id) from audit)`,
  )
  expect(await verify()).toMatchObject({ broken: 0, settled: 0 })
})

test('an altered link and a removed entry are settled too; what has changed since it was seen is not', async () => {
  await tamper(`delete from audit where id = (${LAST})`)
  const seen = await verify()
  expect(seen.breaks.map((one) => one.code)).toEqual(['audit-removed'])
  await tamper(`update audit_link set form = form + 1 where (home, number) = (
    select home, number from audit_link order by home, number limit 1)`)
  const stale = await settle(['audit-altered 990101 1 00', ...keysOf(seen)])
  expect(stale).toMatchObject({ status: 422, says: expect.stringContaining('请重新核对') })
  expect(await verify()).toMatchObject({ settled: 0 })
  const now = await verify()
  expect(now.breaks.map((one) => one.code).toSorted()).toContain('audit-link-altered')
  expect((await settle(keysOf(now))).status).toBe(200)
  expect(await verify()).toMatchObject({ broken: 0, settled: now.broken })
})

test('a log goes past an altered line again once that is settled', async () => {
  const old = new Date('2021-06-01T04:00:00Z')
  const { chain } = app.services
  await root.query(`truncate sign_in_log, log_link, log_cleared, log_pending, refused_act, refused_act_count`)
  rmSync(chain.logs.heads, { force: true })
  await root.query(`set session_replication_role = origin`)
  for (let n = 0; n < 3; n += 1) {
    await root.query(
      `insert into sign_in_log (at, username, outcome, address, agent) values ($1, 'xian', 'wrong', '10.0.0.1', '')`,
      [old],
    )
    await chainLogs(chain, old)
  }
  await tamper(`update sign_in_log set outcome = 'ok' where id = (select min(id) + 1 from sign_in_log)`)
  const clear = () => clearLogs(chain, new Date('2023-01-01T00:00:00Z'))
  expect(await clear()).toBe(0)
  const found = await verify()
  expect(found.breaks.map((one) => one.code)).toEqual(['log-altered'])
  expect((await settle(keysOf(found))).status).toBe(200)
  expect(await clear()).toBe(3)
  expect(await verify()).toMatchObject({ broken: 0 })
})

test('nobody else settles, not without words, and not by the tables', async () => {
  const { settled } = await verify()
  await tamper(`update audit set reason = coalesce(reason, '') || '？' where id = (${LAST})`)
  const found = await verify()
  const keys = keysOf(found)
  for (const name of ['guanli', 'anquan', 'xian']) {
    const person = await signIn(app, name)
    expect((await settle(keys, person)).status, name).toBe(403)
  }
  expect((await settle(keys, auditor, '    误操作    ')).status).toBe(400)
  expect((await settle([])).status).toBe(400)
  const within = (of: { user: string; role: string }, statement: RawBuilder<unknown>) =>
    withScope(app.database.db, { ...of, door: 'test' }, (trx) => statement.execute(trx))
  const add = (actor: string) => sql`
    insert into chain_inquiry (key, says, conclusion, at, actor, seal)
    values (${keys[0]}, '改动', ${CONCLUSION}, now(), ${actor}, ${Buffer.alloc(32)})`
  for (const role of ['admin', 'security', 'county', 'system', 'auditor'])
    await expect(within({ user: 'shenjigl', role }, add('shenjigl')), role).rejects.toMatchObject({
      code: '42501',
    })
  await expect(within({ user: 'shenjigl', role: 'auditAdmin' }, add('xian'))).rejects.toMatchObject({
    code: '42501',
  })
  // By the tables one can be laid in, but it does not bear the seal and settles nothing.
  await within({ user: 'shenjigl', role: 'auditAdmin' }, add('shenjigl'))
  expect(await verify()).toMatchObject({ broken: 1, settled })
  for (const statement of [
    sql`delete from chain_inquiry`,
    sql`update chain_inquiry set conclusion = conclusion`,
  ])
    await expect(within({ user: 'shenjigl', role: 'auditAdmin' }, statement)).rejects.toMatchObject({
      code: '42501',
    })
})
