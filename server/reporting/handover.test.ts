/** Handing over a post: all of it in one step, by whom it may be done, and the list as it stood. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { signIn, testApp, type Person, type TestApp } from '../../tests/app.ts'

interface Preview {
  work: { id: string; kind: string; title: string }[]
  successors: { username: string }[]
}

let app: TestApp
let county: Person
let town: Person
const SYSTEM = { user: 'system', role: 'system', national: 'on', door: 'test' }

beforeAll(async () => {
  app = await testApp()
  county = await signIn(app, 'xian')
  town = await signIn(app, 'zhen1')
  const security = await signIn(app, 'anquan')
  const made = await security.post('/api/users', {
    username: 'jieren',
    name: '接任人',
    role: 'township',
    area: '990101101',
    bodies: [],
  })
  expect(made.status).toBe(200)
  await withScope(app.database.db, SYSTEM, (trx) =>
    sql`
      insert into problem_case (home, id, code, body, area, title, state, version, owner, opened_on, due_on)
      select home, gen_random_uuid(), 'X-' || n, id, area, '问题整改', case n when 3 then 'closed' else 'assigned' end,
        1, 'zhen1', '2026-01-05', '2026-04-01'
      from (select *, row_number() over (order by id) as n from body where area like '990101101%' and not ended) b
      where n <= 3`.execute(trx),
  )
})
afterAll(() => app.close())

const owners = async () =>
  (
    await withScope(app.database.db, SYSTEM, (trx) =>
      sql<{ code: string; owner: string }>`
        select code, owner from problem_case where code like 'X-%' order by code`.execute(trx),
    )
  ).rows.map(({ code, owner }) => `${code} ${owner}`)

test('what is open is shown, what is closed is not; only the same post over the same area or a larger one takes over', async () => {
  const { body } = await town.get<Preview>('/api/handovers/preview?giver=zhen1')
  const titles = body.work.filter(({ kind }) => kind === '问题整改').map(({ title }) => title.slice(0, 3))
  expect(titles).toEqual(expect.arrayContaining(['X-1', 'X-2']))
  expect(titles).not.toContain('X-3')
  expect(body.successors.map(({ username }) => username)).toEqual(['jieren'])
})

test('a township hands over for itself alone, the county for whom it sees; without ground or to a stranger nobody', async () => {
  expect((await town.get('/api/handovers/preview?giver=zhen2')).status).toBe(404)
  expect((await county.get('/api/handovers/preview?giver=zhen2')).status).toBe(200)
  const give = (body: object) => town.post('/api/handovers', { giver: 'zhen1', ...body })
  expect((await give({ receiver: 'jieren', ground: '调' })).status).toBe(422)
  expect((await give({ receiver: 'zhen2', ground: '岗位调整通知' })).status).toBe(422)
  for (const who of ['guanli', 'shezhang', 'lingdao'])
    expect((await (await signIn(app, who)).get('/api/handovers')).status, who).toBe(403)
  expect(await owners()).toEqual(['X-1 zhen1', 'X-2 zhen1', 'X-3 zhen1'])
})

test('one step moves all that is open, leaves what is closed, stands in the trail, and prints the list', async () => {
  const done = await town.post<{ id: string; count: number }>('/api/handovers', {
    giver: 'zhen1',
    receiver: 'jieren',
    ground: '岗位调整通知',
  })
  expect(done.status, done.says).toBe(200)
  expect(done.body.count).toBeGreaterThanOrEqual(2)
  expect(await owners()).toEqual(['X-1 jieren', 'X-2 jieren', 'X-3 zhen1'])
  const after = await town.get<Preview>('/api/handovers/preview?giver=zhen1')
  expect(after.body.work.filter(({ title }) => title.startsWith('X-'))).toEqual([])
  const sheet = await town.get<Buffer>(`/api/handovers/${done.body.id}/sheet.docx`)
  expect(sheet.body.subarray(0, 2).toString()).toBe('PK')
  const auditor = await signIn(app, 'shenji')
  const told = await auditor.get<{ entries: object[] }>('/api/audit?subject=handover')
  expect(told.body.entries[0]).toMatchObject({ action: '交接', reason: '岗位调整通知' })
  // Another township sees neither the handover nor its list.
  const other = await signIn(app, 'zhen2')
  expect((await other.get<{ handovers: object[] }>('/api/handovers')).body.handovers).toEqual([])
  expect((await other.get(`/api/handovers/${done.body.id}/sheet.docx`)).status).toBe(404)
})

test('the database lets nobody hand over for another, forge an old one, or take one back', async () => {
  const run = async (role: string, statement: ReturnType<typeof sql>) => {
    const scope = { user: 'zhen1', role, area_low: '990101101', area_high: '990101101A', door: 'test' }
    return withScope(app.database.db, scope, (trx) => statement.execute(trx)).then(
      ({ numAffectedRows }) => Number(numAffectedRows ?? 0),
      (error: { code?: string }) => error.code,
    )
  }
  const add = (giver: string, area = '990101101') => sql`
    insert into handover (home, id, area, giver, receiver, on_day, ground, items)
    values ('990101', gen_random_uuid(), ${area}, ${giver}, 'jieren', '2026-03-20', '试验一下', '[]')`
  expect(await run('township', add('zhen2'))).toBe('42501')
  expect(await run('township', add('zhen1', '990101102'))).toBe('42501')
  expect(await run('auditor', add('zhen1'))).toBe('42501')
  expect(await run('security', add('zhen1'))).toBe('42501')
  expect(await run('township', sql`update handover set ground = '改掉依据'`)).toBe('42501')
  expect(await run('township', sql`delete from handover`)).toBe('42501')
  expect(await run('township', add('zhen1'))).toBe(1)
})
