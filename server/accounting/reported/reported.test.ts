/** Statements made elsewhere are kept version by version; the last of a month counts, none is altered. */
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { smallBook, type SmallBook } from '../../../tests/small-books.ts'
import { HOME, smallCounty, TOWN_A, TOWN_B, type SmallCounty } from '../../../tests/small-county.ts'
import { keepReported, listReported, type ReportedStatement } from './store.ts'

let county: SmallCounty
let book: SmallBook
beforeAll(async () => {
  county = await smallCounty()
  book = await smallBook(county)
})
afterAll(() => county.database.close())

const within = <T>(work: (trx: Kysely<unknown>) => Promise<T>): Promise<T> =>
  withScope(county.db, book.accountant.scope, (trx) => work(trx as unknown as Kysely<unknown>))
const statement = (more: Partial<ReportedStatement> = {}): ReportedStatement => ({
  home: HOME,
  body: book.body,
  area: TOWN_A,
  month: '2023-03-01',
  origin: 'trial',
  fileName: '余额表.xlsx',
  sheet: [{ row: 22, now: '10.00', before: null }],
  income: [],
  wrong: 0,
  assets: 1000n,
  liabilities: 0n,
  surplus: 0n,
  ...more,
})

test('a month reported again shows the last version, other months stay', async () => {
  await within((trx) => keepReported(trx, statement()))
  await within((trx) => keepReported(trx, statement({ month: '2023-02-01' })))
  await within((trx) => keepReported(trx, statement({ origin: 'typed', fileName: null, wrong: 2 })))
  const kept = await within((trx) => listReported(trx, { home: HOME, body: book.body }))
  expect(kept.map((one) => [one.month, one.origin, one.wrong])).toEqual([
    ['2023-03-01', 'typed', 2],
    ['2023-02-01', 'trial', 0],
  ])
})

test('no version is altered or removed, and no other township reads it', async () => {
  const raw = (text: string) => within((trx) => sql.raw(text).execute(trx))
  await expect(raw('update reported_statement set wrong = 0')).rejects.toThrow(/permission denied/)
  await expect(raw('delete from reported_statement')).rejects.toThrow(/permission denied/)
  const other = await county.person('xiangzhen-b', 'township', { area: TOWN_B })
  const seen = await withScope(county.db, other.scope, (trx) =>
    sql`select from reported_statement`.execute(trx),
  )
  expect(seen.rows).toEqual([])
  const writes = withScope(county.db, other.scope, (trx) => keepReported(trx as never, statement()))
  await expect(writes).rejects.toThrow(/row-level security/)
})

test('the statement of changes in equity is kept with its version, and absent where it was not given', async () => {
  const equity = [{ account: '301' as const, line: 'end' as const, label: '', amount: '10.00' }]
  await within((trx) => keepReported(trx, statement({ month: '2022-12-01', equity })))
  const kept = await within((trx) => listReported(trx, { home: HOME, body: book.body }))
  expect(kept.find((one) => one.month === '2022-12-01')?.equity).toEqual(equity)
  expect(kept.find((one) => one.month === '2023-03-01')?.equity ?? null).toBeNull()
})
