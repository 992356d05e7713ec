/** Targets on real PostgreSQL: figures as of a day, unknown that is never zero, what each person sees. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readTargets } from '#contract/targets.ts'
import { rollUp, sumOfParts } from '#core/targets/roll-up.ts'
import { ROOT } from '#server/config.ts'
import { withScope } from '#server/database/connect.ts'
import type { Caller } from '#server/http/route.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { must } from '../../tests/must.ts'
import { HOME, smallCounty, TODAY, TOWN_A, TOWN_B, type SmallCounty } from '../../tests/small-county.ts'
import { areaFigures } from './area-figures.ts'
import { targetsSheet } from './sheet.ts'
import { readStandings } from './standing.ts'

const SYSTEM = { user: 'system', role: 'system', national: 'on', door: 'test' }

let county: SmallCounty
let officer: Caller
let chair: Caller

beforeAll(async () => {
  county = await smallCounty()
  officer = await county.person('xian2', 'county', { area: HOME })
  const first = await running(TOWN_A, '2021-01-01')
  await county.add('five_haves', { ...FIVE, books: false }, { body: first, day: '2021-02-01' })
  await county.add(
    'five_haves',
    { ...FIVE, checked_on: '2022-06-01' },
    { body: await running(TOWN_A), day: '2022-06-01' },
  )
  await running(TOWN_A)
  await running(TOWN_B)
  chair = await county.person('shezhang2', 'chair', { bodies: [first] })
})
afterAll(() => county.database.close())

const FIVE = {
  checked_on: '2021-02-01',
  site: true,
  sign: true,
  rules: true,
  books: true,
  organisation: true,
}

async function running(area: string, day = '2022-01-01'): Promise<string> {
  const body = await county.addBody(area)
  await county.add('operating_status', { status: '正常', since: day }, { body, day })
  return body
}

function read(of: { area?: string; day?: string; caller?: Caller } = {}) {
  const { area = HOME, day = TODAY, caller = officer } = of
  const top =
    caller.area === null
      ? { top: HOME, topName: '禾丰县', bodiesOnly: true }
      : { top: HOME, topName: '禾丰县' }
  return withScope(county.db, caller.scope, async (trx) =>
    readTargets.response.parse(await readStandings(trx, county.services, { area, day, top })),
  )
}

async function target(id: string, of: Parameters<typeof read>[0] = {}) {
  const found = (await read(of)).targets.find((one) => one.id === `shuocheng-2021/${id}`)
  if (found === undefined) throw new Error(id)
  return found
}

test('a rate is counted over the whole area and each township; nobody checked is unknown, not zero', async () => {
  const { own, below } = await target('five-haves-2022')
  expect(own).toMatchObject({ actual: '25%', parts: '1/4', gap: '-55.0个百分点', state: '落后' })
  expect(below.find((one) => one.area === TOWN_A)).toMatchObject({ actual: '33.33%', parts: '1/3' })
  expect(below.find((one) => one.area === TOWN_B)).toMatchObject({ actual: null, state: '未知' })
})

test('as of a day before the deadline the line runs from the baseline; what came later is not seen', async () => {
  const at = await target('five-haves-2022', { day: '2022-05-01' })
  expect(at.own).toMatchObject({ actual: '0%', parts: '0/4', state: '落后' })
  const later = await target('five-haves-2022', { day: '2022-06-01' })
  // the plan began on 2021-04-01 with 0 of 1: 426 of 639 days are gone, two thirds of the way to 80 %
  expect(later.own).toMatchObject({ actual: '25%', pace: '53.3%', forecast: '37.5%', state: '落后' })
})

test('trap 9: the targets of 2021 stand, though the plan’s stages called that year preparation', async () => {
  expect((await target('five-haves-2021', { day: '2021-06-01' })).own.state).toBe('落后')
})

test('trap 2: the rate without a base asks for it and is not judged', async () => {
  const one = await target('demonstration-2022')
  expect(one.missing).toHaveLength(2)
  expect(one.own).toMatchObject({ state: '待补正', gap: null, pace: null })
})

test('what nobody has kept so far is unknown, not zero', async () => {
  expect(await target('training')).toMatchObject({ own: { actual: null, parts: null, state: '未知' } })
})

test('whoever sees one cooperative counts that one only', async () => {
  expect((await target('five-haves-2022', { caller: chair })).own.parts).toBe('0/1')
})

test('before the plan was adopted, and outside of its place, there is no target', async () => {
  expect((await read({ day: '2020-12-31' })).targets).toEqual([])
})

test('the sheet holds each target with its areas', async () => {
  const found = await read()
  const bytes = await targetsSheet(found)
  const book = must(await readWorkbook(bytes, '进度表.xlsx'))
  const lines = found.targets.reduce((sum, one) => sum + 1 + one.below.length, 0)
  expect(book.sheets[0]?.rows.length).toBe(lines + 3)
})

describe('the plan of 宁波', () => {
  const plan = () => {
    const found = county.services.documents.find((one) => one.id === 'ningbo-2023')
    if (found === undefined) throw new Error('ningbo-2023')
    return found.targets
  }
  const sumOf = (id: string) => {
    const found = plan().find((one) => one.id === id)
    return found === undefined ? null : [found.parts.length, sumOfParts(found), rollUp(found)]
  }

  test('trap 4: the annex adds up to more than the plan states, and both stay visible', () => {
    expect(sumOf('stars-2025')).toEqual([10, 1202n, '各地合计 1202，全域数 1200，高出 2'])
    expect(sumOf('led-2025')).toEqual([10, 803n, '各地合计 803，全域数 800，高出 3'])
    const years = ['stars-2023', 'stars-2024', 'led-2023', 'led-2024'].map((id) => sumOf(id)?.slice(0, 2))
    expect(years).toEqual([
      [10, 800n],
      [10, 1012n],
      [10, 617n],
      [10, 714n],
    ])
  })

  test('five-star cooperatives are set for the whole city only: 30, 65, 100', () => {
    const set = plan().filter((one) => one.id.startsWith('five-stars'))
    expect(set.map((one) => [one.by.slice(0, 4), one.value.value, one.parts.length])).toEqual([
      ['2023', 30, 0],
      ['2024', 65, 0],
      ['2025', 100, 0],
    ])
  })

  const seed = readSeed()
  test.skipIf(seed === null)('holds each figure of the annex as printed', () => {
    const order = ['stars-2023', 'led-2023', 'stars-2024', 'led-2024', 'stars-2025', 'led-2025']
    const printed = [...(seed ?? '').matchAll(/^(\S{2}) \| ([\d |]+)\|/gm)].slice(0, 10)
    expect(printed).toHaveLength(10)
    printed.forEach(([, name, cells = ''], at) => {
      const all = (cells.match(/\d+/g) ?? []).map(Number)
      // the first line carries the merged cells of the whole city
      const own = at === 0 ? all.filter((_, column) => column % 3 < 2) : all
      const held = order.map((id) =>
        plan()
          .find((one) => one.id === id)
          ?.parts.find((one) => one.name === name),
      )
      expect(held.map((one) => one?.value)).toEqual(own)
    })
  })
})

function readSeed(): string | null {
  const folder = path.resolve(ROOT, '..', 'shared', 'seeds')
  const name = existsSync(folder) ? readdirSync(folder).find((file) => file.startsWith('004')) : undefined
  return name === undefined ? null : readFileSync(path.join(folder, name), 'utf8')
}

test('a district sees its own share, the city the whole; a district without one sees none', async () => {
  await withScope(county.db, SYSTEM, (trx) =>
    sql`insert into adoption (document, area, from_day, ground) values ('ningbo-2023', '3302', '2023-07-27', '试验')`.execute(
      trx,
    ),
  )
  const national = { ...officer, scope: { ...officer.scope, national: 'on' } }
  const at = (area: string) =>
    withScope(county.db, national.scope, async (trx) =>
      readStandings(trx, county.services, {
        area,
        day: '2023-12-01',
        top: { top: '3302', topName: '宁波市' },
      }),
    )
  const wanted = async (area: string, id: string) =>
    (await at(area)).targets.find((one) => one.id === `ningbo-2023/${id}`)?.own.wanted ?? null
  expect(await wanted('3302', 'led-2025')).toBe('不低于800家')
  expect(await wanted('330203', 'led-2025')).toBe('不低于43家')
  expect(await wanted('330205', 'led-2023')).toBe('不低于32家')
  expect(await wanted('3302', 'five-stars-2025')).toBe('不低于100家')
  expect(await wanted('330203', 'five-stars-2025')).toBeNull()
})

test('villages with a party-led cooperative count once, of the villages that there are; without any tag it is unknown', async () => {
  const villages = () =>
    withScope(county.db, officer.scope, async (trx) => {
      const figures = await areaFigures(trx, { area: HOME, digits: 9, day: TODAY })
      return [HOME, TOWN_A, TOWN_B].map((area) => figures.get(area)?.['led_villages_rate'])
    })
  expect(await villages()).toEqual([null, null, null])
  const { rows } = await withScope(county.db, officer.scope, (trx) =>
    sql<{ code: string }>`
      select code from area where length(code) = 12 and starts_with(code, ${HOME}) and valid_to is null order by code`.execute(
      trx,
    ),
  )
  const [first = ''] = rows.map((one) => one.code).filter((one) => one.startsWith(TOWN_A))
  for (const area of [first, first, TOWN_B]) {
    const body = await county.addBody(area)
    await county.add('body_tag', { tag: '党支部领办', since: '2022-01-01' }, { body, day: '2022-01-01' })
  }
  const of = (town: string) => BigInt(rows.filter((one) => one.code.startsWith(town)).length)
  expect(await villages()).toEqual([
    { num: 1n, den: of(HOME) },
    { num: 1n, den: of(TOWN_A) },
    { num: 0n, den: of(TOWN_B) },
  ])
})
