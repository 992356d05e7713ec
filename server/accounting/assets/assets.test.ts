/** Cards, the depreciation of a month once, disposal once; a month opens again only with its decision. */
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { trialBalance } from '#server/accounting/balances.ts'
import { closeMonth, nextMonth, type OpenBook } from '#server/accounting/close-month.ts'
import { reopenMonth } from '#server/accounting/reopen-month.ts'
import { reverseVoucher } from '#server/accounting/reverse-voucher.ts'
import { findBook } from '#server/accounting/store.ts'
import { verifyBooks } from '#server/accounting/verify-books.ts'
import { withScope } from '#server/database/connect.ts'
import { keepFile } from '#server/files/content.ts'
import { must } from '../../../tests/must.ts'
import { smallBook, type SmallBook } from '../../../tests/small-books.ts'
import { HOME, smallCounty, TOWN_A, type SmallCounty } from '../../../tests/small-county.ts'
import { runDepreciation } from './run-depreciation.ts'
import * as store from './store.ts'

let county: SmallCounty
let book: SmallBook
let tractor: string
beforeAll(async () => {
  county = await smallCounty()
  book = await smallBook(county)
  tractor = await within((trx) =>
    store.addCard(trx, {
      home: HOME,
      body: book.body,
      area: TOWN_A,
      name: '旋耕机',
      account: '151',
      acquiredOn: '2022-06-01',
      cost: 1200_00n,
      residual: 0n,
      worn: 0n,
      months: 12,
      depreciatesFrom: '2023-01-01',
      useAccount: '401',
      grantName: null,
      grantAmount: 0n,
      poverty: false,
      place: null,
      keeper: null,
    }),
  )
})
afterAll(() => county.database.close())

const within = <T>(work: (trx: Kysely<unknown>) => Promise<T>): Promise<T> =>
  withScope(county.db, book.accountant.scope, (trx) => work(trx as unknown as Kysely<unknown>))
const theBook = (): Promise<OpenBook> => within(async (trx) => (await findBook(trx, book.body)) as OpenBook)
const run = async (month: string) => {
  const open = await theBook()
  return within(async (trx) => must(await runDepreciation(trx, open, month)))
}
const worn = async (): Promise<bigint> =>
  (await within((trx) => trialBalance(trx, { home: HOME, body: book.body, month: '2023-12-01' }))).find(
    (row) => row.account === '152',
  )?.end ?? 0n

test('the depreciation of a month is posted once, also by two at once, and again after its reversal', async () => {
  await expect(run('2023-02-01')).rejects.toThrow(/depreciation-month/)
  const both = await Promise.allSettled([run('2023-01-01'), run('2023-01-01')])
  expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await worn()).toBe(-100_00n)
  const [ran] = await within((trx) => store.listRuns(trx, { home: HOME, body: book.body }))
  expect(ran).toMatchObject({ month: '2023-01-01', total: 100_00n })
  must(await within((trx) => reverseVoucher(trx, { id: ran!.voucher, on: '2023-01-31', reason: '年限填错' })))
  expect(await worn()).toBe(0n)
  await run('2023-01-01')
  expect(await worn()).toBe(-100_00n)
})

test('an asset is disposed of once; no card is altered by plain SQL', async () => {
  const event = { home: HOME, body: book.body, area: TOWN_A, asset: tractor, note: null, resolution: null }
  await within((trx) => store.addEvent(trx, { ...event, kind: 'idle', day: '2023-02-01' }))
  await within((trx) => store.addEvent(trx, { ...event, kind: 'disposed', day: '2023-02-10' }))
  const [card] = await within((trx) => store.listCards(trx, { home: HOME, body: book.body }))
  expect(card).toMatchObject({ state: 'disposed', disposedOn: '2023-02-10' })
  await expect(
    within((trx) => store.addEvent(trx, { ...event, kind: 'used', day: '2023-02-11' })),
  ).rejects.toThrow(/已经处置/)
  await expect(within((trx) => sql`update asset_card set cost = 1`.execute(trx))).rejects.toThrow(
    /permission denied/,
  )
})

test('a closed month opens with reason, decision and paper, closes again, and verify agrees each time', async () => {
  const close = async () => {
    const open = await theBook()
    must(await within((trx) => closeMonth(trx, open, nextMonth(open))))
  }
  await close()
  await close()
  const paper = await within((trx) =>
    keepFile(
      trx,
      {
        home: HOME,
        area: TOWN_A,
        body: book.body,
        name: '决定.jpg',
        type: 'image/jpeg',
        bytes: Buffer.from('x'),
      },
      county.services.keys,
    ),
  )
  const of = { home: HOME, body: book.body, area: TOWN_A, reason: '漏记运费', decidedBy: '理事会', paper }
  const reopen = (month: string) => within(async (trx) => must(await reopenMonth(trx, { ...of, month })))
  await expect(reopen('2023-03-01')).rejects.toThrow(/reopen-not-closed/)
  await reopen('2023-02-01')
  expect((await theBook()).closed_through).toBe('2023-01-31')
  const sound = () =>
    withScope(county.db, { user: 'system', role: 'system', national: 'on', door: 'test' }, (trx) =>
      verifyBooks(trx as never).then((found) => found.differences),
    )
  expect(await sound()).toEqual([])
  await close()
  expect((await theBook()).closed_through).toBe('2023-02-28')
  expect(await sound()).toEqual([])
  await reopen('2023-01-01')
  expect((await theBook()).closed_through).toBeNull()
  await expect(
    within((trx) =>
      sql`insert into book_reopen (home, body, area, month, reason, decided_by, paper)
        values (${HOME}, ${book.body}, ${TOWN_A}, '2023-01-01', '再开', '理事会', gen_random_uuid())`.execute(
        trx,
      ),
    ),
  ).rejects.toThrow(/没有结账/)
})

test('the trail tells of cards, runs and reopened months', async () => {
  const { rows } = await withScope(
    county.db,
    { user: 'system', role: 'system', national: 'on', door: 'test' },
    (trx) => sql<{ subject: string }>`select distinct subject from audit where home = ${HOME}`.execute(trx),
  )
  const subjects = rows.map((row) => row.subject)
  for (const one of ['voucher', 'book_close', 'book_reopen', 'asset_card', 'asset_event', 'depreciation_run'])
    expect(subjects).toContain(one)
})
