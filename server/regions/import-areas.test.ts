import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/scope.ts'
import { freshDatabase, type FreshDatabase } from '../../tests/template.ts'
import { importAreas } from './import-areas.ts'

let fresh: FreshDatabase<unknown>
beforeAll(async () => {
  fresh = await freshDatabase()
  await fresh.owner.query(`insert into area (code, name, level, parent, source) values
    ('99', '云岭省', 'province', '', 'first'), ('9901', '青川市', 'prefecture', '99', 'first'),
    ('990102', '云溪县', 'county', '9901', 'first'), ('990102100', '柴家门镇', 'township', '990102', 'first'),
    ('990102200', '大沟乡', 'township', '990102', 'first'), ('990102201', '土门乡', 'township', '990102', 'first')`)
})
afterAll(() => fresh.close())

const NEWER = [
  { code: '990102', name: '云溪县' },
  { code: '990102100', name: '柴门镇' },
  { code: '990102101', name: '大沟镇' },
  { code: '990102201', name: '土门乡' },
]
const list = { source: '2026年区划表', asOf: '2026-06-30' }
/** Areas are the system administrator's. */
const ADMIN = { user: 'test', role: 'admin', door: 'test' }
const load = (): ReturnType<typeof importAreas> =>
  withScope(fresh.db, ADMIN, (trx) => importAreas(trx, NEWER, list))

async function standing(): Promise<string[]> {
  const { rows } = await sql<{ said: string }>`
    select code || name as said from area where valid_to is null and code like '990102%' order by code`.execute(
    fresh.db,
  )
  return rows.map(({ said }) => said)
}

test('a newer list closes vanished codes on its day, adds new ones and keeps old names', async () => {
  const outcome = await load()
  expect(outcome.ok && outcome.value.unchanged).toBe(2)
  expect(await standing()).toEqual(['990102云溪县', '990102100柴门镇', '990102101大沟镇', '990102201土门乡'])
  const { rows } = await sql<{ valid_to: string }>`
    select valid_to::text from area where code = '990102200'`.execute(fresh.db)
  expect(rows).toEqual([{ valid_to: '2026-06-30' }])
  const renamed = await sql<{ former_names: unknown }>`
    select former_names from area where code = '990102100' and valid_to is null`.execute(fresh.db)
  expect(renamed.rows).toEqual([{ former_names: [{ name: '柴家门镇', until: '2026-06-30' }] }])
})

test('the same list again changes nothing', async () => {
  const before = await standing()
  expect(await load()).toMatchObject({
    ok: true,
    value: { added: [], closed: [], renamed: [], unchanged: 4 },
  })
  expect(await standing()).toEqual(before)
})

test('a list with a wrong row changes nothing and says why', async () => {
  const before = await standing()
  const rows = [
    { code: '990102', name: '云溪县' },
    { code: '99010', name: '短' },
  ]
  const outcome = await withScope(fresh.db, ADMIN, (trx) => importAreas(trx, rows, list))
  expect(outcome).toMatchObject({ ok: false, problems: [{ code: 'area-code-shape', place: { row: 3 } }] })
  expect(await standing()).toEqual(before)
})
