/**
 * What the database promises of every register, tried through raw SQL as the application's own role: only versions go
 * in, nothing is changed or removed, no one reaches outside his scope, every change leaves its trace.
 */
import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registers } from '#core/reporting/registers.ts'
import { registerColumns } from '#server/database/columns.ts'
import { withScope } from '#server/database/connect.ts'
import { freshDatabase, type FreshDatabase } from '../../tests/template.ts'

let held: FreshDatabase<unknown>
let db: Kysely<unknown>

const HOME = '990101'
const county = { user: 'xian', role: 'county', area_low: '990101', area_high: '990101A', door: 'test' }
const townA = {
  user: 'zhen1',
  role: 'township',
  area_low: '990101100',
  area_high: '990101100A',
  door: 'test',
}
const townB = {
  user: 'zhen2',
  role: 'township',
  area_low: '990101101',
  area_high: '990101101A',
  door: 'test',
}
const auditor = { ...county, user: 'shenji', role: 'auditor' }

beforeAll(async () => {
  held = await freshDatabase<unknown>()
  db = held.db
})
afterAll(() => held.close())

async function addBody(
  scope: Record<string, string>,
  body: { id: string; area: string; version?: number; day?: string; name?: string },
) {
  await withScope(db, scope, (trx) =>
    sql`insert into body_version (home, id, area, version, effective_on, name)
        values (${HOME}, ${body.id}, ${body.area}, ${body.version ?? 1}, ${body.day ?? '2020-01-01'}, ${body.name ?? '甲合作社'})`.execute(
      trx,
    ),
  )
}

async function names(scope: Record<string, string>, id: string): Promise<string[]> {
  return withScope(db, scope, async (trx) => {
    const { rows } = await sql<{ name: string }>`select name from body where id = ${id}`.execute(trx)
    return rows.map((row) => row.name)
  })
}

test('every register stands in the database exactly as it is declared', async () => {
  for (const register of registers) {
    const { rows } = await sql<{ column_name: string; data_type: string; udt_name: string }>`
      select column_name, data_type, udt_name from information_schema.columns where table_name = ${register.id}`.execute(
      db,
    )
    const found = new Map(
      rows.map((row) => [
        row.column_name,
        row.data_type === 'ARRAY' ? `${row.udt_name.slice(1)}[]` : row.data_type,
      ]),
    )
    for (const column of registerColumns(register))
      expect(found.get(column.name), `${register.id}.${column.name}`).toBe(column.type)
    const system = [
      'home',
      'id',
      'area',
      'version',
      'effective_on',
      'ended',
      ...(register.belongsTo === 'body' ? ['body'] : []),
    ]
    expect([...found.keys()].toSorted(), register.id).toEqual(
      [...registerColumns(register).map((one) => one.name), ...system].toSorted(),
    )
  }
})

test('a version becomes the current record; an earlier one entered later does not overwrite it', async () => {
  const id = randomUUID()
  await addBody(county, { id, area: '990101100', day: '2020-01-01', name: '今' })
  await addBody(county, { id, area: '990101100', version: 2, day: '2019-01-01', name: '昔' })
  expect(await names(county, id)).toEqual(['今'])
  const past = await withScope(db, county, (trx) =>
    sql<{ name: string }>`select name from body_at('2019-06-30') where id = ${id}`.execute(trx),
  )
  expect(past.rows).toEqual([{ name: '昔' }])
})

test('a township sees its own bodies and no others', async () => {
  const id = randomUUID()
  await addBody(townA, { id, area: '990101100' })
  expect(await names(townA, id)).toHaveLength(1)
  expect(await names(townB, id)).toHaveLength(0)
  expect(await names({}, id)).toHaveLength(0)
})

test('an empty setting left over on a pooled connection shows nothing', async () => {
  const id = randomUUID()
  await addBody(county, { id, area: '990101100' })
  expect(
    await names({ user: '', role: '', area_low: '', area_high: '', national: '', bodies: '' }, id),
  ).toHaveLength(0)
})

test('a township can neither write into another nor pull a body of another over to itself', async () => {
  const id = randomUUID()
  await addBody(townB, { id, area: '990101101' })
  await expect(addBody(townA, { id: randomUUID(), area: '990101101' })).rejects.toThrow(/row-level security/)
  await expect(addBody(townA, { id, area: '990101100', version: 2 })).rejects.toThrow(/row-level security/)
  expect(await names(townB, id)).toEqual(['甲合作社'])
})

test('an auditor reads and can not write', async () => {
  const id = randomUUID()
  await addBody(county, { id, area: '990101100' })
  expect(await names(auditor, id)).toHaveLength(1)
  await expect(addBody(auditor, { id, area: '990101100', version: 2 })).rejects.toThrow(/row-level security/)
})

test('no current record and no version can be changed or removed by hand', async () => {
  for (const statement of [
    `update body set name = 'x'`,
    `delete from body`,
    `insert into body (home, id, area, version, effective_on, name) values ('990101', gen_random_uuid(), '990101', 1, '2020-01-01', 'x')`,
    `update body_version set name = 'x'`,
    `delete from body_version`,
    `update audit set actor = 'x'`,
    `delete from audit`,
    `truncate body_version`,
  ])
    await expect(
      withScope(db, county, (trx) => sql.raw(statement).execute(trx)),
      statement,
    ).rejects.toThrow(/permission denied/)
})

test('the same version can not be written twice: of two writers one is told', async () => {
  const id = randomUUID()
  await addBody(county, { id, area: '990101100' })
  await addBody(county, { id, area: '990101100', version: 2, name: '先到' })
  await expect(addBody(county, { id, area: '990101100', version: 2, name: '后到' })).rejects.toThrow(
    /duplicate key/,
  )
  expect(await names(county, id)).toEqual(['先到'])
})

test('a body that moves takes its records along, and the township that loses it sees them no more', async () => {
  const id = randomUUID()
  await addBody(county, { id, area: '990101100' })
  await withScope(db, townA, (trx) =>
    sql`insert into survey_version (home, id, body, area, version, effective_on, surveyed_on)
        values (${HOME}, ${randomUUID()}, ${id}, '990101100', 1, '2020-01-01', '2020-01-01')`.execute(trx),
  )
  await addBody(county, { id, area: '990101101', version: 2, day: '2021-01-01' })
  const count = async (scope: Record<string, string>) =>
    withScope(
      db,
      scope,
      async (trx) => (await sql`select id from survey where body = ${id}`.execute(trx)).rows.length,
    )
  expect(await count(townA)).toBe(0)
  expect(await count(townB)).toBe(1)
})

test('every change leaves who, through which door, before and after', async () => {
  const id = randomUUID()
  await addBody(county, { id, area: '990101100', name: '旧名' })
  await addBody(
    { ...townA, reason: '更名' },
    { id, area: '990101100', version: 2, name: '新名', day: '2021-01-01' },
  )
  const { rows } = await withScope(db, auditor, (trx) =>
    sql<Record<string, unknown>>`
      select actor, door, action, reason, before ->> 'name' as before, after ->> 'name' as after
      from audit where record = ${id} order by id`.execute(trx),
  )
  expect(rows).toEqual([
    { actor: 'xian', door: 'test', action: 'create', reason: null, before: null, after: '旧名' },
    { actor: 'zhen1', door: 'test', action: 'change', reason: '更名', before: '旧名', after: '新名' },
  ])
})
