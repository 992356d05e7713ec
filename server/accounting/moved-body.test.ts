/** A cooperative that moves to another township: its books, plans and papers are seen there, and no longer where it was. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '#server/config.ts'
import { withScope } from '#server/database/connect.ts'
import { keepFile } from '#server/files/content.ts'
import type { Caller } from '#server/http/route.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, smallCounty, TOWN_A, TOWN_B, type SmallCounty } from '../../tests/small-county.ts'

const MIGRATIONS = path.join(ROOT, 'server', 'database', 'migrations')

let county: SmallCounty
let book: SmallBook
let stays: SmallBook
let here: Caller
let there: Caller
beforeAll(async () => {
  county = await smallCounty()
  book = await smallBook(county)
  stays = await smallBook(county, 'kuaiji2')
  here = await county.person('zhen1', 'township', { area: TOWN_A })
  there = await county.person('zhen2', 'township', { area: TOWN_B })
  const paper = await within(book.accountant, (trx) =>
    keepFile(
      trx,
      {
        home: HOME,
        area: TOWN_A,
        body: book.body,
        name: '票.jpg',
        type: 'image/jpeg',
        bytes: Buffer.from('x'),
      },
      county.services.keys,
    ),
  )
  for (const one of [book, stays]) {
    await one.post(
      [
        { account: '102', debit: 100n },
        { account: '301', credit: 100n, member: one.members[0]!, item: '成员增加出资' },
      ],
      one === book ? { files: [paper] } : {},
    )
    await within(one.accountant, (trx) =>
      sql`insert into trade (home, id, body, area, member, day, direction, product, quantity, amount)
        values (${HOME}, gen_random_uuid(), ${one.body}, ${TOWN_A}, ${one.members[0]}, '2023-03-01', 'delivered', '鲜茧', 1000, 100)`.execute(
        trx,
      ),
    )
  }
})
afterAll(() => county.database.close())

const within = <T>(caller: Caller, work: (trx: Kysely<unknown>) => Promise<T>): Promise<T> =>
  withScope(county.db, caller.scope, (trx) => work(trx as unknown as Kysely<unknown>))

const move = (area: string, version: number) =>
  county.add(
    'body',
    {
      name: '甲种植专业合作社',
      registered_on: '2015-01-01',
      body_kind: '农民专业合作社',
      registration_state: '存续',
    },
    { area, body: book.body, version, day: '2023-02-01' },
  )
const TABLES = [
  'voucher',
  'voucher_line',
  'voucher_file',
  'account_month',
  'account_detail_month',
  'file',
  'trade',
]
const seen = (caller: Caller) =>
  within(caller, async (trx) => {
    const counts: Record<string, number> = {}
    for (const table of TABLES) {
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from ${sql.table(table)} where body = ${book.body}::uuid`.execute(trx)
      counts[table] = rows[0]!.n
    }
    return counts
  })
const of = (n: readonly number[]) => Object.fromEntries(TABLES.map((table, at) => [table, n[at]]))

test('every row follows to the new office, there and back, and is never touched otherwise', async () => {
  const [whole, none] = [of([1, 2, 1, 2, 1, 1, 1]), of([0, 0, 0, 0, 0, 0, 0])]
  expect([await seen(here), await seen(there)]).toEqual([whole, none])
  const before = await within(book.accountant, (trx) =>
    sql`select to_jsonb(v) - 'area' as row from voucher v union all select to_jsonb(l) - 'area' from voucher_line l`.execute(
      trx,
    ),
  )
  await move(TOWN_B, 2)
  expect([await seen(here), await seen(there)]).toEqual([none, whole])
  const after = await within(book.accountant, (trx) =>
    sql`select to_jsonb(v) - 'area' as row from voucher v union all select to_jsonb(l) - 'area' from voucher_line l`.execute(
      trx,
    ),
  )
  expect(after.rows).toEqual(before.rows)
  await move(TOWN_A, 3)
  expect([await seen(here), await seen(there)]).toEqual([whole, none])
  await move(TOWN_B, 4)
})

test('no row of any table of a body stays behind, and the books of another body stay where they are', async () => {
  const { rows: tables } = await within(here, (trx) =>
    sql<{ name: string }>`
      select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and has_table_privilege(c.oid, 'select') and c.relname not like '%\_version'
        and (select count(*) from pg_attribute a where a.attrelid = c.oid and a.attname in ('home', 'area', 'body')) = 3 order by 1`.execute(
      trx,
    ),
  )
  expect(tables.length).toBeGreaterThan(40)
  const system = { user: 'system', role: 'system', national: 'on', door: 'test' }
  const behind: string[] = []
  await withScope(county.db, system, async (trx) => {
    for (const { name } of tables) {
      const { rows } =
        await sql`select from ${sql.table(name)} t join body b on b.home = t.home and b.id = t.body
        where t.area <> b.area limit 1`.execute(trx)
      if (rows.length > 0) behind.push(name)
    }
    const { rows } = await sql<{ area: string }>`
      select distinct area from voucher where body = ${stays.body}::uuid`.execute(trx)
    expect(rows).toEqual([{ area: TOWN_A }])
  })
  expect(behind).toEqual([])
})

test('the new office posts nothing by it, and nobody moves books by plain SQL', async () => {
  for (const caller of [there, book.accountant])
    for (const table of ['voucher', 'voucher_line', 'account_month', 'surplus_share', 'file'])
      await expect(
        within(caller, (trx) => sql`update ${sql.table(table)} set area = ${TOWN_A}`.execute(trx)),
      ).rejects.toThrow(/permission denied/)
  await book.post(
    [
      { account: '102', debit: 5n },
      { account: '502', credit: 5n },
    ],
    { area: TOWN_B },
  )
  expect((await seen(there))['voucher']).toBe(2)
})

test('a table that names a body and a place is carried along by its key or is in the list', async () => {
  const { rows } = await within(here, (trx) =>
    sql<{ name: string }>`
      select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and c.relname not like '%\_version' and not c.relname = any (body_followers())
        and (select count(*) from pg_attribute a where a.attrelid = c.oid and a.attname in ('home', 'area', 'body')) = 3
        and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and k.confupdtype = 'c') order by 1`.execute(
      trx,
    ),
  )
  // A question about an address and a row of a form that was sent out belong to the place where they were asked.
  expect(rows.map((one) => one.name)).toEqual(['area_question', 'handout_row'])
})

test('papers that were left behind by an earlier move are brought to their cooperative', async () => {
  const client = await county.database.owner.connect()
  const left = async (): Promise<number> =>
    Number(
      (
        await client.query(
          'select count(*) as n from file f join body b on b.home = f.home and b.id = f.body where f.area <> b.area',
        )
      ).rows[0].n,
    )
  try {
    await client.query('begin')
    await client.query(`set local app.national = 'on'`)
    await client.query(`update file set area = '990101' where body = $1`, [book.body])
    const before = await left()
    await client.query('commit')
    await client.query('begin')
    // As it runs in an upgrade: nobody is signed in. Its indexes are there.
    const settles = readFileSync(path.join(MIGRATIONS, '202611271090-settle-moved-papers.sql'), 'utf8')
    await client.query(settles.replaceAll('create index', 'create index if not exists'))
    await client.query('commit')
    await client.query(`select set_config('app.national', 'on', false)`)
    expect([before, await left()]).toEqual([1, 0])
  } finally {
    await client.query(`select set_config('app.national', '', false)`)
    client.release()
  }
})

test('of two that move at once each takes its own papers to its own place', async () => {
  const client = await county.database.owner.connect()
  try {
    await client.query('begin')
    await client.query(`select set_config('app.national', 'on', true), set_config('app.role', 'system', true),
      set_config('app.user', 'test', true), set_config('app.door', 'test', true)`)
    const { rows: moved } = await client.query<{ id: string; area: string }>(
      `update body set area = case id when $1 then $3 else $4 end where id in ($1, $2) returning id, area`,
      [book.body, stays.body, TOWN_A, TOWN_B],
    )
    const areas: Record<string, string> = Object.fromEntries(moved.map(({ id, area }) => [id, area]))
    expect(areas).toEqual({ [book.body]: TOWN_A, [stays.body]: TOWN_B })
    for (const table of ['voucher', 'voucher_line', 'account_month', 'trade', 'member']) {
      const { rows } = await client.query<{ body: string; area: string }>(
        `select distinct body, area from ${table} where body in ($1, $2)`,
        [book.body, stays.body],
      )
      expect(Object.fromEntries(rows.map(({ body, area }) => [body, area]))).toEqual(areas)
      expect(rows).toHaveLength(2)
    }
  } finally {
    await client.query('rollback')
    client.release()
  }
})
