/** The whole corpus of bad files through the server: one sentence or a preview each, nothing changed, and the server lives. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { signIn, testApp, upload, type Person, type TestApp } from '../app.ts'
import { badFiles, hugeFiles } from '../bad-files.ts'
import { ALL } from './ledgers.ts'

const SEED = 20261126
/** What an upload that ends in a preview may leave: the batch with its rows, the file, and their trace. */
const LEFT_BY_PREVIEWS = ['import', 'import_row', 'file', 'file_chunk', 'audit', 'audit_link', 'session']

let app: TestApp
let county: Person
beforeAll(async () => {
  app = await testApp()
  county = await signIn(app, 'xian')
})
afterAll(() => app.close())

/** How many rows each table holds, and what they come to. */
async function digest(): Promise<Map<string, string>> {
  return withScope(app.database.db, ALL, async (trx) => {
    const tables = await sql<{ name: string }>`
      select relname as name from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r'
        and has_table_privilege(c.oid, 'select') order by 1`.execute(trx)
    const names = tables.rows.map(({ name }) => name).filter((name) => !LEFT_BY_PREVIEWS.includes(name))
    const { rows } = await sql<{ name: string; held: string }>`${sql.join(
      names.map(
        (name) =>
          sql`(select ${name}::text as name, count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as held from ${sql.table(name)} t)`,
      ),
      sql` union all `,
    )}`.execute(trx)
    return new Map(rows.map(({ name, held }) => [name, held]))
  })
}

test('every bad file ends in one sentence or a preview; the database is as it was and the server answers', async () => {
  const files = badFiles(SEED)
  const before = await digest()
  const wrong: string[] = []
  let previews = 0
  for (const [turn, { kind, name, make }] of files.entries()) {
    const { status, says } = await upload(app, county, {
      url: '/api/imports',
      files: [{ name, bytes: make() }],
    })
    if (status === 200) previews += 1
    else if (status >= 500) wrong.push(`${turn} ${kind}: ${status} ${says}`)
    else if (!/[\u4E00-\u9FFF]{4}/u.test(says) || /\b(?:Error|undefined|NaN|TypeError)\b/.test(says))
      wrong.push(`${turn} ${kind}: says ${says}`)
  }
  console.log(`${files.length} files: ${previews} previews, ${files.length - previews} refused`)
  expect(files.length).toBeGreaterThan(330)
  expect(wrong).toEqual([])
  expect(previews).toBeGreaterThan(50)
  expect(await digest()).toEqual(before)
  expect((await county.get('/api/registers/body?size=1')).status).toBe(200)
})

test.each(hugeFiles())('$kind ($name) ends in one sentence or a preview as well', async (one) => {
  const before = await digest()
  const { status, says } = await upload(app, county, {
    url: '/api/imports',
    files: [{ name: one.name, bytes: one.make() }],
  })
  console.log(`${one.name}: ${status} ${says}`)
  expect(status === 200).toBe(one.previews)
  if (status !== 200) {
    expect([413, 422]).toContain(status)
    expect(says).toMatch(/(?:MB|行).*(?:拆分|分成|命令行)/)
  }
  expect(await digest()).toEqual(before)
  expect((await county.get('/api/registers/body?size=1')).status).toBe(200)
})
