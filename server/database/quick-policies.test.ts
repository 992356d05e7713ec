/** Row security asks for the caller's scope once a statement, and means by it what app_sees means. */
import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { freshDatabase, type FreshDatabase } from '../../tests/template.ts'

const AREAS = ['990101', '990101101', '990101102', '990101A', '990102', '990102101', '00']
const BODIES = AREAS.map((area) => ({ id: randomUUID(), area }))

let held: FreshDatabase<unknown>
let db: Kysely<unknown>
beforeAll(async () => {
  held = await freshDatabase<unknown>()
  db = held.db
  const system = { user: 'system', role: 'system', national: 'on', door: 'test' }
  await withScope(db, system, (trx) =>
    sql`insert into body_version (home, id, area, version, effective_on, name, actor, door)
      select left(area, 6), id, area, 1, '2020-01-01', area, 'test', 'test'
      from jsonb_to_recordset(${JSON.stringify(BODIES)}::jsonb) as x (id uuid, area text)`.execute(trx),
  )
})
afterAll(() => held.close())

test('no policy reads a setting of the scope row by row', async () => {
  const { rows } = await held.owner.query<{ policy: string }>(`
    select tablename || '.' || policyname as policy from pg_policies
    where concat(qual, with_check) ~ 'app_sees\\(|(?<!SELECT )app_setting\\('`)
  expect(rows).toEqual([])
})

const COUNTY = { area_low: '990101', area_high: '990101A' }
test.each([
  ['a county', { role: 'county', ...COUNTY }],
  ['a township', { role: 'township', area_low: '990101101', area_high: '990101101A' }],
  ['the country', { role: 'system', national: 'on' }],
  ['nobody in particular', { role: 'county' }],
  ['an upper bound without a lower one', { role: 'county', area_high: '990101A' }],
  ['an administrator', { role: 'admin', ...COUNTY }],
  ['the audit administrator of the country', { role: 'auditAdmin', national: 'on' }],
  ['a household', { role: 'household', ...COUNTY }],
  ['no role', { ...COUNTY }],
  ['empty settings', { role: 'county', area_low: '', area_high: '', national: '', bodies: '' }],
])('%s sees by policy what app_sees says', async (_, scope) => {
  const given = { user: 'someone', ...scope }
  const one = BODIES[5]?.id ?? ''
  for (const more of [{}, { bodies: one }]) {
    const { seen, said } = await withScope(db, { ...given, ...more }, async (trx) => ({
      seen: (await sql<{ id: string }>`select id from body order by id`.execute(trx)).rows,
      said: (
        await sql<{ id: string }>`
          select id from jsonb_to_recordset(${JSON.stringify(BODIES)}::jsonb) as x (id uuid, area text)
          where app_sees(area, id) order by id`.execute(trx)
      ).rows,
    }))
    expect(seen).toEqual(said)
  }
})
