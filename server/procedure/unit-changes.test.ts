/** 单位更名、撤并: the name of the time stays with what is done, what is open follows; who may, and what the database refuses. */
import { sql, type RawBuilder } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Item, Unit } from '#contract/kernel/procedures.ts'
import { policyTask } from '#core/targets/policy-task.ts'
import { withScope } from '#server/database/connect.ts'
import { signIn, testApp, type Person, type TestApp } from '../../tests/app.ts'
import { openItems } from './store.ts'

const TODAY = '2026-03-20'
const HOME = '990101'
const TOWN = '990101101'
const SCOPE = { user: 'xian', role: 'county', area_low: HOME, area_high: `${HOME}A`, door: 'test' }

let app: TestApp
let county: Person
let town: Person
const units: Record<string, string> = {}

beforeAll(async () => {
  app = await testApp(TODAY)
  county = await signIn(app, 'xian')
  town = await signIn(app, 'zhen1')
  for (const [name, area, people] of [
    ['财政局', HOME, ['fudaoyuan']],
    ['发改局', HOME, ['lingdao']],
    ['商务局', HOME, []],
    ['麦川镇政府', TOWN, []],
  ] as const) {
    const made = await county.post<{ id: string }>('/api/units', { name, area, people: [...people] })
    expect(made.status, made.says).toBe(200)
    units[name] = made.body.id
  }
})
afterAll(() => app.close())

/** A task that was given to a unit; finished where asked. */
async function task(
  title: string,
  lead: string,
  more: { helpers?: string[]; drop?: boolean } = {},
): Promise<string> {
  const [id] = await withScope(app.database.db, SCOPE, (trx) =>
    openItems(trx, policyTask, { items: [{ home: HOME, area: HOME, title }], day: TODAY }),
  )
  const act = async (action: string, given: object) => {
    const done = await county.post<Item>(`/api/procedures/policy_task/items/${id}/actions`, {
      action,
      version: (await item(id!)).version,
      ...given,
    })
    expect(done.status, done.says).toBe(200)
  }
  const helpers = (more.helpers ?? []).map((one) => units[one]!)
  await act('assign', { unit: { lead: units[lead]!, helpers }, dueOn: '2026-04-10' })
  if (more.drop) await act('drop', { note: '并入其他任务' })
  return id!
}
const item = async (id: string, who = county): Promise<Item> =>
  (await who.get<Item>(`/api/procedures/policy_task/items/${id}`)).body
const unit = async (name: string): Promise<Unit> =>
  (await county.get<{ units: Unit[] }>('/api/units')).body.units.find((one) => one.id === units[name])!
const rename = (name: string, to: string, more: object = {}) =>
  county.post<{ moved: number }>(`/api/units/${units[name]}/name`, {
    name: to,
    kind: 'rename',
    onDay: TODAY,
    ground: '机构改革方案',
    ...more,
  })
const end = (name: string, successor: string, more: object = {}) =>
  county.post<{ moved: number }>(`/api/units/${units[name]}/end`, {
    successor: units[successor],
    onDay: TODAY,
    ground: '机构改革方案',
    ...more,
  })
async function said(statement: RawBuilder<unknown>, scope: object = {}): Promise<string | number> {
  try {
    const { numAffectedRows } = await withScope(app.database.db, { ...SCOPE, ...scope }, (trx) =>
      statement.execute(trx),
    )
    return Number(numAffectedRows)
  } catch (error) {
    return (error as { code?: string }).code ?? ''
  }
}

test('a renamed unit keeps its old name with its day: what is open follows, what is done and what was said do not', async () => {
  const [open, helped, dropped] = [
    await task('甲', '财政局'),
    await task('乙', '商务局', { helpers: ['财政局', '麦川镇政府'] }),
    await task('丙', '财政局', { drop: true }),
  ]
  const done = await rename('财政局', '财政金融局', { onDay: '2026-03-01' })
  expect(done.body).toEqual({ moved: 2 })
  expect((await item(open)).unit?.name).toBe('财政金融局')
  expect((await item(helped)).helpers.map((one) => one.name).toSorted()).toEqual(
    ['财政金融局', '麦川镇政府'].toSorted(),
  )
  expect((await item(dropped)).unit?.name).toBe('财政局')
  const says = (await item(open, county)).history.map((one) => one.says)
  expect(says[0]).toContain('牵头 财政局')
  expect(says.at(-1)).toBe('单位变动：财政局自 2026-03-01 起更名为财政金融局')
  // A township that helps sees what became of the other unit, although the unit lies outside of its area.
  expect((await item(helped, town)).history.at(-1)?.says).toContain('更名为财政金融局')
  expect(await unit('财政局')).toMatchObject({
    name: '财政金融局',
    formerNames: [{ name: '财政局', until: '2026-03-01' }],
  })
  await rename('财政局', '财政局', { onDay: TODAY })
  expect((await unit('财政局')).formerNames).toEqual([
    { name: '财政金融局', until: TODAY },
    { name: '财政局', until: '2026-03-01' },
  ])
  expect((await rename('财政局', '国资局', { onDay: '2026-03-19' })).says).toContain('不能早于上次更名')
})

test('a slip of the pen is corrected and leaves no former name', async () => {
  const open = await task('丁', '商务局')
  expect((await rename('商务局', '商务局（粮食）', { kind: 'correct' })).status).toBe(200)
  expect(await unit('商务局')).toMatchObject({ name: '商务局（粮食）', formerNames: [] })
  expect((await item(open)).unit?.name).toBe('商务局（粮食）')
  expect((await item(open)).history.some((one) => one.says.startsWith('单位变动'))).toBe(false)
  await rename('商务局', '商务局', { kind: 'correct' })
})

test('a name that another has, one that is no other, a day to come and the form of the unit are refused', async () => {
  expect((await rename('商务局', '发改局')).says).toContain('已经有“发改局”')
  expect((await rename('商务局', '商务局')).says).toContain('名称没有变')
  expect((await rename('商务局', '商贸局', { onDay: '2026-03-21' })).says).toContain('不能晚于今天')
  const { id, area, people } = await unit('商务局')
  expect((await county.post('/api/units', { id, area, people, name: '商贸局' })).says).toContain('请用“更名”')
  expect((await town.post(`/api/units/${id}/name`, {})).status).toBe(403)
  expect((await rename('没有', '商贸局')).status).toBe(404)
})

test('a unit that is dissolved names its successor, which takes over what is open, the people, and the inbox', async () => {
  const [led, both, dropped] = [
    await task('戊', '财政局', { helpers: ['麦川镇政府'] }),
    await task('己', '发改局', { helpers: ['财政局'] }),
    await task('庚', '财政局', { drop: true }),
  ]
  const { body } = await county.get<{ items: { title: string }[] }>(`/api/units/${units['财政局']}/open`)
  expect(body.items.map((one) => one.title)).toEqual(expect.arrayContaining(['戊', '己']))
  expect(body.items.map((one) => one.title)).not.toContain('庚')
  expect((await end('财政局', '财政局')).says).toContain('须是另一个')
  expect((await end('财政局', '发改局')).status).toBe(200)
  expect(await item(led)).toMatchObject({ unit: { id: units['发改局'], name: '发改局' } })
  expect((await item(led)).helpers.map((one) => one.name)).toEqual(['麦川镇政府'])
  // The successor led it already: it does not help itself.
  expect((await item(both)).helpers).toEqual([])
  expect((await item(dropped)).unit?.name).toBe('财政局')
  expect((await item(led)).history.at(-1)?.says).toBe(`单位变动：财政局自 ${TODAY} 起撤并，由发改局接续`)
  expect(await unit('财政局')).toMatchObject({ retired: true, ended: { onDay: TODAY, successor: '发改局' } })
  expect((await unit('发改局')).people).toEqual(['fudaoyuan', 'lingdao'])
  // The township goes on seeing what it helps with.
  expect((await item(led, town)).title).toBe('戊')
  expect((await end('财政局', '商务局')).says).toContain('已经撤并')
  expect((await end('商务局', '财政局')).says).toContain('接续的单位不在名单里')
  const { id, area, people } = await unit('财政局')
  expect(
    (await county.post('/api/units', { id, area, people, name: '财政局', retired: false })).says,
  ).toContain('已经撤并')
})

test('raw SQL changes no name by the way, unwrites nothing, and reaches no unit of another place', async () => {
  const change = sql`insert into unit_change (home, id, area, unit, kind, on_day, name, ground)
    select home, gen_random_uuid(), area, id, 'rename', ${TODAY}, '别名', '试试' from unit where name = '商务局'`
  expect(await said(sql`update unit set name = '别名'`)).toBe('42501')
  expect(await said(sql`update unit set ended_on = null, successor = null`)).toBe('42501')
  expect(await said(sql`update unit_change set old_name = '从未有过'`)).toBe('42501')
  expect(await said(sql`delete from unit_change`)).toBe('42501')
  expect(await said(sql`update unit set retired = false where ended_on is not null`)).toBe('23514')
  const forged = sql`insert into unit_change (home, id, area, unit, kind, on_day, name, ground)
    values (${HOME}, gen_random_uuid(), ${TOWN}, ${units['商务局']}, 'rename', ${TODAY}, '别名', '试试')`
  const there = { user: 'zhen1', area_low: TOWN, area_high: `${TOWN}A` }
  expect(await said(forged, { ...there, role: 'township' })).toBe('42501')
  expect(await said(forged, there)).toBe('42501')
  expect(await said(change, { ...there })).toBe(0)
  expect((await unit('商务局')).name).toBe('商务局')
})
