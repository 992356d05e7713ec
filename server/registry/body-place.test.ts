/** A cooperative that moves takes along what belongs to it: the new place sees it, the old one no longer; nothing else changes. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { body as bodyRegister } from '#core/registry/body.ts'
import { withScope } from '#server/database/connect.ts'
import type { Caller } from '#server/http/route.ts'
import { recordTrades } from '#server/membership/record-trades.ts'
import { findLedgerBody } from '#server/membership/store.ts'
import { must } from '../../tests/must.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, smallCounty, TODAY, TOWN_A, TOWN_B, type SmallCounty } from '../../tests/small-county.ts'
import { moveBodies } from './bodies.ts'

let county: SmallCounty
let coop: SmallBook
let officer: Caller
beforeAll(async () => {
  county = await smallCounty()
  officer = await county.person('xianji', 'county', { area: HOME })
  coop = await smallBook(county)
  const [member] = coop.members
  await coop.post([
    { account: '102', debit: 1000_00n },
    { account: '101', credit: 1000_00n },
  ] as Parameters<SmallBook['post']>[0])
  await withScope(county.db, coop.accountant.scope, async (trx) => {
    await sql`insert into share_event (home, id, body, area, kind, member, amount, day)
      values (${HOME}, ${randomUUID()}, ${coop.body}, ${TOWN_A}, 'cash', ${member}, 10000, '2021-01-01')`.execute(
      trx,
    )
    const row = {
      day: '2022-06-01',
      direction: 'delivered',
      product: '茧',
      quantity: '10',
      amount: '300',
      member: member!,
    }
    must(await recordTrades(trx, (await findLedgerBody(trx, coop.body))!, { rows: [row], today: TODAY }))
  })
})
afterAll(() => county.database.close())

/** Table → the places in which its rows of the cooperative lie. */
async function places(who: Caller): Promise<Record<string, string[]>> {
  return withScope(county.db, who.scope, async (trx) => {
    const { rows: tables } = await sql<{ name: string }>`select unnest(body_followers()) as name`.execute(trx)
    const found: Record<string, string[]> = {}
    for (const name of [...tables.map((one) => one.name), 'share_event', 'trade', 'book', 'member']) {
      const { rows } = await sql<{ area: string }>`
        select distinct area from ${sql.table(name)} where body = ${coop.body}::uuid`.execute(trx)
      if (rows.length > 0) found[name] = rows.map((one) => one.area)
    }
    return found
  })
}

test('books, trades and shares follow it, and who sees them changes with it', async () => {
  const [townA, townB] = [
    await county.person('zhenA', 'township', { area: TOWN_A }),
    await county.person('zhenB', 'township', { area: TOWN_B }),
  ]
  const before = await places(officer)
  expect(Object.keys(before)).toEqual(
    expect.arrayContaining(['voucher', 'voucher_line', 'account_month', 'trade', 'share_event']),
  )
  expect(await places(townA)).toEqual(before)
  expect(await places(townB)).toEqual({})
  await withScope(county.db, officer.scope, (trx) =>
    moveBodies(trx, [coop.body], { area: TOWN_B, register: bodyRegister, keys: county.services.keys }),
  )
  const after = Object.fromEntries(Object.keys(before).map((name) => [name, [TOWN_B]]))
  expect(await places(officer)).toEqual(after)
  expect(await places(townA)).toEqual({})
  expect(await places(townB)).toEqual(after)
})

test('what was posted and traded still changes in nothing but its place', async () => {
  const owner = async (statement: string): Promise<string> => {
    const client = await county.database.owner.connect()
    try {
      await client.query("select set_config('app.national', 'on', false)")
      const { rowCount } = await client.query(statement)
      return `${rowCount ?? 0} rows`
    } catch (error) {
      return (error as { code: string }).code
    } finally {
      client.release()
    }
  }
  expect(await owner(`update voucher set summary = '别的' where body = '${coop.body}'`)).toBe('HB001')
  expect(
    await owner(`update voucher set area = '${TOWN_A}', summary = '别的' where body = '${coop.body}'`),
  ).toBe('HB001')
  expect(await owner(`delete from voucher where body = '${coop.body}'`)).not.toMatch(/^[1-9]/)
})

test('every guard of a table with a place lets the place follow', async () => {
  const { rows } = await sql<{ name: string }>`
    select c.relname || ' ' || p.proname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
    where t.tgname = 'keeps' and (t.tgtype & 16) > 0 and p.prosrc not like '%only_place_changes%'
      and not (p.prosrc like '%- ''area''%' and not exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attgenerated <> '' and not a.attisdropped))
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'area')
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'body')`.execute(
    county.db,
  )
  expect(rows.map((one) => one.name)).toEqual([])
})

test('what follows a body by its key is found by an index on the body', async () => {
  const { rows } = await county.database.owner.query<{ name: string }>(`
    select c.conrelid::regclass::text as name from pg_constraint c
    where c.contype = 'f' and c.confrelid = 'body'::regclass and c.confupdtype = 'c' and not exists (
      select from pg_index i where i.indrelid = c.conrelid and c.conkey[2] = any (array[i.indkey[0], i.indkey[1]])
        and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = '(body IS NOT NULL)'))
    order by 1`)
  expect(rows).toEqual([])
})
