/** Trades of members in the books: each once, to the fen, by member; attacked by plain SQL. */
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Outcome } from '#core/values/outcome.ts'
import { detailBalances, trialBalance } from '#server/accounting/balances.ts'
import { closeMonth, closingChecks, type OpenBook } from '#server/accounting/close-month.ts'
import { reverseVoucher } from '#server/accounting/reverse-voucher.ts'
import { findBook } from '#server/accounting/store.ts'
import { withScope } from '#server/database/connect.ts'
import { recordTrades, reverseTrade } from '#server/membership/record-trades.ts'
import { findLedgerBody } from '#server/membership/store.ts'
import { must } from '../../../tests/must.ts'
import { smallBook, type SmallBook } from '../../../tests/small-books.ts'
import { HOME, smallCounty, TOWN_A, type SmallCounty } from '../../../tests/small-county.ts'
import { bookTrades } from './book-trades.ts'
import { openTrades } from './store.ts'

let county: SmallCounty
let small: SmallBook
beforeAll(async () => {
  county = await smallCounty()
  small = await smallBook(county)
})
afterAll(() => county.database.close())

const within = <T>(work: (trx: Kysely<unknown>) => Promise<T>): Promise<T> =>
  withScope(county.db, small.accountant.scope, (trx) => work(trx as unknown as Kysely<unknown>))
const book = (trx: Kysely<unknown>) => findBook(trx, small.body) as Promise<OpenBook>
const WAYS = { delivered: 'bought', supplied: 'sold' } as const
const enter = (until: string) =>
  within(async (trx) => must(await bookTrades(trx, await book(trx), { until, ways: WAYS })))
const refusal = (work: (trx: Kysely<unknown>) => Promise<Outcome<unknown>>): Promise<string> =>
  within(async (trx) => must(await work(trx))).then(
    () => 'done',
    (error: Error) => error.message.split(':')[0]!,
  )
const open = (until = '2023-12-31') => within(async (trx) => openTrades(trx, await book(trx), until))

async function trade(...rows: [member: number, day: string, amount: string, direction?: string][]) {
  await within(async (trx) => {
    const typed = rows.map(([member, day, amount, direction = 'delivered']) => ({
      member: small.members[member]!,
      day,
      direction,
      product: '番茄',
      quantity: '10',
      amount,
    }))
    const of = (await findLedgerBody(trx, small.body))!
    must(await recordTrades(trx, of, { rows: typed, today: '2023-12-31' }))
  })
}

const owedTo = async (member: number): Promise<bigint> => {
  const of = { home: HOME, body: small.body, month: '2023-12-01', account: '114' }
  const rows = await within((trx) => detailBalances(trx, of))
  return -(rows.find((row) => row.detail === small.members[member])?.end ?? 0n)
}

test('a month is booked in one act, a day a voucher; what is booked is not booked again, what comes later is', async () => {
  await trade([0, '2022-12-31', '9'], [0, '2023-01-05', '100.50'], [1, '2023-01-05', '20'])
  await trade([0, '2023-01-06', '30', 'supplied'], [2, '2023-02-01', '7.07'])
  const before = await within(async (trx) => closingChecks(trx, await book(trx)))
  expect(before.checks.find((one) => one.label === '成员交易')?.says).toContain('3 笔')
  expect(await enter('2023-01-31')).toEqual({ vouchers: 2, trades: 3 })
  expect([await owedTo(0), await owedTo(1), await owedTo(2)]).toEqual([70_50n, 20_00n, 0n])
  expect(
    await refusal(async (trx) => bookTrades(trx, await book(trx), { until: '2023-01-31', ways: WAYS })),
  ).toBe('trades-none')
  expect(await enter('2023-02-28')).toEqual({ vouchers: 1, trades: 1 })
  const rows = await within((trx) => trialBalance(trx, { home: HOME, body: small.body, month: '2023-02-01' }))
  expect(rows.map((row) => [row.account, row.end])).toEqual([
    ['114', -97_57n],
    ['121', 127_57n],
    ['501', -30_00n],
  ])
})

test('what was taken back before it was booked is nothing; taken back afterwards it is booked red on the first open day', async () => {
  await trade([0, '2023-03-02', '11'], [1, '2023-03-02', '12'])
  const [eleven, twelve] = await open()
  await within(async (trx) => must(await reverseTrade(trx, { id: eleven!.id, reason: '重复' })))
  expect((await open()).map((one) => one.id)).toEqual([twelve!.id])
  await enter('2023-03-31')
  await within(async (trx) => must(await reverseTrade(trx, { id: twelve!.id, reason: '记错' })))
  expect((await open()).map((one) => [one.day, one.amount])).toEqual([['2023-03-02', -12_00n]])
  for (const month of ['2023-01-01', '2023-02-01', '2023-03-01'])
    await within(async (trx) => must(await closeMonth(trx, await book(trx), month)))
  await enter('2023-03-31')
  expect(await owedTo(1)).toBe(20_00n)
  const { rows } = await within((trx) =>
    sql<{
      day: string
    }>`select day from voucher where body = ${small.body} order by number desc limit 1`.execute(trx),
  )
  expect(rows[0]?.day).toBe('2023-04-01')
})

test('a voucher taken back gives its trades free', async () => {
  await trade([2, '2023-04-09', '5'])
  await enter('2023-04-30')
  const { rows } = await within((trx) =>
    sql<{
      id: string
    }>`select id from voucher where body = ${small.body} order by number desc limit 1`.execute(trx),
  )
  await within(async (trx) =>
    must(await reverseVoucher(trx, { id: rows[0]!.id, on: '2023-04-30', reason: '价钱没有定' })),
  )
  expect((await open()).map((one) => one.amount)).toEqual([5_00n])
  expect(await enter('2023-04-30')).toEqual({ vouchers: 1, trades: 1 })
})

test('two who book at once book once', async () => {
  await trade([0, '2023-05-01', '1'], [1, '2023-05-02', '2'])
  const both = await Promise.allSettled([enter('2023-05-31'), enter('2023-05-31')])
  expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  expect(await open()).toEqual([])
})

test('plain SQL puts no trade twice, none under a voucher that says another sum, and changes nothing', async () => {
  const raw = (statement: string) => within((trx) => sql.raw(statement).execute(trx))
  const entry = (of: string, voucher: string) =>
    `insert into trade_entry (home, trade, number, body, area, voucher) values ('${HOME}', '${of}', 1, '${small.body}', '${TOWN_A}', '${voucher}')`
  const { rows } = await within((trx) =>
    sql<{ trade: string; voucher: string }>`
      select e.trade, e.voucher from trade_entry e where not exists (select from voucher r where r.reverses = e.voucher) limit 1`.execute(
      trx,
    ),
  )
  await expect(raw(entry(rows[0]!.trade, rows[0]!.voucher))).rejects.toThrow(/已经入账/)
  await trade([0, '2023-06-01', '1'])
  const [free] = await open()
  await expect(raw(entry(free!.id, rows[0]!.voucher))).rejects.toThrow(/与交易不符/)
  const other = await small.post(
    [
      { account: '121', debit: 2_00n },
      { account: '114', credit: 2_00n, member: small.members[0]! },
    ],
    { on: '2023-06-01' },
  )
  await expect(raw(entry(free!.id, other.id))).rejects.toThrow(/与交易不符/)
  await expect(raw(`update trade_entry set voucher = '${other.id}'`)).rejects.toThrow(/permission denied/)
  await expect(raw(`delete from trade_entry`)).rejects.toThrow(/permission denied/)
})
