/** After a long list the planner knows how many bodies there are, though the application owns no table. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { freshDatabase, type FreshDatabase } from '../../tests/template.ts'

let held: FreshDatabase<unknown>
beforeAll(async () => {
  held = await freshDatabase<unknown>()
})
afterAll(() => held.close())

const known = async (table: string): Promise<number> => {
  const { rows } = await held.owner.query<{ n: number }>(
    'select reltuples::int as n from pg_class where oid = $1::regclass',
    [table],
  )
  return rows[0]?.n ?? Number.NaN
}

test('rows written in the same transaction are counted; other names are passed over', async () => {
  const system = { user: 'system', role: 'system', national: 'on', door: 'test' }
  await withScope(held.db, system, async (trx) => {
    await sql`insert into body_version (home, id, area, version, effective_on, name)
      select '990101', gen_random_uuid(), '990101101', 1, '2020-01-01', 'x' || n from generate_series(1, 40) n`.execute(
      trx,
    )
    await sql`select count_anew(array['body', 'no such table', 'body"; drop table body; --'])`.execute(trx)
  })
  expect([await known('body'), await known('body_version')]).toEqual([40, 40])
})
