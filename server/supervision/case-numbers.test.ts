/** The last number of a county's cases, asked by somebody who sees only a part of them. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import type { Caller } from '#server/http/route.ts'
import { HOME, smallCounty, TOWN_A, TOWN_B, type SmallCounty } from '../../tests/small-county.ts'

let county: SmallCounty
let townB: Caller

beforeAll(async () => {
  county = await smallCounty()
  const townA = await county.person('zhen1', 'township', { area: TOWN_A })
  townB = await county.person('zhen2', 'township', { area: TOWN_B })
  const body = await county.addBody(TOWN_A)
  for (const code of ['ZG2022-0040', 'ZG2023-0009', 'ZG2023-10012'])
    await withScope(county.db, townA.scope, (trx) =>
      sql`insert into problem_case (home, id, code, body, area, title, state, version, opened_on)
        values (${HOME}, gen_random_uuid(), ${code}, ${body}, ${TOWN_A}, 't', 'proposed', 0, '2023-01-01')`.execute(
        trx,
      ),
    )
})
afterAll(() => county.database.close())

test('another township’s cases count, those of another year do not, and nothing more is seen afterwards', async () => {
  const { last, seen } = await withScope(county.db, townB.scope, async (trx) => {
    const numbers = await sql<{ last: number }>`
      select last_case_number(${HOME}, year) as last from unnest(array[2022, 2023, 2024]) year`.execute(trx)
    const cases = await sql`select from problem_case`.execute(trx)
    return { last: numbers.rows.map((row) => row.last), seen: cases.rows.length }
  })
  expect(last).toEqual([40, 10012, 0])
  expect(seen).toBe(0)
})

test('one statement that opens several cases numbers on from the same last number', async () => {
  const bodies = await Promise.all([county.addBody(TOWN_B), county.addBody(TOWN_B), county.addBody(TOWN_B)])
  const { rows } = await withScope(county.db, townB.scope, (trx) =>
    sql<{ code: string }>`
      insert into problem_case (home, id, code, body, area, title, state, version, opened_on)
      select ${HOME}, gen_random_uuid(), 'ZG2022-' || lpad((last_case_number(${HOME}, 2022) + row_number() over ())::text, 4, '0'),
        b, ${TOWN_B}, 't', 'proposed', 0, '2022-01-01' from unnest(${bodies}::uuid[]) b returning code`.execute(
      trx,
    ),
  )
  expect(rows.map((row) => row.code)).toEqual(['ZG2022-0041', 'ZG2022-0042', 'ZG2022-0043'])
})
