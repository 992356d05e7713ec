/** What an administrator of the database altered behind the product's back is found and told. */
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { must } from '../../tests/must.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { smallCounty, type SmallCounty } from '../../tests/small-county.ts'
import { exportBooks } from './export-books.ts'
import { verifyBooks, type Verified } from './verify-books.ts'

const SYSTEM = { user: 'cli', role: 'system', national: 'on', door: 'cli' }
let county: SmallCounty
let book: SmallBook
beforeAll(async () => {
  county = await smallCounty()
  book = await smallBook(county)
  const [member] = book.members as [string]
  for (const on of ['2023-01-05', '2023-01-06', '2023-02-07'])
    await book.post(
      [
        { account: '121', debit: 30_00n },
        { account: '114', credit: 30_00n, member },
      ],
      { on },
    )
})
afterAll(() => county.database.close())

const verify = (): Promise<Verified> => withScope(county.db, SYSTEM, (trx) => verifyBooks(trx))

/** As the superuser, with triggers switched off. */
async function alter(...statements: string[]): Promise<void> {
  const client = new Client(county.database.admin)
  await client.connect()
  try {
    await client.query(`set session_replication_role = replica`)
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

test('books as they were posted verify', async () => {
  expect(await verify()).toEqual({ books: 1, vouchers: 3, differences: [] })
})

test('the journal goes out in both formats', async () => {
  const out = (format: 'hledger' | 'beancount', body: string) =>
    withScope(county.db, SYSTEM, (trx) => exportBooks(trx, { body, format }))
  const { text, vouchers } = must(await out('hledger', book.body))
  expect(vouchers).toBe(3)
  expect(text).toMatch(/资产:114 成员往来:成员甲 [0-9a-f]{6} {2}CNY -30\.00/)
  expect(must(await out('beancount', book.body)).text).toContain('2023-01-05 open Assets:D121-产品物资 CNY')
  expect(await out('hledger', '没有这家')).toMatchObject({ ok: false, problems: [{ code: 'books-body' }] })
})

test('an altered sum, an altered line, a voucher taken out and a month opened again are each told', async () => {
  await alter(`update account_month set debit = debit + 1 where account = '121' and month = '2023-01-01'`)
  expect((await verify()).differences).toEqual([
    '甲种植专业合作社 2023-01 121 产品物资：月度发生额记为 60.01 元，按分录重算是 60.00 元',
  ])
  await alter(`update account_month set debit = debit - 1 where account = '121' and month = '2023-01-01'`)
  expect((await verify()).differences).toEqual([])
  await alter(`update voucher_line set credit = 2900 where account = '114' and day = '2023-02-07'`)
  const { differences } = await verify()
  expect(differences).toHaveLength(3)
  expect(differences[0]).toContain('借贷相差 1.00 元')
  await alter(
    `update voucher_line set credit = 3000 where account = '114' and day = '2023-02-07'`,
    `update voucher set number = 7 where number = 3`,
    `update book set closed_through = '2023-01-31'`,
  )
  expect((await verify()).differences).toEqual([
    '甲种植专业合作社 2023 年：最大凭证号是 7，凭证却有 3 张，编号不连续',
    '甲种植专业合作社：记为结账到 2023-01-31，结账记录是 没有',
  ])
})
