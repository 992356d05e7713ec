/** The second factor: set up by its owner, asked for after the password, used once, and taken off by another who leaves a trace. */
import type { InjectOptions } from 'fastify'
import { sql, type RawBuilder } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixedClock } from '#server/clock.ts'
import { withScope } from '#server/database/connect.ts'
import { must } from '../../tests/must.ts'
import { DEMO_DAY } from '../../tests/demo-county.ts'
import { PASSWORD, signIn as enter, testApp, type Person, type TestApp } from '../../tests/app.ts'
import { resetOnMachine } from './administrators.ts'
import { turnOn } from './second-factor-store.ts'
import { codeOf, stepOf } from './totp.ts'

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const URL = '/api/session/second-factor'
const start = fixedClock(DEMO_DAY).now().getTime()

let app: TestApp
let passed = 0
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

let calls = 0
/** Each sign-in from an address of its own: the limit of one address is not what is tried here. */
function inject(options: InjectOptions) {
  calls += 1
  return app.server.inject({ ...options, remoteAddress: `10.0.${calls >> 8}.${calls & 255}` })
}
const signIn = (username: string, password?: string): Promise<Person> =>
  enter({ server: { inject } as unknown as TestApp['server'] }, username, password)

/** Half minutes go by, so that the telephone shows another code. */
function wait(halfMinutes = 2): void {
  passed += halfMinutes
  app.setNow(new Date(start + passed * 30_000))
}

function fromBase32(text: string): Buffer {
  const bits = Array.from(text.replaceAll(' ', ''))
    .map((one) => SIGNS.indexOf(one).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** What the telephone shows now, or some steps off. */
const shows = (secret: Buffer, beside = 0): string =>
  codeOf(secret, stepOf(app.services.clock.now()) + beside)

async function setUp(username: string): Promise<{ person: Person; secret: Buffer; codes: string[] }> {
  wait()
  const person = await signIn(username)
  const begun = (await person.post<{ secret: string; link: string }>(URL)).body
  const secret = fromBase32(begun.secret)
  const { status, body } = await person.post<{ codes: string[] }>(`${URL}/on`, { code: shows(secret) })
  expect(status).toBe(200)
  return { person, secret, codes: body.codes }
}

/** Tries the door; `in`, or the code of the refusal. */
async function knock(username: string, code?: string, password = PASSWORD): Promise<string> {
  const payload = { username, password, ...(code !== undefined && { code }) }
  const answer = await inject({ method: 'POST', url: '/api/session', payload })
  return answer.statusCode === 200
    ? 'in'
    : (answer.json<{ problems: { code: string }[] }>().problems[0]?.code ?? '')
}

async function idOf(username: string): Promise<string> {
  const { rows } = await system(sql<{ id: string }>`select id from app_user where username = ${username}`)
  return rows[0]!.id
}

function system<T>(statement: RawBuilder<T>) {
  const scope = { user: 'system', role: 'system', national: 'on', door: 'test' }
  return withScope(app.database.db, scope, (trx) => statement.execute(trx))
}

/** The word of the database to a statement of a person. */
async function run(of: { user: string; role: string }, statement: RawBuilder<unknown>): Promise<string> {
  const scope = { ...of, area_low: '990101', area_high: '990101A', door: 'test' }
  try {
    await withScope(app.database.db, scope, (trx) => statement.execute(trx))
    return 'done'
  } catch (error) {
    return String((error as { code?: string }).code)
  }
}

test('is in force with the first right code, and asked for after the right password alone', async () => {
  expect(await knock('zhen1')).toBe('in')
  const { person, secret } = await setUp('zhen1')
  expect((await person.get<{ codesLeft: number }>(URL)).body).toMatchObject({ codesLeft: 8, required: false })
  wait()
  expect(await knock('zhen1', undefined, 'falsch')).toBe('sign-in-wrong')
  expect(await knock('zhen1')).toBe('second-factor-wanted')
  expect(await knock('zhen1', shows(secret), 'falsch')).toBe('sign-in-wrong')
  expect(await knock('zhen1', shows(secret))).toBe('in')
})

test('a secret that was begun and of which no right code was shown asks for nothing', async () => {
  const person = await signIn('zhen2')
  await person.post(URL)
  expect((await person.post(`${URL}/on`, { code: '000000' })).status).toBe(422)
  expect(await knock('zhen2')).toBe('in')
  // Another one was begun in another window between the look and the press: it is not put in force by this code.
  const [account, now] = [await idOf('zhen2'), app.services.clock.now()]
  const other = {
    account,
    closed: Buffer.from('of the other window'),
    step: 1,
    hashes: [],
    now,
    address: 'x',
  }
  expect(await turnOn(app.database.db, other)).toBe(false)
  expect(await knock('zhen2')).toBe('in')
})

test('a code opens once, also when it is sent four times at once, and an earlier one no more', async () => {
  const { secret } = await setUp('fudaoyuan')
  wait()
  const code = shows(secret)
  const answers = await Promise.all(Array.from({ length: 4 }, () => knock('fudaoyuan', code)))
  expect(answers.filter((one) => one === 'in')).toHaveLength(1)
  expect(answers.filter((one) => one === 'second-factor-used')).toHaveLength(3)
  expect(await knock('fudaoyuan', shows(secret, -1))).toBe('second-factor-wrong')
  expect(await knock('fudaoyuan', shows(secret, 1))).toBe('in')
})

test('wrong codes and wrong passwords are counted together, and asking for the code takes none of them off', async () => {
  const { secret } = await setUp('lingdao')
  wait()
  expect(await knock('lingdao', '000000')).toBe('second-factor-wrong')
  expect(await knock('lingdao', undefined, 'falsch')).toBe('sign-in-wrong')
  expect(await knock('lingdao', '000000')).toBe('second-factor-wrong')
  for (let n = 0; n < 3; n += 1) expect(await knock('lingdao')).toBe('second-factor-wanted')
  expect(await knock('lingdao', 'kein Code')).toBe('second-factor-wrong')
  expect(await knock('lingdao', '000001')).toBe('second-factor-wrong')
  expect(await knock('lingdao', shows(secret))).toBe('sign-in-locked')
  wait(61)
  expect(await knock('lingdao', shows(secret))).toBe('in')
})

test('a code that was used is told and not counted, however often; of guesses sent along no more are looked at than lock', async () => {
  const { secret } = await setUp('shezhang')
  wait()
  const used = shows(secret)
  expect(await knock('shezhang', used)).toBe('in')
  for (let n = 0; n < 8; n += 1) expect(await knock('shezhang', used)).toBe('second-factor-used')
  // One that was passed over and one that is no code are wrong: nothing is told of codes that were not used.
  expect(await knock('shezhang', shows(secret, -1))).toBe('second-factor-wrong')
  const sent = Array.from({ length: 24 }, (_, n) => (n % 2 === 0 ? used : `no code ${n}`))
  const answers = await Promise.all(sent.map((code) => knock('shezhang', code)))
  sent.forEach((code, n) =>
    expect(code === used ? 'used or locked' : answers[n]).not.toBe('second-factor-used'),
  )
  for (let n = 0; n < 4; n += 1) answers.push(await knock('shezhang', 'no code'))
  expect(answers.filter((one) => one === 'second-factor-wrong')).toHaveLength(4)
  expect(await knock('shezhang', used)).toBe('sign-in-locked')
  wait(61)
  expect(await knock('shezhang', shows(secret))).toBe('in')
})

test('eight recovery codes open once each, new ones end the old, and only who shows a code gets them', async () => {
  const { person, secret, codes } = await setUp('cun')
  expect(new Set(codes).size).toBe(8)
  expect(await knock('cun', codes[0])).toBe('in')
  expect(await knock('cun', codes[0])).toBe('second-factor-used')
  expect(await knock('cun', codes[1]!.toLowerCase().replace('-', ''))).toBe('in')
  expect((await person.get<{ codesLeft: number }>(URL)).body.codesLeft).toBe(6)
  wait()
  expect((await person.post(`${URL}/codes`, { code: '000000' })).says).toContain('动态口令不对')
  const renewed = (await person.post<{ codes: string[] }>(`${URL}/codes`, { code: shows(secret) })).body.codes
  expect(await knock('cun', codes[2])).toBe('second-factor-wrong')
  expect(await knock('cun', renewed[0])).toBe('in')
})

test('its owner takes it off with a code; while his role must have one he can not', async () => {
  const { person, secret } = await setUp('shenjigl')
  wait()
  const security = await signIn('anquan')
  const set = (value: number) =>
    security.post('/api/security-settings', {
      changes: [{ name: 'secondFactorFor', value }],
      ground: '等级保护三级测评意见',
    })
  expect((await set(1)).status).toBe(200)
  expect((await person.post(`${URL}/off`, { code: shows(secret) })).says).toContain('不能关闭')
  // Who sets it has none himself: the next thing he does is refused until he has.
  expect((await security.get('/api/users')).says).toContain('动态口令')
  expect(
    (await security.get<{ mustAddSecondFactor: boolean }>('/api/session')).body.mustAddSecondFactor,
  ).toBe(true)
  const begun = (await security.post<{ secret: string }>(URL)).body
  await security.post(`${URL}/on`, { code: shows(fromBase32(begun.secret)) })
  expect((await security.get('/api/users')).status).toBe(200)
  expect((await (await signIn('xian')).get('/api/registers/body')).status).toBe(200)
  expect((await set(0)).status).toBe(200)
  expect((await person.post(`${URL}/off`, { code: shows(secret) })).status).toBe(200)
  expect(await knock('shenjigl')).toBe('in')
})

test('a changed password needs no code again, and the next sign-in does', async () => {
  const { person, secret } = await setUp('kuaiji')
  const body = { current: PASSWORD, next: 'Mai@2026xiang' }
  expect((await person.post('/api/session/password', body)).status).toBe(200)
  expect(await knock('kuaiji', undefined, 'Mai@2026xiang')).toBe('second-factor-wanted')
  wait()
  expect(await knock('kuaiji', shows(secret), 'Mai@2026xiang')).toBe('in')
})

test('the security administrator resets that of another, the sessions end, and the trail tells', async () => {
  const { person } = await setUp('xian')
  expect(await knock('anquan')).toBe('second-factor-wanted')
  const other = must(
    await withScope(
      app.database.db,
      { user: 'cli', role: 'system', national: 'on', door: 'cli', reason: '命令行 heshe password' },
      (trx) => resetOnMachine(trx, { username: 'anquan', now: app.services.clock.now(), secondFactor: true }),
    ),
  )
  const again = await signIn('anquan', other.password)
  const changed = { current: other.password, next: 'Nongye-2027' }
  await again.post('/api/session/password', changed)
  const administrator = await signIn('anquan', 'Nongye-2027')
  const reset = async (username: string) =>
    administrator.post<{ secondFactor: boolean }>(`/api/users/${await idOf(username)}/second-factor/reset`)
  expect((await reset('anquan')).status).toBe(403)
  expect((await reset('xian')).body.secondFactor).toBe(false)
  expect((await reset('xian')).says).toContain('没有开启')
  expect((await person.get('/api/session')).status).toBe(401)
  expect(await knock('xian')).toBe('in')
  const { rows } = await system(
    sql<{ actor: string; action: string; door: string }>`
      select actor, action, door from audit where subject = 'second_factor' and action in ('reset', 'useCode') order by id`,
  )
  expect(rows).toEqual([
    { actor: 'cun', action: 'useCode', door: 'web' },
    { actor: 'cun', action: 'useCode', door: 'web' },
    { actor: 'cun', action: 'useCode', door: 'web' },
    { actor: 'cli', action: 'reset', door: 'cli' },
    { actor: 'anquan', action: 'reset', door: 'web' },
  ])
})

test('no transaction of a person reads a secret or a code, his own neither, nor takes one off that he may not', async () => {
  const id = await idOf('zhen1')
  for (const who of [
    { user: 'zhen1', role: 'township' },
    { user: 'anquan', role: 'security' },
    { user: 'guanli', role: 'admin' },
    { user: 'system', role: 'system' },
  ])
    for (const statement of [
      sql`select * from second_factor`,
      sql`select * from second_factor_code`,
      sql`select * from second_factor_of(${id})`,
      sql`select use_second_step(${id}, 1)`,
      sql`select renew_second_codes(${id}, '{}', null)`,
      sql`select begin_second_factor(${id}, 'x', clock_timestamp())`,
      sql`update second_factor set secret = 'x'`,
      sql`delete from second_factor`,
    ])
      expect(await run(who, statement)).toBe('42501')
  for (const who of [
    { user: 'zhen1', role: 'township' },
    { user: 'guanli', role: 'admin' },
    { user: 'shenjigl', role: 'auditAdmin' },
  ])
    expect(await run(who, sql`select turn_off_second_factor(${id}, null)`)).toBe('42501')
  const own = await idOf('anquan')
  expect(
    await run({ user: 'anquan', role: 'security' }, sql`select turn_off_second_factor(${own}, null)`),
  ).toBe('42501')
})

test('the secret and the codes stand nowhere in clear', async () => {
  const { secret, codes } = await setUp('zhen2')
  const held = await app.database.owner.query<{ secret: Buffer; whole: string }>(
    `select f.secret, (select string_agg(encode(c.hash, 'escape'), '') from second_factor_code c) as whole from second_factor f`,
  )
  for (const { secret: closed, whole } of held.rows) {
    expect(closed.includes(secret)).toBe(false)
    for (const code of codes) expect(whole).not.toContain(code.replace('-', ''))
  }
  const trail = await system(
    sql<{ whole: string }>`select string_agg(row_to_json(a)::text, '') as whole from audit a`,
  )
  for (const code of codes) expect(trail.rows[0]?.whole).not.toContain(code)
})
