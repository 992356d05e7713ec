/** What books, cards, grants, assets and shares say of one cooperative, computed by hand beside it. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FactValue } from '#core/kernel/literal.ts'
import { withScope } from '#server/database/connect.ts'
import { reverseVoucher } from '#server/accounting/reverse-voucher.ts'
import { must } from '../../../tests/must.ts'
import { smallBook, type SmallBook } from '../../../tests/small-books.ts'
import { HOME, smallCounty, TODAY, TOWN_A, type SmallCounty } from '../../../tests/small-county.ts'
import { factsQuery, toFactValues } from './facts.ts'

let county: SmallCounty
let coop: SmallBook
let bare = ''
beforeAll(async () => {
  county = await smallCounty()
  coop = await smallBook(county)
  bare = await county.addBody(TOWN_A, { name: '乙种植专业合作社' })
  const [first, second] = coop.members as [string, string]
  const add = (register: string, values: object) =>
    county.add(register, { ...values }, { body: coop.body, area: TOWN_A, day: '2020-01-01' })
  await add('officer', { organ: '理事会', post: '理事长', person: '成员甲', since: '2020-01-01' })
  await add('officer', { organ: '监事会', post: '监事', person: '成员乙', since: '2020-01-01' })
  const opening = { on: '2022-12-31', phase: 'opening' as const }
  await coop.post(
    [
      { account: '101', debit: 6000_00n },
      { account: '114', debit: 500_00n, member: second },
      { account: '235', credit: 800_00n, party: '烘干房项目' },
      { account: '301', credit: 5700_00n, member: first, item: '成员增加出资' },
    ],
    { ...opening, summary: '期初' },
  )
  const pay = (amount: bigint, line: object, on = '2023-03-15') =>
    coop.post(
      [
        { account: '523', debit: amount, ...line },
        { account: '101', credit: amount },
      ],
      { on, summary: '付款' },
    )
  await pay(100_00n, {})
  await pay(100_00n, {})
  await pay(70_00n, {})
  const wrong = await pay(5_00n, {}, '2023-03-16')
  await within((trx) =>
    reverseVoucher(trx, { id: wrong.id, on: '2023-03-16', reason: '重复' } as never).then((one) => must(one)),
  )
  await coop.post(
    [
      { account: '114', debit: 20_00n, member: first },
      { account: '101', credit: 20_00n },
    ],
    { on: '2023-03-17', summary: '理事长借款' },
  )
})
afterAll(() => county.database.close())

type Trx = Parameters<Parameters<typeof withScope>[2]>[0]
const within = <T>(work: (trx: Trx) => Promise<T>): Promise<T> =>
  withScope(county.db, coop.accountant.scope, work)

async function factsOn(day: string, body = coop.body): Promise<Record<string, FactValue | null>> {
  const { rows } = await withScope(
    county.db,
    { user: 'system', role: 'system', national: 'on', door: 'test' },
    (trx) => sql<Record<string, unknown>>`${factsQuery({ day, bodies: [body] })}`.execute(trx),
  )
  return toFactValues(rows[0] ?? {})
}

test('cash, payments without papers, payments of one day and sum, payments to whoever runs it', async () => {
  expect(await factsOn('2023-03-20')).toMatchObject({
    books_here: true,
    // 6000 − 100 − 100 − 70 − 20; what was reversed is gone.
    cash_balance: 5710_00n,
    bare_payments: 4,
    split_payments: 1,
    officer_payments: 1,
    own_card_lines: 0,
  })
  expect(await factsOn('2023-03-14')).toMatchObject({ cash_balance: 6000_00n, bare_payments: 0 })
})

test('debts of members and grants count once a year has gone by, and not a day before', async () => {
  expect(await factsOn('2023-12-30')).toMatchObject({ old_member_debts: 0n, stale_grants: 0 })
  expect(await factsOn('2023-12-31')).toMatchObject({ old_member_debts: 500_00n, stale_grants: 1 })
  expect(await factsOn('2024-03-17')).toMatchObject({ old_member_debts: 520_00n })
})

test('a cooperative without books is not known in money, and says so', async () => {
  expect(await factsOn(TODAY, bare)).toMatchObject({
    books_here: false,
    cash_balance: null,
    bare_payments: null,
    old_member_debts: null,
    party_led: false,
    largest_holder_share: null,
    outside_capital: false,
  })
})

test('assets that lie idle half a year and disposals without a resolution are counted', async () => {
  const card = async (event: string, day: string, resolution: string | null) => {
    const id = randomUUID()
    await within(async (trx) => {
      await sql`insert into asset_card (home, id, body, area, name, account, acquired_on, cost)
        values (${HOME}, ${id}, ${coop.body}, ${TOWN_A}, '烘干机', '151', '2022-01-01', 100000)`.execute(trx)
      await sql`insert into asset_event (home, asset, number, body, area, kind, day, resolution)
        values (${HOME}, ${id}, 1, ${coop.body}, ${TOWN_A}, ${event}, ${day}, ${resolution})`.execute(trx)
    })
  }
  await card('idle', '2023-01-01', null)
  await card('disposed', '2023-02-01', null)
  await card('disposed', '2023-02-01', '成员大会决议')
  expect(await factsOn('2023-06-29')).toMatchObject({ idle_assets: 0, disposals_unresolved: 1 })
  expect(await factsOn('2023-06-30')).toMatchObject({ idle_assets: 1, disposals_unresolved: 1 })
})

test('shares of the day: the largest, the collective, the people, and the way down with its due step', async () => {
  const [first, second, third] = coop.members as [string, string, string]
  await county.add(
    'member',
    { person: '成员丙', kind: '企业', joined_on: '2020-01-01' },
    { body: coop.body, area: TOWN_A, day: '2020-01-01', id: third, version: 2 },
  )
  await within(async (trx) => {
    for (const [member, amount] of [
      [first, 50_00],
      [second, 30_00],
      [third, 20_00],
    ] as const)
      await sql`insert into share_event (home, id, body, area, kind, member, amount, day)
        values (${HOME}, ${randomUUID()}, ${coop.body}, ${TOWN_A}, 'cash', ${member}, ${amount}, '2023-01-10')`.execute(
        trx,
      )
    await sql`insert into share_glide (home, id, body, area, member, steps, resolution, resolved_on)
      values (${HOME}, ${randomUUID()}, ${coop.body}, ${TOWN_A}, ${first},
        '[{"by":"2023-02-28","atMost":5000},{"by":"2023-03-31","atMost":4999}]', '决议', '2023-01-15')`.execute(
      trx,
    )
  })
  const ratio = (num: bigint) => ({ num, den: 100_00n })
  expect(await factsOn('2023-01-14')).toMatchObject({
    largest_holder_share: ratio(50_00n),
    collective_share: ratio(0n),
    people_share: ratio(80_00n),
    outside_capital: true,
    cap_planned: false,
    cap_plan_kept: null,
  })
  expect(await factsOn('2023-03-30')).toMatchObject({ cap_planned: true, cap_plan_kept: true })
  expect(await factsOn('2023-03-31')).toMatchObject({ cap_planned: true, cap_plan_kept: false })
})
