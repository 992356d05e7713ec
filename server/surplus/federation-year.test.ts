/** A federation divides by its own charter, meets whole, one vote each (社法 58–61). */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { must } from '../../tests/must.ts'
import { PlanDesk, TYPED, POLICY } from '../../tests/posted-plan.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, smallCounty, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { makePlan } from './make-plan.ts'
import { sharesOf } from './plan-store.ts'
import { findSurplusBody } from './year-inputs.ts'

const TODAY = '2024-04-20'
const CHARTER = { patronageRate: '30%', reserveRate: '' }
let county: SmallCounty
let union: SmallBook
let desk: PlanDesk
beforeAll(async () => {
  county = await smallCounty()
  union = await smallBook(county, 'kuaiji', {
    name: '甲农民专业合作社联合社',
    body_kind: '农民专业合作社联合社',
  })
  desk = new PlanDesk(county, union)
  await withScope(county.db, union.accountant.scope, async (trx) => {
    for (const [at, member] of union.members.toSorted().entries()) {
      await sql`insert into share_event (home, id, body, area, kind, member, amount, day)
        values (${HOME}, ${randomUUID()}, ${union.body}, ${TOWN_A}, 'cash', ${member}, ${(at + 1) * 100_00}, '2021-01-01')`.execute(
        trx,
      )
      await sql`insert into trade (home, id, body, area, member, day, direction, product, quantity, amount)
        values (${HOME}, ${randomUUID()}, ${union.body}, ${TOWN_A}, ${member}, '2022-06-01', 'delivered', '茧', 1000, 100)`.execute(
        trx,
      )
    }
  })
})
afterAll(() => county.database.close())

test('below sixty in a hundred is the charter’s matter, and the alternatives say so', async () => {
  const made = must(
    await desk.outcome(async (trx) =>
      makePlan(trx, (await findSurplusBody(trx, union.body))!, {
        year: 2022,
        typed: { ...TYPED, ...CHARTER },
        policy: POLICY,
      }),
    ),
  )
  expect(made.division.findings).toEqual([])
  expect(made.alternatives().map((one) => [one.verdict, one.clause])).toEqual([
    ['按章程', '社法第61条'],
    ['按章程', '社法第61条'],
    ['按章程', '社法第61条'],
  ])
})

test('neither delegates nor extra votes, also by plain SQL; one vote each passes, is posted and owed', async () => {
  const plan = await desk.called({ year: 2022, today: TODAY, typed: CHARTER })
  expect(
    await desk.vote(plan, TODAY, { delegates: 51, delegatesPresent: 51, present: [], yes: 51 }),
  ).toMatchObject({ problems: [{ code: 'meeting-federation-delegates' }] })
  const extra = await desk.vote(plan, TODAY, { extraVotes: 1 })
  expect(extra.ok ? [] : extra.problems.map((one) => one.code)).toContain('meeting-federation-extra-votes')
  for (const given of [
    { present: union.members, yes: 3, extraVotes: 1 },
    { delegates: 60, delegatesPresent: 60, yes: 60 },
  ])
    await expect(
      withScope(county.db, union.accountant.scope, (trx) =>
        sql`insert into surplus_action (home, plan, seq, body, area, action, day, given)
          values (${HOME}, ${plan.id}, 3, ${union.body}, ${TOWN_A}, 'vote', '2023-03-16', ${JSON.stringify(given)}::jsonb)`.execute(
          trx,
        ),
      ),
    ).rejects.toThrow(/联合社/)
  expect(must(await desk.vote(plan, TODAY))).toEqual({ passed: true })
  await desk.post(plan, TODAY)
  const shares = await withScope(county.db, union.accountant.scope, (trx) =>
    sharesOf(trx, { home: HOME, plan: plan.id }),
  )
  // 300 of 1,000 by trades 1:1:1, 700 by contributions 1:2:3.
  expect(shares.map((one) => one.patronage)).toEqual([100_00n, 100_00n, 100_00n])
  expect(shares.map((one) => one.remainder).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    116_67n,
    233_33n,
    350_00n,
  ])
})
