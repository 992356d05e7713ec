/** Proof from outside: a year of five cooperatives in hledger has the same balances to the fen; eight clients for a minute leave no gap. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hledgerAccount } from '#core/accounting/journal-text.ts'
import { fenOfWire } from '#core/values/money.ts'
import { bookYear } from '#examples/county/book-year.ts'
import { trialBalance } from '#server/accounting/balances.ts'
import { enterYear } from '#server/accounting/enter-year.ts'
import { exportBooks } from '#server/accounting/export-books.ts'
import { makeStatements } from '#server/accounting/statements.ts'
import { verifyBooks } from '#server/accounting/verify-books.ts'
import { withScope } from '#server/database/connect.ts'
import { must } from '../must.ts'
import { smallBook } from '../small-books.ts'
import { HOME, smallCounty, TOWN_A, type SmallCounty } from '../small-county.ts'

const SYSTEM = { user: 'cli', role: 'system', national: 'on', door: 'cli' }
const SECONDS = 60
let county: SmallCounty
const bodies: string[] = []

beforeAll(async () => {
  county = await smallCounty()
  for (let no = 0; no < 5; no += 1) {
    const body = await county.addBody(TOWN_A)
    const members: string[] = []
    for (let member = 0; member < 30; member += 1)
      members.push(
        await county.add(
          'member',
          { person: `成员${member}`, kind: '农民', joined_on: '2020-01-01' },
          { body, area: TOWN_A, day: '2020-01-01' },
        ),
      )
    const year = bookYear({ seed: no, year: 2023, members, vouchers: 400, months: 12 })
    await withScope(county.db, SYSTEM, async (trx) => {
      must(await enterYear(trx, { home: HOME, body, area: TOWN_A, year: 2023, ...year }))
    })
    bodies.push(body)
  }
})
afterAll(() => county.database.close())

test('hledger finds every balance of the year equal, and the statements agree', async () => {
  for (const body of bodies) {
    const of = { home: HOME, body, month: '2023-12-01' }
    const { text, rows, checks } = await withScope(county.db, SYSTEM, async (trx) => ({
      text: must(await exportBooks(trx, { body, format: 'hledger' })).text,
      rows: await trialBalance(trx, of),
      checks: must(await makeStatements(trx, { ...of, startedOn: '2023-01-01' })).checks,
    }))
    const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'heshe-hledger-')), 'book.journal')
    writeFileSync(file, text)
    const out = execFileSync(
      'hledger',
      ['-f', file, 'balance', '--flat', '--empty', '--no-total', '--depth', '2', '-O', 'csv'],
      { encoding: 'utf8', env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' } },
    )
    const theirs = new Map(
      [...out.matchAll(/^"([^"]+)","(?:CNY ?)?(-?[\d.]+)(?: ?CNY)?"$/gm)].map((row) => [
        row[1],
        fenOfWire(row[2]!),
      ]),
    )
    expect(rows.length).toBeGreaterThan(12)
    for (const row of rows) expect(theirs.get(hledgerAccount(row.account, [])), row.account).toBe(row.end)
    expect(checks.filter((one) => !one.ok)).toEqual([])
  }
})

test('eight clients post to one book for a minute: no gap, every sum as recomputed', async () => {
  const book = await smallBook(county, 'kuaiji')
  const end = performance.now() + SECONDS * 1000
  let posted = 0
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (performance.now() < end) {
        await book.post([
          { account: '102', debit: 100n },
          { account: '501', credit: 60n },
          { account: '114', credit: 40n, member: book.members[posted % 3]! },
        ])
        posted += 1
      }
    }),
  )
  const { verified, numbers } = await withScope(county.db, SYSTEM, async (trx) => ({
    verified: await verifyBooks(trx),
    numbers: await sql<{ count: number; last: number }>`
      select count(*)::int as count, max(number) as last from voucher where body = ${book.body}`.execute(trx),
  }))
  expect(verified.differences).toEqual([])
  expect(numbers.rows).toEqual([{ count: posted, last: posted }])
  console.log(`${posted} vouchers by eight clients in ${SECONDS} s`)
})
