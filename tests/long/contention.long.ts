/** Several at once on the same records: no change is lost, no number is left out, no body is made twice. */
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { DatabaseError } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { body } from '#core/registry/body.ts'
import { exampleAreas } from '#examples/county/areas.ts'
import { chanceOf } from '#examples/county/chance.ts'
import { scaleCsv } from '#examples/county/scale.ts'
import { importServices } from '#server/assemble.ts'
import { fixedClock } from '#server/clock.ts'
import { withScope } from '#server/database/connect.ts'
import { openKeys } from '#server/database/crypt.ts'
import { openSecrets } from '#server/database/secrets.ts'
import { addAreas } from '#server/regions/store.ts'
import { changeRecord, createRecord } from '#server/register/change.ts'
import { findRecord } from '#server/register/list.ts'
import { keepBatch } from '#server/registry/imports/batches.ts'
import { planFile, writePlanned } from '#server/registry/imports/run.ts'
import { must } from '../must.ts'
import { freshDatabase, type FreshDatabase } from '../template.ts'

const HOME = '990101'
const DAY = '2026-03-20'
const RECORDS = 20
const CONNECTIONS = 4
const TRIES = 200
const scope = { user: 'xian', role: 'county', area_low: HOME, area_high: `${HOME}A`, door: 'test' }
const keys = openKeys(openSecrets(fs.mkdtempSync(path.join(os.tmpdir(), 'heshe-contention-'))))
const services = {
  ...importServices({ keys, documents: [], clock: fixedClock(DAY) }),
  onChange: async () => undefined,
}

let held: FreshDatabase<unknown>

beforeAll(async () => {
  held = await freshDatabase<unknown>()
  const areas = exampleAreas.filter((area) => !area.to)
  await withScope(held.db, { ...scope, national: 'on' }, (trx) => addAreas(trx, areas, 'test'))
})
afterAll(() => held.close())

async function makeRecords(): Promise<string[]> {
  return withScope(held.db, scope, async (trx) => {
    const ids: string[] = []
    for (let index = 0; index < RECORDS; index += 1) {
      const values = { name: `禾丰县争用${index}种植专业合作社`, capital: '0' }
      const entry = { home: HOME, area: HOME, today: DAY, values }
      ids.push(must(await createRecord(trx, body, { entry, keys })))
    }
    return ids
  })
}

/** Adds one yuan to the capital of the record as it was seen; gives how the try ended. */
async function addYuan(id: string, ready: () => Promise<void>): Promise<string> {
  const seen = await withScope(held.db, scope, (trx) => findRecord(trx, body, id))
  await ready()
  if (!seen) throw new Error('the record is gone')
  const capital = String(Number(seen['capital']) / 100 + 1)
  try {
    await withScope(held.db, scope, async (trx) => {
      const entry = { area: seen.area, today: DAY, values: { capital } }
      must(await changeRecord(trx, body, { row: seen, entry, keys }))
    })
    return 'won'
  } catch (error) {
    if (error instanceof DatabaseError) return error.code ?? ''
    throw error
  }
}

/** Holds everyone back until all have come. */
function barrier(size: number): () => Promise<void> {
  let come = 0
  const { promise, resolve } = Promise.withResolvers<void>()
  return () => {
    come += 1
    if (come === size) resolve()
    return promise
  }
}

test('four connections change the same twenty records: losers are told 23505, no change is lost', async () => {
  const ids = await makeRecords()
  const chance = chanceOf(990101, 'contention')
  const ends: string[] = []
  for (let round = 0; round < TRIES / CONNECTIONS; round += 1) {
    const ready = barrier(CONNECTIONS)
    const near = chance.int(0, RECORDS - 1)
    // Now all four at one record, now spread over two.
    const picks = Array.from({ length: CONNECTIONS }, () => ids[(near + chance.int(0, 1)) % RECORDS]!)
    ends.push(...(await Promise.all(picks.map((id) => addYuan(id, ready)))))
  }
  const won = ends.filter((end) => end === 'won').length
  expect(ends).toHaveLength(TRIES)
  expect(new Set(ends)).toEqual(new Set(['won', '23505']))
  const { rows } = await withScope(held.db, scope, (trx) =>
    sql<{ id: string; numbers: number[]; version: number; capital: bigint; last: bigint }>`
      select b.id, b.version, b.capital, array_agg(v.version order by v.version) as numbers, max(v.capital) as last
      from body b join body_version v on v.home = b.home and v.id = b.id
      where b.id = any (${ids}::uuid[]) group by b.id, b.version, b.capital`.execute(trx),
  )
  expect(rows).toHaveLength(RECORDS)
  for (const row of rows) {
    expect(row.numbers).toEqual(row.numbers.map((_, index) => index + 1))
    expect(row.version).toBe(row.numbers.length)
    // Each change that was acknowledged added one yuan to the one before.
    expect(Number(row.capital)).toBe((row.version - 1) * 100)
    expect(row.last).toBe(row.capital)
  }
  expect(rows.reduce((sum, row) => sum + row.version - 1, 0)).toBe(won)
  console.log(`${TRIES} tries: ${won} won, ${TRIES - won} told 23505`)
})

/** Gives how many versions the import wrote. */
async function importList(bytes: Buffer, onlyArea: string | null): Promise<number> {
  return withScope(held.db, scope, async (trx) => {
    const id = randomUUID()
    const batch = { id, fileName: '名录.csv', bytes, asOf: DAY, sender: null, receiver: null, register: null }
    const request = { ...batch, importId: id, onlyArea, fallbackArea: HOME, createBodies: false }
    const planned = must(await planFile(trx, services, request))
    await writePlanned(trx, services, planned.plan)
    await keepBatch(trx, { ...batch, home: HOME, area: HOME, file: null }, { planned, state: 'done' })
    return planned.plan.writes!.versions
  })
}

test('the same list imported by four at once makes its bodies once, and all four succeed', async () => {
  const bytes = Buffer.from([...scaleCsv({ seed: 1, day: DAY, size: 300 })].join(''))
  const count = async (): Promise<number[]> => {
    const { rows } = await withScope(held.db, scope, (trx) =>
      sql<{ counts: number[] }>`select array[(select count(*) from body)::int,
        (select count(*) from body_version)::int, (select count(distinct credit_code) from body)::int,
        (select count(*) from import where state = 'done')::int] as counts`.execute(trx),
    )
    return rows[0]!.counts
  }
  const before = await count()
  const given = await Promise.all([HOME, HOME, null, HOME].map((area) => importList(bytes, area)))
  const after = await count()
  const firsts = given.filter((written) => written > 0)
  expect(firsts).toHaveLength(1)
  const written = after[0]! - before[0]!
  expect(written).toBeGreaterThan(200)
  expect(after.map((number, index) => number - before[index]!)).toEqual([written, written, written, 4])
})
