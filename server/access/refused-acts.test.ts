/** What is refused is written down outside of what was refused: who, when, by which road; nothing of what was sent. */
import { sql, type RawBuilder } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TOLD_PER_HOUR, type WireRefusedAct } from '#contract/access/refused-acts.ts'
import { withScope } from '#server/database/connect.ts'
import { signIn, testApp, type Person, type TestApp } from '../../tests/app.ts'

let app: TestApp
let auditor: Person
beforeAll(async () => {
  app = await testApp()
  auditor = await signIn(app, 'shenjigl')
})
afterAll(() => app.close())

const log = async (query = '') =>
  (await auditor.get<{ entries: WireRefusedAct[]; more: boolean }>(`/api/refused-acts${query}`)).body

function within(of: { user: string; role: string; high?: string }, statement: RawBuilder<unknown>) {
  const scope = { area_low: '990101', area_high: of.high ?? '990101A', door: 'test' }
  return withScope(app.database.db, { user: of.user, role: of.role, ...scope }, (trx) =>
    statement.execute(trx),
  )
}

async function word(of: { user: string; role: string }, statement: RawBuilder<unknown>): Promise<string> {
  try {
    await within(of, statement)
    return 'done'
  } catch (error) {
    return String((error as { code?: string }).code)
  }
}

test('an answer 403 is told with who, the road and from where, and with nothing of what was sent', async () => {
  const person = await signIn(app, 'zhen1')
  expect((await person.get('/api/users?q=110105194912310021')).status).toBe(403)
  expect(
    (await person.patch('/api/users/0198c0de-0000-7000-8000-00000000abcd', { name: '某某的秘密' })).status,
  ).toBe(403)
  const { entries } = await log('?username=zhen1')
  expect(entries).toMatchObject([
    {
      username: 'zhen1',
      name: '高望田',
      roleLabel: '乡镇经办',
      door: 'web',
      method: 'PATCH',
      route: '/api/users/:id',
      says: '修改用户',
      code: 'forbidden',
    },
    {
      method: 'GET',
      route: '/api/users',
      says: '用户列表',
      code: 'forbidden',
      address: '127.0.0.1',
      beyond: 0,
    },
  ])
  expect(JSON.stringify(entries)).not.toMatch(/秘密|110105|abcd/)
})

test('a write without the token of the page is told; a page that is not there, a wrong input and a stranger are not', async () => {
  const person = await signIn(app, 'zhen2')
  const call = (method: 'POST' | 'GET', url: string, headers = {}) =>
    app.server.inject({
      method,
      url,
      headers: { cookie: person.cookie, ...headers },
      ...(method === 'POST' && { payload: {} }),
    })
  expect((await call('POST', '/api/saved-views')).statusCode).toBe(403)
  expect((await call('GET', '/api/bodies/0198c0de-0000-7000-8000-00000000abcd/dossier')).statusCode).toBe(404)
  expect((await call('POST', '/api/saved-views', { 'x-heshe-csrf': person.csrf })).statusCode).toBe(400)
  expect((await app.server.inject({ method: 'GET', url: '/api/users' })).statusCode).toBe(401)
  expect((await log('?username=zhen2')).entries.map((one) => one.code)).toEqual(['csrf'])
})

test('sixty of one person within an hour are told, the sixty-first is counted, and the next hour begins anew', async () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 1, 3, 4, minute))
  const refuse = (minute: number) =>
    sql`select note_refused_act('cun', 'village', 'web', '10.0.0.1', 'GET', '/api/users', 'forbidden', ${at(minute)}, ${TOLD_PER_HOUR})`.execute(
      app.database.db,
    )
  for (let n = 0; n < TOLD_PER_HOUR; n += 1) await refuse(n % 59)
  const told = async () => (await log('?username=cun&from=2026-02-03&to=2026-02-03')).entries
  expect((await told())[0]).toMatchObject({ beyond: 0 })
  await Promise.all(Array.from({ length: 7 }, () => refuse(59)))
  expect((await told())[0]).toMatchObject({ beyond: 7 })
  await refuse(60)
  const entries = await told()
  expect(entries[0]).toMatchObject({ beyond: 0, at: at(60).toISOString() })
  expect(entries[1]).toMatchObject({ beyond: 7 })
  const { rows } = await within(
    { user: 'system', role: 'system' },
    sql`select from refused_act where username = 'cun'`,
  )
  expect(rows).toHaveLength(TOLD_PER_HOUR + 1)
})

test('the list is narrowed by person, reason and day, and goes on page by page', async () => {
  expect((await log('?code=csrf')).entries.every((one) => one.code === 'csrf')).toBe(true)
  expect((await log('?from=2026-02-04&to=2026-02-04')).entries).toEqual([])
  const first = await log('?username=cun')
  expect([first.entries.length, first.more]).toEqual([50, true])
  const second = await log(`?username=cun&before=${first.entries.at(-1)?.id}`)
  expect([second.entries.length, second.more]).toEqual([11, false])
})

test('is read by the audit administrator alone, and his reading past it is told as well', async () => {
  for (const username of ['anquan', 'guanli', 'xian']) {
    const person = await signIn(app, username)
    expect((await person.get('/api/refused-acts')).status).toBe(403)
    expect((await log(`?username=${username}`)).entries[0]).toMatchObject({
      route: '/api/refused-acts',
      says: '越权记录',
    })
  }
})

test('by plain SQL nobody else sees it, the administrator of another county not either, and nobody changes it', async () => {
  for (const role of ['security', 'admin', 'county', 'township'])
    expect((await within({ user: 'somebody', role }, sql`select from refused_act`)).rows, role).toEqual([])
  expect(
    (await within({ user: 'shenjigl', role: 'auditAdmin' }, sql`select from refused_act`)).rows.length,
  ).toBeGreaterThan(60)
  const elsewhere = { user: 'other', role: 'auditAdmin', high: '990101' }
  expect((await within(elsewhere, sql`select from refused_act where username = 'zhen1'`)).rows).toEqual([])
  for (const who of [
    { user: 'shenjigl', role: 'auditAdmin' },
    { user: 'system', role: 'system' },
  ])
    for (const statement of [
      sql`delete from refused_act`,
      sql`update refused_act set username = 'x'`,
      sql`insert into refused_act (hour, nth, username, role, door, method, route, code) values (now(), 1, 'x', 'x', 'x', 'x', 'x', 'x')`,
      sql`delete from refused_act_count`,
      sql`select note_refused_act('x', 'x', 'x', 'x', 'x', 'x', 'x', null, 60)`,
    ])
      expect(await word(who, statement)).toBe('42501')
})
