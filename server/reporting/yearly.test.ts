/** The yearly reports on real PostgreSQL: filled in from one entry, unknown stays empty, standards judge only when confirmed. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readYearly, type YearlyAnswer } from '#contract/reporting/yearly.ts'
import { yearlyReports } from '#core/reporting/yearly-reports.ts'
import { withScope } from '#server/database/connect.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import type { Caller } from '#server/http/route.ts'
import { must } from '../../tests/must.ts'
import { smallBook } from '../../tests/small-books.ts'
import { HOME, smallCounty, TOWN_A, TOWN_B, type SmallCounty } from '../../tests/small-county.ts'
import { yearlySheet } from './yearly-sheet.ts'
import { readYearlyReport } from './yearly.ts'

let county: SmallCounty
let officer: Caller
let accountant: Caller
const bodies: string[] = []

beforeAll(async () => {
  county = await smallCounty()
  officer = await county.person('xian2', 'county', { area: HOME })
  for (const [name, area] of [
    ['甲种植专业合作社', TOWN_A],
    ['乙养殖专业合作社', TOWN_A],
    ['丙种植专业合作社', TOWN_B],
  ] as const)
    bodies.push(await county.addBody(area, { name, capital: 150_000_000, credit_code: null }))
  const [first, second] = bodies as [string, string]
  accountant = await county.person('kuaiji2', 'accountant', { bodies: [first] })
  const report = (body: string, year: number, values: object) =>
    county.add('annual_report', { year, published: true, ...values }, { body, day: `${year + 1}-03-01` })
  await report(first, 2021, { revenue: 10_000, distributable: 1000, returned_by_patronage: 599 })
  await report(first, 2022, { revenue: 20_000, subsidy: 0, distributable: 1000, returned_by_patronage: 600 })
  await report(second, 2022, { revenue: 30_050 })
  const company = await county.addBody(TOWN_A, {
    name: '丁农业有限公司',
    body_kind: '公司',
    credit_code: null,
  })
  await report(company, 2022, { revenue: 99_999 })
  for (const [year, members] of [
    [2021, 99],
    [2022, 100],
  ] as const)
    await county.add(
      'member_summary',
      { as_of: `${year}-12-31`, members, farmers: 90 },
      { body: first, day: `${year}-12-31` },
    )
  const member = (person: string, joined: string, more: object = {}) =>
    county.add('member', { person, kind: '农民', joined_on: joined, ...more }, { body: second, day: joined })
  await member('甲某', '2020-01-01')
  await member('乙某', '2022-12-31')
  await member('丙企业', '2022-01-01', { kind: '企业' })
  await member('丁某', '2020-01-01', { left_on: '2022-06-30' })
  for (const [tag, since, until] of [
    ['县级示范社', '2019-01-01', null],
    ['省级示范社', '2022-12-31', null],
    ['国家级示范社', '2019-01-01', '2022-12-30'],
  ] as const)
    await county.add('body_tag', { tag, since, until }, { body: first, day: since })
})
afterAll(() => county.database.close())

function read(report: string, of: { year?: number; body?: string; caller?: Caller; area?: string } = {}) {
  const { year = 2022, body, caller = officer, area = HOME } = of
  return withScope(county.db, caller.scope, async (trx) =>
    readYearly.response.parse(
      await readYearlyReport(trx, county.services, {
        report: yearlyReports.find((one) => one.id === report)!,
        year,
        area,
        areaName: '禾丰县',
        body: body === undefined ? null : { id: body, name: '甲种植专业合作社' },
      }),
    ),
  )
}
const cell = (answer: YearlyAnswer, id: string, at = 0) =>
  answer.lines.find((one) => one.id === id)!.cells[at]!
const standard = (answer: YearlyAnswer, id: string) =>
  answer.lines.find((one) => one.id === id)!.standard?.state

test('the annual report of a cooperative is filled in, with last year beside it; what nobody keeps stays empty and says so', async () => {
  const answer = await read('annual_report_sheet', { body: bodies[0]! })
  expect(cell(answer, 'revenue')).toMatchObject({ value: '200.00', before: '100.00', source: '年报台账' })
  expect(cell(answer, 'subsidy').value).toBe('0.00')
  expect(cell(answer, 'members')).toMatchObject({ value: '100', before: '99' })
  expect(cell(answer, 'level')).toMatchObject({ value: '省级示范社', before: '国家级示范社' })
  expect(cell(answer, 'loans')).toMatchObject({ value: null, before: null })
  expect(cell(answer, 'loans').note).toContain('没有这一年的数')
  expect(cell(answer, 'certified').note).toBe('农产品认证里没有这一年的数')
  expect(cell(answer, 'revenue').rows).toBe(`/registers/annual_report?body=${bodies[0]}`)
  expect(answer.unverified).toContain('待核实')
})

test('certificates in force, what members lend each other and the schooling of the chair go in, each as of the last day', async () => {
  const [, , body] = bodies as [string, string, string]
  const add = (register: string, day: string, values: Record<string, string | number | null>) =>
    county.add(register, values, { body, day })
  const certified = (kind: string, product: string, [from, until]: [string, string | null]) =>
    add('certificate', from, { kind, product, issued_on: from, valid_until: until })
  await certified('绿色食品', '苹果', ['2020-01-01', '2022-12-31'])
  await certified('有机农产品', '小米', ['2020-01-01', '2022-12-30'])
  await certified('农产品地理标志', '黄花菜', ['2023-01-01', null])
  await add('mutual_credit', '2021-12-31', { as_of: '2021-12-31', funds: 20_000_000 })
  await add('mutual_credit', '2022-12-31', { as_of: '2022-12-31', funds: 30_000_000 })
  const chair = (person: string, education: string, [since, until]: [string, string | null]) =>
    add('officer', since, { organ: '理事会', post: '理事长', person, education, since, until })
  await chair('甲某', '初中', ['2019-01-01', '2022-06-30'])
  await chair('乙某', '大专', ['2022-07-01', null])
  const sheet = await read('annual_report_sheet', { body })
  expect(cell(sheet, 'certified')).toMatchObject({
    value: '绿色食品（苹果）',
    before: '有机农产品（小米）、绿色食品（苹果）',
  })
  const form = await read('demonstration_form', { body })
  expect(cell(form, 'credit')).toMatchObject({ value: '30.00', before: '20.00' })
  expect(cell(form, 'education')).toMatchObject({ value: '大专', before: '初中' })
})

test('family farms are counted where the roll says who is one, and unknown where it says nothing', async () => {
  const farms = async () => cell(await read('statistics_table'), 'family_farms')
  expect(await farms()).toMatchObject({ value: null, note: '成员（户）名册里没有这一年的数' })
  const join = (person: string, farm: boolean) =>
    county.add(
      'member',
      { person, kind: '农民', joined_on: '2022-03-01', family_farm: farm },
      { body: bodies[2]!, day: '2022-03-01' },
    )
  await join('戊家庭农场', true)
  await join('己某', false)
  expect(await farms()).toMatchObject({ value: '1', note: '3 家里有 2 家不知道，没有计入' })
})

test('who came and went in the year is counted from the roll, both ends of the year included', async () => {
  const answer = await read('annual_report_sheet', { body: bodies[1]! })
  expect(['members', 'joined', 'left', 'farmers'].map((id) => cell(answer, id).value)).toEqual([
    '3',
    '2',
    '1',
    '2',
  ])
})

test('statements made elsewhere go before what was typed, and the difference is told', async () => {
  const row = (number: number, now: string) => ({ row: number, now, before: null })
  const income = [row(1, '250.00'), row(10, '30.00'), row(16, '10.00'), row(17, '6.00')]
  const keep = (month: string, number: number, rows: object[]) =>
    withScope(county.db, accountant.scope, (trx) =>
      sql`
        insert into reported_statement (home, body, month, number, area, origin, sheet, income, wrong, assets, liabilities, surplus)
        values (${HOME}, ${bodies[0]}, ${month}, ${number}, ${TOWN_A}, 'typed', ${JSON.stringify([row(12, '9.99'), row(23, '1.00'), row(32, '2.00')])}::jsonb,
          ${JSON.stringify(rows)}::jsonb, 0, 0, 0, 0)`.execute(trx),
    )
  await keep('2022-12-01', 1, [row(1, '1.00')])
  await keep('2022-12-01', 2, income)
  await keep('2022-11-01', 1, [row(1, '2.00')])
  const answer = await read('demonstration_form', { body: bodies[0]! })
  expect(cell(answer, 'revenue')).toMatchObject({
    value: '0.03',
    source: '报送报表',
    differs: '年报台账是 0.02',
  })
  const sheet = await read('annual_report_sheet', { body: bodies[0]! })
  expect(cell(sheet, 'loans').value).toBe('3.00')
  expect(cell(sheet, 'surplus')).toMatchObject({ value: '30.00', before: null, differs: null })
  expect(cell(answer, 'return_rate')).toMatchObject({ value: '60%', before: '59.9%' })
})

test('a standard that nobody has confirmed judges nothing; confirmed with its source it does, below and on it', async () => {
  const members = async (year: number) =>
    standard(await read('demonstration_form', { year, body: bodies[0]! }), 'members')
  expect([await members(2021), await members(2022)]).toEqual(['待确认', '待确认'])
  expect(standard(await read('demonstration_form', { body: bodies[0]! }), 'return_rate')).toBe('达到')
  expect(standard(await read('demonstration_form', { year: 2021, body: bodies[0]! }), 'return_rate')).toBe(
    '未达到',
  )
  await withScope(county.db, officer.scope, (trx) =>
    sql`
      insert into parameter_value (document, parameter, area, from_day, value, ground)
      values ('demonstration-monitoring-2019', 'demonstration_members', ${HOME}, '2021-01-01', '100', '县里核对的正式文本')`.execute(
      trx,
    ),
  )
  expect([await members(2021), await members(2022)]).toEqual(['未达到', '达到'])
  expect(standard(await read('demonstration_form', { body: bodies[0]! }), 'capital')).toBe('待确认')
})

test('the table of an area sums what is known, says how many are not, and is empty where nobody is known', async () => {
  const answer = await read('statistics_table')
  const at = (area: string) => answer.columns.findIndex((one) => one.id === area)
  expect(cell(answer, 'cooperatives').value).toBe('3')
  expect(cell(answer, 'revenue')).toMatchObject({
    value: '550.50',
    before: '100.00',
    note: '3 家里有 1 家不知道，没有计入',
  })
  expect(cell(answer, 'revenue', at(TOWN_A))).toMatchObject({ value: '550.50' })
  expect(cell(answer, 'revenue', at(TOWN_B))).toMatchObject({ value: null })
  expect(cell(answer, 'members').value).toBe('105')
  expect(cell(answer, 'enterprises').value).toBe('1')
  expect(cell(answer, 'province')).toMatchObject({ value: '1', before: '0' })
  expect(cell(answer, 'nation')).toMatchObject({ value: '0', before: '1' })
  expect(cell(answer, 'cooperatives', at(TOWN_A)).rows).toContain(`area=${TOWN_A}`)
})

test('the workbook holds numbers that add up, and leaves the unknown empty', async () => {
  const book = must(await readWorkbook(await yearlySheet(await read('statistics_table')), '农经统计.xlsx'))
  const rows = book.sheets[0]!.rows
  const revenue = rows.find((one) => one[0]?.type === 'text' && one[0].text === '经营收入')
  expect(revenue?.[2]).toMatchObject({ type: 'number', number: 550.5 })
  const supplied = rows.find((one) => one[0]?.type === 'text' && one[0].text === '统一购买生产投入品总值')
  expect(supplied?.[2]?.type).toBe('empty')
})

test('an accountant sees nothing of another cooperative, and every report can be asked for', async () => {
  const other = await read('annual_report_sheet', { body: bodies[1]!, caller: accountant })
  expect(other.lines.every((one) => one.cells[0]?.value === null)).toBe(true)
  for (const { id, per } of yearlyReports) {
    const answer = await read(id, { ...(per === 'body' && { body: bodies[2]! }), year: 2010 })
    expect(answer.lines.length).toBeGreaterThan(10)
  }
})

test('cells that forms ask of a township are counted by the month', async () => {
  const handout = '018c0000-0000-7000-8000-000000000001'
  await withScope(county.db, officer.scope, async (trx) => {
    await sql`insert into handout (home, id, area, title, due_on, form_version, asked, created_at, actor_name)
      values (${HOME}, ${handout}, ${HOME}, '补表', '2022-04-01', 1, '[]', '2022-03-31T17:00:00Z', '甲')`.execute(
      trx,
    )
    await sql`insert into handout_township (home, handout, area, name) values (${HOME}, ${handout}, ${TOWN_A}, '甲镇')`.execute(
      trx,
    )
    await sql`insert into handout_row (home, key, handout, number, area, body, register, name, village, record, known, open, wanted, must)
      values (${HOME}, 'k1', ${handout}, 1, ${TOWN_A}, ${bodies[0]}, 'member_summary', '甲', '', '{}', '{}', '{}', array['members', 'farmers'], '{}')`.execute(
      trx,
    )
  })
  const { asked } = await read('statistics_table')
  expect(asked).toEqual([{ area: TOWN_A, name: '甲镇', months: [0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0] }])
})

test('a book gives its figures once December is closed, and goes before everything else', async () => {
  county.setToday('2024-03-01')
  const book = await smallBook(county)
  await book.post(
    [
      { account: '102', debit: 500_00n },
      { account: '301', credit: 500_00n, member: book.members[0]! },
    ],
    { on: '2023-02-01' },
  )
  await book.post([
    { account: '102', debit: 400_00n },
    { account: '501', credit: 400_00n },
  ])
  await book.post([
    { account: '523', debit: 150_00n },
    { account: '102', credit: 150_00n },
  ])
  await book.post([
    { account: '151', debit: 300_00n },
    { account: '201', credit: 300_00n },
  ])
  await county.add('annual_report', { year: 2023, published: true, revenue: 1 }, { body: book.body })
  const figures = async () => {
    const answer = await read('annual_report_sheet', { year: 2023, body: book.body })
    return ['revenue', 'surplus', 'loans'].map((id) => cell(answer, id).value)
  }
  expect(await figures()).toEqual(['0.01', null, null])
  const close = (month: number) =>
    withScope(county.db, book.accountant.scope, (trx) =>
      sql`
        insert into book_close (home, body, month, area)
        values (${HOME}, ${book.body}, make_date(2023, ${month}::int, 1), ${TOWN_A})`.execute(trx),
    )
  for (let month = 1; month <= 11; month++) await close(month)
  expect(await figures()).toEqual(['0.01', null, null])
  await book.post(
    [
      { account: '501', debit: 400_00n },
      { account: '523', credit: 150_00n },
      { account: '332', credit: 250_00n, item: '未分配盈余' },
    ],
    { on: '2023-12-31', phase: 'closing' },
  )
  await close(12)
  expect(await figures()).toEqual(['400.00', '250.00', '300.00'])
  const form = await read('demonstration_form', { year: 2023, body: book.body })
  expect(cell(form, 'fixed').value).toBe('0.03')
})
