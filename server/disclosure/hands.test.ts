/** Money through the chair's own phone stands on the sheet of the members, and ties out with the books. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Kysely } from 'kysely'
import { readPack } from '#contract/disclosure/disclosures.ts'
import { handSheets, type HandSheet } from '#core/disclosure/hands.ts'
import { quarter } from '#core/disclosure/period.ts'
import { readStatement } from '#core/accounting/money-lines.ts'
import { postLine } from '#server/accounting/cash/settle-line.ts'
import * as cash from '#server/accounting/cash/store.ts'
import { closeMonth, nextMonth, type OpenBook } from '#server/accounting/close-month.ts'
import { reverseVoucher } from '#server/accounting/reverse-voucher.ts'
import { findBook } from '#server/accounting/store.ts'
import { withScope } from '#server/database/connect.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { must } from '../../tests/must.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, smallCounty, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { makePack } from './make-pack.ts'
import { balancesOf, findDisclosureBody, findPack, handHolders, handItems } from './pack-store.ts'

const Q1 = quarter(2023, 1)
const HEAD = '交易日期,摘要,支出金额,收入金额,余额,对方户名,流水号\n'
let county: SmallCounty
let coop: SmallBook
beforeAll(async () => {
  county = await smallCounty()
  coop = await smallBook(county)
})
afterAll(() => county.database.close())

const within = <T>(work: (trx: Kysely<unknown>) => Promise<T>): Promise<T> =>
  withScope(county.db, coop.accountant.scope, work)
const of = () => ({ home: HOME, body: coop.body })
const sheets = (period = Q1): Promise<HandSheet[]> =>
  within(async (trx) =>
    must(handSheets(await handItems(trx, of(), period), await handHolders(trx, of(), period))),
  )

async function upload(kind: 'bank' | 'person', text: string): Promise<void> {
  const read = must(await readWorkbook(Buffer.from(HEAD + text), '流水.csv'))
  const statement = must(readStatement(read.sheets[0]!))
  const member = kind === 'person' ? coop.members[0]! : null
  await within(async (trx) => {
    const id = (await cash.addAccount(trx, { ...of(), area: TOWN_A, name: kind, kind, member }))!
    await cash.keepStatement(trx, (await cash.findAccount(trx, id))!, { statement, fileName: '流水.csv' })
  })
}
const settle = (party: string, template: string, answers: Record<string, string>) =>
  within(async (trx) => {
    const found = await cash.listLines(trx, { ...of(), page: 1, state: 'open' })
    return must(
      await postLine(
        trx,
        found.find((one) => one.party === party)!,
        { template, answers, remember: undefined },
      ),
    )
  })

test('before anything went through a card there is no part of it', async () => {
  await upload('bank', '2023-02-20,货款,,92000.00,,某公司,B1\n')
  await settle('某公司', 'sell', { party: '某公司' })
  expect(await sheets()).toEqual([])
})

test('received, paid, handed back and his own produce are told apart; bank and hand make what the books say', async () => {
  await upload(
    'person',
    `2023-02-01,货款,,3000.00,,收购商13812345678,H1
2023-02-03,化肥,800.00,,,农资店,H2
2023-02-04,货款,,70.00,,记错的,H3\n`,
  )
  await settle('收购商13812345678', 'sell', { party: '收购商13812345678' })
  await settle('农资店', 'growing-cost', { party: '农资店' })
  const wrong = await settle('记错的', 'sell', { party: '记错的' })
  await within(async (trx) =>
    must(await reverseVoucher(trx, { id: wrong.id, on: '2023-02-28', reason: '记错' })),
  )
  const [chair] = coop.members as [string]
  // He hands back 1,500.00, and his own produce of 250.00 is not paid yet.
  await coop.post([
    { account: '102', debit: 1500_00n },
    { account: '114', credit: 1500_00n, member: chair },
  ])
  await coop.post([
    { account: '523', debit: 250_00n },
    { account: '114', credit: 250_00n, member: chair },
  ])
  const [sheet, ...more] = await sheets()
  expect(more).toEqual([])
  expect(sheet).toMatchObject({
    name: '成员甲',
    opening: 0n,
    in: 3000_00n,
    out: 800_00n,
    moved: -1500_00n,
    other: -250_00n,
    closing: 450_00n,
  })
  expect(sheet!.items.map((one) => [one.in, one.out, one.moved])).toEqual([
    [3000_00n, 0n, false],
    [0n, 800_00n, false],
    [70_00n, 0n, false],
    [-70_00n, 0n, false],
    [0n, 1500_00n, true],
  ])
  expect(sheet!.items[0]!.summary).toContain('收购商138****5678')
  expect(sheet!.items[0]!.what).toBe('经营收入')
  const sold = (await within((trx) => balancesOf(trx, of(), Q1))).find((one) => one.account === '501')
  expect(sold?.happened).toBe(-(92000_00n + sheet!.in))
})

test('the part is frozen with the pack; what was frozen without it is read as before', async () => {
  for (let month = 1; month <= 3; month += 1)
    await within(async (trx) => {
      const book = (await findBook(trx, coop.body)) as OpenBook
      must(await closeMonth(trx, book, nextMonth(book)))
    })
  const pack = await within(async (trx) => {
    const making = {
      period: Q1,
      kind: 'books',
      plan: '',
      operation: '',
      today: '2023-04-10',
      dueDay: null,
    } as const
    const { id } = must(await makePack(trx, (await findDisclosureBody(trx, coop.body))!, making))
    return findPack(trx, id)
  })
  const money = pack!.content.money!
  expect(money.hands).toMatchObject([{ name: '成员甲', in: '3000.00', out: '800.00', closing: '450.00' }])
  const shape = readPack.response.shape.content
  expect(shape.parse(pack!.content).money?.hands?.[0]?.items).toHaveLength(5)
  const { hands: _hands, ...before } = money
  expect(shape.parse({ ...pack!.content, money: before }).money).toEqual(before)
})

test('what he owed stands at the beginning of the next quarter', async () => {
  expect(await sheets(quarter(2023, 2))).toMatchObject([
    { opening: 450_00n, in: 0n, closing: 450_00n, items: [] },
  ])
})
