/** Figures of many bodies beside many vouchers: each voucher is read a few times, not once for every body. */
import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { smallBook } from '../../../tests/small-books.ts'
import { HOME, smallCounty, TODAY, TOWN_A, type SmallCounty } from '../../../tests/small-county.ts'
import { refreshFacts } from './facts.ts'

const BODIES = 60
const VOUCHERS = 2_000
let county: SmallCounty

beforeAll(async () => {
  county = await smallCounty()
  const { body } = await smallBook(county)
  for (let at = 0; at < BODIES; at += 1) await county.addBody(TOWN_A)
  const root = new Client(county.database.admin)
  await root.connect()
  await root.query('begin; set local session_replication_role = replica')
  await root.query(
    `insert into voucher (home, id, body, area, year, number, day, summary, actor, door)
      select $1, gen_random_uuid(), $2, $3, 2023, v, date '2023-01-01' + v % 70, '付款', 'kuaiji', 'web'
      from generate_series(1, $4::int) v`,
    [HOME, body, TOWN_A, VOUCHERS],
  )
  await root.query(`
    insert into voucher_line (home, voucher, line, body, area, day, account, debit, credit)
    select home, id, l, body, area, day, (array['521', '101'])[l], case l when 1 then number else 0 end, case l when 2 then number else 0 end
    from voucher, generate_series(1, 2) l`)
  await root.query('commit; analyze')
  await root.end()
}, 60_000)
afterAll(() => county.database.close())

/** Rows of the table that this transaction has fetched so far, by whatever way. */
const fetched = `select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::int as n
  from pg_stat_xact_user_tables where relname in ('voucher', 'voucher_line')`

test('the figures of all bodies read a voucher and its lines some times, whatever the number of bodies', async () => {
  const system = { user: 'system', role: 'system', national: 'on', door: 'test' }
  const read = await withScope(county.db, system, async (trx) => {
    await sql`update body_fact set day = day - 1`.execute(trx)
    await refreshFacts(trx, { day: TODAY })
    const { rows } = await sql<{ n: number }>`${sql.raw(fetched)}`.execute(trx)
    return rows[0]!.n
  })
  // Two lines and a voucher each; walked once for every body they would be read a hundred thousand times and more.
  expect(read).toBeGreaterThan(VOUCHERS)
  expect(read / VOUCHERS).toBeLessThan(BODIES / 2)
  const { rows } = await withScope(county.db, system, (trx) =>
    sql<{ nestloop: string }>`select current_setting('enable_nestloop') as nestloop`.execute(trx),
  )
  expect(rows[0]?.nestloop).toBe('on')
})
