/** A year with transfers: the reserve quantified to an account goes along with its contribution, in plan, account and standing. */
import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { standingOf } from '#server/membership/life-store.ts'
import { recordShare, reverseShare } from '#server/membership/record-share.ts'
import { look } from '#server/membership/share-preview.ts'
import { recordTrades } from '#server/membership/record-trades.ts'
import { findLedgerBody } from '#server/membership/store.ts'
import { must } from '../../tests/must.ts'
import { PlanDesk } from '../../tests/posted-plan.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, outcomeAs, smallCounty, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { memberAccounts } from './member-accounts.ts'
import { findSurplusBody, yearMembers } from './year-inputs.ts'

const TODAY = '2024-04-20'
let county: SmallCounty
let coop: SmallBook
let desk: PlanDesk
beforeAll(async () => {
  county = await smallCounty()
  const book = await smallBook(county)
  coop = { ...book, members: book.members.toSorted() }
  desk = new PlanDesk(county, coop)
  await within(async (trx) => {
    for (const [at, member] of coop.members.entries())
      await sql`insert into share_event (home, id, body, area, kind, member, amount, day)
        values (${HOME}, ${randomUUID()}, ${coop.body}, ${TOWN_A}, 'cash', ${member}, ${(at + 1) * 100_00}, '2021-01-01')`.execute(
        trx,
      )
    const row = {
      direction: 'delivered',
      product: '茧',
      quantity: '10',
      amount: '100',
      member: coop.members[0]!,
    }
    const rows = ['2022-06-01', '2023-06-01'].map((day) => ({ ...row, day }))
    must(await recordTrades(trx, (await findLedgerBody(trx, coop.body))!, { rows, today: TODAY }))
  })
  await desk.posted({ year: 2022, today: TODAY })
})
afterAll(() => county.database.close())

const within = <T>(work: (trx: Transaction<unknown>) => Promise<T>): Promise<T> =>
  withScope(county.db, coop.accountant.scope, work)
const reserves = (day: string) =>
  within((trx) =>
    Promise.all(
      coop.members.map(async (member) => {
        return (await standingOf(trx, { home: HOME, body: coop.body, member, day })).reserve
      }),
    ),
  )
const event = ([from, to]: readonly [number, number], amount: bigint, on: string) => ({
  kind: 'transfer',
  member: coop.members[from]!,
  receiver: coop.members[to]!,
  amount,
  on,
  resolution: '成员大会决议',
  resolvedOn: '2023-01-01',
})
const transfer = (...of: Parameters<typeof event>) =>
  outcomeAs(county.db, coop.accountant.scope, async (trx) =>
    recordShare(trx, (await findLedgerBody(trx, coop.body))!, { event: event(...of), today: TODAY }),
  )
const says = async (year: number, who: number) => {
  const accounts = await within((trx) => memberAccounts(trx, { home: HOME, body: coop.body, year }))
  const found = accounts.find((one) => one.member === coop.members[who])!
  return found.rows.map((row) => [row.says, row.reserve])
}

test('of a part its part goes along from the day of the transfer, and a transfer that is taken back takes nothing', async () => {
  // Quantified by contributions 1 : 2 : 3 of 100 yuan.
  expect(await reserves('2023-03-31')).toEqual([16_67n, 33_33n, 50_00n])
  const { id } = must(await transfer([1, 0], 50_00n, '2023-04-01'))
  expect(await reserves('2023-03-31')).toEqual([16_67n, 33_33n, 50_00n])
  // A quarter of 33.33 is 8.3325; the odd fen stays with the larger remainder.
  expect(await reserves('2023-04-01')).toEqual([25_00n, 25_00n, 50_00n])
  must(
    await outcomeAs(county.db, coop.accountant.scope, (trx) => reverseShare(trx, { id, reason: '金额填错' })),
  )
  expect(await reserves('2023-04-01')).toEqual([16_67n, 33_33n, 50_00n])
})

test('what goes along is said before the transfer is kept', async () => {
  const preview = (amount: bigint) =>
    within(async (trx) => {
      const services = { parametersAt: () => Promise.resolve(new Map()) }
      const of = { services, today: TODAY, events: [event([2, 1], amount, '2023-05-01')] }
      return (await look(trx, (await findLedgerBody(trx, coop.body))!, of)).preview.reserve
    })
  expect(await preview(300_00n)).toBe('50.00')
  expect(await preview(100_00n)).toBe('16.67')
  expect(await preview(300_01n)).toBeNull()
})

test('with the whole contribution the whole reserve goes; account, roll and next plan say the same', async () => {
  must(await transfer([2, 1], 300_00n, '2023-05-01'))
  expect(await reserves('2023-05-01')).toEqual([16_67n, 83_33n, 0n])
  expect(await says(2023, 2)).toEqual(
    expect.arrayContaining([
      ['转让', 0n],
      ['随股金转让（公积金份额）', -50_00n],
      ['年末余额（总额）', 0n],
    ]),
  )
  expect(await says(2023, 1)).toEqual(expect.arrayContaining([['随股金转让（公积金份额）', 50_00n]]))
  const { members } = await within(async (trx) =>
    yearMembers(trx, (await findSurplusBody(trx, coop.body))!, 2023),
  )
  expect(coop.members.map((id) => members.find((one) => one.id === id)?.reserveBefore)).toEqual([
    16_67n,
    83_33n,
    0n,
  ])
  await desk.posted({ year: 2023, today: TODAY })
  expect((await says(2023, 1)).at(-1)).toEqual(['年末余额（总额）', 83_33n])
  expect((await says(2024, 1))[0]).toEqual(['年初余额', 83_33n])
})

test('a transfer told after the plan of its year was frozen counts from the next, and nobody says by plain SQL what goes along', async () => {
  must(await transfer([1, 2], 250_00n, '2023-12-01'))
  const all = await reserves(TODAY)
  expect(all.reduce((sum, one) => sum + one, 0n)).toBe(200_00n)
  // Half of the 83.33 of that day goes back; what the plan of 2023 gave since stays.
  expect(all[2]).toBe(41_67n)
  const insert = within((trx) =>
    sql`insert into share_event (home, id, body, area, kind, member, receiver, amount, day, resolution, resolved_on, carries)
      values (${HOME}, ${randomUUID()}, ${coop.body}, ${TOWN_A}, 'transfer', ${coop.members[1]!}, ${coop.members[0]!}, 1, '2024-01-01',
        '决议', '2024-01-01', false)`.execute(trx),
  )
  await expect(insert).rejects.toThrow(/permission denied/)
})
