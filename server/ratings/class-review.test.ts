/** 分类认定 on real PostgreSQL: opened once a year with frozen inputs, confirmed by another person, counted as of a day. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readClasses as contract, reviewInputs } from '#contract/ratings/classes.ts'
import { classReview } from '#core/ratings/class-review.ts'
import { withScope } from '#server/database/connect.ts'
import type { Caller } from '#server/http/route.ts'
import { takeAction, type Acting } from '#server/procedure/act.ts'
import { listItems } from '#server/procedure/store.ts'
import { HOME, smallCounty, TODAY, TOWN_A, TOWN_B, type SmallCounty } from '../../tests/small-county.ts'
import { CLASS_HANDLER, openReviews, readClasses } from './class-review.ts'

let county: SmallCounty
let officer: Caller
let town: Caller
let body: string

beforeAll(async () => {
  county = await smallCounty()
  officer = await county.person('xian2', 'county', { area: HOME })
  town = await county.person('zhen1', 'township', { area: TOWN_A })
  body = await county.addBody(TOWN_A, { name: '甲社' })
  const other = await county.addBody(TOWN_B, { name: '乙社' })
  for (const each of [body, other])
    await county.add('operating_status', { status: '正常', since: '2022-01-01' }, { body: each })
  const photos = ['00000000-0000-4000-8000-000000000001']
  await county.add(
    'five_haves',
    { checked_on: '2023-02-01', site: true, sign: false, site_photos: photos, checker: '梁某' },
    { body },
  )
  await county.check(body, other)
})
afterAll(() => county.database.close())

function as<T>(caller: Caller, work: (acting: Acting) => Promise<T>): Promise<T> {
  return withScope(county.db, caller.scope, (trx) => work({ trx, caller, today: TODAY, calendar: [] }))
}

const reviews = () =>
  as(officer, async ({ trx }) => {
    const filter = { procedure: classReview.id, today: TODAY, soon: TODAY, finals: ['confirmed'] }
    return (await listItems(trx, filter, { page: 1, size: 50 })).rows
  })

test('each cooperative has one review a year, whoever opens it and however often', async () => {
  const open = (caller: Caller, area: string) =>
    as(caller, (acting) => openReviews(acting, county.services, area))
  expect(await open(town, TOWN_A)).toEqual({ opened: 1, standing: 0 })
  expect(await open(officer, HOME)).toEqual({ opened: 1, standing: 1 })
  expect(await open(officer, HOME)).toEqual({ opened: 0, standing: 2 })
})

test('the inputs are those of the day of opening, photographs of the five among them, and do not follow later data', async () => {
  const of = async () => reviewInputs.parse((await reviews()).find((one) => one.body === body)!.payload)
  const before = await of()
  expect(before).toMatchObject({ year: 2023, day: TODAY, checker: '梁某' })
  expect(before.haves.map((one) => one.has)).toEqual([true, false, null, null, null])
  expect(before.haves[0]?.photos).toHaveLength(1)
  await county.add('five_haves', { checked_on: TODAY, sign: true }, { body })
  await county.check(body)
  expect(await of()).toEqual(before)
})

test('another class than the computed one wants its reason; the confirming person is another', async () => {
  const id = (await reviews()).find((one) => one.body === body)!.id
  const act = (caller: Caller, action: string, more: object) =>
    as(caller, async (acting) => {
      const { version } = (await reviews()).find((one) => one.id === id)!
      return takeAction(acting, CLASS_HANDLER, { id, given: { action, version, ...more } })
    })
  await expect(act(town, 'propose', { payload: { class: '待定' } })).rejects.toThrow(/先查明/)
  await expect(act(town, 'propose', { payload: { class: '规范' } })).rejects.toThrow(/写明理由/)
  await act(town, 'propose', { payload: { class: '规范' }, note: '资料已补齐' })
  const done = await act(officer, 'confirm', { note: '同意乡镇意见' })
  expect(done).toMatchObject({ state: 'confirmed', payload: { class: '规范' } })
})

test('counts by township as of a day: yesterday nothing was confirmed', async () => {
  const on = (day: string) =>
    as(officer, async ({ trx }) =>
      contract.response.parse(
        await readClasses(trx, county.services, { area: HOME, areaName: '禾丰县', day }),
      ),
    )
  const confirmed = (found: Awaited<ReturnType<typeof on>>) =>
    found.rows.map((row) => row.counts.find((one) => one.class === '规范')?.confirmed)
  const today = await on(TODAY)
  expect(today.rows[0]).toMatchObject({ area: HOME, bodies: 2 })
  expect(today.rows.find((row) => row.area === TOWN_A)?.counts.map((one) => one.confirmed)).toContain(1)
  expect(confirmed(today)[0]).toBe(1)
  expect(confirmed(await on('2023-03-19'))[0]).toBe(0)
})
