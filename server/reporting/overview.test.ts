/** 辖区总览 on real PostgreSQL: counts with their thresholds, what each person sees, every figure equal to its rows. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { overview as endpoint } from '#contract/reporting.ts'
import { body as bodyRegister } from '#core/registry/body.ts'
import { exampleAreas } from '#examples/county/areas.ts'
import { withScope } from '#server/database/connect.ts'
import type { Caller } from '#server/http/route.ts'
import { listRecords } from '#server/register/list.ts'
import { listFindings } from '#server/supervision/lists.ts'
import { counted, HOME, smallCounty, TOWN_A, TOWN_B, type SmallCounty } from '../../tests/small-county.ts'
import { listFilters } from './list-filters.ts'
import { readOverview } from './overview.ts'

let county: SmallCounty
let officer: Caller
/** Each test fills a township of its own; the first two are left to the test of places. */
const towns = exampleAreas.filter(
  (one) =>
    one.level === 'township' && !one.to && one.code.startsWith(HOME) && ![TOWN_A, TOWN_B].includes(one.code),
)
let taken = 0
const nextTown = (): string => towns[taken++]!.code

beforeAll(async () => {
  county = await smallCounty()
  officer = await county.person('xian2', 'county', { area: HOME })
})
afterAll(() => county.database.close())

function read(area = HOME, caller = officer) {
  const top = caller.area ?? ''
  return withScope(county.db, caller.scope, async (trx) =>
    endpoint.response.parse(await readOverview(trx, county.services, { area, top, topName: '禾丰县' })),
  )
}

type Overview = Awaited<ReturnType<typeof read>>

const figure = (of: Overview, id: string) => of.figures.find((one) => one.id === id)?.value

const FIVE = {
  checked_on: '2023-03-01',
  site: true,
  sign: true,
  rules: true,
  books: true,
  organisation: true,
}

async function running(area: string, haves: Record<string, unknown> | null, values = {}): Promise<string> {
  const body = await county.addBody(area, values)
  await county.add('operating_status', { status: '正常', since: '2022-01-01' }, { body })
  if (haves) await county.add('five_haves', haves, { body })
  await county.check(body)
  return body
}

test('five-haves: all five of a running cooperative counts, four do not, nobody asked counts as not', async () => {
  const town = nextTown()
  await running(town, FIVE)
  await running(town, { ...FIVE, books: false })
  await running(town, null)
  expect(figure(await read(town), 'five-haves')).toBe('33.3')
  const row = (await read()).children.find((one) => one.area === town)
  expect(row?.fiveHaves).toBe('33.3%（1/3）')
})

test('five-haves: companies, the deregistered and the suspended are not in the base', async () => {
  const town = nextTown()
  await running(town, FIVE)
  await running(town, null, { body_kind: '公司', name: '某公司' })
  await running(town, null, { registration_state: '注销' })
  const idle = await county.addBody(town)
  await county.add('operating_status', { status: '停业歇业', since: '2022-01-01' }, { body: idle })
  await county.check(idle)
  const seen = await read(town)
  expect(figure(seen, 'five-haves')).toBe('100.0')
  expect([figure(seen, 'bodies'), figure(seen, 'existing'), figure(seen, 'normal')]).toEqual(['4', '3', '3'])
})

test('without one running cooperative there is no rate, and it is not zero', async () => {
  const town = nextTown()
  await county.check(await county.addBody(town))
  expect(figure(await read(town), 'five-haves')).toBeNull()
  expect((await read()).children.find((one) => one.area === town)?.fiveHaves).toBeNull()
})

test('the rate cites the clause where the plan is in force', async () => {
  const town = nextTown()
  await running(town, FIVE)
  const of = (await read()).figures.find((one) => one.id === 'five-haves')
  expect(of).toMatchObject({
    clause: 'shuocheng-2021#二(三)2',
    clauseLabel: expect.stringContaining('二(三)2'),
  })
})

test('a case is late the day after its deadline, not on it; a closed one never', async () => {
  const town = nextTown()
  const body = await running(town, FIVE)
  const states = [
    ['assigned', '2023-03-19'],
    ['assigned', '2023-03-20'],
    ['assigned', '2023-03-21'],
    ['closed', '2023-03-01'],
    ['proposed', null],
  ]
  await withScope(county.db, officer.scope, async (trx) => {
    for (const [index, [state, due]] of states.entries())
      await sql`insert into problem_case (home, id, code, body, area, title, state, version, opened_on, due_on)
        values (${HOME}, gen_random_uuid(), ${`ZG${index}`}, ${body}, ${town}, 't', ${state}, 1, '2023-01-01', ${due})`.execute(
        trx,
      )
  })
  const row = (await read()).children.find((one) => one.area === town)
  expect([row?.openCases, row?.lateCases]).toEqual([4, 1])
})

test('a township sees its own counts only, and cases and findings never multiply bodies', async () => {
  const [town, next] = [nextTown(), nextTown()]
  const clerk = await county.person('zhen1', 'township', { area: town })
  const body = await running(town, { ...FIVE, site: false, sign: false })
  await running(next, FIVE)
  const summary = { as_of: '2023-01-01', members: 7, farmers: 7, led_households: 30 }
  await county.add('member_summary', summary, { body })
  await county.check(body)
  const own = await read(town, clerk)
  expect(figure(own, 'bodies')).toBe('1')
  expect([figure(own, 'members'), figure(own, 'households')]).toEqual(['7', '30'])
  expect(own.path).toHaveLength(1)
  expect(figure(await read(next), 'bodies')).toBe('1')
  expect(figure(await read(next, { ...clerk, area: next }), 'bodies')).toBe('0')
  expect(figure(await read(HOME, { ...clerk, area: HOME }), 'bodies')).toBe('1')
})

test('children and the unplaced together are the whole; a village is the last step down', async () => {
  await running(`${TOWN_A}200`, FIVE)
  await running(TOWN_A, FIVE)
  await running(TOWN_B, null)
  await running(HOME, null)
  const all = await read()
  const placed = all.children.reduce((sum, one) => sum + one.bodies, 0)
  expect(placed + Number(figure(all, 'unplaced'))).toBe(Number(figure(all, 'bodies')))
  const town = await read(TOWN_A)
  expect(town.path.map((one) => one.name)).toEqual(['禾丰县', '麦川镇'])
  expect(town.children.filter((one) => one.bodies > 0)).toMatchObject([
    { area: `${TOWN_A}200`, name: '王家沟村', bodies: 1 },
  ])
  expect(figure(town, 'unplaced')).toBe('1')
  const village = await read(`${TOWN_A}200`)
  expect([village.children, figure(village, 'unplaced'), figure(village, 'bodies')]).toEqual([
    [],
    undefined,
    '1',
  ])
})

test('an area tells the names that it had with their days, and since when it is no more', async () => {
  const former = exampleAreas.find((one) => one.code.startsWith(HOME) && one.formerNames?.length === 1)!
  expect((await read(former.code)).formerNames).toEqual(former.formerNames)
  const gone = exampleAreas.find(
    (one) => one.level === 'township' && one.code.startsWith(HOME) && one.to !== undefined,
  )!
  expect(await read(gone.code)).toMatchObject({ areaName: gone.name, endedOn: gone.to })
  expect(await read(TOWN_A)).toMatchObject({ endedOn: null })
  await running(gone.code, null)
  const rows = (await read()).children.filter((one) => one.area === gone.code)
  expect(rows.map((one) => one.name)).toEqual([`${gone.name}（${gone.to} 撤销）`])
})

test('every figure of bodies and findings is what its page lists', async () => {
  const town = nextTown()
  await running(town, FIVE)
  await running(town, { ...FIVE, site: false }, { credit_code: null })
  await running(HOME, null, { registration_state: '注销' })
  const idle = await county.addBody(TOWN_B, { credit_code: '12' })
  await county.add('member_summary', { as_of: '2023-01-01', members: 3, farmers: 1 }, { body: idle })
  await county.check(idle)
  const seen = await read()
  const filters = listFilters(county.services.documents)(bodyRegister)
  const pages = seen.figures.filter((one) => one.unit === '家' || one.unit === '条')
  expect(pages.length).toBeGreaterThan(8)
  for (const one of pages) {
    const query = Object.fromEntries(new URL(one.rows ?? '', 'http://x').searchParams)
    const total = await withScope(county.db, officer.scope, async (trx) =>
      one.unit === '家'
        ? (await listRecords(trx, bodyRegister, { query, extra: filters })).total
        : (await listFindings(trx, query)).total,
    )
    expect([one.id, String(total)]).toEqual([one.id, one.value])
  }
})

test('each class opens the bodies of that class', async () => {
  const town = nextTown()
  await running(town, FIVE)
  await running(town, { ...FIVE, site: false })
  const { classes } = await read(town)
  const filters = listFilters(county.services.documents)(bodyRegister)
  expect(classes.reduce((sum, one) => sum + one.bodies, 0)).toBe(2)
  for (const one of classes) {
    const found = await withScope(county.db, officer.scope, (trx) =>
      listRecords(trx, bodyRegister, { query: { class: one.class, area: town }, extra: filters }),
    )
    expect(found.total).toBe(one.bodies)
  }
})

test('neither the overview nor the list takes a statement more with more rows', async () => {
  const town = nextTown()
  const cost = async () => {
    const overview = await counted(county.db, officer, (trx) =>
      readOverview(trx, county.services, { area: HOME, top: HOME, topName: '' }),
    )
    const filters = listFilters(county.services.documents)(bodyRegister)
    const list = await counted(county.db, officer, (trx) =>
      listRecords(trx, bodyRegister, { query: { status: '正常', size: 50 }, extra: filters }),
    )
    return [overview.statements, list.statements]
  }
  await running(town, FIVE)
  const before = await cost()
  for (const area of [town, TOWN_B, HOME, `${town}200`]) await running(area, { ...FIVE, site: false })
  expect(await cost()).toEqual(before)
  expect(before).toEqual([4, 1])
})
