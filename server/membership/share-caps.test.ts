/** Caps of a plan that is in force here, ways down, and contributions of a sheet, on real PostgreSQL. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { GlideStep } from '#core/membership/share-caps.ts'
import type { Outcome } from '#core/values/outcome.ts'
import { withScope } from '#server/database/connect.ts'
import { inForceAt } from '#server/supervision/books.ts'
import { areasOn } from '#server/supervision/services.ts'
import { must } from '../../tests/must.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, smallCounty, TODAY, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { capsFor, glidesOf, keepGlide } from './caps.ts'
import { recordShares } from './record-share.ts'
import { eventsOf, findLedgerBody } from './store.ts'

type Trx = Parameters<Parameters<typeof withScope>[2]>[0]
let county: SmallCounty
let coop: SmallBook
beforeAll(async () => {
  county = await smallCounty()
  coop = await smallBook(county)
})
afterAll(() => county.database.close())

const within = <T>(work: (trx: Trx) => Promise<T>): Promise<T> =>
  withScope(county.db, coop.accountant.scope, work)
const capsNow = () =>
  within((trx) =>
    capsFor(
      trx,
      { home: HOME, body: coop.body, area: TOWN_A },
      {
        parametersAt: async (of, area, day) =>
          inForceAt(await areasOn(of, county.services, day), area).parameters,
        day: TODAY,
      },
    ),
  )

test('caps hold for a led cooperative where the county has adopted the plan, and only then', async () => {
  expect(await capsNow()).toEqual({ single: null, collective: null, joint: null })
  await withScope(county.db, { user: 'system', role: 'system', national: 'on', door: 'test' }, (trx) =>
    sql`insert into adoption (document, area, from_day, ground, slots) values ('party-led-2022', ${HOME}, '2022-01-01', '试验',
      '{"issuer":"某县委","number":"1号","villages":"20","towns":"甲镇"}')`.execute(trx),
  )
  expect((await capsNow()).single).toBeNull()
  await county.add('body_tag', { tag: '党支部领办' }, { body: coop.body, area: TOWN_A, day: '2022-01-01' })
  const { single, collective, joint } = await capsNow()
  expect([single, collective, joint].map((one) => [one?.num, one?.den])).toEqual([
    [20n, 100n],
    [10n, 100n],
    [50n, 100n],
  ])
  expect(single?.ground).toBe('party-led-2022#四(一)2')
})

const glide = (steps: GlideStep[], resolvedOn = '2023-01-10') =>
  within(async (trx) =>
    keepGlide(trx, (await findLedgerBody(trx, coop.body))!, {
      member: coop.members[0]!,
      steps,
      resolution: '成员大会决议',
      resolvedOn,
      now: 4000,
      cap: (await capsNow()).single,
    }),
  )

test('a way down is kept step by step to the cap; the latest resolution holds from its day', async () => {
  expect(await glide([{ by: '2023-12-31', atMost: 2001 }])).toMatchObject({
    problems: [{ code: 'glide-steps' }],
  })
  must(await glide([{ by: '2023-12-31', atMost: 2000 }]))
  must(
    await glide(
      [
        { by: '2023-12-31', atMost: 3000 },
        { by: '2024-12-31', atMost: 2000 },
      ],
      '2023-03-01',
    ),
  )
  const steps = async (day: string) =>
    (await within((trx) => glidesOf(trx, { home: HOME, body: coop.body }, day))).map(
      (one) => one.steps.length,
    )
  expect([await steps('2023-01-09'), await steps('2023-02-28'), await steps('2023-03-01')]).toEqual([
    [],
    [1],
    [2],
  ])
})

test('plain SQL keeps no way that goes up or back, for a stranger, and changes none', async () => {
  const raw = (statement: string) => within((trx) => sql.raw(statement).execute(trx))
  const insert = (steps: string, member = coop.members[0]!) =>
    raw(`insert into share_glide (home, id, body, area, member, steps, resolution, resolved_on)
      values ('${HOME}', '${randomUUID()}', '${coop.body}', '${TOWN_A}', '${member}', '${steps}', '决议', '2023-01-01')`)
  await expect(
    insert('[{"by":"2023-12-31","atMost":2000},{"by":"2024-12-31","atMost":2500}]'),
  ).rejects.toThrow(/逐步/)
  await expect(insert('[{"by":"2022-12-31","atMost":2000}]')).rejects.toThrow(/逐步/)
  await expect(insert('[]')).rejects.toThrow(/check constraint/)
  await expect(insert('[{"by":"2023-12-31","atMost":2000}]', randomUUID())).rejects.toThrow(/名册/)
  for (const statement of ['update share_glide set member = member', 'delete from share_glide'])
    await expect(raw(statement)).rejects.toThrow(/permission denied/)
})

/** As a request does: what is refused is taken back. */
async function outcomeOf<T>(work: (trx: Trx) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  let outcome: Outcome<T> | undefined
  await within(async (trx) => {
    outcome = await work(trx)
    if (!outcome.ok) throw new Error('taken back')
  }).catch((error: unknown) => {
    if (outcome?.ok !== false) throw error
  })
  return outcome!
}

test('the lines of a sheet are entered whole or not at all, every fault told by its line', async () => {
  const line = { kind: 'cash', member: coop.members[0]!, amount: 100_00n, on: '2023-01-10' }
  const record = (...rows: object[]) =>
    outcomeOf(async (trx) =>
      recordShares(trx, (await findLedgerBody(trx, coop.body))!, {
        rows: rows.map((row) => ({ event: { ...line, ...row } })),
        today: TODAY,
      }),
    )
  const count = () =>
    within(async (trx) => (await eventsOf(trx, (await findLedgerBody(trx, coop.body))!)).length)
  expect(await record({}, { kind: 'land' }, { amount: null })).toMatchObject({
    problems: [
      { code: 'share-basis', place: { row: 2 } },
      { code: 'share-amount', place: { row: 3 } },
    ],
  })
  expect(await record({}, { member: randomUUID() })).toMatchObject({ problems: [{ code: 'share-refused' }] })
  expect(await count()).toBe(0)
  expect(must(await record({}, { member: coop.members[1]!, kind: 'land', basis: '全体成员评估' }))).toEqual({
    kept: 2,
    amount: 200_00n,
  })
  expect(await count()).toBe(2)
})
