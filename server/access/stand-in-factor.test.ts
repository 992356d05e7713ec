/** 代班 takes nothing from what is one's own: the second factor that the own role must have, and the session where one is. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { signIn, testApp, type TestApp } from '../../tests/app.ts'

const FACTOR = '/api/session/second-factor'
const TODAY = '2026-03-20'

let app: TestApp
beforeAll(async () => {
  app = await testApp(TODAY)
})
afterAll(() => app.close())

/** For whom a second factor is wanted, as the security administrator would say. */
const want = (level: number) =>
  withScope(app.database.db, { user: 'system', role: 'system', national: 'on', door: 'test' }, (trx) =>
    sql`insert into security_setting (name, value, ground) values ('secondFactorFor', ${level}, '按测评意见')`.execute(
      trx,
    ),
  )

/** The county's clerk stands in for a colleague of a town; gives what calls in his place. */
async function inPlaceOf(username: string) {
  const [security, town, county] = [
    await signIn(app, 'anquan'),
    await signIn(app, username),
    await signIn(app, 'xian'),
  ]
  const { users } = (await security.get<{ users: { id: string; username: string }[] }>('/api/users')).body
  const standIn = users.find((one) => one.username === 'xian')!.id
  const made = await town.post<{ id: string }>('/api/substitutions', {
    standIn,
    fromDay: TODAY,
    toDay: TODAY,
    ground: '出差，由县里代办',
  })
  expect(made.status, made.says).toBe(200)
  const stood = await county.post<{ csrf: string }>('/api/session/stand-in', { substitution: made.body.id })
  const headers = { cookie: county.cookie, 'x-heshe-csrf': stood.body.csrf }
  const ask = async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const answer = await app.server.inject({ method, url, headers, ...(payload && { payload }) })
    return { status: answer.statusCode, text: answer.body }
  }
  return { town, ask }
}

test('who must have a second factor by his own role must have it in the place of a colleague who need not', async () => {
  const { town, ask } = await inPlaceOf('zhen1')
  expect((await ask('GET', '/api/inbox')).status).toBe(200)
  await want(2)
  expect((await ask('GET', '/api/inbox')).text).toContain('动态口令')
  expect((await town.get('/api/inbox')).status).toBe(200)
  expect((await ask('GET', FACTOR)).text).toContain('"required":true')
  expect((await ask('POST', `${FACTOR}/off`, { code: '000000' })).text).toContain('正在代班，不能关闭')
  await want(0)
  expect((await ask('GET', '/api/inbox')).status).toBe(200)
})

test('who stands in for a colleague ends his other sessions and stays signed in where he is', async () => {
  const elsewhere = await signIn(app, 'xian')
  const { ask } = await inPlaceOf('zhen2')
  const places = async () => {
    const { text } = await ask('GET', '/api/session/places')
    return (JSON.parse(text) as { sessions: { here: boolean }[] }).sessions.map((one) => one.here)
  }
  expect((await places()).filter((here) => here)).toEqual([true])
  const { text } = await ask('POST', '/api/session/places/end', { id: null })
  expect((JSON.parse(text) as { ended: number }).ended).toBeGreaterThan(0)
  expect(await places()).toEqual([true])
  expect((await elsewhere.get('/api/inbox')).status).toBe(401)
})
