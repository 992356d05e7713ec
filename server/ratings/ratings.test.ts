/** 评级 on real PostgreSQL: from an announced round to the public directory and out of it again. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roundContent } from '#contract/ratings/ratings.ts'
import { EXAMPLE_SCHEMES } from '#core/ratings/example-schemes.ts'
import type { Found } from '#core/ratings/scheme.ts'
import { withScope } from '#server/database/connect.ts'
import type { Caller } from '#server/http/route.ts'
import { readItem, takeAction, type Acting, type Given, type Handler } from '#server/procedure/act.ts'
import { HOME, smallCounty, TODAY, TOWN_A, TOWN_B, type SmallCounty } from '../../tests/small-county.ts'
import { areaFigures } from '#server/targets/area-figures.ts'
import { APPLICATION_HANDLER, applyFor } from './applications.ts'
import { openRounds, ROUND_HANDLER } from './rounds.ts'
import { listSchemes, saveScheme, schemeOfFile, schemeSheet } from './schemes.ts'

const STAR = EXAMPLE_SCHEMES[0]!
const PHOTO = ['00000000-0000-4000-8000-000000000001']

let county: SmallCounty
const people: Record<string, Caller> = {}
const bodies: string[] = []
let today = TODAY

beforeAll(async () => {
  county = await smallCounty()
  people['county'] = await county.person('xian2', 'county', { area: HOME })
  people['other'] = await county.person('xian3', 'county', { area: HOME })
  people['town'] = await county.person('zhen1', 'township', { area: TOWN_A })
  for (const [name, area] of [
    ['甲社', TOWN_A],
    ['乙社', TOWN_A],
    ['丙社', TOWN_B],
  ] as const)
    bodies.push(await county.addBody(area, { name, credit_code: null }))
  await county.add('body_tag', { tag: '党支部领办', since: '2022-01-01' }, { body: bodies[2]! })
  await county.add('member_summary', { as_of: '2022-12-31', members: 41 }, { body: bodies[0]! })
  await county.check(...bodies)
  people['chair'] = await county.person('shezhang', 'chair', { bodies: [bodies[0]!] })
})
afterAll(() => county.database.close())

function as<T>(who: string, work: (acting: Acting) => Promise<T>): Promise<T> {
  const caller = people[who]!
  return withScope(county.db, caller.scope, (trx) => work({ trx, caller, today, calendar: [] }))
}

const act = (handler: Handler) => (who: string, id: string, given: Partial<Given> & { action: string }) =>
  as(who, async (acting) => {
    const { version } = await readItem(acting, handler, id)
    return takeAction(acting, handler, { id, given: { version, ...given } })
  })
const round = act(ROUND_HANDLER)
const application = act(APPLICATION_HANDLER)

/** All points but so many hundredths on the first line. */
function sheetWith(less: number, more: Record<string, Found> = {}): Record<string, Found> {
  const full = STAR.lines.map((one): [string, Found] => [
    one.id,
    one.kind === 'points' ? one.max : one.kind === 'deduct' ? 0 : false,
  ])
  return { ...Object.fromEntries(full), '1': 1500 - less, ...more }
}

const open = (places = 2, share = 5000) =>
  as('county', (acting) =>
    openRounds(acting, HOME, {
      title: '2023 年星级评定',
      scheme: STAR.title,
      places,
      share,
      noticeDays: 5,
      closesOn: '2023-04-30',
    }),
  )
const codes = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: { problems?: { code: string }[]; message?: string }) =>
      error.problems?.map((one) => one.code).join() ?? error.message ?? '',
  )
const publicNames = () =>
  withScope(county.db, { user: '', role: '', door: 'public' }, async (trx) => {
    const { rows } = await sql<{ kind: string; name: string; level: string }>`
      select kind, name, level from public_ratings(${today}::date) order by kind, name`.execute(trx)
    return rows.map((one) => `${one.kind} ${one.name} ${one.level}`)
  })

/** Stars of the county and of the township on a day: three or more, five, members of the former. */
const stars = (day: string, area = HOME) =>
  as('county', async ({ trx }) => {
    const figures = (await areaFigures(trx, { area: HOME, digits: 9, day })).get(area) ?? {}
    const { star_bodies: three, five_star_bodies: five, star_members: members } = figures
    return [three, five, members].map((one) => (one ? Number(one.num) : null))
  })

test('a chair sees the call, applies once for the own cooperative and for no other', async () => {
  const id = await open()
  await as('chair', (acting) => readItem(acting, ROUND_HANDLER, id))
  const apply = (who: string, body: string) => as(who, (acting) => applyFor(acting, { round: id, body }))
  await apply('chair', bodies[0]!)
  expect(await codes(apply('chair', bodies[0]!))).toBe('applied-already')
  expect(await codes(apply('chair', bodies[1]!))).toBe('not-found')
  expect(await codes(round('chair', id, { action: 'close' }))).toBe('action-not-yours')
  await round('county', id, { action: 'close' })
  expect(await codes(apply('county', bodies[1]!))).toBe('round-closed')
})

test('from application to directory: scores, kept places, notice days, an objection, the decision, removal', async () => {
  const id = await open()
  const applications: string[] = []
  for (const body of bodies)
    applications.push(await as('county', (acting) => applyFor(acting, { round: id, body })))
  const [first, second, third] = applications as [string, string, string]
  await round('county', id, { action: 'close' })
  expect(await codes(round('county', id, { action: 'rank' }))).toBe('condition-allScored')
  for (const one of applications)
    await application(one === third ? 'other' : 'town', one, { action: 'endorse', note: '同意' })
  const visit = (one: string, sheet: Record<string, Found>) =>
    application('county', one, { action: 'visit', payload: { sheet } })
  expect(await codes(visit(first, { '1': 1501 }))).toContain('score-value')
  expect(await codes(visit(first, { '1': 100 }))).toContain('score-open')
  await visit(first, sheetWith(0))
  await visit(second, sheetWith(100))
  expect((await visit(third, sheetWith(1500))).payload).toMatchObject({
    result: { total: 8500, level: '四星' },
  })
  const ranked = roundContent.parse((await round('county', id, { action: 'rank' })).payload)
  // two places, one of them kept for the party-led: the second by points stands back
  expect(ranked.ranking?.map((one) => [one.name, one.total, one.chosen])).toEqual([
    ['甲社', 10_000, true],
    ['乙社', 9900, false],
    ['丙社', 8500, true],
  ])
  expect(await codes(visit(first, sheetWith(0)))).toBe('condition-reviewable')
  await round('county', id, { action: 'publish' })
  expect(await publicNames()).toEqual(['notice 丙社 四星', 'notice 甲社 五星'])
  const decide = () => round('other', id, { action: 'decide', note: '禾农发', files: PHOTO })
  expect(await codes(decide())).toBe('condition-noticeOver')
  await application('town', first, { action: 'object', note: '成员反映未公开账目' })
  today = '2023-03-27'
  expect(await codes(decide())).toBe('condition-noticeOver,condition-noObjection')
  today = '2023-03-28'
  expect(await codes(decide())).toBe('condition-noObjection')
  await application('county', first, { action: 'dismiss', note: '已核实，账目公开' })
  await decide()
  expect(await publicNames()).toEqual(['granted 丙社 四星', 'granted 甲社 五星'])
  expect(await stars('2023-03-27')).toEqual([null, null, null])
  expect(await stars(today)).toEqual([2, 1, 41])
  expect(await stars(today, TOWN_A)).toEqual([1, 1, 41])
  expect(await stars(today, TOWN_B)).toEqual([1, 0, 0])
  expect(await as('county', (acting) => readItem(acting, APPLICATION_HANDLER, second))).toMatchObject({
    state: 'refused',
  })
  await application('county', third, { action: 'monitor', note: '监测合格' })
  expect(await codes(application('county', third, { action: 'remove', note: '已停业' }))).toBe(
    'missing-files',
  )
  await application('county', third, { action: 'remove', note: '已停业', files: PHOTO })
  expect(await publicNames()).toEqual(['granted 甲社 五星'])
  expect(await stars(today)).toEqual([1, 1, 41])
  expect(await stars(today, TOWN_B)).toEqual([0, 0, 0])
  today = TODAY
})

test('a veto leaves without level and unchosen, however many places there are', async () => {
  const id = await open(0, 0)
  const one = await as('county', (acting) => applyFor(acting, { round: id, body: bodies[0]! }))
  await application('town', one, { action: 'endorse', note: '同意' })
  await application('county', one, { action: 'visit', payload: { sheet: sheetWith(0, { '10': true }) } })
  await round('county', id, { action: 'close' })
  const { payload } = await round('county', id, { action: 'rank' })
  expect(roundContent.parse(payload).ranking).toMatchObject([{ level: null, chosen: false }])
})

test('the scheme of a round is frozen: a later sheet of the same title does not change it', async () => {
  const id = await open()
  const changed = { ...STAR, levels: [{ level: '特级', from: 0, lines: 0 }] }
  await as('county', ({ trx }) => saveScheme(trx, { area: HOME, scheme: changed, file: '星级.xlsx' }))
  const { payload } = await as('county', (acting) => readItem(acting, ROUND_HANDLER, id))
  expect(roundContent.parse(payload).scheme.levels).toHaveLength(5)
  const listed = await as('county', ({ trx }) => listSchemes(trx))
  expect(listed.filter((one) => one.scheme.title === STAR.title)).toMatchObject([{ file: '星级.xlsx' }])
})

test('a scheme goes out as a workbook and comes back the same', async () => {
  const found = await schemeOfFile(await schemeSheet(STAR), '本市星级.xlsx')
  expect(found).toMatchObject({
    ok: true,
    value: { title: '本市星级', lines: STAR.lines, levels: STAR.levels },
  })
})
