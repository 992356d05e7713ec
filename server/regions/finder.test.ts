/** What a deployment says of its areas goes before the national list: ended ones are found no more, renamed ones by the new name. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/scope.ts'
import { freshDatabase, type FreshDatabase } from '../../tests/template.ts'
import { areaDataset } from './dataset.ts'
import { makeFinder } from './finder.ts'

const COUNTY = '620422'
const SYSTEM = { user: 'test', role: 'system', national: 'on', door: 'test' }

let fresh: FreshDatabase<unknown>
const [first, second] = areaDataset()
  .upper()
  .filter((one) => one.code.length === 9 && one.code.startsWith(COUNTY))
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.close())

/** The township that an address of the county leads to; null where a person is asked. */
async function lead(place: string): Promise<string | null> {
  return withScope(fresh.db, SYSTEM, async (trx) => {
    const words = { address: `甘肃省白银市会宁县${place}`, name: '', creditCode: null, above: [] }
    const { find } = await makeFinder(trx, { words: [words], area: COUNTY, day: '2026-03-20' })
    const match = find(words)
    return match.state === 'resolved' ? match.township : null
  })
}

test('a township that ended is found no more, a renamed one by its new name', async () => {
  expect([await lead(first!.name), await lead(second!.name)]).toEqual([first!.code, second!.code])
  await withScope(fresh.db, SYSTEM, async (trx) => {
    const { source } = areaDataset()
    await sql`insert into area (code, name, level, parent, source) values
      ('62', '甘肃省', 'province', '', ${source}), ('6204', '白银市', 'prefecture', '62', ${source}),
      (${COUNTY}, '会宁县', 'county', '6204', ${source})`.execute(trx)
    await sql`insert into area (code, name, level, parent, valid_to, source) values
      (${first!.code}, ${first!.name}, 'township', ${COUNTY}, '2026-01-01', ${source})`.execute(trx)
    await sql`insert into area (code, name, level, parent, valid_from, source) values
      (${second!.code}, '新名称镇', 'township', ${COUNTY}, '2026-01-01', '批复')`.execute(trx)
  })
  expect(await lead(first!.name)).not.toBe(first!.code)
  expect(await lead('新名称镇')).toBe(second!.code)
})

test('an answer counts until where it led has ended', async () => {
  await withScope(fresh.db, SYSTEM, (trx) =>
    sql`insert into area_mapping (home, id, key, area, from_day, ground)
      values (${COUNTY}, gen_random_uuid(), '老粮站院内', ${second!.code}, '2024-01-01', '村里说的')`.execute(
      trx,
    ),
  )
  expect(await lead('老粮站院内')).toBe(second!.code)
  await withScope(fresh.db, SYSTEM, (trx) =>
    sql`update area set valid_to = '2026-02-01' where code = ${second!.code}`.execute(trx),
  )
  expect(await lead('老粮站院内')).toBeNull()
})
