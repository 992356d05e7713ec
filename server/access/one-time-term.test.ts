/** A one-time password ends after the days that the security administrator sets, and says what to do then. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixedClock } from '#server/clock.ts'
import { withScope } from '#server/database/connect.ts'
import { must } from '../../tests/must.ts'
import { DEMO_DAY } from '../../tests/demo-county.ts'
import { PASSWORD, signIn, testApp, type TestApp } from '../../tests/app.ts'
import { resetOnMachine } from './administrators.ts'

const DAY = 86_400_000
const NEXT = 'Mai@2026xiang'
const start = fixedClock(DEMO_DAY).now()

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const at = (milliseconds: number) => app.setNow(new Date(start.getTime() + milliseconds))

/** A new one-time password for a person, told at the start. */
async function once(username: string): Promise<string> {
  at(0)
  const security = await signIn(app, 'anquan')
  const { body } = await security.get<{ users: { id: string; username: string }[] }>('/api/users')
  const { id } = body.users.find((one) => one.username === username)!
  return (await security.post<{ oneTimePassword: string }>(`/api/users/${id}/password`)).body.oneTimePassword
}

async function setTerm(days: number): Promise<number> {
  at(0)
  const security = await signIn(app, 'anquan')
  const changes = [{ name: 'onceDays', value: days }]
  return (await security.post('/api/security-settings', { changes, ground: '单位账号管理制度' })).status
}

/** Tries the door and gives the answer of the server; `in` for a session. */
async function knock(username: string, password: string): Promise<string> {
  try {
    await signIn(app, username, password)
    return 'in'
  } catch (error) {
    return (error as Error).message
  }
}

test('a one-time password opens for seven days to the millisecond and not one longer', async () => {
  const password = await once('cun')
  at(7 * DAY - 1)
  expect(await knock('cun', password)).toBe('in')
  at(7 * DAY)
  expect(await knock('cun', password)).toBe('in')
  at(7 * DAY + 1)
  const says = await knock('cun', password)
  expect(says).toContain('password-once-ended')
  expect(says).toContain('一次性密码已过有效期（7 天），请安全管理员重置密码')
  expect(says).toContain('./heshe password')
})

test('only who gives the right one is told that it ended, and a new one opens', async () => {
  const password = await once('zhen1')
  at(8 * DAY)
  expect(await knock('zhen1', 'falsch')).toContain('sign-in-wrong')
  expect(await knock('zhen1', password)).toContain('password-once-ended')
  const again = await once('zhen1')
  expect(await knock('zhen1', again)).toBe('in')
})

test('a password of one’s own has no such term', async () => {
  at(8 * DAY)
  expect(await knock('zhen2', PASSWORD)).toBe('in')
})

test('who came in before the end may still choose his own after it', async () => {
  const password = await once('lingdao')
  at(7 * DAY)
  const person = await signIn(app, 'lingdao', password)
  at(7 * DAY + 60_000)
  const { status } = await person.post('/api/session/password', { current: password, next: NEXT })
  expect(status).toBe(200)
  expect(await knock('lingdao', NEXT)).toBe('in')
})

test('the term that is set is in force at once, for those told before as well', async () => {
  const password = await once('xian')
  expect(await setTerm(1)).toBe(200)
  at(DAY)
  expect(await knock('xian', password)).toBe('in')
  at(DAY + 1)
  expect(await knock('xian', password)).toContain('（1 天）')
  expect(await setTerm(90)).toBe(200)
  at(90 * DAY)
  expect(await knock('xian', password)).toBe('in')
  expect([await setTerm(0), await setTerm(91)]).toEqual([422, 422])
})

test('from the machine the only security administrator gets a new one, also while locked, and the trail tells', async () => {
  at(0)
  for (let n = 0; n < 5; n += 1) await knock('anquan', 'falsch')
  expect(await knock('anquan', PASSWORD)).toContain('sign-in-locked')
  const scope = { user: 'cli', role: 'system', national: 'on', door: 'cli', reason: '命令行 heshe password' }
  const reset = (username: string) =>
    withScope(app.database.db, scope, (trx) => resetOnMachine(trx, { username, now: start }))
  const { password, role } = must(await reset('anquan'))
  expect(role).toBe('安全管理员')
  expect(await knock('anquan', PASSWORD)).toContain('sign-in-wrong')
  expect(await knock('anquan', password)).toBe('in')
  const { rows } = await withScope(app.database.db, scope, (trx) =>
    sql<{ actor: string; door: string; action: string; whole: string }>`
      select actor, door, action, row_to_json(a)::text as whole from audit a
      where subject = 'app_user' and actor = 'cli' and action = 'password'`.execute(trx),
  )
  expect(rows).toMatchObject([{ actor: 'cli', door: 'cli', action: 'password' }])
  expect(rows[0]?.whole).not.toContain(password)
  expect(await reset('niemand')).toMatchObject({ ok: false, problems: [{ code: 'username-unknown' }] })
})

test('from the machine a stopped account stays stopped, with its password', async () => {
  const scope = { user: 'cli', role: 'system', national: 'on', door: 'cli' }
  await withScope(app.database.db, scope, (trx) =>
    sql`update app_user set disabled = true where username = 'fudaoyuan'`.execute(trx),
  )
  const answer = await withScope(app.database.db, scope, (trx) =>
    resetOnMachine(trx, { username: 'fudaoyuan', now: start }),
  )
  expect(answer).toMatchObject({ ok: false, problems: [{ code: 'sign-in-disabled' }] })
  expect(await knock('fudaoyuan', PASSWORD)).toContain('sign-in-disabled')
})
