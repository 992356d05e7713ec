/** Projects of villages: what borrows is held, and the way out is the county's alone. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ParameterInForce } from '#core/kernel/in-force.ts'
import { DEBT_PLAN } from '#core/reviews/debt-gate.ts'
import { villageProject } from '#core/reviews/village-project.ts'
import { withScope } from '#server/database/connect.ts'
import { keepFile } from '#server/files/content.ts'
import type { Caller } from '#server/http/route.ts'
import { readItem, takeAction, type Acting, type Given } from '#server/procedure/act.ts'
import { openItems } from '#server/procedure/store.ts'
import { HOME, smallCounty, TODAY, TOWN_A, TOWN_B, type SmallCounty } from '../../tests/small-county.ts'
import { fundsOf, projectHandler } from './project-handler.ts'
import { addDays } from '#core/values/day.ts'
import { debtsToDate, unallowedDebts } from './store.ts'

const VILLAGE = `${TOWN_A}201`
let county: SmallCounty
let town: Caller
let office: Caller
let minutes = ''
/** What the county confirmed as the bound; null before it did. */
let limit: { num: bigint; den: bigint } | null = null

const handler = () =>
  projectHandler({
    keys: county.services.keys,
    parametersAt: async () =>
      new Map(
        limit === null
          ? []
          : [
              [
                'village_debt_limit',
                {
                  value: { type: 'ratio', value: limit },
                  confirmed: true,
                  ground: '县里的文件',
                } as ParameterInForce,
              ],
            ],
      ),
  })

beforeAll(async () => {
  county = await smallCounty()
  town = await county.person('zhen', 'township', { area: TOWN_A })
  office = await county.person('xianli', 'county', { area: HOME })
  minutes = await as(town, ({ trx }) =>
    keepFile(
      trx,
      {
        home: HOME,
        area: VILLAGE,
        body: null,
        name: '论证.jpg',
        type: 'image/jpeg',
        bytes: Buffer.from('x'),
      },
      county.services.keys,
    ),
  )
})
afterAll(() => county.database.close())

const as = <T>(caller: Caller, work: (acting: Acting) => Promise<T>): Promise<T> =>
  withScope(county.db, caller.scope, (trx) => work({ trx, caller, today: TODAY, calendar: [] }))
const open = (funds: Record<string, string>) =>
  as(town, async ({ trx }) => {
    const payload = { business: '冷库 200 吨', expected: '0', repay: '', ...fundsOf(funds) }
    const items = [{ home: HOME, area: VILLAGE, title: '冷库', payload }]
    return (await openItems(trx, villageProject, { items, day: TODAY }))[0]!
  })
const act = (caller: Caller, id: string, given: Partial<Given> & { action: string }) =>
  as(caller, async (acting) => {
    const { version } = await readItem(acting, handler(), id)
    return takeAction(acting, handler(), { id, given: { version, ...given } })
  })
const argue = (id: string) => act(town, id, { action: 'argue', note: '可行', files: [minutes] })
const codes = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: { problems?: { code: string }[]; message: string }) =>
      error.problems?.map((one) => one.code).join() ?? error.message,
  )

const debts = () =>
  as(office, async ({ trx }) => {
    const { rows } =
      await sql`select name, creditor, borrowed_on, due_on, principal, balance, rate, collateral, project
      from village_debt where area = ${VILLAGE} and not ended and cleared_on is null order by name`.execute(
        trx,
      )
    return rows
  })
/** Paid back on the day. */
const clear = async (project: string) => {
  const { rows } = await as(office, ({ trx }) =>
    sql<{ id: string; name: string }>`select id, name from village_debt where project = ${project}`.execute(
      trx,
    ),
  )
  const { id = '', name = '' } = rows[0] ?? {}
  const values = { name, creditor: '金融机构', borrowed_on: TODAY, principal: 80_000_00, balance: 0, project }
  await county.add('village_debt', { ...values, cleared_on: TODAY }, { area: VILLAGE, id, version: 2 })
}

test('a project without borrowing is argued and approved; amounts that are none are told together', async () => {
  expect(await codes(open({ own: '一万', subsidy: '1.234', borrow: '0' }))).toBe(
    'project-amount,project-amount',
  )
  expect(await codes(open({ own: '0', subsidy: '', borrow: '' }))).toBe('project-amount')
  const id = await open({ own: '100000', subsidy: '0', borrow: '0' })
  expect(await codes(act(town, id, { action: 'approve' }))).toBe('action-not-now')
  await argue(id)
  expect(await codes(act(office, id, { action: 'allow', note: '同意', files: [minutes] }))).toBe(
    'condition-heldByDebt',
  )
  expect((await act(town, id, { action: 'approve' })).state).toBe('approved')
})

test('a project that borrows is held: the township may change how it is paid, the county alone may let it pass', async () => {
  const id = await open({ own: '50000', subsidy: '0', borrow: '0.01' })
  await argue(id)
  expect(await codes(act(town, id, { action: 'approve' }))).toBe('condition-noNewDebt')
  expect(await codes(act(town, id, { action: 'allow', note: '同意', files: [minutes] }))).toBe(
    'action-not-yours',
  )
  expect(await codes(act(office, id, { action: 'allow', note: '同意' }))).toBe('missing-files')
  await act(town, id, {
    action: 'revise',
    note: '改用自有资金',
    payload: { own: '50000.01', subsidy: '0', borrow: '0' },
  })
  await argue(id)
  expect((await act(town, id, { action: 'approve' })).state).toBe('approved')
  const other = await open({ own: '0', subsidy: '0', borrow: '80000' })
  await argue(other)
  const allow = (payload: Record<string, unknown>) =>
    act(office, other, { action: 'allow', note: '以租金三年还清', files: [minutes], payload })
  expect(await codes(allow({}))).toBe('project-debt')
  expect(await codes(allow({ creditor: '个人', dueOn: '2023-03-19' }))).toBe('project-debt')
  expect(await debts()).toEqual([])
  const allowed = await allow({
    creditor: '金融机构',
    dueOn: '2026-03-20',
    rate: '4.35%',
    collateral: '冷库抵押',
  })
  expect([allowed.state, allowed.history.at(-1)?.note]).toEqual(['approved', '以租金三年还清'])
  expect(await debts()).toEqual([
    {
      name: `冷库借款（${allowed.code}）`,
      creditor: '金融机构',
      borrowed_on: TODAY,
      due_on: '2026-03-20',
      principal: 80_000_00n,
      balance: 80_000_00n,
      rate: '4.35%',
      collateral: '冷库抵押',
      project: allowed.code,
    },
  ])
  await clear(allowed.code)
})

test('a confirmed bound counts what the village owes: unknown holds, on the bound passes, a fen above holds', async () => {
  limit = { num: 50n, den: 100n }
  const id = await open({ own: '1000', subsidy: '0', borrow: '0' })
  await argue(id)
  expect(await codes(act(town, id, { action: 'approve' }))).toBe('condition-withinRatio')
  await county.add('village_income', { year: 2022, income: 100_000_00 }, { area: VILLAGE })
  const debt = {
    name: '修渠欠款',
    creditor: '企业和其他单位',
    borrowed_on: '2019-05-01',
    principal: 60_000_00,
  }
  const record = await county.add('village_debt', { ...debt, balance: 50_000_01 }, { area: VILLAGE })
  await county.add(
    'village_debt',
    { ...debt, name: '别的村的', balance: 900_000_00 },
    { area: `${TOWN_B}201` },
  )
  expect(await codes(act(town, id, { action: 'approve' }))).toBe('condition-withinRatio')
  await county.add('village_debt', { ...debt, balance: 50_000_00 }, { area: VILLAGE, id: record, version: 2 })
  expect((await act(town, id, { action: 'approve' })).state).toBe('approved')
  limit = null
})

test('a debt of which nobody wrote what is owed holds the project as unknown', async () => {
  limit = { num: 1000n, den: 100n }
  const id = await open({ own: '1000', subsidy: '0', borrow: '0' })
  await argue(id)
  const debt = { name: '没写尚欠的', creditor: '个人', borrowed_on: '2019-05-01', principal: 1_00 }
  const record = await county.add('village_debt', debt, { area: VILLAGE })
  expect(await codes(act(town, id, { action: 'approve' }))).toBe('condition-withinRatio')
  await county.add('village_debt', { ...debt, balance: 1_00 }, { area: VILLAGE, id: record, version: 2 })
  expect((await act(town, id, { action: 'approve' })).state).toBe('approved')
  limit = null
})

test('debts since the plan without a project that was allowed to borrow so much are told with what is missing', async () => {
  const place = { area: HOME, day: TODAY }
  const told = () =>
    as(office, async ({ trx }) => ({
      ...(await debtsToDate(trx, place)),
      rows: (await unallowedDebts(trx, { ...place, page: 1 })).map((one) => [
        one.name,
        one.state,
        one.allowed,
      ]),
    }))
  expect(await told()).toEqual({ adopted: false, undated: 0, rows: [] })
  await as(office, ({ trx }) =>
    sql`insert into adoption (document, area, from_day, ground, slots)
      values (${DEBT_PLAN}, ${TOWN_A}, '2022-06-01', '镇里的文件', '{}'::jsonb)`.execute(trx),
  )
  const other = await open({ own: '0', subsidy: '0', borrow: '500' })
  await argue(other)
  const allow = { action: 'allow', note: '同意', files: [minutes], payload: { creditor: '个人' } }
  const { code } = await act(office, other, allow)
  const debt = { creditor: '个人', principal: 100_00, balance: 100_00 }
  const add = (name: string, more: object, area = VILLAGE) =>
    county.add('village_debt', { ...debt, name, ...more }, { area })
  await add('方案当天', { borrowed_on: '2022-06-01' })
  await add('方案次日', { borrowed_on: '2022-06-02' })
  await add('别的镇', { borrowed_on: '2022-06-02' }, `${TOWN_B}201`)
  await add('本金为零', { borrowed_on: '2022-06-02', principal: 0, balance: 0 })
  await add('没有日期', {})
  await add('编号不存在', { borrowed_on: '2022-07-01', project: 'XM2000-0001' })
  expect(await told()).toEqual({
    adopted: true,
    undated: 1,
    rows: [
      ['编号不存在', null, null],
      ['方案次日', null, null],
    ],
  })
  // What goes beyond the borrowing that was allowed is told for all debts of that project.
  await add('多借的', { borrowed_on: '2022-08-01', principal: 1, project: code })
  const { rows } = await told()
  expect(rows.map(([name, , allowed]) => [name, allowed]).slice(0, 2)).toEqual([
    [`冷库借款（${code}）`, 500_00n],
    ['多借的', 500_00n],
  ])
  // What is paid back counts no more, from its day on: neither by itself nor beside what replaced it.
  const { rows: before } = await told()
  await add('昨天还清', {
    borrowed_on: '2022-09-01',
    cleared_on: addDays(TODAY, -1),
    balance: 0,
    project: code,
  })
  await add('今天还清', { borrowed_on: '2022-09-01', cleared_on: TODAY, balance: 0 })
  expect((await told()).rows).toEqual(before)
  await add('明天还清', { borrowed_on: '2022-09-01', cleared_on: addDays(TODAY, 1) })
  expect((await told()).rows).toHaveLength(before.length + 1)
  // Where the plan was given up, debts of its time are told as before, and those of the day after are none of its business.
  await as(office, ({ trx }) =>
    sql`insert into adoption (document, area, from_day, to_day, ground, slots)
      values (${DEBT_PLAN}, ${TOWN_B}, '2022-06-01', '2022-08-31', '镇里的文件', '{}'::jsonb)`.execute(trx),
  )
  await add('停用当天', { borrowed_on: '2022-08-31' }, `${TOWN_B}201`)
  await add('停用次日', { borrowed_on: '2022-09-01' }, `${TOWN_B}201`)
  const names = (await told()).rows.map(([name]) => name)
  expect(names).toContain('停用当天')
  expect(names).toContain('别的镇')
  expect(names).not.toContain('停用次日')
})
