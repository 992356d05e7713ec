/** Clashes of clauses: where they stand, the law as the floor, who chose what; the database keeps what was chosen. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WireClash } from '#contract/supervision/clashes.ts'
import { withScope } from '#server/database/connect.ts'
import { loadBooks, policyAreas } from '#server/supervision/books.ts'
import { signIn, testApp, type Person, type TestApp } from '../../tests/app.ts'

const SYSTEM = { user: 'system', role: 'system', national: 'on', door: 'test' }
const SHARE = 'party-led-2022/surplus-by-share'
const RATE = 'heshui-2023/benchmark-rate'
const SLOTS = { issuer: '虚构县委', number: '虚委发〔2026〕1号', villages: '41', towns: '麦川镇' }

let app: TestApp
let officer: Person
let township: Person
beforeAll(async () => {
  app = await testApp()
  officer = await signIn(app, 'xian')
  township = await signIn(app, 'zhen1')
})
afterAll(() => app.close())

async function clash(id: string, who = officer): Promise<WireClash> {
  const { body } = await who.get<{ clashes: WireClash[] }>('/api/clashes')
  return body.clashes.find((one) => one.id === id)!
}
const choose = (id: string, body: object, who = officer) => who.post(`/api/clashes/${id}/choices`, body)
const ground = '县政府常务会议纪要〔2026〕3号'

test('trap 3: by share against by patronage shows once the local document is in force; the law stays the floor', async () => {
  expect((await clash(SHARE)).stands).toBe(false)
  const adopted = await officer.post('/api/policies/party-led-2022/adoptions', {
    area: '990101',
    from: '2026-01-01',
    to: null,
    ground: '虚委发〔2026〕1号',
    slots: SLOTS,
  })
  expect(adopted.status).toBe(200)
  const one = await clash(SHARE)
  expect(one).toMatchObject({ stands: true, chosen: false, floor: { clause: 'cooperative-law#第44条' } })
  expect(one.sides.map((side) => [side.clause, side.law, side.binds])).toEqual([
    ['party-led-2022#四(二)7', false, true],
    ['cooperative-law#第44条', true, true],
    ['shuocheng-2021#三(一)四', false, true],
  ])
  const areas = policyAreas(await loadBooks(app.database.db, app.services.documents), '2026-03-20')
  const here = areas.find((each) => each.area === '990101')!.inForce
  expect(here.rules.map((rule) => rule.id)).toContain('cooperative-law/patronage-return-floor')
  expect(here.values['patronage_return_floor']).toEqual({ type: 'ratio', value: { num: 60n, den: 100n } })
})

test('a finding tells of the clash that its rule stands in and names both clauses', async () => {
  const { body } = await officer.get<{
    findings: { rule: string; clashes: { id: string; between: string }[] }[]
  }>('/api/findings?size=500')
  const told = body.findings.filter((one) => one.clashes.length > 0)
  expect(told.length).toBeGreaterThan(0)
  const dividends = body.findings.find((one) => one.rule === 'heshui-2023/household-dividends-paid')
  expect(dividends?.clashes).toMatchObject([{ id: 'heshui-2023/fixed-return' }])
  expect(dividends?.clashes[0]?.between).toMatch(/实施方案》.*合作社法》第44条/)
})

test('what is not offered, has no ground, or comes from a township is not recorded', async () => {
  const good = { option: 'law-first', from: '2026-03-20', ground }
  expect((await choose(SHARE, { ...good, option: 'all-by-share' })).status).toBe(422)
  expect((await choose(SHARE, { ...good, ground: ' 无 ' })).status).toBe(400)
  expect((await choose(SHARE, { ...good, from: '昨天' })).status).toBe(400)
  expect((await choose('party-led-2022/nothing', good)).status).toBe(404)
  expect((await choose(SHARE, good, township)).status).toBe(403)
  expect((await clash(SHARE)).history).toEqual([])
})

test('the choice is kept with who, ground and day, seen by the township, in the trail, and can be taken back', async () => {
  await choose(SHARE, { option: 'to-capital', from: '2026-03-20', ground })
  const one = await clash(SHARE, township)
  expect(one.chosen).toBe(true)
  expect(one.options.filter((each) => each.held).map((each) => each.id)).toEqual(['to-capital'])
  expect(one.history[0]).toMatchObject({
    ground,
    from: '2026-03-20',
    areaName: expect.stringContaining('县'),
  })
  const { rows } = await withScope(app.database.db, SYSTEM, (trx) =>
    sql`select 1 from audit where subject = 'clash_choice'`.execute(trx),
  )
  expect(rows).toHaveLength(1)
  await choose(SHARE, { option: null, from: '2026-03-20', ground: '纪要作废' })
  expect(await clash(SHARE)).toMatchObject({ chosen: false, history: { length: 2 } })
})

test('trap 8: which rate stands for the benchmark that is no more waits until the county chooses, with its ground', async () => {
  const basis = async () => {
    const areas = policyAreas(await loadBooks(app.database.db, app.services.documents), '2026-03-20')
    return areas.find((one) => one.area === '990101')?.inForce.parameters.get('trusteeship_rate_basis')
  }
  expect(await basis()).toMatchObject({ confirmed: false })
  expect(await clash(RATE)).toMatchObject({ stands: true, floor: null })
  expect((await choose(RATE, { option: 'one-year', from: '2026-03-20', ground })).status).toBe(200)
  expect(await basis()).toMatchObject({
    confirmed: true,
    value: { value: '一年期贷款市场报价利率' },
    ground: expect.stringContaining(ground),
  })
})

test('the database lets no choice be altered, removed, made for another place, or in another name', async () => {
  const county = { user: 'xian', role: 'county', area_low: '990101', area_high: '990101A', door: 'test' }
  const run = (text: string, scope: Record<string, string> = county) =>
    withScope(app.database.db, scope, (trx) => sql.raw(text).execute(trx))
  const row = (area: string, actor = 'xian', home = area) =>
    `insert into clash_choice (home, clash, area, option, from_day, ground, actor, actor_name)
     values ('${home}', 'a/b', '${area}', 'c', '2026-01-01', '有依据的', '${actor}', '某')`
  await expect(run(row('990101'))).resolves.toBeDefined()
  for (const text of [row('140602'), row('990101', 'somebody'), row('990101', 'xian', '140602')])
    await expect(run(text)).rejects.toThrow(/policy|check/)
  await expect(run(row('990101'), { ...county, role: 'township' })).rejects.toThrow(/policy/)
  for (const text of ["update clash_choice set option = 'd'", 'delete from clash_choice'])
    await expect(run(text)).rejects.toThrow(/permission denied/)
})
