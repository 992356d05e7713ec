/** Cards of what a book took over: whole where they come to the opening balances, else refused with the difference. */
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { keepFile } from '#server/files/content.ts'
import { must } from '../../../tests/must.ts'
import { statementsOf } from '../../../tests/queries.ts'
import { smallBook, type SmallBook } from '../../../tests/small-books.ts'
import { HOME, outcomeAs, smallCounty, TOWN_A, type SmallCounty } from '../../../tests/small-county.ts'
import type { OpenBook } from '../close-month.ts'
import { convertBooks } from '../conversion/convert-books.ts'
import { findBook } from '../store.ts'
import { addOpeningCards, openingCardsOf, openingOf, toldAssets } from './opening-cards.ts'
import { runDepreciation } from './run-depreciation.ts'
import { listCards, type NewCard } from './store.ts'

let county: SmallCounty
let book: SmallBook
beforeAll(async () => {
  county = await smallCounty()
  book = await smallBook(county)
  const paper = await within((trx) =>
    keepFile(
      trx,
      {
        home: HOME,
        area: TOWN_A,
        body: book.body,
        name: '对照表.jpg',
        type: 'image/jpeg',
        bytes: Buffer.from('x'),
      },
      county.services.keys,
    ),
  )
  const balance = (code: string, debit: string, credit = '') => ({ code, name: '', debit, credit })
  const part = (account: string, debit: string, credit = '') => ({
    old: '142',
    account,
    note: '柑橘 20 亩',
    debit,
    credit,
  })
  await within(async (trx) =>
    must(
      await convertBooks(trx, await opened(trx), {
        balances: [
          balance('151', '1200'),
          balance('152', '', '200'),
          balance('142', '460'),
          balance('301', '', '1460'),
        ],
        parts: [
          part('142', '600'),
          part('143', '', '140'),
          {
            old: '301',
            account: '301',
            member: book.members[0]!,
            item: '成员增加出资',
            debit: '',
            credit: '1460',
          },
        ],
        chair: '理事长某',
        supervisor: '监事某',
        paper,
      }),
    ),
  )
})
afterAll(() => county.database.close())

const within = <T>(work: (trx: Kysely<unknown>) => Promise<T>): Promise<T> =>
  withScope(county.db, book.accountant.scope, (trx) => work(trx as unknown as Kysely<unknown>))
const opened = (trx: Kysely<unknown>) => findBook(trx, book.body) as Promise<OpenBook>
const card = (name: string, [cost, worn]: [bigint, bigint], more: Partial<NewCard> = {}): NewCard => ({
  home: HOME,
  body: book.body,
  area: TOWN_A,
  name,
  account: '151',
  acquiredOn: '2015-06-01',
  cost,
  residual: 0n,
  worn,
  months: 10,
  depreciatesFrom: '2023-01-01',
  useAccount: '523',
  grantName: null,
  grantAmount: 0n,
  poverty: false,
  place: null,
  keeper: null,
  ...more,
})
const add = (...cards: NewCard[]) =>
  outcomeAs(county.db, book.accountant.scope, async (trx) =>
    addOpeningCards(trx as never, await opened(trx as never), cards),
  )
const kept = async () => (await within((trx) => listCards(trx, { home: HOME, body: book.body }))).length

test('the conversion tells the assets that it took apart, with what was written off', async () => {
  expect(await within((trx) => toldAssets(trx, { home: HOME, body: book.body }))).toEqual([
    { account: '142', name: '柑橘 20 亩', cost: 600_00n, worn: 140_00n },
  ])
})

test('a fen too much, too little, or a day after the beginning is refused, and no card is made', async () => {
  const house = card('仓房', [1000_00n, 150_00n])
  expect(await add(house, card('烘干机', [200_01n, 50_00n]))).toMatchObject({
    ok: false,
    problems: [{ code: 'asset-opening-sum', says: expect.stringContaining('卡片多 0.01 元') }],
  })
  expect(await add(house, card('烘干机', [200_00n, 49_99n]))).toMatchObject({
    ok: false,
    problems: [
      { says: expect.stringMatching(/累计折旧：卡片合计 199.99 元，期初余额 200.00 元，卡片少 0.01 元/) },
    ],
  })
  expect(await add(house, card('烘干机', [200_00n, 50_00n], { acquiredOn: '2023-01-01' }))).toMatchObject({
    ok: false,
    problems: [{ code: 'asset-day', says: expect.stringContaining('第 2 项') }],
  })
  expect(await add(card('改良', [1n, 0n], { account: '171' }))).toMatchObject({
    ok: false,
    problems: [{ code: 'asset-opening-kind' }],
  })
  expect(await kept()).toBe(0)
})

test('what comes to the balances is taken account by account, once, and depreciation goes on from it', async () => {
  const sent = await statementsOf(async () =>
    expect(await add(card('仓房', [1000_00n, 150_00n]), card('烘干机', [200_00n, 50_00n]))).toMatchObject({
      ok: true,
      value: 2,
    }),
  )
  expect(sent.filter((one) => one.text.includes('insert into asset_card'))).toHaveLength(1)
  const standings = await within(async (trx) =>
    openingOf(trx, await opened(trx), await listCards(trx, { home: HOME, body: book.body })),
  )
  expect(standings.find((one) => one.account === '151')).toMatchObject({ books: 1200_00n, cards: 1200_00n })
  expect(standings.find((one) => one.account === '142')).toMatchObject({
    books: 600_00n,
    cards: 0n,
    wornBooks: 140_00n,
  })
  expect(await add(card('又一台', [1_00n, 0n]))).toMatchObject({ ok: false })
  expect(
    await add(card('柑橘 20 亩', [600_00n, 140_00n], { account: '142', useAccount: '401' })),
  ).toMatchObject({ ok: true })
  expect(await kept()).toBe(3)
  await within(async (trx) => must(await runDepreciation(trx, await opened(trx), '2023-01-01')))
})

test('a card that asks for depreciation by work is refused with its row and the way, not kept without', async () => {
  const asked = {
    name: '插秧机',
    account: '151' as const,
    acquiredOn: '2021-01-01',
    cost: '100',
    months: 60,
    useAccount: '401' as const,
    grantName: null,
    poverty: false,
    place: null,
    keeper: null,
  }
  const made = await within(async (trx) => {
    const of = await opened(trx)
    const work = { total: '3000', unit: '小时' }
    expect(openingCardsOf(of, { asked: [asked, { ...asked, work }], from: '2023-01-01' })).toMatchObject({
      problems: [{ code: 'asset-opening-work', says: expect.stringMatching(/^第 2 项：.*改年限、残值/) }],
    })
    expect(openingCardsOf(of, { asked: [{ ...asked, acquiredOn: 'x' }], from: '2023-01-01' })).toMatchObject({
      problems: [{ code: 'asset-day' }],
    })
    return must(openingCardsOf(of, { asked: [asked], from: '2023-01-01' }))
  })
  expect(made).toMatchObject([{ name: '插秧机', cost: 100_00n, depreciatesFrom: '2023-01-01' }])
})
