/** The log of sign-ins and one's own sessions, through the whole server; and what plain SQL may not. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { listSignIns, readOwnSessions } from '#contract/access/sign-ins.ts'
import type { z } from 'zod'
import { withScope } from '#server/database/connect.ts'
import { signIn, testApp, type TestApp } from '../../tests/app.ts'

type Log = z.output<typeof listSignIns.response>
type Own = z.output<typeof readOwnSessions.response>

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const knock = (username: string, password = 'Wrong@1234') =>
  app.server.inject({
    method: 'POST',
    url: '/api/session',
    payload: { username, password },
    headers: { 'user-agent': 'Knocker/1' },
    remoteAddress: '10.9.0.7',
  })

describe('The log of sign-ins', () => {
  test('shows each attempt with its result, and of a name that is none not what was typed', async () => {
    await knock('MySecret@2026')
    await knock('zhen2')
    const security = await signIn(app, 'anquan')
    const { body } = await security.get<Log>('/api/sign-ins')
    expect(body.entries.slice(0, 3)).toMatchObject([
      { username: 'anquan', outcome: 'ok' },
      { username: 'zhen2', outcome: 'wrong', address: '10.9.0.7', agent: 'Knocker/1' },
      { username: null, name: null, outcome: 'wrong' },
    ])
    expect(JSON.stringify(body)).not.toContain('MySecret')
    const failed = await security.get<Log>('/api/sign-ins?outcome=wrong&username=zhen2')
    expect(failed.body.entries).toHaveLength(1)
    const second = await security.get<Log>(`/api/sign-ins?before=${body.entries[0]!.id}`)
    expect(second.body.entries[0]).toEqual(body.entries[1])
  })

  test('is narrowed to days, the first and the last one included', async () => {
    await knock('zhen1')
    const security = await signIn(app, 'anquan')
    const { entries } = (await security.get<Log>('/api/sign-ins')).body
    // The office's day: UTC and eight hours.
    const day = new Date(Date.parse(entries[0]!.at) + 8 * 3_600_000).toISOString().slice(0, 10)
    const shifted = (days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
    const found = async (query: string) =>
      (await security.get<Log>(`/api/sign-ins?${query}`)).body.entries.length
    expect(await found(`from=${day}&to=${day}`)).toBeGreaterThanOrEqual(entries.length)
    expect(await found(`to=${shifted(-1)}`)).toBe(0)
    expect(await found(`from=${shifted(1)}`)).toBe(0)
    expect((await security.get('/api/sign-ins?from=20261301')).status).toBe(400)
  })

  test('is read by the administrators of security and of the trail alone', async () => {
    expect((await (await signIn(app, 'shenjigl')).get('/api/sign-ins')).status).toBe(200)
    for (const username of ['xian', 'zhen1', 'kuaiji', 'guanli', 'shenji'])
      expect((await (await signIn(app, username)).get('/api/sign-ins')).status, username).toBe(403)
  })

  test('shows by plain SQL to a person no attempt but his own, and is changed by nobody', async () => {
    const scope = { user: 'kuaiji', role: 'accountant', area_low: '', area_high: '', door: 'test' }
    const raw = (statement: string) =>
      withScope(app.database.db, scope, (trx) => sql.raw<{ username: string }>(statement).execute(trx))
    await knock('kuaiji')
    const { rows } = await raw('select distinct username from sign_in_log')
    expect(rows).toEqual([{ username: 'kuaiji' }])
    await expect(raw(`update sign_in_log set outcome = 'ok'`)).rejects.toThrow('permission denied')
    await expect(raw(`insert into sign_in_log (username, outcome) values ('x', 'ok')`)).rejects.toThrow(
      'permission denied',
    )
    await expect(raw('select * from app_session')).rejects.toThrow('permission denied')
  })
})

describe('One’s own sessions', () => {
  test('are listed without token or digest, and the other ones are ended one by one or all', async () => {
    const first = await signIn(app, 'lingdao')
    const second = await signIn(app, 'lingdao')
    const stranger = await signIn(app, 'zhen1')
    const { body } = await first.get<Own>('/api/session/places')
    expect(body.sessions.map((one) => one.here).toSorted()).toEqual([false, true])
    expect(body.sessions.every((one) => /^[0-9a-f]{16}$/.test(one.id))).toBe(true)
    expect(body.lately.map((one) => one.outcome).slice(0, 2)).toEqual(['ok', 'ok'])
    const theirs = await stranger.get<Own>('/api/session/places')
    const end = (id: string | null) => first.post('/api/session/places/end', { id })
    expect((await end(theirs.body.sessions[0]!.id)).body).toEqual({ ended: 0 })
    expect((await end(body.sessions.find((one) => one.here)!.id)).body).toEqual({ ended: 0 })
    expect((await end(body.sessions.find((one) => !one.here)!.id)).body).toEqual({ ended: 1 })
    expect((await second.get('/api/session/places')).status).toBe(401)
    await signIn(app, 'lingdao')
    expect((await end(null)).body).toEqual({ ended: 1 })
    expect((await first.get('/api/session/places')).status).toBe(200)
    expect((await stranger.get('/api/session/places')).status).toBe(200)
  })
})
