/** Accounts that nobody uses are told to the security administrator, who stops them himself. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { fixedClock } from '#server/clock.ts'
import { DEMO_DAY } from '../../tests/demo-county.ts'
import { signIn, testApp, type TestApp } from '../../tests/app.ts'

const DAY = 86_400_000
const start = fixedClock(DEMO_DAY).now().getTime()

interface Told {
  users: { id: string; username: string; unusedDays: number | null }[]
}

let app: TestApp
beforeAll(async () => {
  app = await testApp()
  // Everybody was given his password and signed in on the day of the county, but for those below.
  await app.database.owner.query('update app_user set password_set_at = $1, last_sign_in = $1', [
    new Date(start),
  ])
})
afterAll(() => app.close())

/** What the security administrator finds after that many milliseconds. */
async function found(milliseconds: number) {
  app.setNow(new Date(start + milliseconds))
  const security = await signIn(app, 'anquan')
  const { users } = (await security.get<Told>('/api/users')).body
  const { waiting } = (
    await security.get<{ waiting: { kind: string; count: number; says: string; link: string }[] }>(
      '/api/inbox',
    )
  ).body
  return { security, users, item: waiting.find((one) => one.kind === 'unusedAccounts') }
}

const idle = (users: Told['users']) => users.filter((one) => one.unusedDays !== null)

test('on the ninetieth day to the millisecond nobody is told yet, one later everybody but who signs in', async () => {
  await app.database.owner.query(
    `insert into security_setting (name, value, ground, actor) values ('daysMax', 0, '试验用的设置', 'test')`,
  )
  const on = await found(90 * DAY)
  expect([idle(on.users), on.item]).toEqual([[], undefined])
  await signIn(app, 'zhen1')
  const later = await found(90 * DAY + 1)
  expect(later.item).toMatchObject({ count: later.users.length - 2, link: '/admin/users?unused=1' })
  expect(later.item?.says).toContain('超过 90 天没有人用')
  const names = idle(later.users).map((one) => one.username)
  expect(names).not.toContain('anquan')
  expect(names).not.toContain('zhen1')
  expect(names).toContain('zhen2')
  expect(later.users.find((one) => one.username === 'zhen2')?.unusedDays).toBe(90)
})

test('who is given a new password, whose token calls, and who is stopped, is not told', async () => {
  const { security, users, item } = await found(91 * DAY)
  const id = (username: string) => users.find((one) => one.username === username)!.id
  await security.post(`/api/users/${id('zhen2')}/password`)
  await security.patch(`/api/users/${id('cun')}`, { disabled: true })
  await app.database.owner.query(
    `insert into api_token (id, token_hash, name, owner, writes, made_on, made_by, ends_on, last_used_at)
     values (gen_random_uuid(), sha256('x'), '试验令牌', $1, false, '2026-03-20', 'test', '2027-03-20', $2)`,
    [id('kuaiji'), new Date(start + 80 * DAY)],
  )
  await app.database.owner.query(`update app_user set password_set_at = $2 where id = $1`, [
    id('zhen2'),
    new Date(start + 91 * DAY),
  ])
  const after = await found(91 * DAY)
  const names = idle(after.users).map((one) => one.username)
  for (const name of ['zhen2', 'cun', 'kuaiji']) expect(names).not.toContain(name)
  expect(after.item?.count).toBe((item?.count ?? 0) - 3)
})

test('the days that are set are in force at once, nobody is stopped by itself, and nobody else is told', async () => {
  const { security } = await found(119 * DAY)
  const set = (value: number) =>
    security.post('/api/security-settings', {
      changes: [{ name: 'unusedDays', value }],
      ground: '单位账号管理制度',
    })
  expect((await set(120)).status).toBe(200)
  expect((await found(119 * DAY + 1)).item).toBeUndefined()
  expect([(await set(29)).status, (await set(366)).status]).toEqual([422, 422])
  const { rows } = await app.database.owner.query<{ disabled: number }>(
    'select count(*)::int as disabled from app_user where disabled',
  )
  expect(rows[0]?.disabled).toBe(1)
  const admin = await signIn(app, 'guanli')
  const inbox = (await admin.get<{ waiting: { kind: string }[] }>('/api/inbox')).body.waiting
  expect(inbox.map((one) => one.kind)).not.toContain('unusedAccounts')
})

test('by plain SQL the states of accounts are told to the security administrator alone', async () => {
  for (const role of ['admin', 'auditAdmin', 'county']) {
    const scope = { user: 'somebody', role, area_low: '990101', area_high: '990101A', door: 'test' }
    const { rows } = await withScope(app.database.db, scope, (trx) =>
      sql`select * from account_states()`.execute(trx),
    )
    expect(rows).toEqual([])
  }
})
