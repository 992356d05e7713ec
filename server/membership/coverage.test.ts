/** Joined households, weak members and promised parts of one cooperative, computed by hand beside the database's figures. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FactValue } from '#core/kernel/literal.ts'
import { withScope } from '#server/database/connect.ts'
import type { Caller } from '#server/http/route.ts'
import { factsQuery, toFactValues } from '#server/supervision/facts/facts.ts'
import { must } from '../../tests/must.ts'
import { HOME, outcomeAs, smallCounty, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { toWire } from './coverage-routes.ts'
import { addKeep, findCoverage, keepsOf, sourcesOf, trendOf } from './coverage-store.ts'

let county: SmallCounty
let clerk: Caller
let body = ''
let village = ''
const members: Record<string, string> = {}
const SYSTEM = { user: 'system', role: 'system', national: 'on', door: 'test' }
type Trx = Parameters<Parameters<typeof withScope>[2]>[0]
const within = <T>(
  work: (trx: Trx) => Promise<T>,
  scope: Readonly<Record<string, string>> = SYSTEM,
): Promise<T> => withScope(county.db, scope, work)

beforeAll(async () => {
  county = await smallCounty()
  const { rows } = await within((trx) =>
    sql<{
      code: string
    }>`select code from area where code like ${`${TOWN_A}%`} and length(code) = 12 and valid_to is null order by code limit 1`.execute(
      trx,
    ),
  )
  village = rows[0]!.code
  body = await county.addBody(village, { name: '领办种植专业合作社', registered_on: '2020-01-01' })
  clerk = await county.person('kuaiji', 'accountant', { bodies: [body] })
  for (const [person, kind, joined_on, more] of [
    ['甲', '农民', '2020-01-01', {}],
    ['乙', '农民', '2022-01-01', { left_on: '2023-06-01' }],
    ['丙', '农民', '2023-03-01', { vulnerable: true }],
    ['丙之子', '农民', '2023-03-01', { vulnerable: false }],
    ['某公司', '企业', '2020-01-01', {}],
  ] as const)
    members[person] = await county.add(
      'member',
      { person, kind, joined_on, ...more },
      { body, area: village, day: joined_on },
    )
  await within((trx) =>
    sql`insert into member_role (home, id, body, area, member, role, person, from_day, ground)
      values (${HOME}, ${randomUUID()}, ${body}, ${village}, ${members['丙之子']!}, 'household', '丙', '2023-03-01', '户口簿'),
        (${HOME}, ${randomUUID()}, ${body}, ${village}, ${members['丙']!}, 'household', '丙', '2023-03-01', '户口簿')`.execute(
      trx,
    ),
  )
  for (const [year, households] of [
    [2022, 30],
    [2023, 20],
  ])
    await county.add('village_households', { year, households }, { area: village, day: `${year}-01-01` })
})
afterAll(() => county.database.close())

async function factsOn(
  day: string,
  scope = SYSTEM as Readonly<Record<string, string>>,
  of = body,
): Promise<Record<string, FactValue | null>> {
  const { rows } = await within(
    (trx) => sql<Record<string, unknown>>`${factsQuery({ day, bodies: [of] })}`.execute(trx),
    scope,
  )
  return toFactValues(rows[0] ?? {})
}

test('a household counts once, a company not at all, whoever left no more; the village gives the base of the year', async () => {
  expect(await factsOn('2022-12-31')).toMatchObject({
    member_households: 2,
    member_household_ratio: { num: 2n, den: 30n },
  })
  expect(await factsOn('2023-03-01')).toMatchObject({
    member_households: 3,
    member_household_ratio: { num: 3n, den: 20n },
  })
  expect(await factsOn('2023-06-01')).toMatchObject({ member_households: 2, weak_members: 1 })
})

test('growth is against the same day a year ago; too young is unknown', async () => {
  expect(await factsOn('2020-12-31')).toMatchObject({ member_households_grew: null })
  expect(await factsOn('2022-01-01')).toMatchObject({ member_households_grew: true })
  expect(await factsOn('2023-01-01')).toMatchObject({ member_households_grew: false })
  expect(await factsOn('2023-03-01')).toMatchObject({ member_households_grew: true })
})

test('without a figure of the village, or without a village, the part is unknown and not failed', async () => {
  expect(await factsOn('2021-12-31')).toMatchObject({ member_households: 1, member_household_ratio: null })
  const town = await county.addBody(TOWN_A, { name: '镇上的专业合作社' })
  await county.add(
    'member',
    { person: '丁', kind: '农民', joined_on: '2020-01-01' },
    { body: town, area: TOWN_A, day: '2020-01-01' },
  )
  expect(await factsOn('2023-03-01', SYSTEM, town)).toMatchObject({
    member_households: 1,
    member_household_ratio: null,
  })
  const none = await county.addBody(TOWN_A, { name: '没有名册的专业合作社' })
  expect(await factsOn('2023-03-01', SYSTEM, none)).toMatchObject({
    member_households: null,
    kept_diluted: null,
  })
})

test('where villages were merged the households of all of them are the base', async () => {
  const merged = `${village.slice(0, 9)}399`
  const one = await county.addBody(merged, { name: '并村的专业合作社', registered_on: '2020-01-01' })
  await county.add(
    'member',
    { person: '庚', kind: '农民', joined_on: '2020-01-01' },
    { body: one, area: merged, day: '2020-01-01' },
  )
  for (const [year, households] of [
    [2022, 9],
    [2023, 20],
    [2023, 30],
  ])
    await county.add('village_households', { year, households }, { area: merged, day: `${year}-01-01` })
  expect(await factsOn('2023-03-01', SYSTEM, one)).toMatchObject({
    member_household_ratio: { num: 1n, den: 50n },
  })
})

test('the figure is the same for who sees the cooperative alone, and nobody is told of another one', async () => {
  expect(await factsOn('2023-03-01', clerk.scope)).toMatchObject({
    member_household_ratio: { num: 3n, den: 20n },
  })
  const elsewhere = await county.addBody(TOWN_A, { name: '别的专业合作社' })
  await county.add(
    'member',
    { person: '戊', kind: '农民', joined_on: '2020-01-01' },
    { body: elsewhere, area: TOWN_A, day: '2020-01-01' },
  )
  const told = await within(
    (trx) =>
      sql`select * from member_rows(array[${HOME}], array[${elsewhere}::uuid], '2023-03-01')`.execute(trx),
    clerk.scope,
  )
  expect(told.rows).toEqual([])
  expect(
    await within((trx) => sql`select 1 from village_households`.execute(trx), clerk.scope),
  ).toMatchObject({ rows: [] })
})

test('the trend has the ends of years and the day; the list has the gap', async () => {
  const trend = await within((trx) => trendOf(trx, { home: HOME, body, day: '2023-03-20', years: 2 }))
  expect(trend).toEqual([
    { day: '2021-12-31', households: 1, base: null },
    { day: '2022-12-31', households: 2, base: 30 },
    { day: '2023-03-20', households: 3, base: 20 },
  ])
  expect(await within((trx) => findCoverage(trx, { day: '2023-03-20', body }))).toMatchObject([
    { households: 3, a_year_ago: 2, base: 20, base_year: 2023, led: false, diluted: 0 },
  ])
})

test('the floor binds those that a party branch leads, below, on and above it, and says nothing of the others', async () => {
  const [row] = await within((trx) => findCoverage(trx, { day: '2023-03-20', body }))
  const floor = { num: 1n, den: 10n, ground: 'party-led-2022#四(一)3' }
  const against = (led: boolean, households: number) => {
    const { reached, lacking } = toWire({ ...row!, led, base: 31, households }, floor)
    return [reached, lacking]
  }
  expect([3, 4, 5].map((n) => against(true, n))).toEqual([
    [false, 1],
    [true, 0],
    [true, 0],
  ])
  expect(against(false, 3)).toEqual([null, null])
})

test('a promised part is diluted by others alone, told with who gave; the latest resolution holds and zero ends it', async () => {
  const event = (kind: string, amount: bigint, more: { receiver?: string; day?: string } = {}) =>
    within((trx) =>
      sql`insert into share_event (home, id, body, area, kind, member, receiver, amount, day, resolution, resolved_on)
        values (${HOME}, ${randomUUID()}, ${body}, ${village}, ${kind}, ${members['甲']!}, ${more.receiver ?? null}, ${amount}, ${more.day ?? '2023-03-02'},
          '大会决议', '2023-03-01')`.execute(trx),
    )
  const ledger = { home: HOME, body, area: village, body_name: '', area_name: '' }
  const keep = (atLeast: number, resolvedOn: string) =>
    within(
      (trx) => addKeep(trx, ledger, { member: members['丙']!, atLeast, resolution: '大会决议', resolvedOn }),
      clerk.scope,
    )
  await event('cash', 100_00n)
  expect(await factsOn('2023-03-02')).toMatchObject({ kept_diluted: 0 })
  await event('gift', 5_00n, { receiver: members['丙']! })
  must(await keep(500, '2023-03-02'))
  expect(await factsOn('2023-03-02')).toMatchObject({ kept_diluted: 0 })
  await event('cash', 1n, { day: '2023-03-03' })
  expect(await factsOn('2023-03-03')).toMatchObject({ kept_diluted: 1 })
  expect(
    await within((trx) => sourcesOf(trx, { home: HOME, body, members: [members['丙']!] })),
  ).toMatchObject([{ kind: 'gift', giver: '甲', amount: 5_00n }])
  must(await keep(0, '2023-03-04'))
  expect(await factsOn('2023-03-04')).toMatchObject({ kept_diluted: 0 })
  expect(await within((trx) => keepsOf(trx, ledger, '2023-03-04'))).toEqual([])
  const foreign = await outcomeAs(county.db, clerk.scope, (trx) =>
    addKeep(trx, ledger, { member: randomUUID(), atLeast: 1, resolution: '决议', resolvedOn: '2023-03-04' }),
  )
  expect(foreign).toMatchObject({ ok: false, problems: [{ code: 'keep-refused' }] })
})

test('the promise to a member ends with his membership: from his leaving day nobody is diluted by it', async () => {
  const ledger = { home: HOME, body, area: village, body_name: '', area_name: '' }
  const gone = await county.add(
    'member',
    { person: '己', kind: '农民', joined_on: '2020-01-01', vulnerable: true, left_on: '2023-12-31' },
    { body, area: village, day: '2020-01-01' },
  )
  must(
    await within(
      (trx) =>
        addKeep(trx, ledger, {
          member: gone,
          atLeast: 100,
          resolution: '大会决议',
          resolvedOn: '2023-06-01',
        }),
      clerk.scope,
    ),
  )
  const kept = async (day: string) =>
    (await within((trx) => keepsOf(trx, ledger, day))).map((one) => one.member)
  expect([await factsOn('2023-12-30'), await kept('2023-12-30')]).toMatchObject([{ kept_diluted: 1 }, [gone]])
  expect([await factsOn('2023-12-31'), await kept('2023-12-31')]).toMatchObject([{ kept_diluted: 0 }, []])
})
