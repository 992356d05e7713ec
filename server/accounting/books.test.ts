/** A bookkeeper's year in small: opening balances, business in plain words, statements, closing, the workbook. */
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { entryOf } from '#core/accounting/template.ts'
import { TEMPLATES, templateOf } from '#core/accounting/templates.ts'
import { valueAt } from '#core/accounting/statements.ts'
import { withScope } from '#server/database/connect.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { must } from '../../tests/must.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, smallCounty, TOWN_B, type SmallCounty } from '../../tests/small-county.ts'
import { detailBalances, trialBalance } from './balances.ts'
import { carryOver, closeMonth, closingChecks, nextMonth, type OpenBook } from './close-month.ts'
import { openBook } from './post-voucher.ts'
import { reverseVoucher } from './reverse-voucher.ts'
import { makeStatements, type Statements } from './statements.ts'
import { statementsWorkbook } from './statements-workbook.ts'
import { findBook, findVoucher, listBooks, listVouchers, namesOf } from './store.ts'

let county: SmallCounty
let book: SmallBook
beforeAll(async () => {
  county = await smallCounty()
  book = await smallBook(county)
  const [first, second] = book.members as [string, string]
  await book.post(
    [
      { account: '102', debit: 500_00n },
      { account: '151', debit: 300_00n },
      { account: '114', debit: 20_00n, member: second },
      { account: '114', credit: 50_00n, member: first },
      { account: '301', credit: 600_00n, member: first },
      { account: '332', item: '未分配盈余', credit: 170_00n },
    ],
    { on: '2022-12-31', phase: 'opening', summary: '期初余额' },
  )
  const did = async (on: string, id: string, answers: Record<string, string>) => {
    const lines = must(entryOf(templateOf(id)!, { money: '102', party: '某项目', member: first, ...answers }))
    return book.post(lines, { on, summary: templateOf(id)!.label, source: { template: id } })
  }
  await did('2023-01-10', 'share-money', { member: second, amount: '100', share: '80' })
  await did('2023-02-10', 'buy-from-member', { amount: '200' })
  await did('2023-02-20', 'sell', { amount: '400', cost: '200' })
  await did('2023-03-10', 'grant-received', { amount: '90' })
  await did('2023-03-11', 'grant-asset', { amount: '100', grant: '90', asset: '151' })
  await did('2023-04-30', 'depreciation', { amount: '10', use: '523' })
  await did('2023-05-01', 'draw-reserve', { amount: '15' })
  await did('2023-05-01', 'patronage-return', { amount: '100' })
  await did('2023-05-01', 'remainder', { member: second, amount: '30' })
})
afterAll(() => county.database.close())

const within = <T>(work: (trx: Parameters<Parameters<typeof withScope>[2]>[0]) => Promise<T>): Promise<T> =>
  withScope(county.db, book.accountant.scope, (trx) => work(trx as never))
const as = <T>(who: SmallBook, work: (trx: Kysely<unknown>) => Promise<T>): Promise<T> =>
  withScope(county.db, who.accountant.scope, (trx) => work(trx as never))
const theBook = (): Promise<OpenBook> => within(async (trx) => (await findBook(trx, book.body)) as OpenBook)
const statementsAt = async (month: string): Promise<Statements> =>
  must(
    await within((trx) =>
      makeStatements(trx, { home: HOME, body: book.body, month, startedOn: '2023-01-01' }),
    ),
  )

test('the statements stand as of any month, opening balances at the beginning of the year', async () => {
  const { sheet, income, equity, checks } = await statementsAt('2023-05-01')
  expect(checks.filter((one) => !one.ok)).toEqual([])
  const values = (rows: typeof sheet, of: 'now' | 'before', at: number[]) =>
    at.map((row) => valueAt(rows, row, of))
  expect(values(sheet, 'before', [1, 2, 10, 22, 24, 36, 40])).toEqual(
    [500, 20, 300, 820, 50, 600, 170].map((yuan) => BigInt(yuan * 100)),
  )
  expect(values(sheet, 'now', [1, 2, 10, 11, 22, 24, 29, 30, 36, 37, 38, 39, 40])).toEqual(
    [790, 20, 400, 10, 1200, 50, 100, 30, 680, 90, 20, 15, 215].map((yuan) => BigInt(yuan * 100)),
  )
  expect(values(income, 'now', [1, 3, 5, 12, 13, 15, 16, 17, 18, 20])).toEqual(
    [400, 200, 10, 190, 170, 15, 345, 100, 30, 215].map((yuan) => BigInt(yuan * 100)),
  )
  expect(income.every((row) => row.before === null)).toBe(true)
  expect(equity.map((one) => one.end)).toEqual([68000n, 9000n, 2000n, 1500n, 21500n])
  const january = await statementsAt('2023-01-01')
  expect(valueAt(january.sheet, 40)).toBe(170_00n)
})

test('a trial balance and its details come from the monthly sums', async () => {
  const of = { home: HOME, body: book.body, month: '2023-02-01' }
  const rows = await within((trx) => trialBalance(trx, of))
  expect(rows.find((row) => row.account === '102')).toEqual({
    account: '102',
    begin: 600_00n,
    debit: 400_00n,
    credit: 200_00n,
    year_debit: 500_00n,
    year_credit: 200_00n,
    end: 800_00n,
  })
  expect(rows.reduce((sum, row) => sum + row.end, 0n)).toBe(0n)
  const details = await within((trx) => detailBalances(trx, { ...of, account: '114' }))
  expect(details.map((row) => [row.person, row.end])).toEqual([
    ['成员乙', 20_00n],
    ['成员甲', -50_00n],
  ])
})

test('vouchers are found by account, by member, by words and by day', async () => {
  const list = (more: object) =>
    within((trx) => listVouchers(trx, { home: HOME, body: book.body, page: 1, ...more }))
  expect((await list({})).total).toBe(10)
  expect((await list({ accounts: ['235'] })).rows.map((row) => row.template)).toEqual([
    'grant-asset',
    'grant-received',
  ])
  expect((await list({ accounts: ['301'], detail: book.members[1] })).total).toBe(1)
  expect((await list({ q: '折旧', from: '2023-04-01', to: '2023-04-30' })).total).toBe(1)
  const names = await within((trx) => namesOf(trx, { home: HOME, body: book.body }))
  expect(names).toMatchObject({ parties: ['某项目'], opening: true })
  expect(names.members.map((one) => one.name)).toEqual(['成员丙', '成员乙', '成员甲'])
})

test('the vouchers of a book are as many as can be counted, over years with none between, and none before the first', async () => {
  const other = await smallBook(county, 'kuaiji-other')
  const counted = async () => {
    const opened = await as(other, (trx) => findBook(trx, other.body))
    const all = await as(other, (trx) => listVouchers(trx, { home: HOME, body: other.body, page: 1 }))
    const found = await as(other, (trx) =>
      listVouchers(trx, { home: HOME, body: other.body, from: '2000-01-01', page: 1 }),
    )
    expect([all.total, all.rows.map((row) => row.id)]).toEqual([found.total, found.rows.map((row) => row.id)])
    return [opened?.vouchers, opened?.last_day, all.total, all.rows.map((row) => `${row.day} ${row.number}`)]
  }
  expect(await counted()).toEqual([0, null, 0, []])
  const sale = [
    { account: '102', debit: 1_00n },
    { account: '501', credit: 1_00n },
  ]
  await other.post(sale, { on: '2023-03-01' })
  expect(await counted()).toEqual([1, '2023-03-01', 1, ['2023-03-01 1']])
  await other.post(sale, { on: '2026-01-05' })
  await other.post(sale, { on: '2026-01-04' })
  await other.post(sale, { on: '2026-01-05' })
  expect(await counted()).toEqual([
    4,
    '2026-01-05',
    4,
    ['2026-01-05 3', '2026-01-05 1', '2026-01-04 2', '2023-03-01 1'],
  ])
})

test('a book begins with its cooperative where that was registered on its first day or later', async () => {
  for (const [day, begins] of [
    ['2022-12-31', false],
    ['2023-01-01', true],
    ['2023-01-02', true],
    [null, false],
  ] as const) {
    const body = await county.addBody(TOWN_B, { name: `登记于 ${day}`, registered_on: day })
    const keeper = await county.person(`keeper${day}`, 'accountant', { bodies: [body] })
    await withScope(county.db, keeper.scope, async (trx) => {
      expect((await findBook(trx as never, body))?.begins_with_body).toBe(false)
      must(await openBook(trx as never, { home: HOME, body, area: TOWN_B, startedOn: '2023-01-01' }))
      expect((await findBook(trx as never, body))?.begins_with_body, String(day)).toBe(begins)
    })
  }
})

test('opening balances that are taken back are missing again', async () => {
  const other = await smallBook(county, 'kuaiji2')
  const opens = () =>
    withScope(county.db, other.accountant.scope, async (trx) => {
      const { opening } = await namesOf(trx as never, { home: HOME, body: other.body })
      return opening
    })
  expect(await opens()).toBe(false)
  const lines = [
    { account: '101', debit: 5_00n },
    { account: '332', item: '未分配盈余', credit: 5_00n },
  ]
  await other.post(lines, { on: '2023-01-01' })
  expect(await opens()).toBe(false)
  const { id } = await other.post(lines, { on: '2022-12-31', phase: 'opening' })
  expect(await opens()).toBe(true)
  await withScope(county.db, other.accountant.scope, async (trx) => {
    must(await reverseVoucher(trx as never, { id, on: '2023-01-01', reason: '记错了' }))
  })
  expect(await opens()).toBe(false)
})

test('a reversal leaves balances as if nothing had been, and happens once', async () => {
  const before = await statementsAt('2023-06-01')
  const { id } = await book.post(
    must(
      entryOf(
        TEMPLATES.find((one) => one.id === 'office-cost')!,
        { amount: '9', money: '101' },
      ),
    ),
    {
      on: '2023-06-02',
    },
  )
  const reverse = (on: string) => within((trx) => reverseVoucher(trx, { id, on, reason: '记错了' }))
  expect(await reverse('2023-06-01')).toMatchObject({ ok: false, problems: [{ code: 'reverse-day' }] })
  const red = must(await reverse('2023-06-03'))
  expect(await reverse('2023-06-03')).toMatchObject({
    ok: false,
    problems: [{ code: 'voucher-reversed-already' }],
  })
  const again = await within((trx) => reverseVoucher(trx, { id: red.id, on: '2023-06-04', reason: '再冲' }))
  expect(again).toMatchObject({ ok: false, problems: [{ code: 'voucher-red' }] })
  expect((await within((trx) => findVoucher(trx, id)))?.reversed_by).toBe(red.id)
  expect((await statementsAt('2023-06-01')).sheet).toEqual(before.sheet)
})

test('while 181 has a balance there are no statements', async () => {
  await book.post(
    [
      { account: '181', debit: 5n },
      { account: '121', credit: 5n },
    ],
    { on: '2023-07-01' },
  )
  const refused = await within((trx) =>
    makeStatements(trx, { home: HOME, body: book.body, month: '2023-07-01', startedOn: '2023-01-01' }),
  )
  expect(refused).toMatchObject({ ok: false, problems: [{ code: 'statements-181' }] })
  await book.post(
    [
      { account: '181', credit: 5n },
      { account: '121', debit: 5n },
    ],
    { on: '2023-07-02' },
  )
})

test('the year closes month by month, results carried over first, and the next year opens with its end', async () => {
  const before = await statementsAt('2023-12-01')
  const wrong = await within(async (trx) => closeMonth(trx, await theBook(), '2023-03-01'))
  expect(wrong).toMatchObject({ ok: false, problems: [{ code: 'close-order' }] })
  for (let month = 1; month < 12; month += 1) {
    const current = await theBook()
    must(await within((trx) => closeMonth(trx, current, nextMonth(current))))
  }
  const december = await theBook()
  expect(nextMonth(december)).toBe('2023-12-01')
  const list = await within((trx) => closingChecks(trx, december))
  expect(list.entries.map((one) => one.summary)).toEqual([
    '结转本年收入和支出',
    '结转本年盈余',
    '结清各项分配',
  ])
  const blocked = await within((trx) => closeMonth(trx, december, '2023-12-01'))
  expect(blocked).toMatchObject({ ok: false, problems: [{ code: 'close-blocked' }] })
  expect(must(await within((trx) => carryOver(trx, december)))).toBe(3)
  must(await within((trx) => closeMonth(trx, december, '2023-12-01')))
  const after = await statementsAt('2023-12-01')
  expect([after.sheet, after.income, after.equity]).toEqual([before.sheet, before.income, before.equity])
  const next = await statementsAt('2024-01-01')
  expect(valueAt(next.sheet, 40, 'before')).toBe(215_00n)
  expect(valueAt(next.income, 1)).toBe(0n)
  expect(valueAt(next.income, 1, 'now')).toBe(0n)
  expect(next.income.find((row) => row.row === 1)?.before).toBe(400_00n)
  expect(next.checks.filter((one) => !one.ok)).toEqual([])
  expect(await within((trx) => carryOver(trx, { ...december, closed_through: '2023-12-31' }))).toMatchObject({
    ok: false,
    problems: [{ code: 'carry-not-december' }],
  })
})

test('the workbook has the official rows, row numbers and figures', async () => {
  const made = await statementsAt('2023-05-01')
  const bytes = await statementsWorkbook({ ...made, bodyName: '甲种植专业合作社', day: '2023-05-31' })
  const read = must(await readWorkbook(bytes, '报表.xlsx'))
  expect(read.sheets.map((one) => one.name)).toEqual(['资产负债表', '盈余及盈余分配表', '成员权益变动表'])
  const texts = JSON.stringify(read.sheets[0])
  for (const word of ['会农社01表', '货币资金', '资产总计', '负债和所有者权益总计', '2023年5月31日'])
    expect(texts).toContain(word)
  expect(texts).toContain('1200')
})

test('who has no book is listed where it is a cooperative or a federation; another kind only with a book', async () => {
  const bodies = {
    甲合作社: '农民专业合作社',
    乙联合社: '农民专业合作社联合社',
    丙未填类型: null,
    丁家庭农场: '家庭农场',
    戊公司: '公司',
    己农场有账: '家庭农场',
  }
  const ids = new Map<string, string>()
  for (const [name, kind] of Object.entries(bodies))
    ids.set(name, await county.addBody(TOWN_B, { name, body_kind: kind }))
  const reader = await county.person('zhen', 'township', { area: TOWN_B })
  const names = async (opened?: boolean) => {
    const found = await withScope(county.db, reader.scope, (trx) =>
      listBooks(trx as never, { page: 1, ...(opened !== undefined && { opened }) }),
    )
    expect(found.total).toBe(found.rows.length)
    return found.rows.flatMap((row) => (row.body_name in bodies ? [row.body_name] : [])).toSorted()
  }
  const without = ['丙未填类型', '乙联合社', '甲合作社']
  expect(await names(false)).toEqual(without.toSorted())
  const farm = ids.get('己农场有账')!
  const keeper = await county.person('nongchang', 'accountant', { bodies: [farm] })
  await withScope(county.db, keeper.scope, async (trx) => {
    must(await openBook(trx as never, { home: HOME, body: farm, area: TOWN_B, startedOn: '2023-01-01' }))
  })
  expect(await names(false)).toEqual(without.toSorted())
  expect(await names(true)).toEqual(['己农场有账'])
  expect(await names()).toEqual([...without, '己农场有账'].toSorted())
})
