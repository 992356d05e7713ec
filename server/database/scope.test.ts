import { Kysely, PostgresDialect, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../tests/template.ts'
import { openPool } from './connect.ts'
import { withScope } from './scope.ts'

interface Rows {
  note: { id: bigint; area: string; held_on: string; amount: string }
}

let fresh: FreshDatabase<Rows>
beforeAll(async () => {
  fresh = await freshDatabase<Rows>()
  await fresh.owner.query(`
    create table note (id bigint primary key, area text not null collate "C", held_on date not null, amount numeric not null);
    alter table note enable row level security;
    alter table note force row level security;
    create policy scope on note using (area >= nullif(current_setting('app.area_low', true), '')
      and area < nullif(current_setting('app.area_high', true), ''));
    grant select, insert on note to heshe_app;
  `)
  const outside = { area_low: '62', area_high: '63' }
  await withScope(fresh.db, outside, (trx) =>
    trx
      .insertInto('note')
      .values([
        { id: 9_007_199_254_740_993n, area: '621024', held_on: '2023-03-20', amount: '0.10' },
        { id: 2n, area: '621025', held_on: '2023-01-01', amount: '3' },
      ])
      .execute(),
  )
})
afterAll(() => fresh.close())

test('a scope shows its own rows and no others', async () => {
  const seen = await withScope(fresh.db, { area_low: '621024', area_high: '621024A' }, (trx) =>
    trx.selectFrom('note').select('area').execute(),
  )
  expect(seen).toEqual([{ area: '621024' }])
})

test('big integers, dates and decimals come back without loss', async () => {
  const rows = await withScope(fresh.db, { area_low: '621024', area_high: '621025' }, (trx) =>
    trx.selectFrom('note').selectAll().execute(),
  )
  expect(rows).toEqual([
    { id: 9_007_199_254_740_993n, area: '621024', held_on: '2023-03-20', amount: '0.10' },
  ])
})

test('arrays of big integers, dates and decimals come back in the same forms, nulls kept', async () => {
  const { rows } =
    await sql`select array[1::int8, null] as ids, array['2023-03-20'::date] as days, array[1.50::numeric] as sums`.execute(
      fresh.db,
    )
  expect(rows).toEqual([{ ids: [1n, null], days: ['2023-03-20'], sums: ['1.50'] }])
})

test('without a scope nothing is seen, even on a connection that had one before', async () => {
  await Promise.all(
    Array.from({ length: 20 }, () =>
      withScope(fresh.db, { area_low: '0', area_high: '9' }, (trx) =>
        trx.selectFrom('note').selectAll().execute(),
      ),
    ),
  )
  const seen = await Promise.all(
    Array.from({ length: 20 }, () => fresh.db.selectFrom('note').selectAll().execute()),
  )
  expect(seen.flat()).toEqual([])
})

test('an empty setting grants nothing', async () => {
  const seen = await withScope(fresh.db, { area_low: '', area_high: '' }, (trx) =>
    trx.selectFrom('note').selectAll().execute(),
  )
  expect(seen).toEqual([])
})

test('what the work throws comes out, and the transaction is undone', async () => {
  const scope = { area_low: '62', area_high: '63' }
  const work = withScope(fresh.db, scope, async (trx) => {
    await trx
      .insertInto('note')
      .values({ id: 3n, area: '621026', held_on: '2023-01-01', amount: '1' })
      .execute()
    throw new Error('no')
  })
  await expect(work).rejects.toThrow('no')
  const { rows } = await fresh.owner.query('select id from note where id = 3')
  expect(rows).toEqual([])
})

test('the application can make no lasting table and take on no other role', async () => {
  await expect(sql`create table mine (id int)`.execute(fresh.db)).rejects.toThrow(/permission denied/)
  await expect(sql`set role heshe_owner`.execute(fresh.db)).rejects.toThrow(/permission denied/)
  await expect(sql`alter table note disable row level security`.execute(fresh.db)).rejects.toThrow(
    /must be owner/,
  )
})

test('a transaction inside the work does not take the scope over', async () => {
  const scope = { area_low: '62', area_high: '63' }
  const seen = await withScope(fresh.db, scope, () =>
    fresh.db.transaction().execute((other) => other.selectFrom('note').selectAll().execute()),
  )
  expect(seen).toEqual([])
})

test('many users at once each see their own', async () => {
  const areas = Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? '621024' : '621025'))
  const seen = await Promise.all(
    areas.map((area) =>
      withScope(fresh.db, { area_low: area, area_high: `${area}A` }, (trx) =>
        trx.selectFrom('note').select('area').execute(),
      ),
    ),
  )
  expect(seen).toEqual(areas.map((area) => [{ area }]))
})

test('a value with quotes, backslashes and signs of every kind arrives as it is', async () => {
  const reason = `张　三's \\ "说明"; drop table note; $$ %s 😀`
  const { rows } = await withScope(fresh.db, { reason }, (trx) =>
    sql`select current_setting('app.reason') as reason`.execute(trx),
  )
  expect(rows).toEqual([{ reason }])
})

test('a name that is no setting and a value that is no text are refused before anything is sent', async () => {
  const work = async (): Promise<void> => undefined
  await expect(withScope(fresh.db, { "x', 'y', true); --": 'z' }, work)).rejects.toThrow('not a name')
  await expect(withScope(fresh.db, { user: 'a\0b' }, work)).rejects.toThrow('not a value')
})

test('a connection made elsewhere is scoped all the same', async () => {
  const plain = new Kysely<Rows>({ dialect: new PostgresDialect({ pool: openPool(fresh.app) }) })
  const seen = await withScope(plain, { area_low: '621024', area_high: '621024A' }, (trx) =>
    trx.selectFrom('note').select('area').execute(),
  )
  await plain.destroy()
  expect(seen).toEqual([{ area: '621024' }])
})
