/** Each figure of the three statements is what the lines come to that open behind it, month by month. */
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { behindEquity, behindIncome, behindSheet, type Key } from '#core/accounting/behind.ts'
import { entryOf } from '#core/accounting/template.ts'
import { templateOf } from '#core/accounting/templates.ts'
import { withScope } from '#server/database/connect.ts'
import { must } from '../../tests/must.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, smallCounty, type SmallCounty } from '../../tests/small-county.ts'
import { sumsBehind } from './behind.ts'
import { carryOver, closeMonth, type OpenBook } from './close-month.ts'
import { makeStatements } from './statements.ts'
import { findBook, listVouchers } from './store.ts'

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
    return book.post(lines, { on, summary: templateOf(id)!.label })
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
  // The one who owed is paid for his goods and now is owed.
  await book.post(
    [
      { account: '121', debit: 70_00n },
      { account: '114', credit: 70_00n, member: second },
    ],
    { on: '2023-06-01' },
  )
  const openBook = async (trx: Kysely<unknown>) => (await findBook(trx, book.body)) as OpenBook
  for (let month = 1; month <= 11; month += 1)
    must(
      await within(async (trx) =>
        closeMonth(trx, await openBook(trx), `2023-${String(month).padStart(2, '0')}-01`),
      ),
    )
  must(await within(async (trx) => carryOver(trx, await openBook(trx))))
  await did('2024-01-05', 'sell', { amount: '33', cost: '11' })
})
afterAll(() => county.database.close())

const within = <T>(work: (trx: Kysely<unknown>) => Promise<T>): Promise<T> =>
  withScope(county.db, book.accountant.scope, (trx) => work(trx as unknown as Kysely<unknown>))
const size = (fen: bigint): bigint => (fen < 0n ? -fen : fen)

async function cameTo(keys: readonly Key[], month: string): Promise<bigint> {
  const behind = { keys, month }
  const { debit, credit } = await within((trx) => sumsBehind(trx, { home: HOME, body: book.body }, behind))
  return size(debit - credit)
}

test.each(['2023-01-01', '2023-05-01', '2023-06-01', '2023-12-01', '2024-01-01'])(
  'as of %s every figure opens what it is made of',
  async (month) => {
    const { sheet, income, equity } = must(
      await within((trx) =>
        makeStatements(trx, { home: HOME, body: book.body, month, startedOn: '2023-01-01' }),
      ),
    )
    const figures: [string, bigint, Key[]][] = [
      ...sheet.flatMap((row): [string, bigint, Key[]][] => [
        [`01 ${row.label}`, row.now, behindSheet(sheet, row.row, 'end')],
        [`01 ${row.label} 年初`, row.before ?? 0n, behindSheet(sheet, row.row, 'begin')],
      ]),
      ...income.map((row): [string, bigint, Key[]] => [
        `02 ${row.label}`,
        row.now,
        behindIncome(income, row.row),
      ]),
      ...equity.flatMap((column): [string, bigint, Key[]][] => [
        [`03 ${column.label} 年初`, column.begin, behindEquity(column, { line: 'begin' })],
        [`03 ${column.label} 年末`, column.end, behindEquity(column, { line: 'end' })],
        ...column.increases.map(({ label, amount }): [string, bigint, Key[]] => [
          `03 ${column.label} ${label}`,
          amount,
          behindEquity(column, { line: 'increase', label }),
        ]),
        ...column.decreases.map(({ label, amount }): [string, bigint, Key[]] => [
          `03 ${column.label} ${label}`,
          amount,
          behindEquity(column, { line: 'decrease', label }),
        ]),
      ]),
    ]
    const wrong: string[] = []
    for (const [label, figure, keys] of figures)
      if ((await cameTo(keys, month)) !== size(figure)) wrong.push(label)
    expect(figures.length).toBeGreaterThan(130)
    expect(wrong).toEqual([])
  },
)

test('the year before opens as of its December, as the page asks for it', async () => {
  const { income } = must(
    await within((trx) =>
      makeStatements(trx, { home: HOME, body: book.body, month: '2024-01-01', startedOn: '2023-01-01' }),
    ),
  )
  const wrong: string[] = []
  for (const row of income)
    if ((await cameTo(behindIncome(income, row.row), '2023-12-01')) !== size(row.before ?? 0n))
      wrong.push(row.label)
  expect(income.filter((row) => (row.before ?? 0n) !== 0n).length).toBeGreaterThan(10)
  expect(wrong).toEqual([])
})

test('only vouchers with such a line are listed, and another body has none', async () => {
  const keys: Key[] = [{ time: 'year', account: '332', item: '盈余返还', side: null }]
  const list = (body: string) =>
    within((trx) => listVouchers(trx, { home: HOME, body, page: 1, behind: { keys, month: '2023-12-01' } }))
  expect((await list(book.body)).rows.map((row) => row.summary)).toEqual([
    templateOf('patronage-return')!.label,
  ])
  const other = await smallBook(county, 'kuaiji2')
  expect((await list(other.body)).total).toBe(0)
})
