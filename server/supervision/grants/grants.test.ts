/** Grants of one cooperative with books and of one without, computed by hand beside the database's figures. */
import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { VoucherLine } from '#core/accounting/voucher.ts'
import type { FactValue } from '#core/kernel/literal.ts'
import { reverseVoucher } from '#server/accounting/reverse-voucher.ts'
import { withScope } from '#server/database/connect.ts'
import { factsQuery, toFactValues } from '#server/supervision/facts/facts.ts'
import { must } from '../../../tests/must.ts'
import { smallBook, type SmallBook } from '../../../tests/small-books.ts'
import { HOME, smallCounty, TOWN_A, type SmallCounty } from '../../../tests/small-county.ts'
import * as store from './store.ts'
import { judged } from './wire.ts'

const NAME = '冷库补助'
const ITEM = '国家财政直接补助'
let county: SmallCounty
let coop: SmallBook
let other = ''
let spent = ''
beforeAll(async () => {
  county = await smallCounty()
  coop = await smallBook(county)
  other = await county.addBody(TOWN_A, { name: '乙种植专业合作社' })
  const add = (body: string, register: string, values: object) =>
    county.add(register, { ...values }, { body, area: TOWN_A, day: '2023-01-01' })
  await add(coop.body, 'grant_project', {
    name: NAME,
    amount: 1000_00,
    approved_on: '2023-01-01',
    use_by: '2023-12-31',
  })
  await add(coop.body, 'grant_line', { project: NAME, item: '冷库', amount: 600_00 })
  await add(coop.body, 'grant_line', { project: NAME, item: '培训', amount: 400_00 })
  await add(other, 'grant_project', {
    name: '农机补助',
    amount: 500_00,
    approved_on: '2023-01-01',
    received: 500_00,
    received_on: '2023-02-01',
  })
  await add(other, 'grant_line', { project: '农机补助', item: '收割机', amount: 500_00, spent: 500_01 })
})
afterAll(() => county.database.close())

type Trx = Kysely<unknown>
const within = <T>(work: (trx: Trx) => Promise<T>): Promise<T> =>
  withScope(county.db, coop.accountant.scope, (trx) => work(trx))
const asSystem = <T>(work: (trx: Trx) => Promise<T>): Promise<T> =>
  withScope(county.db, { user: 'system', role: 'system', national: 'on', door: 'test' }, (trx) => work(trx))
const post = (lines: VoucherLine[], on: string, template?: string) =>
  coop.post(lines, { on, ...(template !== undefined && { source: { template } }) })

async function factsOn(day: string, body = coop.body): Promise<Record<string, FactValue | null>> {
  const { rows } = await asSystem((trx) =>
    sql<Record<string, unknown>>`${factsQuery({ day, bodies: [body] })}`.execute(trx),
  )
  return toFactValues(rows[0] ?? {})
}

async function grantOn(day: string, name = NAME): Promise<store.GrantRow> {
  return (await asSystem((trx) => store.findGrants(trx, { day, name })))[0]!
}
const codesOn = async (day: string, name = NAME): Promise<string[]> =>
  judged(await grantOn(day, name), {
    day,
    limits: { waiting: { days: 30, confirmed: true, ground: '' }, quantifying: null },
  }).findings.map((one) => one.code)

const receive = [
  { account: '102', debit: 1000_00n },
  { account: '235', credit: 1000_00n, party: NAME },
]
const build = (grant: bigint, own = 0n): VoucherLine[] => [
  { account: '151', debit: grant + own },
  { account: '102', credit: grant + own },
  { account: '235', debit: grant, party: NAME },
  { account: '311', credit: grant, item: ITEM },
]

test('a grant that came waits until something is spent; unconfirmed days judge nothing', async () => {
  await post(receive, '2023-03-01', 'grant-received')
  expect(await grantOn('2023-03-31')).toMatchObject({
    received: 1000_00n,
    spent: 0n,
    formed: 0n,
    quantified: 0n,
    first_received: '2023-03-01',
  })
  expect(await factsOn('2023-03-31')).toMatchObject({
    grants_here: true,
    grant_wait_days: 30,
    grants_ahead: 0,
    grants_over_budget: 0,
  })
  expect(await codesOn('2023-03-31')).toEqual([])
  expect(await codesOn('2023-04-01')).toEqual(['waiting'])
  const row = await grantOn('2025-04-01')
  const off = judged(row, {
    day: '2023-04-01',
    limits: { waiting: { days: 30, confirmed: false, ground: '' }, quantifying: null },
  })
  expect(off.findings).toEqual([])
})

test('a voucher is on no line until somebody says which, and an asset without card is told to the fen', async () => {
  spent = (await post(build(600_00n, 100_00n), '2023-04-01', 'grant-asset')).id
  expect(await codesOn('2023-04-02')).toEqual(['bare', 'loose', 'uncarded'])
  const use = {
    home: HOME,
    body: coop.body,
    area: TOWN_A,
    kind: 'voucher',
    target: spent,
    project: NAME,
    takenBack: false,
  }
  await within((trx) => store.addUse(trx, { ...use, item: '冷库' }))
  const lines = () =>
    within((trx) => store.linesOf(trx, { home: HOME, body: coop.body, name: NAME, day: '2023-04-02' }))
  expect((await lines()).toSorted((a, b) => (a.item < b.item ? -1 : 1))).toMatchObject([
    { item: '冷库', spent: 600_00n, vouchers: 1 },
    { item: '培训', spent: 0n, vouchers: 0 },
  ])
  expect(await codesOn('2023-04-02')).toEqual(['bare', 'noPhoto', 'uncarded'])
  // Placed anew: the latest holds, and on the smaller line the sum is too much.
  await within((trx) => store.addUse(trx, { ...use, item: '培训' }))
  expect(await codesOn('2023-04-02')).toEqual(['overLine', 'bare', 'noPhoto', 'uncarded'])
  expect(await factsOn('2023-04-02')).toMatchObject({
    grants_over_budget: 1,
    grant_bare_vouchers: 1,
    grant_uncarded: 600_00n,
    grant_wait_days: 0,
  })
  await within((trx) => store.addUse(trx, { ...use, item: '冷库' }))
})

test('a card with the grant closes the gap; idle it counts in the list at once and for the rule after half a year', async () => {
  const id = randomUUID()
  await within(async (trx) => {
    await sql`insert into asset_card (home, id, body, area, name, account, acquired_on, cost, grant_name, grant_amount)
      values (${HOME}, ${id}, ${coop.body}, ${TOWN_A}, '冷库', '151', '2023-04-01', 70000, ${NAME}, 60000)`.execute(
      trx,
    )
    await sql`insert into asset_event (home, asset, number, body, area, kind, day)
      values (${HOME}, ${id}, 1, ${coop.body}, ${TOWN_A}, 'idle', '2023-05-01')`.execute(trx)
  })
  expect(await factsOn('2023-04-30')).toMatchObject({ grant_uncarded: 0n, grant_idle_assets: 0 })
  expect(await codesOn('2023-05-01')).toContain('idle')
  expect(await factsOn('2023-10-27')).toMatchObject({ grant_idle_assets: 0 })
  expect(await factsOn('2023-10-28')).toMatchObject({ grant_idle_assets: 1 })
})

test('spent beyond what came is told even if more comes later; a reversed voucher is gone', async () => {
  const wrong = await post(
    [
      { account: '235', debit: 400_01n, party: NAME },
      { account: '102', credit: 400_01n },
    ],
    '2023-05-10',
    'grant-spent',
  )
  expect(await grantOn('2023-05-10')).toMatchObject({ lowest: -1n })
  expect(await factsOn('2023-05-10')).toMatchObject({ grants_ahead: 1, grants_over_budget: 1 })
  await within((trx) =>
    reverseVoucher(trx as never, { id: wrong.id, on: '2023-05-11', reason: '金额记错' } as never).then(
      (one) => must(one),
    ),
  )
  expect(await grantOn('2023-05-12')).toMatchObject({ lowest: 400_00n, spent: 600_00n })
  expect(await factsOn('2023-05-12')).toMatchObject({ grants_ahead: 0, grants_over_budget: 0 })
})

test('what is given back is not spending, and nothing is left', async () => {
  await post(
    [
      { account: '235', debit: 400_00n, party: NAME },
      { account: '102', credit: 400_00n },
    ],
    '2023-12-20',
    'grant-returned',
  )
  expect(await grantOn('2023-12-31')).toMatchObject({ spent: 600_00n, returned: 400_00n, vouchers: 1 })
  expect(await codesOn('2024-01-01')).not.toContain('pastTerm')
})

test('the fund of a year that is over is owed to the members until a posted division has quantified it', async () => {
  const openOn = async (day: string) => {
    const { grant_unquantified: left, grant_unquantified_days: days } = await factsOn(day)
    return [left, days]
  }
  // Before a division is posted nothing was left out; the days count from the end of the year for a term that is confirmed.
  expect(await openOn('2023-12-31')).toEqual([0n, 0])
  expect(await openOn('2024-01-01')).toEqual([0n, 0])
  expect(await openOn('2024-01-31')).toEqual([0n, 30])
  await divided(2023, 599_99n, '2024-02-01')
  expect(await openOn('2024-01-31')).toEqual([0n, 30])
  expect(await openOn('2024-02-01')).toEqual([1n, 31])
  expect(await codesOn('2024-02-01')).toContain('unquantified')
  await divided(2024, 600_00n, '2024-03-01')
  expect(await openOn('2024-03-01')).toEqual([0n, 0])
  expect(await grantOn('2024-03-01')).toMatchObject({ quantified: 600_00n })
})

/** A posted division of that year, as far as the figures read it. */
async function divided(year: number, subsidy: bigint, day: string): Promise<void> {
  const plan = randomUUID()
  const voucher = await coop.post(
    [
      { account: '523', debit: 1n },
      { account: '101', credit: 1n },
    ],
    { on: day },
  )
  const client = await county.database.owner.connect()
  try {
    await client.query('begin')
    await client.query(`set local app.national = 'on'; set local app.role = 'system'`)
    await client.query(
      'alter table surplus_plan disable trigger user; alter table surplus_share disable trigger user; alter table surplus_action disable trigger user',
    )
    await client.query(
      `insert into surplus_plan (home, id, body, area, year, inputs, surplus, reserve, law, statement, patronage, remainder, members)
       values ($1, $2, $3, $4, $5, '{}', 1, 0, 1, 1, 1, 0, 1)`,
      [HOME, plan, coop.body, TOWN_A, year],
    )
    await client.query(
      `insert into surplus_share (home, plan, member, body, area, number, name, contribution, reserve_before, subsidy_share, gift_share,
         patronage_weight, remainder_weight, patronage, remainder, converted, reserve_share)
       values ($1, $2, $3, $4, $5, '1', '成员甲', 0, 0, $6, 0, 0, 0, 0, 0, 0, 0)`,
      [HOME, plan, coop.members[0], coop.body, TOWN_A, String(subsidy)],
    )
    await client.query(
      `insert into surplus_action (home, plan, seq, body, area, action, day, voucher) values ($1, $2, 1, $3, $4, 'post', $5, $6)`,
      [HOME, plan, coop.body, TOWN_A, day, voucher.id],
    )
    await client.query(
      'alter table surplus_plan enable trigger user; alter table surplus_share enable trigger user; alter table surplus_action enable trigger user',
    )
    await client.query('commit')
  } finally {
    client.release()
  }
}

test('a cooperative that only reports is judged by what it reported, and what it did not is unknown', async () => {
  expect(await grantOn('2023-06-01', '农机补助')).toMatchObject({
    books: false,
    received: 500_00n,
    spent: 500_01n,
    lowest: -1n,
    formed: null,
  })
  expect(await codesOn('2023-06-01', '农机补助')).toEqual(['overLine', 'overGrant', 'ahead', 'noPhoto'])
  expect(await factsOn('2023-06-01', other)).toMatchObject({
    grants_here: true,
    grants_over_budget: 1,
    grant_uncarded: null,
    grant_unquantified: null,
    grant_unquantified_days: null,
  })
  const empty = await county.addBody(TOWN_A, { name: '丙种植专业合作社' })
  expect(await factsOn('2023-06-01', empty)).toMatchObject({ grants_here: false, grants_over_budget: null })
})

test('what was left when the books began came in together with what had been spent before', async () => {
  const late = await smallBook(county, 'kuaiji7')
  const name = '烘干补助'
  const add = (register: string, values: object) =>
    county.add(register, { ...values }, { body: late.body, area: TOWN_A, day: '2022-01-01' })
  await add('grant_project', { name, amount: 1000_00, approved_on: '2022-01-01' })
  await add('grant_line', { project: name, item: '烘干机', amount: 1000_00, spent: 400_00 })
  await late.post(
    [
      { account: '102', debit: 600_00n },
      { account: '235', credit: 600_00n, party: name },
    ],
    { on: '2022-12-31', phase: 'opening', summary: '期初余额' },
  )
  await late.post(
    [
      { account: '235', debit: 300_00n, party: name },
      { account: '102', credit: 300_00n },
    ],
    { on: '2023-03-01', source: { template: 'grant-spent' } },
  )
  expect(await grantOn('2023-03-02', name)).toMatchObject({
    received: 1000_00n,
    spent: 700_00n,
    lowest: 300_00n,
  })
  expect(await codesOn('2023-03-02', name)).not.toContain('ahead')
  // Where it is written how much had come, that is what had come.
  await add('grant_project', { name: '另一项', amount: 1, approved_on: '2022-01-01', received: 1 })
  expect(await grantOn('2023-03-02', '另一项')).toMatchObject({ received: 1n, lowest: null })
})

test('a voucher of another matter, or of another cooperative, can not be placed on a grant', async () => {
  const use = {
    home: HOME,
    body: coop.body,
    area: TOWN_A,
    kind: 'voucher',
    target: spent,
    item: '冷库',
    takenBack: false,
  }
  await expect(within((trx) => store.addUse(trx, { ...use, project: '别的补助' }))).rejects.toThrow(
    '没有记到这项补助',
  )
  await expect(
    within((trx) => store.addUse(trx, { ...use, target: randomUUID(), project: NAME })),
  ).rejects.toThrow('没有记到这项补助')
  await expect(within((trx) => sql`update grant_use set item = '培训'`.execute(trx))).rejects.toThrow(
    'permission denied',
  )
})
