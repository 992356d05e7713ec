/** 代班 at both doors: who may stand in for whom, for which days, with which rights; what the trail says; two pairs of eyes. */
import { createHash } from 'node:crypto'
import { sql, type RawBuilder, type Transaction } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Session } from '#contract/access.ts'
import type { Substitution } from '#contract/access/substitutions.ts'
import { addDays } from '#core/values/day.ts'
import { withScope } from '#server/database/connect.ts'
import { signIn, testApp, upload, type Person, type TestApp } from '../../tests/app.ts'
import { authenticate } from './sign-in.ts'

const TODAY = '2026-03-20'
const TOWN = '990101101'
const SYSTEM = { user: 'system', role: 'system', national: 'on', door: 'test' }
const GROUND = '年休假'

let app: TestApp
const ids = new Map<string, string>()
let security: Person

beforeAll(async () => {
  app = await testApp(TODAY)
  security = await signIn(app, 'anquan')
  const { body } = await security.get<{ users: { id: string; username: string }[] }>('/api/users')
  for (const one of body.users) ids.set(one.username, one.id)
})
afterAll(() => app.close())

const system = <T>(work: (trx: Transaction<unknown>) => Promise<T>): Promise<T> =>
  withScope(app.database.db, SYSTEM, work)
const idOf = (username: string): string => ids.get(username) ?? username
const name = (who: Person, standIn: string, more: object = {}) =>
  who.post<{ id: string }>('/api/substitutions', {
    standIn: idOf(standIn),
    fromDay: TODAY,
    toDay: TODAY,
    ground: GROUND,
    ...more,
  })
const take = async (
  who: Person,
  substitution: string | null,
): Promise<{ status: number; as: Person; session: Session }> => {
  const { status, body } = await who.post<Session>('/api/session/stand-in', { substitution })
  const headers = { cookie: who.cookie, 'x-heshe-csrf': body.csrf }
  const call = async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const given = await app.server.inject({ method, url, headers, ...(payload && { payload }) })
    return {
      status: given.statusCode,
      body: given.json<never>(),
      says: given.json<{ title?: string }>().title ?? '',
    }
  }
  const as = {
    ...who,
    csrf: body.csrf,
    get: (url: string) => call('GET', url),
    post: (url: string, given = {}) => call('POST', url, given),
  }
  return { status, as: as as Person, session: body }
}
/** Who a session is on a day, asked where every request asks. */
const onDay = (who: Person, today: string) =>
  authenticate(app.database.db, who.cookie.slice(who.cookie.indexOf('=') + 1), {
    now: new Date(`${TODAY}T04:00:00Z`),
    today,
    address: '',
  })
const clear = () =>
  system((trx) =>
    sql`update substitution set ended_on = from_day, ended_by = 'system' where ended_on is null`.execute(trx),
  )
const inbox = async (who: Person, list: 'waiting' | 'sent'): Promise<string[]> =>
  (await who.get<Record<typeof list, { kind: string }[]>>('/api/inbox')).body[list].map((one) => one.kind)
/** What the database says to a statement in a person's bounds. */
async function said(user: string, role: string, statement: RawBuilder<unknown>): Promise<string | number> {
  try {
    const scope = { user, role, area_low: TOWN, area_high: `${TOWN}A`, door: 'test' }
    const { rows, numAffectedRows } = await withScope(app.database.db, scope, (trx) => statement.execute(trx))
    return Number(numAffectedRows ?? rows.length)
  } catch (error) {
    return (error as { code?: string }).code ?? ''
  }
}

test('the colleague takes the place, has the role and area of the other, stays himself, and goes back', async () => {
  const [town, village] = [await signIn(app, 'zhen1'), await signIn(app, 'cun')]
  const made = await name(town, 'cun')
  expect(made.status, made.says).toBe(200)
  const offered = (await village.get<Session>('/api/session')).body
  expect(offered).toMatchObject({
    standsInFor: null,
    placesToTake: [{ id: made.body.id, name: '高望田', until: TODAY }],
  })
  const { session, as } = await take(village, made.body.id)
  expect(session).toMatchObject({
    user: { username: 'cun', name: '宋麦香', role: 'township' },
    area: TOWN,
    standsInFor: { name: '高望田', until: TODAY },
  })
  expect(session.permissions).toContain('divideTargets')
  expect(await onDay(village, TODAY)).toMatchObject({
    username: 'cun',
    scope: { user: 'cun', acts_for: 'zhen1', role: 'township' },
  })
  // A unit of the county in which the other stands: his own does not open it.
  await system((trx) =>
    sql`insert into unit (home, id, area, name, people) values ('990101', gen_random_uuid(), '990101', '专班', '{zhen1}')`.execute(
      trx,
    ),
  )
  const own = async (who: Person) =>
    (await who.get<{ units: { name: string; own: boolean }[] }>('/api/units')).body.units
      .filter((one) => one.name === '专班')
      .map((one) => one.own)
  expect(await own(as)).toEqual([true])
  expect(await own(await signIn(app, 'cun'))).toEqual([])
  // A page that is still open in his own name writes nothing now; one of the other's name nothing afterwards.
  expect((await village.post('/api/saved-views', { page: '/x', name: 'x', query: '?a=1' })).status).toBe(403)
  expect((await as.post('/api/saved-views', { page: '/x', name: 'x', query: '?a=1' })).status).toBe(200)
  const back = await take(as, null)
  expect(back.session).toMatchObject({ user: { role: 'village' }, standsInFor: null })
  expect((await as.post('/api/saved-views', { page: '/x', name: 'y', query: '?a=1' })).status).toBe(403)
  await clear()
})

test.each([
  ['the day before the first', -1, false],
  ['the first day', 0, true],
  ['the last day', 2, true],
  ['the day after the last', 3, false],
])('on %s it holds or not, whatever the session was', async (_label, days, holds) => {
  const [town, village] = [await signIn(app, 'zhen1'), await signIn(app, 'cun')]
  const made = await name(town, 'cun', { toDay: addDays(TODAY, 2) })
  await take(village, made.body.id)
  const found = await onDay(village, addDays(TODAY, days))
  expect(found).toMatchObject(
    holds ? { role: 'township', area: TOWN } : { role: 'village', area: `${TOWN}200`, name: '宋麦香' },
  )
  expect(found?.standsInFor === undefined).toBe(!holds)
  await clear()
  expect(await onDay(village, TODAY)).toMatchObject({ role: 'village' })
})

test('before its first day it can not be taken, and 90 days are the most', async () => {
  const [town, village] = [await signIn(app, 'zhen1'), await signIn(app, 'cun')]
  const says = async (more: object) => (await name(town, 'cun', more)).says
  expect(await says({ fromDay: addDays(TODAY, -1) })).toContain('不能从过去的日子开始')
  expect(await says({ toDay: addDays(TODAY, -1) })).toContain('不能早于开始日期')
  expect(await says({ toDay: addDays(TODAY, 90) })).toContain('最长 90 天')
  expect((await name(town, 'cun', { toDay: addDays(TODAY, 89) })).status).toBe(200)
  await clear()
  const later = await name(town, 'cun', { fromDay: addDays(TODAY, 1), toDay: addDays(TODAY, 5) })
  expect(await take(village, later.body.id)).toMatchObject({ status: 422 })
  expect(await says({ fromDay: addDays(TODAY, 5), toDay: addDays(TODAY, 9) })).toContain('已经有人代班')
  expect((await name(town, 'zhen2', { fromDay: addDays(TODAY, 6), toDay: addDays(TODAY, 6) })).status).toBe(
    200,
  )
  await clear()
})

test('only between people of the business side of one county who may sign in, and never oneself', async () => {
  const town = await signIn(app, 'zhen1')
  for (const who of ['guanli', 'anquan', 'shenjigl', 'shenji', 'zhen1'])
    expect((await name(town, who)).status, who).not.toBe(200)
  const made = await security.post<{ user: { id: string } }>('/api/users', {
    username: 'tingyong',
    name: '停用人',
    role: 'township',
    area: TOWN,
    bodies: [],
  })
  await security.patch(`/api/users/${made.body.user.id}`, { disabled: true })
  expect((await name(town, made.body.user.id)).says).toContain('账号都要在用')
  const other = await system((trx) =>
    sql<{
      id: string
    }>`insert into app_user (id, username, name, role, area, password_hash, password_set_at, must_change)
      values (gen_random_uuid(), 'linxian', '邻县人', 'township', '990102101', '-', now(), false) returning id`.execute(
      trx,
    ),
  )
  expect((await name(town, other.rows[0]!.id)).says).toContain('同一个县')
  for (const who of ['guanli', 'shenjigl', 'shenji'])
    expect((await name(await signIn(app, who), 'zhen1')).status, who).toBe(403)
  const choices = await town.get<{ people: { username: string }[] }>('/api/substitutions/people')
  const found = choices.body.people.map((one) => one.username)
  expect(found).toEqual(expect.arrayContaining(['cun', 'zhen2', 'shezhang', 'lingdao']))
  for (const who of ['zhen1', 'shenji', 'anquan', 'tingyong', 'linxian']) expect(found).not.toContain(who)
})

test('it ends where an account is disabled or moved, and at once where somebody ends it', async () => {
  const [town, chair] = [await signIn(app, 'zhen1'), await signIn(app, 'shezhang')]
  const first = await name(town, 'shezhang')
  await take(chair, first.body.id)
  await security.patch(`/api/users/${idOf('zhen1')}`, { disabled: true })
  expect(await onDay(chair, TODAY)).toMatchObject({ role: 'chair' })
  await security.patch(`/api/users/${idOf('zhen1')}`, { disabled: false })
  expect(await onDay(chair, TODAY)).toMatchObject({ role: 'township' })
  await system((trx) => sql`update app_user set area = '990102101' where username = 'zhen1'`.execute(trx))
  expect(await onDay(chair, TODAY)).toMatchObject({ role: 'chair' })
  await system((trx) => sql`update app_user set area = ${TOWN} where username = 'zhen1'`.execute(trx))
  expect((await (await signIn(app, 'zhen2')).post(`/api/substitutions/${first.body.id}/end`)).status).toBe(
    404,
  )
  expect((await security.post(`/api/substitutions/${first.body.id}/end`)).status).toBe(200)
  expect(await onDay(chair, TODAY)).toMatchObject({ role: 'chair' })
  expect((await security.post(`/api/substitutions/${first.body.id}/end`)).says).toContain('已经结束')
})

test('the security administrator sees all and makes them for others; who is not concerned sees none', async () => {
  const made = await name(security, 'cun', { absent: idOf('zhen2') })
  expect(made.status, made.says).toBe(200)
  const seen = async (who: Person) =>
    (await who.get<{ substitutions: Substitution[] }>('/api/substitutions')).body.substitutions.filter(
      (one) => one.id === made.body.id,
    )
  expect(await seen(security)).toMatchObject([
    { absent: { username: 'zhen2' }, standIn: { username: 'cun' }, state: '正在代班' },
  ])
  expect(await seen(await signIn(app, 'cun'))).toHaveLength(1)
  expect(await seen(await signIn(app, 'zhen1'))).toEqual([])
  expect((await name(await signIn(app, 'zhen1'), 'cun', { absent: idOf('zhen2') })).status).toBe(403)
  await clear()
})

test('raw SQL makes no place that is not given: not for others, not longer, not again, not by the session', async () => {
  const insert = (absent: string, standIn: string, days = 0) => sql`
    insert into substitution (id, absent, stand_in, from_day, to_day, ground)
    values (gen_random_uuid(), ${idOf(absent)}, ${idOf(standIn)}, ${TODAY}, ${addDays(TODAY, days)}, ${GROUND})`
  // The village clerk helps himself to the place of his township.
  expect(await said('cun', 'village', insert('zhen1', 'cun'))).toBe('42501')
  expect(await said('cun', 'county', insert('zhen1', 'cun'))).toBe('42501')
  expect(await said('zhen1', 'township', insert('zhen1', 'shenji'))).toBe('HS021')
  expect(await said('zhen1', 'township', insert('zhen1', 'zhen1'))).toBe('23514')
  expect(await said('zhen1', 'township', insert('zhen1', 'cun', 90))).toBe('23514')
  expect(await said('zhen1', 'township', insert('zhen1', 'cun', 89))).toBe(1)
  expect(await said('zhen1', 'township', sql`update substitution set to_day = to_day + 30`)).toBe('42501')
  expect(
    await said(
      'zhen2',
      'township',
      sql`update substitution set ended_on = from_day, ended_by = 'zhen2' where ended_on is null`,
    ),
  ).toBe(0)
  expect(await said('zhen1', 'township', sql`delete from substitution`)).toBe('42501')
  expect(await said('cun', 'village', sql`select * from app_session`)).toBe('42501')
  expect(await said('cun', 'village', sql`update app_session set stands_in = null`)).toBe('42501')
  const token = createHash('sha256').update('x').digest()
  expect(await said('cun', 'village', sql`select stand_in(${token}, null, 'x', ${TODAY}, '')`)).toBe('42501')
  expect(await said('cun', 'village', sql`select * from find_session(${token}, ${TODAY})`)).toBe('42501')
  expect(await said('cun', 'village', sql`select * from standing_in(${idOf('cun')}, null, ${TODAY})`)).toBe(
    '42501',
  )
  // An own step is not passed off as one of somebody's place.
  const forged = sql`insert into case_action (home, case_id, number, action, on_day, actor_name, acted_for)
    select home, id, version + 1, 'assign', ${TODAY}, 'x', 'zhen2' from problem_case limit 1`
  await (await signIn(app, 'xian')).post('/api/cases/batch', {})
  expect(await said('zhen1', 'township', forged)).toBe('42501')
  await clear()
})

test('a step is taken by two people: neither place lets one confirm what the other place of the same person did', async () => {
  const [county, town] = [await signIn(app, 'xian'), await signIn(app, 'zhen1')]
  const { body } = await town.get<{ cases: { id: string; version: number }[] }>('/api/cases?state=proposed')
  const one = body.cases[0]!
  const codes = ({ body: told }: { body: unknown }) =>
    (told as { problems: { code: string }[] }).problems.map((each) => each.code)
  const act = async (who: Person, action: string, more: object = {}) => {
    const { body: now } = await who.get<{ version: number }>(`/api/cases/${one.id}`)
    return who.post(`/api/cases/${one.id}/actions`, { action, version: now.version, ...more })
  }
  expect(
    (
      await act(county, 'assign', {
        owner: 'zhen1',
        dueOn: '2026-04-20',
        measures: [{ says: '补正', dueOn: null, owner: null }],
      })
    ).status,
  ).toBe(200)
  const given = await name(town, 'xian')
  const { as } = await take(county, given.body.id)
  expect(await inbox(as, 'waiting')).toContain('casesMine')
  const reported = await act(as, 'report', { note: '已补正', files: [] })
  expect(reported.status, reported.says).toBe(200)
  const { as: self } = await take(as, null)
  expect(codes(await act(self, 'signOff', { note: '核验' }))).toContain('action-four-eyes')
  expect(codes(await act(town, 'signOff', { note: '核验' }))).toContain('action-four-eyes')
  // Back at the desk the person on leave finds it among what was sent in his name; the substitute does not in his own.
  expect(await inbox(town, 'sent')).toContain('reportedByMe')
  expect(await inbox(self, 'sent')).not.toContain('reportedByMe')
  const trail = await system((trx) =>
    sql<{ actor: string; door: string; after: Record<string, unknown> }>`
      select actor, door, after from audit where action = 'report' order by id desc limit 1`.execute(trx),
  )
  expect(trail.rows[0]).toMatchObject({
    actor: 'xian',
    door: '网页，代高望田（zhen1）',
    after: { acted_for: 'zhen1', actor_name: expect.stringContaining('（代高望田）') },
  })
  const history = (await county.get<{ history: { says: string }[] }>(`/api/cases/${one.id}`)).body.history
  expect(history.at(-1)?.says).toContain('（代高望田）')
  await clear()
})

test('what is uploaded in another’s place says so, waits for whoever comes back, and is nobody else’s by raw SQL', async () => {
  const [town, village] = [await signIn(app, 'zhen1'), await signIn(app, 'cun')]
  const given = await name(town, 'cun')
  const { as } = await take(village, given.body.id)
  const before = await inbox(town, 'waiting')
  const sent = await upload<{ id: string }>(app, as, {
    url: '/api/imports',
    fields: { register: 'counsellor' },
    files: [{ name: '辅导员.csv', bytes: '所在乡镇,姓名,辅导员级别,聘任日期\n,卫辅导,乡镇级,2022-01-10\n' }],
  })
  expect(sent.status, sent.says).toBe(200)
  const { body } = await town.get<{ imports: { id: string; by: string }[] }>('/api/imports')
  expect(body.imports.find((one) => one.id === sent.body.id)?.by).toBe('宋麦香（代高望田）')
  expect([before.includes('ownImports'), (await inbox(town, 'waiting')).includes('ownImports')]).toEqual([
    false,
    true,
  ])
  const kept = await system((trx) =>
    sql<{ added_by: string; acted_for: string }>`
      select f.added_by, f.acted_for from file f join import i on i.summary ->> 'file' = f.id::text
      where i.id = ${sent.body.id}::uuid`.execute(trx),
  )
  expect(kept.rows).toEqual([{ added_by: 'cun', acted_for: 'zhen1' }])
  const forged = sql`insert into import (home, id, area, file_name, sha256, as_of, state, summary, acted_for)
    values ('990101', gen_random_uuid(), ${TOWN}, 'x.csv', '\\x00', ${TODAY}, 'preview', '{}', 'xian')`
  expect(await said('zhen1', 'township', forged)).toBe('42501')
  expect(await said('zhen1', 'township', sql`update import set acted_for = null, actor = 'xian'`)).toBe(
    '42501',
  )
  // Who comes back may end it, and goes on from there.
  expect((await town.post(`/api/imports/${sent.body.id}/confirm`)).status).toBe(200)
  await clear()
})
