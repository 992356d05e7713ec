/** No page asks the database once for each row that it shows: the number of statements stays the same however many there are. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OpenApi } from '#server/http/api/document.ts'
import { withScope } from '#server/database/connect.ts'
import { signIn, testApp, type Person, type TestApp } from './app.ts'
import { statementsOf } from './queries.ts'

/** Above this a request does too much, however constant. */
const STATEMENTS_MAX = 40
/** Where several sets of rules are in force in a county, each is judged by its own statement. */
const SETS_OF_RULES = 4

let app: TestApp
let county: Person
let village: Person
let document: OpenApi

beforeAll(async () => {
  app = await testApp()
  county = await signIn(app, 'xian')
  village = await signIn(app, 'cun')
  document = (await app.server.inject('/api/openapi.json')).json()
  // All open findings become cases, so that lists of cases and inboxes hold more than a few.
  await county.post('/api/cases/batch', {})
})
afterAll(() => app.close())

async function count(who: Person, url: string): Promise<number> {
  let status = 0
  // Once before, so that what is only read at the first call is not counted.
  await who.get(url)
  const sent = await statementsOf(async () => {
    status = (await who.get(url)).status
  })
  expect(status, url).toBe(200)
  return sent.length
}

test('a list of any kind costs the same number of statements with one row and with hundreds', async () => {
  const lists = Object.entries(document.paths).flatMap(([path, { get }]) => {
    const sized = get?.parameters.some((one) => 'name' in one && one.name === 'size') === true
    return sized && !path.includes('{') && get?.['x-roles'].includes('county') ? [path] : []
  })
  expect(lists.length).toBeGreaterThan(30)
  const grown: string[] = []
  for (const path of lists) {
    const [few, many] = [await count(county, `${path}?size=1`), await count(county, `${path}?size=500`)]
    if (few !== many || many > STATEMENTS_MAX) grown.push(`${path}: ${few} → ${many}`)
  }
  expect(grown).toEqual([])
}, 120_000)

test.each([
  '/api/inbox',
  '/api/overview',
  '/api/search?q=合作社',
  '/api/check',
  '/api/unknown',
  '/api/shares',
  '/api/books',
  '/api/handouts',
  '/api/imports',
  '/api/targets',
  '/api/areas',
  '/api/policies',
  '/api/units',
  '/api/tokens',
  '/api/audits',
])('%s costs a county no more statements than one village', async (url) => {
  const most = await count(county, url)
  expect(most).toBeLessThanOrEqual(STATEMENTS_MAX)
  const alone = await village.get(url)
  if (alone.status === 200) expect(most).toBeLessThanOrEqual((await count(village, url)) + SETS_OF_RULES)
})

test('a dossier, a case and the facts of a body cost the same for the fullest body and the emptiest', async () => {
  const { rows } = await withScope(
    app.database.db,
    { user: 'system', role: 'system', national: 'on', door: 'test' },
    (trx) =>
      sql<{ body: string }>`
        select b.id as body from body b left join body_version v on v.home = b.home and v.id = b.id
          left join member m on m.home = b.home and m.body = b.id left join finding f on f.home = b.home and f.body = b.id
        group by b.id order by count(*) desc`.execute(trx),
  )
  const [fullest, emptiest] = [rows[0]!.body, rows.at(-1)!.body]
  for (const page of ['dossier', 'facts']) {
    const most = await count(county, `/api/bodies/${fullest}/${page}`)
    expect(most, page).toBeLessThanOrEqual(STATEMENTS_MAX)
    expect(most, page).toBe(await count(county, `/api/bodies/${emptiest}/${page}`))
  }
})
