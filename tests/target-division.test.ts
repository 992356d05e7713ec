/** Dividing targets among areas, completing one that its document leaves open, and the place's own, through the whole server. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Course, Division, MatrixAnswer } from '#contract/targets/division.ts'
import type { Targets } from '#contract/targets.ts'
import { withScope } from '#server/database/connect.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { signIn, testApp, type Person, type TestApp } from './app.ts'
import { must } from './must.ts'

const TOWN = '990101101'
const DIVISION = '/api/targets/division'

let app: TestApp
let county: Person
let township: Person
beforeAll(async () => {
  app = await testApp()
  county = await signIn(app, 'xian')
  township = await signIn(app, 'zhen1')
})
afterAll(() => app.close())

async function division(who = county, area = ''): Promise<Division> {
  return (await who.get<Division>(`${DIVISION}?area=${area}`)).body
}

async function idOf(label: string, year: string): Promise<string> {
  return (await division()).targets.find((one) => one.label === label && one.by.startsWith(year))!.id
}

const write = (who: Person, area: string, cells: object[]) =>
  who.post<{ written: number }>(DIVISION, { area, ground: '县里分解通知', cells })

async function row(id: string, who = county, area = ''): Promise<Targets['targets'][number]> {
  const { body } = await who.get<Targets>(`/api/targets${area === '' ? '' : `?area=${area}`}`)
  return body.targets.find((one) => one.id === id)!
}

test('a target of 200 is divided; the sum stands beside it; a township sees its own part and may not change it', async () => {
  const id = await idOf('辅导员、理事长培训人次', '2022')
  const { areas } = await division()
  const cells = areas.map(({ area }, at) => ({
    target: id,
    area,
    value: at === 0 ? '20人' : '30',
    owner: at === 0 ? '农业农村服务中心' : '',
    version: 0,
  }))
  expect((await write(county, '990101', cells)).body).toEqual({ written: areas.length })
  const whole = await row(id)
  const sum = 20 + 30 * (areas.length - 1)
  expect(whole.rollUp).toContain(`各地合计 ${sum}，全域数 200`)
  expect(whole.below[0]).toMatchObject({ wanted: '不低于20人次', owner: '农业农村服务中心', state: '未知' })
  const own = whole.below.find((one) => one.area === TOWN)?.wanted
  expect([own, (await row(id, township)).own.wanted]).toEqual([own, own])
  const refused = await write(township, TOWN, [{ target: id, area: TOWN, value: '1', owner: '', version: 1 }])
  expect([refused.status, refused.says]).toEqual([422, expect.stringContaining('不属于这里的目标或下级辖区')])
})

test('a township divides its part among its villages, and nobody else’s', async () => {
  const id = await idOf('五有达标率', '2022')
  const { areas, whole } = await division(township)
  expect(whole).toBe(false)
  expect(areas.length).toBeGreaterThan(0)
  const cell = { target: id, area: areas[0]!.area, value: '90%', owner: '', version: 0 }
  expect((await write(township, TOWN, [cell])).body).toEqual({ written: 1 })
  expect((await row(id, township)).below.find((one) => one.area === cell.area)?.wanted).toBe('不低于90%')
  expect((await write(township, '990101102', [{ ...cell, area: '990101102201' }])).status).toBe(404)
})

test('two who change the same cell: the second is told; all wrong figures are told at once and nothing is written', async () => {
  const id = await idOf('新命名区级示范社', '2021')
  const [first, second] = (await division()).areas
  const cell = { target: id, area: first!.area, value: '2', owner: '', version: 0 }
  expect((await write(county, '990101', [cell])).status).toBe(200)
  const late = await write(county, '990101', [{ ...cell, value: '3' }])
  expect([late.status, late.says]).toEqual([409, expect.stringContaining('刷新后对照再改')])
  const wrong = await write(county, '990101', [
    { ...cell, value: '二', version: 1 },
    { ...cell, area: second!.area, value: '1.5' },
    { ...cell, area: second!.area, target: id, value: '4' },
  ])
  expect([wrong.status, (wrong.body as unknown as { problems: unknown[] }).problems.length]).toEqual([422, 2])
  const held = (await division()).cells.filter((one) => one.target === id && one.area !== '990101')
  expect(held.filter((one) => one.value !== '').map((one) => one.value)).toEqual(['2'])
  const withdrawn = await write(county, '990101', [{ ...cell, value: '', version: 1 }])
  expect(withdrawn.body).toEqual({ written: 1 })
  expect((await row(id)).below.find((one) => one.area === first!.area)?.wanted ?? null).toBeNull()
  const { body } = await county.get<{ versions: { value: string | null; by: string }[] }>(
    `${DIVISION}/versions?target=${encodeURIComponent(id)}&area=990101`,
  )
  expect(body.versions.map((one) => one.value)).toEqual([null, '2'])
})

test('the table goes out, is filled and comes back as it was; text copied from Excel is read the same', async () => {
  const before = await division()
  const { body } = await county.get<Uint8Array>(`${DIVISION}/table.xlsx`)
  const [sheet] = must(await readWorkbook(body, '分解表.xlsx')).sheets
  const text = sheet!.rows
    .map((cells) => cells.map((one) => ('text' in one ? one.text : '')).join('\t'))
    .join('\n')
  const read = await county.post<MatrixAnswer>(`${DIVISION}/pasted`, { area: '990101', text })
  const set = new Map(read.body.entries.map((one) => [`${one.target} ${one.area}`, one.value]))
  const held = before.cells.filter(
    (one) => one.value !== '' && read.body.columns.some((c) => c.target === one.target),
  )
  expect(read.body.problems).toEqual([])
  expect(held.length).toBeGreaterThan(5)
  expect(held.filter((one) => set.get(`${one.target} ${one.area}`) !== one.value)).toEqual([])
})

test('trap 2: the rate whose base the document does not give goes live only when base and source are recorded', async () => {
  const id = await idOf('区级以上示范社培育率', '2022')
  const open = await row(id)
  expect([open.own.state, open.missing.length]).toEqual(['待补正', 2])
  const answer = {
    target: id,
    base: '在册且正常运行的合作社',
    fact: 'demonstration_rate',
    source: '发文单位电话答复记录',
  }
  expect((await township.post('/api/targets/answers', answer)).status).toBe(403)
  const unlike = await county.post('/api/targets/answers', { ...answer, fact: 'area_members' })
  expect([unlike.status, unlike.says]).toEqual([422, expect.stringContaining('类型不同')])
  expect((await county.post('/api/targets/answers', { ...answer, source: '无' })).status).toBe(400)
  expect((await county.post('/api/targets/answers', answer)).status).toBe(200)
  const live = await row(id)
  expect(live).toMatchObject({ missing: [], base: answer.base, answered: answer.source })
  expect(live.own.state).not.toBe('待补正')
  expect((await row(id, township)).missing).toEqual([])
})

test('a target of the place’s own is added, changed, shown with its way, and ended', async () => {
  const given = {
    id: null,
    version: 0,
    label: '县级以上示范社',
    type: 'count',
    comparator: 'at_least',
    value: '30',
    kind: 'stock',
    fact: 'demonstration_bodies',
    base: '',
    from: '2026-01-01',
    by: '2026-12-31',
    ground: '县农业农村局年度工作要点',
  }
  const post = (body: object) => county.post<{ id: string }>('/api/targets/own', body)
  const bad = await post({ ...given, type: 'ratio', fact: null, value: '60%', from: '2026-12-31' })
  expect((bad.body as unknown as { problems: { code: string }[] }).problems.map((one) => one.code)).toEqual([
    'target-period',
    'target-base',
  ])
  const { id } = (await post(given)).body
  expect((await row(`own/${id}`)).own).toMatchObject({ wanted: '不低于30家' })
  expect((await row(`own/${id}`, township)).own).toMatchObject({ wanted: null, state: '' })
  expect((await post({ ...given, id, version: 0 })).status).toBe(409)
  expect((await post({ ...given, id, version: 1, value: '35' })).status).toBe(200)
  const { body } = await county.get<Course>(`/api/targets/course?target=own/${id}`)
  expect(body).toMatchObject({ label: '县级以上示范社', unit: '家', wanted: 35 })
  expect(body.points.map((one) => one.actual !== null)).toEqual(
    body.points.map((one) => one.day <= '2026-03-20'),
  )
  expect(body.points.at(-1)?.pace).toBe(35)
  const end = (version: number) => county.post('/api/targets/own/end', { id, version })
  expect([(await end(1)).status, (await end(2)).status, (await end(3)).status]).toEqual([409, 200, 404])
  expect(await row(`own/${id}`)).toBeUndefined()
})

test('the database takes no gap, no other’s area, no change and no removal', async () => {
  const scope = {
    user: 'x',
    role: 'township',
    area_low: TOWN,
    area_high: `${TOWN}A`,
    national: '',
    bodies: '',
    door: 'test',
  }
  const attempt = (statement: string, role = 'township') =>
    withScope(app.database.db, { ...scope, role }, (trx) => sql.raw(statement).execute(trx))
  const insert = (area: string, version: number) =>
    `insert into target_share (home, target, area, version, value, ground) values ('990101', 'p/x', '${area}', ${version}, '1', '试验')`
  await expect(attempt(insert(TOWN, 1))).rejects.toThrow(/row-level security/)
  await expect(attempt(insert('990101102', 1))).rejects.toThrow(/row-level security/)
  await expect(attempt(insert(`${TOWN}201`, 2))).rejects.toMatchObject({ code: 'HT001' })
  await expect(attempt(insert(`${TOWN}201`, 1), 'chair')).rejects.toThrow(/row-level security/)
  for (const table of ['target_share', 'target_own', 'target_answer']) {
    await expect(
      attempt(
        `update ${table} set ground = '改'`.replace('target_answer set ground', 'target_answer set source'),
      ),
    ).rejects.toThrow(/permission denied/)
    await expect(attempt(`delete from ${table}`)).rejects.toThrow(/permission denied/)
  }
  await attempt(insert(`${TOWN}201`, 1))
})
