/** Payments and returns of one member told at once: the two accounts of what is owed stand as if one had come after the other. */
import { sql, type Transaction } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { recordShare } from '#server/membership/record-share.ts'
import { findLedgerBody } from '#server/membership/store.ts'
import { must } from '../../tests/must.ts'
import { oneWaits } from '../../tests/one-waits.ts'
import { PlanDesk } from '../../tests/posted-plan.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, smallCounty, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { makeBatch, tellResults } from './pay.ts'
import { findBatch, sharesOf, type PlanRow } from './plan-store.ts'
import { tellReturned } from './take-back.ts'

const TODAY = '2025-04-20'
let county: SmallCounty
let coop: SmallBook
let plan: PlanRow
beforeAll(async () => {
  county = await smallCounty()
  coop = await smallBook(county)
  for (const member of coop.members) {
    await within(async (trx) =>
      must(
        await recordShare(trx, (await findLedgerBody(trx, coop.body))!, {
          event: {
            kind: 'cash',
            member,
            amount: 100_00n,
            on: '2021-01-01',
            resolution: '成员大会决议',
            resolvedOn: '2021-01-01',
          },
          today: TODAY,
        }),
      ),
    )
    await within((trx) =>
      sql`insert into trade (home, id, body, area, member, day, direction, product, quantity, amount)
        values (${HOME}, gen_random_uuid(), ${coop.body}, ${TOWN_A}, ${member}, '2022-06-01', 'delivered', '茧', 1000, 100)`.execute(
        trx,
      ),
    )
  }
  plan = await new PlanDesk(county, coop).posted({ year: 2022, today: TODAY })
})
afterAll(() => county.database.close())

const within = <T>(work: (trx: Transaction<unknown>) => Promise<T>): Promise<T> =>
  withScope(county.db, coop.accountant.scope, work)

/** What the books owe the member by account. */
const owed = (member: string) =>
  within(async (trx) => {
    const { rows } = await sql<{ account: string; net: bigint }>`
      select account, sum(credit - debit)::bigint as net from voucher_line
      where home = ${HOME} and member = ${member}::uuid and account in ('221', '222') group by 1`.execute(trx)
    return Object.fromEntries(rows.map((row) => [row.account, row.net]))
  })

test('two lists of one member that are told at once pay the return before the remainder, and come back in that order', async () => {
  const [member = ''] = coop.members
  const [share] = await within((trx) => sharesOf(trx, { home: HOME, plan: plan.id, member }))
  const { patronage, remainder } = share!
  expect([patronage > 2n, remainder > 2n]).toEqual([true, true])
  const parts = [patronage - 1n, remainder]
  const batches: string[] = []
  for (const amount of parts)
    batches.push(
      must(
        await within((trx) =>
          makeBatch(trx, plan, { way: 'bank', day: '2023-03-18', lines: [{ member, amount }] }),
        ),
      ).id,
    )
  const paid = (batch: string) => async (trx: Transaction<unknown>) =>
    must(
      await tellResults(trx, (await findBatch(trx, batch))!, {
        day: '2023-03-20',
        results: [{ member, outcome: 'paid' }],
      }),
    )
  const back = (batch: string) => async (trx: Transaction<unknown>) =>
    must(
      await tellReturned(trx, (await findBatch(trx, batch))!, {
        day: '2023-03-25',
        members: [member],
        reason: '账户已注销',
        today: TODAY,
      }),
    )
  await oneWaits(county, coop.accountant.scope, [paid(batches[0]!), paid(batches[1]!)])
  expect(await owed(member)).toEqual({ 221: 0n, 222: 1n })
  await oneWaits(county, coop.accountant.scope, [back(batches[0]!), back(batches[1]!)])
  expect(await owed(member)).toEqual({ 221: patronage, 222: remainder })
  const { rows } = await withScope(
    county.db,
    { ...coop.accountant.scope, role: 'system', national: 'on' },
    (trx) =>
      sql<{ subject: string; n: number; after: object }>`
      select subject, count(*)::int as n, min(after::text)::jsonb - 'vouchers' - 'voucher' - 'files' as after from audit
      where subject like 'surplus%' group by 1 order by 1`.execute(trx),
  )
  expect(rows.map((row) => [row.subject, row.n])).toEqual([
    ['surplus_action', 4],
    ['surplus_pay_batch', 2],
    ['surplus_pay_result', 2],
    ['surplus_pay_return', 2],
    ['surplus_plan', 1],
  ])
  expect(rows.find((row) => row.subject === 'surplus_pay_result')?.after).toEqual({
    day: '2023-03-20',
    paid: 1,
    failed: 0,
  })
  expect(rows.find((row) => row.subject === 'surplus_pay_return')?.after).toEqual({
    day: '2023-03-25',
    returned: 1,
  })
})

test('by plain SQL nothing comes back with a voucher of something else', async () => {
  const [, member = ''] = coop.members
  const [share] = await within((trx) => sharesOf(trx, { home: HOME, plan: plan.id, member }))
  const { id } = must(
    await within((trx) =>
      makeBatch(trx, plan, { way: 'bank', day: '2023-03-18', lines: [{ member, amount: share!.patronage }] }),
    ),
  )
  const told = must(
    await within(async (trx) =>
      tellResults(trx, (await findBatch(trx, id))!, {
        day: '2023-03-20',
        results: [{ member, outcome: 'paid' }],
      }),
    ),
  )
  const other = await coop.post([
    { account: '102', debit: share!.patronage },
    { account: '221', member, credit: share!.patronage - 1n },
    { account: '222', member: coop.members[2]!, credit: 1n },
  ])
  for (const voucher of [told.voucher, other.id])
    await expect(
      within((trx) =>
        sql`insert into surplus_pay_return (home, batch, member, body, area, reason, day, voucher)
          values (${HOME}, ${id}::uuid, ${member}::uuid, ${coop.body}, ${TOWN_A}, '退', '2023-04-01', ${voucher}::uuid)`.execute(
          trx,
        ),
      ),
    ).rejects.toThrow(/金额不符/)
})
