/** Tokens of other systems: what they carry, when they end, and what no token can do; writes that are sent twice. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WireRecord } from '#contract/kernel.ts'
import { ROOT } from '#server/config.ts'
import { openPool, withScope } from '#server/database/connect.ts'
import { forgetOldKeys } from '#server/http/idempotency.ts'
import { signIn, testApp, type Person, type TestApp } from './app.ts'

interface Made {
  token: { id: string; state: string; areaName: string; lastUsedAt: string | null }
  secret: string
}

let app: TestApp
let county: Person
let security: Person
/** Past row security, as nobody of the product is. */
let root: Pool

beforeAll(async () => {
  app = await testApp()
  county = await signIn(app, 'xian')
  security = await signIn(app, 'anquan')
  root = openPool({ ...app.database.admin, max: 1 })
})
afterAll(async () => {
  await root.end()
  await app.close()
})

const wish = { name: '省平台对接', writes: true, endsOn: '2026-12-31' }
const make = (who: Person, more: object = {}) => who.post<Made>('/api/tokens', { ...wish, ...more })

function bearer(secret: string, headers: Record<string, string> = {}) {
  return async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) => {
    const answer = await app.server.inject({
      method,
      url,
      headers: { authorization: `Bearer ${secret}`, ...headers },
      ...(payload && { payload }),
    })
    return {
      status: answer.statusCode,
      body: answer.json<{ total: number; title: string } & WireRecord>(),
      headers: answer.headers,
    }
  }
}

describe('a token', () => {
  test('acts for its owner without cookie and page token, and is kept as a hash alone', async () => {
    const { secret, token } = (await make(county)).body
    const call = bearer(secret)
    const whole = (await county.get<{ total: number }>('/api/registers/body?size=1')).body.total
    expect((await call('GET', '/api/registers/body?size=1')).body.total).toBe(whole)
    const made = await call('POST', '/api/registers/body', {
      area: '990101101',
      values: { name: '禾丰县令牌种植专业合作社', bodyKind: '农民专业合作社', registeredOn: '2020-01-01' },
    })
    expect(made.status).toBe(200)
    const stored = await asRole('security', (trx) =>
      sql<{ row: string }>`select to_jsonb(t)::text as row from api_token t`.execute(trx),
    )
    expect(stored.rows.map(({ row }) => row).join()).not.toContain(secret.slice(6))
    const listed = await county.get<{ tokens: Made['token'][] }>('/api/tokens')
    const mine = listed.body.tokens.find(({ id }) => id === token.id)
    expect(mine?.lastUsedAt).not.toBeNull()
    expect(JSON.stringify(listed.body)).not.toContain(secret)
  })

  test('that reads only is refused every write of every endpoint', async () => {
    const call = bearer((await make(county, { writes: false })).body.secret)
    expect((await call('GET', '/api/registers/body?size=1')).status).toBe(200)
    const document = (await app.server.inject('/api/openapi.json')).json<{ paths: Record<string, object> }>()
    const writes = Object.entries(document.paths).flatMap(([url, methods]) =>
      Object.keys(methods)
        .filter((method) => method !== 'get')
        .map((method) => ({ url, method: method.toUpperCase() as 'POST' })),
    )
    expect(writes.length).toBeGreaterThan(60)
    const letIn = []
    for (const { url, method } of writes) {
      const id = url.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000')
      const { status } = await call(method, id, {})
      // The door of households knows no tokens at all.
      const shut = url.startsWith('/api/household/') ? 401 : 403
      if (status !== shut) letIn.push(`${method} ${url} ${status}`)
    }
    expect(letIn).toEqual([])
  }, 60_000)

  test('held to one area sees that area alone, and no token sees more than its owner', async () => {
    const { secret, token } = (await make(county, { area: '990101101' })).body
    const inTown = await (await signIn(app, 'zhen1')).get<{ total: number }>('/api/registers/body?size=1')
    const seen = await bearer(secret)('GET', '/api/registers/body?size=1')
    expect(seen.body.total).toBe(inTown.body.total)
    expect(token.areaName).not.toBe('')
    const town = await signIn(app, 'zhen1')
    const wide = await make(town, { area: '990101' })
    expect([wide.status, wide.says]).toEqual([422, '令牌的辖区须在所属账号的辖区之内'])
  })

  test('lasts to its last day and no longer, and a year at most', async () => {
    expect((await make(county, { endsOn: '2027-03-20' })).status).toBe(200)
    expect((await make(county, { endsOn: '2027-03-21' })).status).toBe(422)
    expect((await make(county, { endsOn: '2026-03-19' })).status).toBe(422)
    const { secret, token } = (await make(county, { endsOn: '2026-03-20' })).body
    expect((await bearer(secret)('GET', '/api/registers/body?size=1')).status).toBe(200)
    await root.query(`update api_token set made_on = '2026-03-01', ends_on = '2026-03-19' where id = $1`, [
      token.id,
    ])
    const late = await bearer(secret)('GET', '/api/registers/body?size=1')
    expect([late.status, late.body.title]).toEqual([
      401,
      '令牌已于 2026-03-19 到期，请在“接口令牌”页重新生成',
    ])
    expect(late.headers['www-authenticate']).toBe('Bearer')
  })

  test('that was revoked, made up, or whose owner was put out opens nothing', async () => {
    const { secret, token } = (await make(county)).body
    const revoked = await county.post<Made['token']>(`/api/tokens/${token.id}/revoke`)
    expect(revoked.body.state).toBe('已撤销')
    expect((await bearer(secret)('GET', '/api/registers/body')).status).toBe(401)
    expect((await bearer('heshe_made-up')('GET', '/api/registers/body')).status).toBe(401)
    const other = (await make(security, { owner: 'zhen1' })).body
    expect((await bearer(other.secret)('GET', '/api/registers/body?size=1')).status).toBe(200)
    await root.query(`update app_user set disabled = true where username = 'zhen1'`)
    const out = await bearer(other.secret)('GET', '/api/registers/body?size=1')
    await root.query(`update app_user set disabled = false where username = 'zhen1'`)
    expect([out.status, out.body.title]).toEqual([401, '令牌所属账号已停用，请联系系统管理员'])
  })

  test('is made for others by the security administrator alone, and writes for nobody who only reads', async () => {
    expect((await make(county, { owner: 'zhen1' })).status).toBe(403)
    expect((await make(security, { owner: 'zhen1' })).status).toBe(200)
    expect((await make(security)).says).toContain('只能查询')
    expect((await make(await signIn(app, 'shezhang'))).status).toBe(403)
    const town = await signIn(app, 'zhen1')
    const foreign = await make(county)
    expect((await town.post(`/api/tokens/${foreign.body.token.id}/revoke`)).status).toBe(404)
  })

  test('makes and revokes no token, changes no password and signs nobody out', async () => {
    const { secret, token } = (await make(county)).body
    const call = bearer(secret, { 'x-heshe-csrf': '' })
    expect((await call('POST', '/api/tokens', wish)).status).toBe(403)
    expect((await call('POST', `/api/tokens/${token.id}/revoke`)).status).toBe(403)
    expect((await call('DELETE', '/api/session')).status).toBe(403)
    const words = { current: 'Heshe@990101', next: 'Nongye-2027' }
    expect((await call('POST', '/api/session/password', words)).status).toBe(401)
  })

  test('leaves its making and its end in the trail, by whom and without the token', async () => {
    const { token, secret } = (await make(county)).body
    await county.post(`/api/tokens/${token.id}/revoke`)
    const trail = await (
      await signIn(app, 'shenjigl')
    ).get<{ entries: { action: string; subjectLabel: string }[] }>(`/api/audit?record=${token.id}`)
    expect(trail.body.entries.map(({ action }) => action)).toEqual(['撤销', '新建'])
    expect(trail.body.entries[0]?.subjectLabel).toBe('接口令牌：省平台对接')
    expect(JSON.stringify(trail.body)).not.toContain(secret)
  })

  test('is stopped after its share of calls in a minute', async () => {
    const limit = Number(
      /CALLS_PER_TOKEN = (\d+)/.exec(readFileSync(path.join(ROOT, 'server/app.ts'), 'utf8'))?.[1],
    )
    const call = bearer((await make(county)).body.secret)
    let last = 200
    for (let calls = 0; calls <= limit && last === 200; calls += 1)
      last = (await call('GET', '/api/session')).status
    expect(last).toBe(429)
  }, 120_000)
})

describe('through plain SQL, no role of the application', () => {
  test('sees tokens of others, lengthens one, brings one back or makes one for another', async () => {
    await make(county)
    const seen = await asRole('township', (trx) => sql`select from api_token`.execute(trx))
    expect(seen.rows).toEqual([])
    for (const statement of [
      sql`update api_token set ends_on = ends_on + 1`,
      sql`update api_token set owner = owner`,
      sql`update api_token set revoked_at = null, revoked_by = null where revoked_at is not null`,
      sql`delete from api_token`,
      sql`insert into api_token (id, token_hash, name, owner, writes, made_on, ends_on)
        select gen_random_uuid(), sha256('x'), '冒名令牌', id, true, '2026-03-20', '2026-03-21' from app_user where username = 'zhen1'`,
    ])
      await expect(asRole('county', (trx) => statement.execute(trx))).rejects.toMatchObject({ code: '42501' })
    const year = sql`insert into api_token (id, token_hash, name, owner, writes, made_on, ends_on)
      select gen_random_uuid(), sha256('y'), '两年令牌', id, true, '2026-03-20', '2028-03-20' from app_user where username = 'xian'`
    await expect(asRole('county', (trx) => year.execute(trx))).rejects.toMatchObject({ code: '23514' })
  })

  test('reads or alters the answer that was kept for another', async () => {
    await bearer((await make(county)).body.secret, { 'idempotency-key': 'mine-1' })('POST', '/api/check', {})
    const foreign = await asRole('township', (trx) => sql`select from idempotency_key`.execute(trx))
    expect(foreign.rows).toEqual([])
    const altered = await asRole('county', (trx) =>
      sql`update idempotency_key set answer = 'x' where answer is not null`.execute(trx),
    )
    expect(altered.numAffectedRows).toBe(0n)
  })
})

function asRole<T>(role: string, work: Parameters<typeof withScope<unknown, T>>[2]): Promise<T> {
  const user = role === 'county' ? 'xian' : 'matrix'
  return withScope(
    app.database.db,
    { user, role, area_low: '990101', area_high: '990101A', door: 'test' },
    work,
  )
}

describe('a write that is sent again with its key', () => {
  const values = (name: string) => ({
    area: '990101101',
    values: { name, bodyKind: '农民专业合作社', registeredOn: '2020-01-01' },
  })
  const named = async (name: string) =>
    (await county.get<{ total: number }>(`/api/registers/body?name=${encodeURIComponent(name)}`)).body.total

  test('is done once and answered the same; with other content it is refused', async () => {
    const call = bearer((await make(county)).body.secret, { 'idempotency-key': 'create-1' })
    const [first, again] = [
      await call('POST', '/api/registers/body', values('禾丰县重发甲专业合作社')),
      await call('POST', '/api/registers/body', values('禾丰县重发甲专业合作社')),
    ]
    expect([first.status, again.status]).toEqual([200, 200])
    expect(again.body).toEqual(first.body)
    expect(await named('禾丰县重发甲专业合作社')).toBe(1)
    const other = await call('POST', '/api/registers/body', values('禾丰县重发乙专业合作社'))
    expect([other.status, await named('禾丰县重发乙专业合作社')]).toEqual([422, 0])
  })

  test('eight times at once is done once', async () => {
    const call = bearer((await make(county)).body.secret, { 'idempotency-key': 'create-2' })
    const name = '禾丰县并发专业合作社'
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => call('POST', '/api/registers/body', values(name))),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect(await named(name)).toBe(1)
  })

  test('after a refusal is tried anew, and the key of one caller is nothing to another', async () => {
    const headers = { 'idempotency-key': 'create-3' }
    const mine = bearer((await make(county)).body.secret, headers)
    expect((await mine('POST', '/api/registers/body', { area: '990101101', values: {} })).status).toBe(422)
    expect((await mine('POST', '/api/registers/body', values('禾丰县再试专业合作社'))).status).toBe(200)
    const theirs = bearer((await make(await signIn(app, 'zhen1'))).body.secret, headers)
    expect((await theirs('POST', '/api/registers/body', values('禾丰县别人专业合作社'))).status).toBe(200)
  })

  test('keeps no answer in clear, none that is shown once, and none for longer than a day', async () => {
    const call = bearer((await make(county)).body.secret, { 'idempotency-key': 'create-4' })
    const made = await call('POST', '/api/registers/body', values('禾丰县密存专业合作社'))
    const reveal = await call('POST', `/api/registers/officer/${made.body.id}/reveal`, {
      field: 'idNumber',
      reason: '核对',
    })
    expect(reveal.body.title).toContain('不能带幂等键')
    const kept = await root.query<{ text: string }>(
      `select encode(answer, 'escape') as text from idempotency_key`,
    )
    expect(kept.rows.map(({ text }) => text).join()).not.toContain(made.body.id)
    const system = { user: 'system', role: 'system', national: 'on', door: 'daily' }
    await withScope(app.database.db, system, (trx) =>
      forgetOldKeys(trx, new Date(Date.now() + 25 * 3_600_000)),
    )
    expect((await root.query('select from idempotency_key')).rowCount).toBe(0)
  })
})
