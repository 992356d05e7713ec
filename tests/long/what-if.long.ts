/** How long the sandbox of policy takes over a county of 1,500 cooperatives. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WhatIfResult } from '#contract/supervision/what-if.ts'
import { withScope } from '#server/database/connect.ts'
import { signIn, testApp, type TestApp } from '../app.ts'

const SYSTEM = { user: 'system', role: 'system', national: 'on', door: 'test' }
const CHANGE = {
  kind: 'parameter',
  document: 'cooperative-law',
  parameter: 'minimum_members',
  value: '8名',
  from: '2026-03-20',
}
const SECONDS_MAX = 5

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

test('over 1,500 cooperatives it answers in well under the five seconds of a busy machine', async () => {
  await app.database.owner.query(
    'alter table body_fact drop constraint if exists body_fact_home_body_area_fkey, drop constraint if exists body_fact_home_fkey',
  )
  const more = 1500 - (await count())
  await withScope(app.database.db, SYSTEM, (trx) =>
    sql`
      insert into body_fact select (jsonb_populate_record(f, jsonb_build_object('body', gen_random_uuid()))).*
      from body_fact f cross join generate_series(1, 20) limit ${more}`.execute(trx),
  )
  expect(await count()).toBe(1500)
  const officer = await signIn(app, 'xian')
  const began = performance.now()
  const said = await officer.post<WhatIfResult>('/api/what-if', CHANGE)
  expect(said.body.bodies).toBe(1500)
  const took = performance.now() - began
  console.info(`what-if over 1,500 cooperatives: ${Math.round(took)} ms`)
  expect(took).toBeLessThan(SECONDS_MAX * 1000)
})

async function count(): Promise<number> {
  const { rows } = await withScope(app.database.db, SYSTEM, (trx) =>
    sql<{ n: number }>`select count(*)::int as n from body_fact`.execute(trx),
  )
  return rows[0]!.n
}
