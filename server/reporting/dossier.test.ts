/** 一社一档 on real PostgreSQL: what stands on the page, from where, as of which day, for whom. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dossier as schema } from '#contract/registry.ts'
import { registers } from '#core/reporting/registers.ts'
import { withScope } from '#server/database/connect.ts'
import type { Caller } from '#server/http/route.ts'
import {
  counted,
  HOME,
  smallCounty,
  TODAY,
  TOWN_A,
  TOWN_B,
  type SmallCounty,
} from '../../tests/small-county.ts'
import { readBodyFacts } from './body-facts.ts'
import { readDossier } from './dossier.ts'

let county: SmallCounty
let officer: Caller
let townA: Caller
let townB: Caller

beforeAll(async () => {
  county = await smallCounty()
  officer = await county.person('xian2', 'county', { area: HOME })
  townA = await county.person('zhen1', 'township', { area: TOWN_A })
  townB = await county.person('zhen2', 'township', { area: TOWN_B })
})
afterAll(() => county.database.close())

function read(body: string, of: { as?: Caller; day?: string } = {}) {
  const caller = of.as ?? officer
  return withScope(county.db, caller.scope, async (trx) =>
    schema.parse(await readDossier({ trx, services: county.services, caller }, body, { day: of.day })),
  )
}

const summary = (members: number, day = '2023-01-01') => ({ as_of: day, members, farmers: members })

test('a body from the registry list alone says what it is and what is missing, each with what to do', async () => {
  const body = await county.addBody(TOWN_A)
  await county.check(body)
  const page = await read(body)
  expect(page.sections.map((one) => one.register)).toEqual(
    registers.filter((one) => one.belongsTo !== 'area').map((one) => one.id),
  )
  expect(page.body).toMatchObject({ bodyName: '甲种植专业合作社', areaName: '麦川镇' })
  expect(page.class).toBe('待定')
  expect(page.classGround).toContain('查明后才能归类')
  expect(page.completeness.percent).toBe(9)
  expect(page.completeness.missing.map((one) => one.field ?? one.register)).toEqual([
    'creditCode',
    'address',
    'legalRepresentative',
    'phone',
    'officer',
    'member_summary',
    'operating_status',
    'annual_report',
    'document',
    'member',
  ])
  expect(page.completeness.missing.every((one) => /请/.test(one.says))).toBe(true)
  expect(page.unknown.find((one) => one.rule === 'cooperative-law/members-at-least-five')?.missing).toContain(
    '成员总数',
  )
})

test('completeness agrees with the fact at nothing, all but one and all', async () => {
  const body = await county.addBody(TOWN_A, {
    credit_code: '93990101MA00000001',
    address: '麦川镇',
    legal_representative: '张三',
    phone: '13900000000',
  })
  const of = { body, day: '2023-01-01' }
  await county.add('officer', { post: '理事长', person: '张三', since: '2023-01-01' }, of)
  await county.add('member_summary', summary(5), of)
  await county.add('operating_status', { status: '正常', since: '2023-01-01' }, of)
  await county.add('annual_report', { year: 2021, published: true }, of)
  await county.add('document', { kind: '章程', title: '章程', issued_on: '2023-01-01' }, of)
  const percent = async (): Promise<[number, string | null]> => {
    await county.check(body)
    const { facts } = await withScope(county.db, officer.scope, (trx) =>
      readBodyFacts(trx, county.services, { body }),
    )
    return [
      (await read(body)).completeness.percent,
      facts.find((one) => one.id === 'dossier_completeness')!.value,
    ]
  }
  expect(await percent()).toEqual([90.9, '90.90%'])
  await county.add(
    'member',
    { person: '李四', kind: '农民', joined_on: '2099-01-01' },
    { body, day: '2099-01-01' },
  )
  expect(await percent()).toEqual([90.9, '90.90%'])
  await county.add('member', { person: '李四', kind: '农民', joined_on: '2023-01-01' }, of)
  expect(await percent()).toEqual([100, '100%'])
})

test('a change is one sentence with who, by which door, from which file, sheet and row', async () => {
  const body = await county.addBody(TOWN_A)
  const source = { file: '成员汇总.xlsx', sheet: 'Sheet1', row: 17, columns: { members: 'D' } }
  const id = await county.add('member_summary', summary(4), { body })
  await county.add(
    'member_summary',
    { ...summary(5), farmers: 4 },
    { body, id, version: 2, as: townA, source },
  )
  const page = await read(body)
  const [first] = page.timeline
  expect(first).toMatchObject({
    says: '成员汇总：成员总数 4 → 5',
    actor: 'zhen1某',
    door: 'web',
    source,
    record: id,
  })
  expect(page.timeline[1]?.says).toBe('成员汇总：新增，统计日期 2023-01-01，成员总数 4，农民成员数 4')
  const section = page.sections.find((one) => one.register === 'member_summary')
  expect(section?.source).toMatchObject(source)
  expect(section?.records[0]).toMatchObject({ version: 2, values: { members: 5 } })
})

test('moving to another township, a secret and a removal are told too, the secret masked', async () => {
  const body = await county.addBody(TOWN_A)
  const member = await county.add(
    'member',
    { person: '王五', kind: '农民', joined_on: '2020-01-01' },
    { body },
  )
  await county.add(
    'member',
    { person: '王五', kind: '农民', joined_on: '2020-01-01', ended: true },
    { body, id: member, version: 2 },
  )
  await county.add(
    'body',
    { name: '乙合作社', registered_on: '2015-01-01' },
    { body, area: TOWN_B, version: 2 },
  )
  const says = (await read(body)).timeline.map((one) => one.says)
  expect(says[0]).toContain('所在辖区 麦川镇 → 粟坪镇')
  expect(says[0]).toContain('合作社名称 甲种植专业合作社 → 乙合作社')
  expect(says).toContain('成员（户）名册（王五）：终止')
})

test('as of an earlier day the page shows what was effective then, and offers nothing to do', async () => {
  const body = await county.addBody(TOWN_A)
  const id = await county.add('member_summary', summary(4, '2022-06-01'), { body, day: '2022-06-01' })
  await county.add('member_summary', summary(6), { body, id, version: 2, day: '2023-02-01' })
  await county.check(body)
  const [now, then] = [await read(body), await read(body, { day: '2022-12-31' })]
  const members = (page: typeof now) =>
    page.sections.find((one) => one.register === 'member_summary')?.records[0]?.values['members']
  expect([members(now), members(then)]).toEqual([6, 4])
  const five = 'cooperative-law/members-at-least-five'
  expect(now.findings.map((one) => one.rule)).not.toContain(five)
  expect(then.findings.map((one) => one.rule)).toContain(five)
  expect([now.acceptance.actions.length, then.acceptance.actions.length]).toEqual([2, 0])
  await expect(read(body, { day: '2014-12-31' })).rejects.toThrow('还没有这个主体')
})

test('four members put a body into its class by name of the rule; the clause stands beside', async () => {
  const body = await county.addBody(TOWN_A)
  await county.add('member_summary', { ...summary(4), farmers: 0 }, { body })
  await county.check(body)
  const page = await read(body)
  const found = page.findings.find((one) => one.rule === 'cooperative-law/members-at-least-five')
  expect(found).toMatchObject({ closedOn: null, clauseLabel: expect.stringContaining('农民专业合作社法') })
  expect(page.class).toBe('清理')
  expect(page.classGround).toMatch(/“.+”.*不符合要求，按《.+》三批归入/)
})

test('whoever may not see the body is told that there is none', async () => {
  const body = await county.addBody(TOWN_A)
  expect((await read(body, { as: townA })).body.id).toBe(body)
  await expect(read(body, { as: townB })).rejects.toMatchObject({ status: 404 })
  await expect(read('no-id')).rejects.toMatchObject({ status: 404 })
})

test('a roll of many members is one line, and costs no statement more than a roll of one', async () => {
  const [one, many] = [await county.addBody(TOWN_A), await county.addBody(TOWN_A)]
  const join = (body: string, index: number) =>
    county.add(
      'member',
      { person: `成员${index}`, kind: '农民', joined_on: '2020-01-01' },
      { body, source: { import: 'x', file: '名册.xlsx', row: index } },
    )
  await join(one, 1)
  for (let index = 1; index <= 40; index += 1) await join(many, index)
  await county.check(one, many)
  const cost = async (body: string) =>
    counted(county.db, officer, (trx) =>
      readDossier({ trx, services: county.services, caller: officer }, body, {}),
    )
  const [small, large] = [await cost(one), await cost(many)]
  expect(large.statements).toBe(small.statements)
  expect(large.statements).toBeLessThanOrEqual(registers.length + 12)
  expect(large.value.timeline.map((line) => line.says)).toContain('成员（户）名册：新增 40 条')
  expect(large.value.timeline.length).toBe(small.value.timeline.length)
})

test('every figure names its rows, each with file, sheet and cell or the person', async () => {
  const body = await county.addBody(TOWN_A)
  const source = { file: '汇总.xlsx', sheet: '成员', row: 3, columns: { members: 'D' } }
  await county.add('member_summary', summary(1234), { body, source })
  await county.check(body)
  const { facts } = await withScope(county.db, officer.scope, (trx) =>
    readBodyFacts(trx, county.services, { body }),
  )
  const members = facts.find((one) => one.id === 'members')
  expect(members).toMatchObject({
    value: '1234名',
    rows: [{ label: '成员总数', value: '1,234', from: `汇总.xlsx 成员 D3，自 ${TODAY}` }],
  })
  const kind = facts.find((one) => one.id === 'body_kind')
  expect(kind?.rows[0]?.from).toBe('xian某填报，自 2015-01-01')
  expect(facts.find((one) => one.id === 'idle_years')?.value).toBeNull()
})

test('the dossier of a member names its federation from the day of the link, and not to who does not see the federation', async () => {
  const union = await county.addBody(TOWN_B, { name: '甲农民专业合作社联合社' })
  const member = await county.addBody(TOWN_A, { name: '乙种植专业合作社' })
  await county.add(
    'body_link',
    { relation: '联合社成员', other: member, since: '2021-03-02' },
    { body: union, area: TOWN_B, day: '2021-03-02' },
  )
  const link = {
    body: union,
    name: '甲农民专业合作社联合社',
    relation: '联合社成员',
    since: '2021-03-02',
    until: null,
  }
  expect((await read(member)).linkedBy).toEqual([link])
  expect((await read(member, { day: '2021-03-01' })).linkedBy).toEqual([])
  expect((await read(member, { day: '2021-03-02' })).linkedBy).toEqual([link])
  expect((await read(member, { as: townA })).linkedBy).toEqual([])
  expect((await read(union)).linkedBy).toEqual([])
})
