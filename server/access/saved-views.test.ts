/** Filters kept under a name: one's own alone, at the pages' door and by raw SQL, with their limits. */
import { sql, type Transaction } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SavedView } from '#contract/kernel/saved-views.ts'
import { withScope } from '#server/database/connect.ts'
import { signIn, testApp, type Person, type TestApp } from '../../tests/app.ts'

let app: TestApp
let county: Person
let township: Person
beforeAll(async () => {
  app = await testApp()
  county = await signIn(app, 'xian')
  township = await signIn(app, 'zhen1')
})
afterAll(() => app.close())

const PAGE = '/registers/body'
const save = (who: Person, name: string, more: { page?: string; query?: string } = {}) =>
  who.post<SavedView>('/api/saved-views', { page: PAGE, query: '?q=肉牛', ...more, name })
const names = async (who: Person, page = PAGE): Promise<string[]> =>
  (await who.get<{ views: SavedView[] }>(`/api/saved-views?page=${page}`)).body.views.map((one) => one.name)
const remove = async (who: Person, id: string): Promise<number> => {
  const headers = { cookie: who.cookie, 'x-heshe-csrf': who.csrf }
  return (await app.server.inject({ method: 'DELETE', url: `/api/saved-views/${id}`, headers })).statusCode
}
function as<T>(user: string, work: (trx: Transaction<unknown>) => Promise<T>): Promise<T> {
  const scope = {
    user,
    role: 'county',
    area_low: '990101',
    area_high: '990101A',
    national: 'on',
    door: 'test',
  }
  return withScope(app.database.db, scope, work)
}
const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? '',
  )

test('are saved, found again on their own list only, renamed and removed by their owner', async () => {
  const { body: view } = await save(county, '肉牛')
  await save(county, '县城', { page: '/cases', query: '?late=1' })
  expect(await names(county)).toEqual(['肉牛'])
  expect(await names(county, '/cases')).toEqual(['县城'])
  expect((await county.patch(`/api/saved-views/${view.id}`, { name: '养殖' })).status).toBe(200)
  expect(await names(county)).toEqual(['养殖'])
  expect(await remove(county, view.id)).toBe(200)
  expect(await names(county)).toEqual([])
})

test('of somebody else are neither seen nor changed: through the pages as through raw SQL', async () => {
  const { body: view } = await save(county, '我的')
  expect(await names(township)).toEqual([])
  expect((await township.patch(`/api/saved-views/${view.id}`, { name: '拿来' })).status).toBe(404)
  expect(await remove(township, view.id)).toBe(404)
  const id = view.id
  const touched = await as('zhen1', async (trx) => [
    (await sql`select from saved_view where id = ${id}`.execute(trx)).rows.length,
    Number((await sql`update saved_view set name = '拿来' where id = ${id}`.execute(trx)).numAffectedRows),
    Number((await sql`delete from saved_view where id = ${id}`.execute(trx)).numAffectedRows),
  ])
  expect(touched).toEqual([0, 0, 0])
  const forged = sql`insert into saved_view (id, person, page, name, query)
    values (gen_random_uuid(), 'xian', '/cases', '塞给他', '?q=1')`
  expect(await codeOf(as('zhen1', (trx) => forged.execute(trx)))).toBe('42501')
  expect(await codeOf(as('zhen1', (trx) => sql`update saved_view set person = 'zhen1'`.execute(trx)))).toBe(
    '42501',
  )
  const nobody = await withScope(app.database.db, { role: 'county', national: 'on' }, (trx) =>
    sql`select from saved_view`.execute(trx),
  )
  expect(nobody.rows).toEqual([])
  expect(await names(county)).toEqual(['我的'])
})

test('two of one name on a list are refused, of one name on two lists are not', async () => {
  await save(township, '逾期')
  expect(await save(township, '逾期', { query: '?q=2' })).toMatchObject({ status: 422 })
  expect((await save(township, '逾期', { page: '/cases' })).status).toBe(200)
  const { body: other } = await save(township, '临期')
  expect((await township.patch(`/api/saved-views/${other.id}`, { name: '逾期' })).says).toContain(
    '本页已经有“逾期”',
  )
  expect((await township.patch(`/api/saved-views/${other.id}`, { name: '临期' })).status).toBe(200)
  expect((await names(township)).toSorted()).toEqual(['临期', '逾期'].toSorted())
})

test('a name has up to 40 signs, a person up to 50, and removing one makes room', async () => {
  const accountant = await signIn(app, 'kuaiji')
  expect((await save(accountant, '')).status).toBe(400)
  expect((await save(accountant, '长'.repeat(41))).status).toBe(400)
  expect((await save(accountant, '长'.repeat(40))).status).toBe(200)
  for (let n = 2; n <= 49; n++) await save(accountant, `第 ${n} 个`)
  const { status, body } = await save(accountant, '第五十个')
  expect(status).toBe(200)
  const over = await save(accountant, '第五十一个')
  expect(over).toMatchObject({ status: 422, says: '常用筛选最多存 50 个，请先删掉不用的' })
  const raw = sql`insert into saved_view (id, page, name, query) values (gen_random_uuid(), '/x', '再来', '?q=1')`
  expect(await codeOf(as('kuaiji', (trx) => raw.execute(trx)))).toBe('HS020')
  await remove(accountant, body.id)
  expect((await save(accountant, '第五十一个')).status).toBe(200)
})
