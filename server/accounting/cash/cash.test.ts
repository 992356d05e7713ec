/** Statements kept once, settled once; attacked by plain SQL; the stock-taking that opens the book. */
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readStatement } from '#core/accounting/money-lines.ts'
import { fenOfWire, wireOfFen } from '#core/values/money.ts'
import type { Outcome } from '#core/values/outcome.ts'
import { trialBalance } from '#server/accounting/balances.ts'
import { reverseVoucher } from '#server/accounting/reverse-voucher.ts'
import { findBook } from '#server/accounting/store.ts'
import { closeMonth, type OpenBook } from '#server/accounting/close-month.ts'
import { withScope } from '#server/database/connect.ts'
import { keepFile } from '#server/files/content.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { must } from '../../../tests/must.ts'
import { smallBook, type SmallBook } from '../../../tests/small-books.ts'
import { HOME, smallCounty, TOWN_A, type SmallCounty } from '../../../tests/small-county.ts'
import { toldAssets } from '../assets/opening-cards.ts'
import { reconciliationOf } from './reconcile.ts'
import { postLine, postLines, settleAs, suggestionFor as suggestionBy } from './settle-line.ts'
import * as store from './store.ts'
import type { LineRow } from './store.ts'
import { chooseDepth, listStockTakings, takeStock } from './take-stock.ts'

let county: SmallCounty
let book: SmallBook
let bank: string
let own: string
beforeAll(async () => {
  county = await smallCounty()
  book = await smallBook(county)
  const of = { home: HOME, body: book.body, area: TOWN_A }
  bank = (await within((trx) =>
    store.addAccount(trx, { ...of, name: '农商行', kind: 'bank', member: null }),
  ))!
  own = (await within((trx) =>
    store.addAccount(trx, { ...of, name: '理事长微信', kind: 'person', member: book.members[0]! }),
  ))!
})
afterAll(() => county.database.close())

const within = <T>(work: (trx: Kysely<unknown>) => Promise<T>): Promise<T> =>
  withScope(county.db, book.accountant.scope, (trx) => work(trx as unknown as Kysely<unknown>))
/** The problem code for which the work is refused and rolled back. */
const refusal = (work: (trx: Kysely<unknown>) => Promise<Outcome<unknown>>): Promise<string> =>
  within(async (trx) => must(await work(trx))).then(
    () => 'done',
    (error: Error) => error.message.split(':')[0]!,
  )
const raw = (statement: string): Promise<unknown> => within((trx) => sql.raw(statement).execute(trx))

async function upload(account: string, text: string): Promise<number> {
  const read = must(await readWorkbook(Buffer.from(text), '流水.csv'))
  const statement = must(readStatement(read.sheets[0]!))
  return within(async (trx) =>
    store.keepStatement(trx, (await store.findAccount(trx, account))!, { statement, fileName: '流水.csv' }),
  )
}
const lines = (state?: 'open' | 'posted' | 'aside') =>
  within((trx) => store.listLines(trx, { home: HOME, body: book.body, page: 1, ...(state && { state }) }))
const balance = async (account: string): Promise<bigint> =>
  (await within((trx) => trialBalance(trx, { home: HOME, body: book.body, month: '2023-12-01' }))).find(
    (row) => row.account === account,
  )?.end ?? 0n

const suggestionFor = (line: LineRow) => suggestionBy(line, [])
const HEAD = '交易日期,摘要,支出金额,收入金额,余额,对方户名,流水号\n'
const APRIL = `${HEAD}2023-04-01,化肥,300.00,,700.00,农资店,L1\n2023-04-02,货款,,1200.50,1900.50,某公司,L2\n`

test('a statement sent twice, and one that overlaps it, add each line once', async () => {
  expect(await upload(bank, APRIL)).toBe(2)
  expect(await upload(bank, APRIL)).toBe(0)
  expect(await upload(bank, `${APRIL}2023-04-03,化肥,50.00,,1850.50,农资店,L3\n`)).toBe(1)
  const twice = await Promise.all(
    [1, 2].map(() => upload(bank, `${HEAD}2023-04-04,短信费,2.00,,1848.50,,L4\n`)),
  )
  expect(twice.toSorted()).toEqual([0, 1])
  expect((await lines()).map((line) => line.amount)).toEqual([-300_00n, 1200_50n, -50_00n, -2_00n])
})

test('a choice is remembered for the counterparty; a person confirms, then the line is done', async () => {
  const [first] = await lines('open')
  expect(suggestionFor(first!)).toBeNull()
  must(
    await within((trx) =>
      postLine(trx, first!, { template: 'growing-cost', answers: {}, remember: 'party' as const }),
    ),
  )
  const open = await lines('open')
  expect(open.map((line) => line.party)).toEqual(['某公司', '农资店', ''])
  expect(suggestionFor(open[1]!)).toEqual({
    template: 'growing-cost',
    answers: { party: '农资店' },
    from: 'rule',
  })
  const ids = open.map((line) => line.id)
  const all = (more: object) => (trx: Kysely<unknown>) =>
    postLines(trx, { home: HOME, body: book.body, lines: ids, ...more })
  // Money that came in is no wage: none of them is posted.
  const wages = { template: 'wages-paid', answers: { who: '212' }, remember: 'party' as const }
  expect(await refusal(all({ choice: wages }))).toBe('cash-template')
  expect(await lines('open')).toHaveLength(3)
  expect(must(await within(all({ lines: [open[1]!.id] })))).toBe(1)
  expect(await refusal(all({ lines: [open[1]!.id] }))).toBe('money-lines-none')
  expect([await balance('401'), await balance('102')]).toEqual([350_00n, -350_00n])
  expect(await refusal((trx) => postLine(trx, first!, { template: 'growing-cost', answers: {} }))).toBe(
    'money-line-settled',
  )
})

test('a line posted by two people at once is posted once', async () => {
  const [sale] = await lines('open')
  const choice = { template: 'sell', answers: { party: '某公司' } }
  const both = await Promise.allSettled(
    [1, 2].map(() => within(async (trx) => must(await postLine(trx, sale!, choice)))),
  )
  expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  expect(await balance('501')).toBe(-1200_50n)
})

test('a voucher that was entered by hand before is found and linked; another amount is not', async () => {
  const posted = await book.post(
    [
      { account: '523', debit: 2_00n },
      { account: '102', credit: 2_00n },
    ],
    { on: '2023-04-06' },
  )
  const other = await book.post(
    [
      { account: '523', debit: 3_00n },
      { account: '102', credit: 3_00n },
    ],
    { on: '2023-04-06' },
  )
  const [fee] = await lines('open')
  expect((await within((trx) => store.candidates(trx, fee!))).map((one) => one.id)).toEqual([posted.id])
  expect(await refusal((trx) => settleAs(trx, fee!, { voucher: other.id }))).toBe('money-voucher-other')
  must(await within((trx) => settleAs(trx, fee!, { voucher: posted.id })))
  expect(await lines('open')).toEqual([])
  expect(await upload(bank, `${HEAD}2023-04-06,短信费,2.00,,1,,L5\n`)).toBe(1)
  const [again] = await lines('open')
  expect(await within((trx) => store.candidates(trx, again!))).toEqual([])
  expect(await refusal((trx) => settleAs(trx, again!, { voucher: posted.id }))).toBe('money-voucher-taken')
  must(await within((trx) => settleAs(trx, again!, { aside: '银行次日退回' })))
  expect((await lines('aside')).map((line) => line.aside)).toEqual(['银行次日退回'])
})

test('a voucher reversed gives its line back', async () => {
  const sale = (await lines('posted')).find((line) => line.party === '某公司')!
  must(await within((trx) => reverseVoucher(trx, { id: sale.voucher!, on: '2023-04-20', reason: '记错' })))
  const [open] = await lines('open')
  expect(open?.id).toBe(sale.id)
  must(await within((trx) => postLine(trx, open!, { template: 'sell', answers: { party: '某公司' } })))
})

test('money through the own account of the chair stands on 114 by person and clears when handed over', async () => {
  await upload(own, '交易时间,交易对方,收/支,金额(元),交易单号\n2023-05-01 10:00:00,张三,收入,¥80.00,W1\n')
  await upload(own, '交易时间,交易对方,收/支,金额(元),交易单号\n2023-05-02 10:00:00,合作社,支出,¥80.00,W2\n')
  const [taken, handed] = await lines('open')
  must(await within((trx) => postLine(trx, taken!, { template: 'sell', answers: {} })))
  expect(await balance('114')).toBe(80_00n)
  must(await within((trx) => postLine(trx, handed!, { template: 'cash-bank', answers: { to: '102' } })))
  expect(await balance('114')).toBe(0n)
})

test('plain SQL alters, drops or settles no line twice, and no reader writes', async () => {
  const [line] = await lines('posted')
  const { id, voucher } = line!
  await expect(raw(`update money_line set amount = 1`)).rejects.toThrow(/permission denied/)
  await expect(raw(`delete from money_settle`)).rejects.toThrow(/permission denied/)
  const again = `insert into money_settle (home, line, number, body, area, voucher) values ('${HOME}', '${id}', 9, '${book.body}', '${TOWN_A}', '${voucher}')`
  await expect(raw(again)).rejects.toThrow(/已经记过账/)
  const copy = `insert into money_line select home, gen_random_uuid(), body, area, source, import, hash, file_row, day, amount, party, memo, balance from money_line`
  await expect(raw(copy)).rejects.toThrow(/duplicate key/)
  const township = await county.person('jingban-x', 'township', { area: TOWN_A })
  await expect(withScope(county.db, township.scope, (trx) => sql.raw(again).execute(trx))).rejects.toThrow(
    /row-level security|已经记过账/,
  )
})

test('a signed count opens the book once; reversed, it may be done again', async () => {
  const paper = await within((trx) =>
    keepFile(
      trx,
      {
        home: HOME,
        area: TOWN_A,
        body: book.body,
        name: '盘点表.jpg',
        type: 'image/jpeg',
        bytes: Buffer.from('x'),
      },
      county.services.keys,
    ),
  )
  const open = await within(async (trx) => (await findBook(trx, book.body)) as OpenBook)
  const signed = {
    items: [
      { kind: 'cash', amount: '500' },
      { kind: 'fixed', label: '旋耕机', amount: '300', worn: '100' },
      { kind: 'share', member: book.members[0]!, amount: '400' },
    ],
    chair: '甲',
    supervisor: '乙',
    paper,
  }
  const take = (more: object) => within((trx) => takeStock(trx, open, { ...signed, ...more }))
  expect(await take({ supervisor: '甲' })).toMatchObject({ problems: [{ code: 'stock-signers' }] })
  const posted = must(await take({}))
  expect(posted.day).toBe('2022-12-31')
  expect(await balance('101')).toBe(fenOfWire('500'))
  expect(await take({})).toMatchObject({ problems: [{ code: 'stock-taken' }] })
  must(await within((trx) => reverseVoucher(trx, { id: posted.id, on: '2023-01-01', reason: '漏点' })))
  must(await take({}))
  expect(await within((trx) => listStockTakings(trx, { home: HOME, body: book.body }))).toHaveLength(1)
  expect(await within((trx) => toldAssets(trx, { home: HOME, body: book.body }))).toEqual([
    { account: '151', name: '旋耕机', cost: 300_00n, worn: 100_00n },
  ])
  const same = `insert into stock_taking (home, id, body, area, day, items, chair, supervisor, paper, voucher)
    select home, gen_random_uuid(), body, area, day, items, '甲', ' 甲', paper, '${posted.id}' from stock_taking limit 1`
  await expect(raw(same)).rejects.toThrow(/check constraint|duplicate/)
})

test('the depth changes and the accounts stay', async () => {
  const depth = async () => (await within((trx) => findBook(trx, book.body)))?.depth
  const choose = (to: 'cash' | 'full') =>
    within((trx) => chooseDepth(trx, { home: HOME, body: book.body, area: TOWN_A, depth: to }))
  await choose('cash')
  expect(await depth()).toBe('cash')
  const before = await balance('102')
  await choose('full')
  expect([await depth(), await balance('102')]).toEqual(['full', before])
})

test('bank and books are reconciled on each day: what only one side has explains the difference', async () => {
  const at = (day: string) => within((trx) => reconciliationOf(trx, { home: HOME, body: book.body, day }))
  const before = await at('2023-11-30')
  const apart = fenOfWire(before.table!.difference)!
  // A line that only the bank has.
  await upload(bank, `${HEAD}2023-12-05,结息,,8.80,${balanceAfter(before.table!.bank, 880n)},农商行,Q1\n`)
  const line = (await lines('open')).find((one) => one.amount === 880n)!
  const early = await at('2023-12-04')
  expect(early.table!.notInBooks).toEqual(before.table!.notInBooks)
  const open = await at('2023-12-05')
  expect(open.table!.notInBooks).toContainEqual({ day: '2023-12-05', says: '农商行 结息', amount: '8.80' })
  expect(fenOfWire(open.table!.difference)).toBe(apart)
  expect(
    await within((trx) => store.openLinesUntil(trx, { home: HOME, body: book.body, day: '2023-12-05' })),
  ).toBe((await lines('open')).filter((one) => one.day <= '2023-12-05').length)
  await within(async (trx) => must(await settleAs(trx, line, { aside: '另记' })))
  // Set aside or not: the statement counts it.
  expect((await at('2023-12-05')).table!.notInBooks).toEqual(open.table!.notInBooks)
})

test('lines of one kind are explained once: each goes to its own counterparty, and the choice is remembered', async () => {
  const before = await balance('114')
  await upload(
    bank,
    `${HEAD}2023-12-08,结算,10.00,,1,成员甲,M1\n2023-12-09,结算,20.00,,1,成员乙,M2\n2023-12-09,结算,5.00,,1,路人,M3\n`,
  )
  const settling = (await lines('open')).filter((line) => line.memo === '结算').map((line) => line.id)
  const [toA, toB, toNobody] = settling
  const post = (of: object) => (trx: Kysely<unknown>) =>
    postLines(trx, { home: HOME, body: book.body, lines: settling, ...of })
  expect(await refusal(post({}))).toBe('template-unknown')
  const choice = { template: 'pay-member', answers: {}, remember: 'party' as const }
  expect(await refusal(post({ choice }))).toBe('template-answer-missing')
  expect(must(await within(post({ choice, lines: [toA, toB] })))).toBe(2)
  expect((await balance('114')) - before).toBe(30_00n)
  await upload(bank, `${HEAD}2023-12-10,结算,7.00,,1,成员甲,M4\n`)
  const again = (await lines('open')).find((line) => line.amount === -7_00n)!
  expect(suggestionFor(again)).toEqual({
    template: 'pay-member',
    answers: { member: book.members[0] },
    from: 'rule',
  })
  expect((await lines('open')).map((line) => line.id)).toContain(toNobody)
})

test('the grant that was named is remembered, not who sent the money', async () => {
  await upload(bank, `${HEAD}2023-12-11,拨款,,9.00,1,某县财政局,G1\n2023-12-12,拨款,,9.00,1,某县财政局,G2\n`)
  const [first] = (await lines('open')).filter((line) => line.memo === '拨款')
  const grant = { party: '冷库补助' }
  must(
    await within((trx) =>
      postLine(trx, first!, { template: 'grant-received', answers: grant, remember: 'party' as const }),
    ),
  )
  const [second] = (await lines('open')).filter((line) => line.memo === '拨款')
  expect(suggestionFor(second!)?.answers).toEqual(grant)
})

test('what comes from a different person each time is remembered by its word', async () => {
  await upload(bank, `${HEAD}2023-12-13,菜款1,,3.00,1,张女士,W1\n2023-12-13,菜款2,,4.00,1,李先生,W2\n`)
  const mine = async () => (await lines('open')).filter((line) => line.memo.startsWith('菜款'))
  const choice = { template: 'sell', answers: {}, remember: 'word' as const }
  const of = async (more: object) => ({
    home: HOME,
    body: book.body,
    lines: (await mine()).map((line) => line.id),
    ...more,
  })
  const first = await of({ choice })
  expect(must(await within((trx) => postLines(trx, first)))).toBe(2)
  await upload(bank, `${HEAD}2023-12-14,菜款 3,,5.00,1,王同志,W3\n2023-12-14,菜款4,6.00,,1,王同志,W4\n`)
  const rules = await within((trx) => store.wordRules(trx, { home: HOME, body: book.body }))
  const [came, went] = await mine()
  expect(suggestionBy(came!, rules)).toMatchObject({ template: 'sell', from: 'rule' })
  expect(suggestionBy(went!, rules)).toBeNull()
  const second = await of({ lines: [came!.id] })
  expect(must(await within((trx) => postLines(trx, second)))).toBe(1)
})

test('a line of a closed month is posted on the first day that is open', async () => {
  for (let month = 1; month <= 4; month += 1)
    await within(async (trx) => {
      const open = (await findBook(trx, book.body)) as OpenBook
      must(await closeMonth(trx, open, `2023-0${month}-01`))
    })
  await upload(
    bank,
    `${HEAD}2023-04-29,短信费,1.11,,1,,Z1\n2023-04-30,短信费,2.22,,1,,Z2\n2023-05-01,短信费,3.33,,1,,Z3\n`,
  )
  const late = (await lines('open')).filter((line) => line.memo === '短信费')
  must(
    await within((trx) =>
      postLines(trx, { home: HOME, body: book.body, lines: late.map((line) => line.id) }),
    ),
  )
  const { rows } = await within((trx) =>
    sql<{
      day: string
    }>`select day from voucher where body = ${book.body} order by number desc limit 3`.execute(trx),
  )
  expect(rows.map((row) => row.day)).toEqual(['2023-05-01', '2023-05-01', '2023-05-01'])
})

const balanceAfter = (standing: string, more: bigint): string => wireOfFen(fenOfWire(standing)! + more)
