/** Settings of the security administrator: in force at once, dated, bounded by program and database alike. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SECURITY_SETTINGS, SETTING_NAMES } from '#core/access/security-settings.ts'
import { withScope } from '#server/database/connect.ts'
import { signIn, testApp, type Person, type TestApp } from '../../tests/app.ts'

let app: TestApp
let security: Person
beforeAll(async () => {
  app = await testApp()
  security = await signIn(app, 'anquan')
})
afterAll(() => app.close())

const set = (changes: object, ground = '等保测评整改意见') =>
  security.post('/api/security-settings', {
    changes: Object.entries(changes).map(([name, value]) => ({ name, value })),
    ground,
  })

/** Minutes go by. */
const wait = (minutes: number) => app.setNow(new Date(app.services.clock.now().getTime() + minutes * 60_000))

async function insert(role: string, name: string, value: number): Promise<string> {
  const scope = { user: 'somebody', role, area_low: '990101', area_high: '990101A', door: 'test' }
  try {
    await withScope(app.database.db, scope, (trx) =>
      sql`insert into security_setting (name, value, ground) values (${name}, ${value}, '试验一下')`.execute(
        trx,
      ),
    )
    return 'done'
  } catch (error) {
    return String((error as { code?: string }).code)
  }
}

test('a new limit locks at once, a new length of the lock and of idleness as well', async () => {
  expect((await set({ attemptsMax: 3, lockMinutes: 5, idleMinutes: 10 })).status).toBe(200)
  for (let n = 0; n < 3; n += 1)
    await expect(signIn(app, 'zhen2', 'falsch')).rejects.toThrow('连续错 3 次将锁定 5 分钟')
  await expect(signIn(app, 'zhen2')).rejects.toThrow('请 5 分钟后再试')
  wait(6)
  const person = await signIn(app, 'zhen2')
  wait(9)
  expect((await person.get('/api/session')).status).toBe(200)
  wait(11)
  expect((await person.get('/api/session')).status).toBe(401)
  security = await signIn(app, 'anquan')
})

test('passwords follow the length, the classes and the history that are set; rotation can be switched off', async () => {
  expect(
    (await set({ lengthMin: 10, classesMin: 1, historyKept: 0, daysMax: 30, idleMinutes: 120 })).status,
  ).toBe(200)
  const person = await signIn(app, 'fudaoyuan')
  const change = (next: string) => person.post('/api/session/password', { current: 'Heshe@990101', next })
  expect((await change('kurzkurz1')).says).toContain('至少 10 位')
  app.setNow(new Date(app.services.clock.now().getTime() + 31 * 86_400_000))
  const must = async () =>
    (await (await signIn(app, 'lingdao')).get<{ mustChangePassword: boolean }>('/api/session')).body
      .mustChangePassword
  expect(await must()).toBe(true)
  await withScope(app.database.db, { user: 'system', role: 'system', door: 'test' }, (trx) =>
    sql`insert into security_setting (name, value, ground) values ('daysMax', 0, '不要求轮换')`.execute(trx),
  )
  expect(await must()).toBe(false)
  security = await signIn(app, 'anquan')
})

test('every change is kept with its ground, who and when, and stands in the trail', async () => {
  const { body } = await security.get<{
    values: Record<string, number>
    history: { name: string; value: number; ground: string; actor: string }[]
  }>('/api/security-settings')
  expect(body.values).toMatchObject({ attemptsMax: 3, lengthMin: 10, daysMax: 0, sessionsMax: 3 })
  expect(body.history.at(-1)).toMatchObject({ name: 'attemptsMax', value: 3, ground: '等保测评整改意见' })
  const trail = await signIn(app, 'shenjigl')
  const told = await trail.get<{ entries: { subjectLabel: string; before: object; after: object }[] }>(
    '/api/audit?subject=security_setting&record=daysMax',
  )
  expect(told.body.entries[0]).toMatchObject({
    subject: 'security_setting',
    before: { 名称: '定期更换', 值: 30 },
    after: { 名称: '定期更换', 值: 0 },
    reason: '不要求轮换',
  })
})

test('what is out of bounds, unknown or without a ground is refused with all of it, and nobody else reads or sets', async () => {
  const bad = await set({ lengthMin: 7, lockMinutes: 1441 }, '')
  expect([
    bad.status,
    (bad.body as { problems: { code: string }[] }).problems.map((one) => one.code),
  ]).toEqual([422, ['setting-bounds', 'setting-bounds', 'setting-ground']])
  expect((await set({ anything: 1 })).status).toBe(422)
  for (const who of ['guanli', 'shenjigl', 'xian']) {
    const person = await signIn(app, who)
    expect((await person.get('/api/security-settings')).status, who).toBe(403)
    expect((await person.post('/api/security-settings', { changes: [], ground: '' })).status, who).toBe(403)
  }
})

test('the database has the same bounds, takes it from nobody else, and forgets nothing', async () => {
  for (const name of SETTING_NAMES) {
    const { low, high } = SECURITY_SETTINGS[name]
    const at = (value: number) => insert('security', name, value)
    expect(await at(low), name).toBe('done')
    expect(await at(high), name).toBe('done')
    expect([await at(low - 1), await at(high + 1)], name).toEqual(['23514', '23514'])
  }
  for (const role of ['admin', 'auditAdmin', 'county', 'leader'])
    expect(await insert(role, 'lengthMin', 9), role).toBe('42501')
  for (const statement of [sql`update security_setting set value = 9`, sql`delete from security_setting`])
    await expect(
      withScope(app.database.db, { user: 'anquan', role: 'security' }, (trx) => statement.execute(trx)),
    ).rejects.toMatchObject({ code: '42501' })
})
