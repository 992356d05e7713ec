/** Member trades: kept by the use case, attacked by plain SQL as the application's own role. */
import { sql, type Transaction } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TypedTrade } from '#core/membership/trade.ts'
import { withScope } from '#server/database/connect.ts'
import type { Outcome } from '#core/values/outcome.ts'
import { must } from '../../tests/must.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, outcomeAs, smallCounty, TODAY, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { confirmTrades, recordTrades, reverseTrade } from './record-trades.ts'
import { findLedgerBody } from './store.ts'
import { countUnconfirmed, initialsOf, numberedMembers, totalsOf, tradesOf } from './trade-store.ts'

let county: SmallCounty
let coop: SmallBook
let other: SmallBook
beforeAll(async () => {
  county = await smallCounty()
  coop = await smallBook(county)
  other = await smallBook(county, 'kuaiji2')
})
afterAll(() => county.database.close())

type Trx = Parameters<Parameters<typeof withScope>[2]>[0]
const within = <T>(work: (trx: Trx) => Promise<T>): Promise<T> =>
  withScope(county.db, coop.accountant.scope, work)

const outcomeOf = <T>(work: (trx: Transaction<unknown>) => Promise<Outcome<T>>): Promise<Outcome<T>> =>
  outcomeAs(county.db, coop.accountant.scope, work)

const SLIP = { day: '2023-03-10', direction: 'delivered', product: '鲜茧', price: '40' }
const record = (...rows: Partial<TypedTrade>[]) =>
  outcomeOf(async (trx) =>
    recordTrades(trx, (await findLedgerBody(trx, coop.body))!, {
      rows: rows.map((row) => ({ member: coop.members[0]!, quantity: '1', ...SLIP, ...row })),
      today: TODAY,
    }),
  )
const raw = (statement: string) => within((trx) => sql.raw(statement).execute(trx))
const columns = (more: Record<string, unknown> = {}) => {
  const row = {
    home: HOME,
    id: crypto.randomUUID(),
    body: coop.body,
    area: TOWN_A,
    member: coop.members[0],
    day: '2023-03-01',
    direction: 'delivered',
    product: '鲜茧',
    quantity: 1000,
    amount: 100,
    ...more,
  }
  const values = Object.values(row).map((one) => (one === null ? 'null' : `'${String(one)}'`))
  return `insert into trade (${Object.keys(row).join(', ')}) values (${values.join(', ')})`
}
const ofYear = { from: '2023-01-01', to: '2023-12-31' }
const totals = async (member?: string) =>
  within((trx) => totalsOf(trx, { home: HOME, body: coop.body, ...ofYear, ...(member && { member }) }))
const lines = () =>
  within(async (trx) => (await tradesOf(trx, { home: HOME, body: coop.body, year: 2023, page: 1 })).rows)

test('a batch is kept whole with weights, deductions and the difference of its amount, or not at all with every fault by line', async () => {
  const [first, second] = coop.members as [string, string]
  const refused = await record({}, { member: '', amount: 'x' })
  expect(refused).toMatchObject({ ok: false, problems: [{ place: { row: 2 } }, { place: { row: 2 } }] })
  expect(await lines()).toEqual([])
  must(
    await record(
      { quantity: '', gross: '101.5', tare: '1', deducted: '0.5', amount: '4000', grade: '一级' },
      { quantity: '', gross: '10.33', tare: '0', amount: '413' },
      { member: second, direction: 'supplied', product: '蚕种', quantity: '2', price: '62' },
    ),
  )
  const kept = (await lines()).toSorted((a, b) => (a.amount < b.amount ? -1 : 1))
  expect(kept.map((one) => [one.quantity, one.amount, one.rounding, one.number])).toEqual([
    [2_000n, 124_00n, 0n, expect.any(String)],
    [10_330n, 413_00n, -20n, expect.any(String)],
    [100_000n, 4000_00n, 0n, expect.any(String)],
  ])
  expect(await totals(first)).toMatchObject([
    { product: '鲜茧', lines: 2, quantity: 110_330n, amount: 4413_00n, open: 2 },
  ])
})

test('a line is taken back once and alike, and the year no longer counts it', async () => {
  const line = (await lines()).find((one) => one.amount === 413_00n)!
  const reversed = must(await outcomeOf((trx) => reverseTrade(trx, { id: line.id, reason: '称错了' })))
  expect(await totals(coop.members[0])).toMatchObject([{ lines: 1, amount: 4000_00n }])
  for (const id of [line.id, reversed.id])
    expect(await outcomeOf((trx) => reverseTrade(trx, { id, reason: '再来' }))).toMatchObject({
      ok: false,
      problems: [{ code: 'trade-reversed-already' }],
    })
  await expect(raw(columns({ reverses: line.id, quantity: -1000, amount: -100 }))).rejects.toThrow(
    /冲销必须|duplicate/,
  )
})

test('plain SQL changes nothing, takes nothing away, and brings in no line that cannot be', async () => {
  for (const statement of [
    `update trade set amount = 1`,
    `delete from trade`,
    `truncate trade`,
    `delete from trade_confirmation`,
  ])
    await expect(raw(statement)).rejects.toThrow(/permission denied/)
  for (const wrong of [
    { quantity: 0 },
    { quantity: -1 },
    { amount: -1 },
    { direction: 'gift' },
    { product: ' ' },
    { gross: 2000, tare: 500, quantity: 1000 },
    { tare: 500 },
  ])
    await expect(raw(columns(wrong))).rejects.toThrow(/check constraint/)
  await expect(raw(columns({ member: other.members[0] }))).rejects.toThrow(/名册/)
  await expect(raw(columns({ body: other.body, member: other.members[0] }))).rejects.toThrow(
    /row-level security/,
  )
  await expect(raw(columns({ recorded_at: '2020-01-01' }))).rejects.toThrow(/permission denied/)
})

test('a confirmation covers the lines of its days that stood when it was given, and no later one', async () => {
  const confirm = (more: object = {}) =>
    outcomeOf(async (trx) =>
      confirmTrades(trx, (await findLedgerBody(trx, coop.body))!, {
        members: coop.members,
        from: '2023-03-01',
        to: '2023-03-31',
        way: 'signed',
        ...more,
      }),
    )
  expect(await confirm({ from: '2023-04-01' })).toMatchObject({ problems: [{ code: 'trade-confirm-days' }] })
  expect(await confirm({ from: '2022-01-01', to: '2022-12-31' })).toMatchObject({
    problems: [{ code: 'trade-confirm-none' }],
  })
  expect(must(await confirm())).toEqual({ confirmed: 2 })
  expect((await totals()).map((one) => one.open)).toEqual([0, 0])
  must(await record({ quantity: '3' }))
  expect((await totals(coop.members[0])).map((one) => one.open)).toEqual([1])
  const unconfirmed = (year: number) =>
    within((trx) => countUnconfirmed(trx, { home: HOME, body: coop.body, year }))
  expect([await unconfirmed(2023), await unconfirmed(2022)]).toEqual([1, 0])
  must(await confirm({ way: 'phone', members: [coop.members[0]] }))
  expect((await lines()).map((one) => one.confirmed).toSorted()).toEqual([
    'phone',
    'phone',
    'phone',
    'phone',
    'signed',
  ])
})

test('members are called by the number of the roll, else by their place in the order of joining', async () => {
  await county.add(
    'member',
    { person: '曾 三', kind: '农民', number: 'A7', joined_on: '2021-01-01' },
    { body: coop.body, area: TOWN_A, day: '2021-01-01' },
  )
  const members = await within((trx) => numberedMembers(trx, { home: HOME, body: coop.body }))
  expect(members.map((one) => one.number)).toEqual(['1', '2', '3', 'A7'])
  expect(members.at(-1)?.initials).toBe('zs')
  expect(initialsOf('成员甲')).toBe('cyj')
})

test('after the leaving day that the roll has, whoever typed it, no trade is written; one before it is kept and pointed at', async () => {
  const gone = await county.add(
    'member',
    { person: '成员丁', kind: '农民', joined_on: '2020-01-01', left_on: '2023-03-10' },
    { body: coop.body, area: TOWN_A, day: '2020-01-01' },
  )
  const on = (day: string) => record({ member: gone, day })
  expect(await on('2023-03-11')).toMatchObject({
    ok: false,
    problems: [{ code: 'trade-after-leaving', place: { row: 1 } }],
  })
  expect(await on('2023-03-10')).toMatchObject({ ok: true, remarks: [{ code: 'trade-before-leaving' }] })
  // Behind the application as well.
  await expect(raw(columns({ member: gone, day: '2023-03-11' }))).rejects.toThrow(
    /成员丁 在名册上已于 2023-03-10 退社/,
  )
  await raw(columns({ member: gone, day: '2023-03-09' }))
  // Taking back a line is no trade.
  const line = (await lines()).find((one) => one.member === gone && one.day === '2023-03-10')!
  must(await outcomeOf((trx) => reverseTrade(trx, { id: line.id, reason: '称错了' })))
})
