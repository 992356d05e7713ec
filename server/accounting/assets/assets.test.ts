/** Cards, the depreciation of a month once, disposal once; a month opens again only with its decision. */
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { depreciationOf } from '#core/accounting/depreciation.ts'
import { addMonths } from '#core/values/day.ts'
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
import { HOME, smallCounty, TOWN_A, TOWN_B, type SmallCounty } from '../../../tests/small-county.ts'
import { nextToWear, runDepreciation } from './run-depreciation.ts'
import { changeTerm, recordWork } from './term-routes.ts'
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
const firstToWear = async () => {
  const open = await theBook()
  return within((trx) => nextToWear(trx, open))
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

test('a changed life holds after what was run, work is asked for before the run, and plain SQL cannot reach back', async () => {
  const of = { home: HOME, body: book.body, area: TOWN_A }
  const dryer = await within((trx) =>
    store.addCard(trx, {
      ...of,
      name: '烘干机',
      account: '151',
      acquiredOn: '2022-12-01',
      cost: 600_00n,
      residual: 0n,
      worn: 0n,
      months: 6,
      depreciatesFrom: '2023-01-01',
      useAccount: '401',
      grantName: null,
      grantAmount: 0n,
      poverty: false,
      place: null,
      keeper: null,
    }),
  )
  const asset = { ...of, asset: dryer }
  const month = nextMonth(await theBook())
  const next = addMonths(month, 1)
  const term = { months: 5, residual: 100_00n, work: { total: 100_000n, unit: '小时' }, reason: '改按工时' }
  const change = (from: string) =>
    within((trx) => changeTerm(trx, asset, { ...term, from, decidedOn: '2023-01-15' }))
  const due = async () => {
    const cards = await within((trx) => store.listCards(trx, of))
    return depreciationOf(
      cards.find((one) => one.id === dryer)!,
      next,
    )
  }
  // The first month was run above.
  await expect(change(month)).rejects.toMatchObject({ problems: [{ code: 'asset-term-late' }] })
  await change(next)
  expect(await due()).toBe(0n)
  const open = await theBook()
  must(await within((trx) => closeMonth(trx, open, month)))
  await expect(run(next)).rejects.toThrow(/depreciation-work/)
  const work = (at: string, units: bigint) => within((trx) => store.addWork(trx, asset, { month: at, units }))
  await work(next, 99_000n)
  await work(next, 25_000n)
  expect(await due()).toBe(100_00n)
  expect(await firstToWear()).toBe(next)
  // Who corrects the work in this very moment is in the run, or is told that he came too late.
  await Promise.allSettled([
    run(next),
    within((trx) => recordWork(trx, asset, { month: next, units: 50_000n })),
  ])
  const posted = await within((trx) =>
    sql<{ amount: string }>`
      select one ->> 'amount' as amount from depreciation_run d, jsonb_array_elements(d.shares) one
      where d.body = ${book.body}::uuid and d.month = ${next}::date and one ->> 'asset' = ${dryer}`.execute(
      trx,
    ),
  )
  expect(posted.rows).toEqual([{ amount: String(await due()) }])
  expect(await firstToWear()).toBe(addMonths(next, 1))
  await expect(work(next, 1n)).rejects.toThrow(/已经提过/)
  await expect(work(month, 1n)).rejects.toThrow(/已经提过/)
  for (const statement of [
    'update asset_term set months = 1',
    'delete from asset_work',
    'truncate asset_term',
  ])
    await expect(within((trx) => sql.raw(statement).execute(trx))).rejects.toThrow(/permission denied/)
  const elsewhere = (table: string, columns: string, values: string) =>
    within((trx) =>
      sql
        .raw(
          `insert into ${table} (home, body, area, asset, number, ${columns})
            values ('${HOME}', '${book.body}', '${TOWN_B}', '${dryer}', 99, ${values})`,
        )
        .execute(trx),
    )
  const later = `date '${addMonths(next, 3)}'`
  for (const [table, columns, values] of [
    ['asset_work', 'month, units', `${later}, 1`],
    ['asset_term', 'from_month, months, residual, decided_on, reason', `${later}, 12, 0, ${later}, '改年限'`],
    ['asset_event', 'kind, day', `'idle', ${later}`],
  ] as const)
    await expect(elsewhere(table, columns, values), table).rejects.toThrow(/_place/)
  const other = await smallBook(county, 'kuaiji2')
  await expect(
    withScope(county.db, other.accountant.scope, (trx) =>
      store.addWork(trx as never, asset, { month: addMonths(next, 1), units: 1n }),
    ),
  ).rejects.toThrow(/row-level security/)
})
