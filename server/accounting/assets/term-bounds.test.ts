/** Changed terms and work of an asset reach back neither behind the card nor into months that are closed: nobody would post it. */
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardDifferences } from '#core/accounting/card-differences.ts'
import { wornBy } from '#core/accounting/depreciation.ts'
import { addMonths } from '#core/values/day.ts'
import { closeMonth, nextMonth, type OpenBook } from '#server/accounting/close-month.ts'
import { findBook } from '#server/accounting/store.ts'
import { withScope } from '#server/database/connect.ts'
import { must } from '../../../tests/must.ts'
import { oneWaits } from '../../../tests/one-waits.ts'
import { smallBook, type SmallBook } from '../../../tests/small-books.ts'
import { HOME, smallCounty, TOWN_A, type SmallCounty } from '../../../tests/small-county.ts'
import { addAsset } from './add-asset.ts'
import { runDepreciation } from './run-depreciation.ts'
import { changeTerm, recordWork } from './term-routes.ts'
import * as store from './store.ts'

let county: SmallCounty
let book: SmallBook
beforeAll(async () => {
  county = await smallCounty()
  book = await smallBook(county)
})
afterAll(() => county.database.close())

const of = () => ({ home: HOME, body: book.body, area: TOWN_A })
const within = <T>(work: (trx: Kysely<unknown>) => Promise<T>): Promise<T> =>
  withScope(county.db, book.accountant.scope, (trx) => work(trx as unknown as Kysely<unknown>))
const theBook = () => within(async (trx) => (await findBook(trx, book.body)) as OpenBook)
const newCard = (name: string, depreciatesFrom: string) =>
  within((trx) =>
    store.addCard(trx, {
      ...of(),
      name,
      account: '151',
      acquiredOn: '2022-11-20',
      cost: 1200_00n,
      residual: 0n,
      worn: 0n,
      months: 12,
      depreciatesFrom,
      useAccount: '401',
      grantName: null,
      grantAmount: 0n,
      poverty: false,
      place: null,
      keeper: null,
    }),
  )
const term = { months: 10, residual: 0n, work: null, reason: '年限改短' }
const byHours = { ...term, work: { total: 100_000n, unit: '小时' } }
const change = (asset: string, given: typeof term | typeof byHours, from: string) =>
  within((trx) => changeTerm(trx, { ...of(), asset }, { ...given, from, decidedOn: '2022-06-10' }))
const cardOf = async (asset: string) =>
  (await within((trx) => store.listCards(trx, of()))).find((one) => one.id === asset)!
const ASKED = {
  account: '151' as const,
  acquiredOn: '2022-12-01',
  useAccount: '401' as const,
  grantName: null,
  poverty: false,
  place: null,
  keeper: null,
}
const LATE = { problems: [{ code: 'asset-term-late' }] }

test('a term holds from the first month of the card at the earliest: what came before was never to be posted', async () => {
  const asset = await newCard('旋耕机', '2023-02-01')
  await expect(change(asset, term, '2023-01-01')).rejects.toMatchObject(LATE)
  await expect(
    within((trx) =>
      store.addTerm(trx, { ...of(), asset }, { ...term, from: '2022-07-01', decidedOn: '2022-06-10' }),
    ),
  ).rejects.toThrow(/2023-02/)
  await change(asset, term, '2023-02-01')
  expect(wornBy(await cardOf(asset), '2023-01-01')).toBe(0n)
  expect(wornBy(await cardOf(asset), '2023-02-01')).toBe(120_00n)
})

test('of a closed month neither work nor terms are written, also where it had no depreciation', async () => {
  const asset = await newCard('烘干机', '2023-01-01')
  await change(asset, byHours, '2023-01-01')
  const work = (month: string) =>
    within((trx) => recordWork(trx, { ...of(), asset }, { month, units: 5_000n }))
  await work('2023-01-01')
  await within((trx) => recordWork(trx, { ...of(), asset }, { month: '2023-01-01', units: 0n }))
  const open = await theBook()
  must(await within((trx) => closeMonth(trx, open, nextMonth(open))))
  await expect(work('2023-01-01')).rejects.toMatchObject(LATE)
  await expect(change(asset, byHours, '2023-01-01')).rejects.toMatchObject(LATE)
  expect(wornBy(await cardOf(asset), '2023-01-01')).toBe(0n)
  await expect(
    within((trx) =>
      sql`insert into asset_work (home, asset, month, number, body, area, units)
        values (${HOME}, ${asset}, '2023-01-01', 0, ${book.body}, ${TOWN_A}, 5000)`.execute(trx),
    ),
  ).rejects.toThrow(/已经结账/)
  await work('2023-02-01')
  expect(wornBy(await cardOf(asset), '2023-02-01')).toBe(60_00n)
})

test('a card that is opened while the depreciation of the month is run begins with the month after', async () => {
  const open = await theBook()
  const month = nextMonth(open)
  const asked = { ...ASKED, name: '冷库', cost: '2400.00', months: 24 }
  const added = await oneWaits(county, book.accountant.scope, [
    async (trx) => must(await runDepreciation(trx, open, month)),
    (trx) => addAsset(trx, open, { asked, today: '2023-12-31' }),
  ])
  expect(added.status).toBe('fulfilled')
  const card = await cardOf((added as PromiseFulfilledResult<string>).value)
  expect(card.depreciatesFrom).toBe(addMonths(month, 1))
})

test('a month that is closed without its depreciation is told as a difference, until somebody posts it', async () => {
  const other = await smallBook(county, 'kuaiji3')
  const inBook = <T>(work: (trx: Kysely<unknown>, open: OpenBook) => Promise<T>): Promise<T> =>
    withScope(county.db, other.accountant.scope, async (trx) =>
      work(trx as never, (await findBook(trx, other.body)) as OpenBook),
    )
  const asked = { ...ASKED, name: '烘房', cost: '100.00', months: 3 }
  await inBook((trx, open) => addAsset(trx, open, { asked, today: '2023-12-31' }))
  const differences = () =>
    inBook(async (trx, open) => {
      const cards = await store.listCards(trx, open)
      const books = await store.assetBalances(trx, open)
      const all = cardDifferences(cards, { books, through: addMonths(nextMonth(open), -1) })
      return all.filter((one) => one.account === '152')
    })
  expect(await differences()).toEqual([])
  await inBook(async (trx, open) => must(await closeMonth(trx, open, nextMonth(open))))
  expect(await differences()).toEqual([{ account: '152', cards: 33_33n, books: 0n }])
  await inBook(async (trx, open) => must(await runDepreciation(trx, open, nextMonth(open))))
  await inBook(async (trx, open) => must(await closeMonth(trx, open, nextMonth(open))))
  // The next run takes its own month and no more.
  expect(await differences()).toEqual([{ account: '152', cards: 66_66n, books: 33_33n }])
  const lines = [
    { account: '401', debit: 33_33n },
    { account: '152', credit: 33_33n },
  ]
  await other.post(lines, { on: '2023-03-31', summary: '补提 2023-01 折旧' })
  expect(await differences()).toEqual([])
})
