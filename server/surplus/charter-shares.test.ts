/** A plan goes by the charter in force at the end of its year: proposed from it, refused below it, told where it differs. */
import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CharterTerms } from '#core/governance/charter.ts'
import type { TypedPlan } from '#core/surplus/typed-plan.ts'
import type { Outcome } from '#core/values/outcome.ts'
import { withScope } from '#server/database/connect.ts'
import { keepFile } from '#server/files/content.ts'
import { chartersOf } from '#server/governance/charter-store.ts'
import { enterCharter, stepCharter } from '#server/governance/charter.ts'
import { findCaseBody } from '#server/membership/life-store.ts'
import { recordTrades } from '#server/membership/record-trades.ts'
import { findLedgerBody } from '#server/membership/store.ts'
import { must } from '../../tests/must.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, outcomeAs, smallCounty, TODAY, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { charterShares } from './charter-shares.ts'
import { freezePlan, makePlan } from './make-plan.ts'
import { findSurplusBody, suggestedPlan } from './year-inputs.ts'

const POLICY = { floor: 600_000n, floorClause: 'cooperative-law#第44条', cap: null, capClause: null }
let county: SmallCounty
let coop: SmallBook
let paper = ''
beforeAll(async () => {
  county = await smallCounty()
  coop = await smallBook(county)
  await within(async (trx) => {
    paper = await keepFile(
      trx,
      {
        home: HOME,
        area: TOWN_A,
        body: coop.body,
        name: '章程.jpg',
        type: 'image/jpeg',
        bytes: Buffer.from('x'),
      },
      county.services.keys,
    )
    for (const member of coop.members)
      await sql`insert into share_event (home, id, body, area, kind, member, amount, day)
        values (${HOME}, ${randomUUID()}, ${coop.body}, ${TOWN_A}, 'cash', ${member}, 100_00, '2021-01-01')`.execute(
        trx,
      )
    const row = { day: '2022-06-01', direction: 'delivered', product: '茧', quantity: '10', amount: '100' }
    const ledger = (await findLedgerBody(trx, coop.body))!
    must(await recordTrades(trx, ledger, { rows: [{ ...row, member: coop.members[0]! }], today: TODAY }))
  })
})
afterAll(() => county.database.close())

const within = <T>(work: (trx: Transaction<unknown>) => Promise<T>): Promise<T> =>
  withScope(county.db, coop.accountant.scope, work)
const surplusBody = async (trx: Transaction<unknown>) => (await findSurplusBody(trx, coop.body))!
const suggested = (federation = false) =>
  within(async (trx) => {
    const on = {
      year: 2022,
      floor: POLICY.floor,
      charter: await charterShares(trx, await surplusBody(trx), 2022),
    }
    return (await suggestedPlan(trx, { ...(await surplusBody(trx)), federation }, on)).typed
  })
const typedAs = async (more: Partial<TypedPlan>): Promise<TypedPlan> => ({
  ...(await suggested()),
  surplus: '1000',
  ...more,
})
const made = (more: Partial<TypedPlan>) =>
  within(async (trx) =>
    must(
      await makePlan(trx, await surplusBody(trx), { year: 2022, typed: await typedAs(more), policy: POLICY }),
    ),
  )
const codes = async (more: Partial<TypedPlan>) =>
  (await made(more)).division.findings.map((one) => one.code).filter((one) => one.includes('charter'))
const freeze = (more: Partial<TypedPlan>): Promise<Outcome<{ id: string }>> =>
  outcomeAs(county.db, coop.accountant.scope, async (trx) =>
    freezePlan(trx, await surplusBody(trx), { year: 2022, typed: await typedAs(more), policy: POLICY }),
  )
const enter = (inForce: string, terms: CharterTerms) =>
  within(async (trx) =>
    must(
      await enterCharter(trx, (await findCaseBody(trx, coop.body))!, {
        typed: { ground: 'paper', adoptedOn: inForce, inForce, says: '订立章程', terms, files: [paper] },
        today: TODAY,
      }),
    ),
  )
const voidNewest = () =>
  within(async (trx) => {
    const versions = await chartersOf(trx, { home: HOME, body: coop.body })
    const newest = versions.find((one) => one.voided === null)!
    must(
      await stepCharter(trx, newest, {
        kind: 'void',
        day: TODAY,
        note: '比例填错',
        files: [],
        today: TODAY,
      }),
    )
  })

test('without a charter the floor of the law is proposed, and nothing is told of one', async () => {
  expect(await suggested()).toMatchObject({ reserveRate: '', patronageRate: '60%' })
  expect(await codes({ patronageRate: '60%' })).toEqual([])
})

test('the version in force on the last day of the year is proposed, not a later one; below the law the floor is', async () => {
  await enter('2020-01-01', { patronageRate: 500_000 })
  expect(await suggested()).toMatchObject({ reserveRate: '', patronageRate: '60%' })
  expect(await suggested(true)).toMatchObject({ patronageRate: '50%' })
  await enter('2022-12-31', { patronageRate: 655_000, reserveRate: 100_000 })
  await enter('2023-01-01', { patronageRate: 900_000 })
  expect(await suggested()).toMatchObject({ reserveRate: '10%', patronageRate: '65.5%' })
  const { steps } = (await made({})).division
  expect(steps.map((one) => one.clause)).toEqual(
    expect.arrayContaining(['社法第42条、章程第 2 版', '社法第44条、章程第 2 版']),
  )
})

test('a return below the charter is not frozen, on it and above it is; another reserve is told and left to the meeting', async () => {
  expect(await codes({ patronageRate: '65.49%' })).toEqual(['patronage-below-charter'])
  expect(await codes({ patronageRate: '65.5%' })).toEqual([])
  expect(await codes({ patronageRate: '65.51%' })).toEqual([])
  expect(await codes({ reserveRate: '9.99%' })).toEqual(['reserve-off-charter'])
  expect(await codes({ reserveRate: '10.01%' })).toEqual(['reserve-off-charter'])
  expect(await codes({ reserveRate: '', reserve: '100' })).toEqual([])
  expect(await freeze({ patronageRate: '65.49%' })).toMatchObject({
    problems: [
      {
        code: 'plan-barred',
        says: expect.stringMatching(/少于章程规定的 65.5%（589.50 元）.*章程第 2 版/) as string,
      },
    ],
  })
})

test('no plain SQL freezes a plan that returns less than the charter, nor enters shares beyond the whole', async () => {
  const insert = (patronage: number) =>
    within((trx) =>
      sql`insert into surplus_plan (home, id, body, area, year, inputs, surplus, reserve, reserve_booked, rewards, law, statement,
          patronage, remainder, members)
        values (${HOME}, ${randomUUID()}, ${coop.body}, ${TOWN_A}, 2022, '{}', 1000, 0, 0, 0, 1000, 1000, ${patronage},
          ${1000 - patronage}, 3)`.execute(trx),
    )
  await expect(insert(654)).rejects.toThrow(/章程（第 2 版）规定的 65.5%/)
  await expect(insert(655)).rejects.toThrow(/合计/)
  const parts = [
    1_000_001,
    { num: 4, den: 3 },
    { num: 1, den: 0 },
    { num: 1 } as { num: number; den: number },
  ]
  for (const reserveRate of parts)
    await expect(enter('2023-01-01', { reserveRate })).rejects.toThrow(/charter_shares/)
})

test('a version taken back binds no plan any more, and what was frozen rests on its own charter', async () => {
  await voidNewest()
  await voidNewest()
  expect(await suggested()).toMatchObject({ reserveRate: '', patronageRate: '60%' })
  must(await freeze({ patronageRate: '60%' }))
})

test('a charter of two thirds is kept as two thirds: on it to the fen is frozen, a fen below is not, by plain SQL neither', async () => {
  await enter('2022-12-31', { patronageRate: { num: 2, den: 3 }, reserveRate: { num: 1, den: 3 } })
  expect(await suggested()).toMatchObject({ reserveRate: '33.3333%', patronageRate: '66.6667%' })
  expect(await codes({})).toEqual([])
  expect(await codes({ patronageRate: '66.66%' })).toEqual(['patronage-below-charter'])
  const insert = (patronage: number) =>
    within((trx) =>
      sql`insert into surplus_plan (home, id, body, area, year, inputs, surplus, reserve, reserve_booked, rewards, law, statement,
          patronage, remainder, members)
        values (${HOME}, ${randomUUID()}, ${coop.body}, ${TOWN_A}, 2022, '{}', 99, 0, 0, 0, 99, 99, ${patronage},
          ${99 - patronage}, 3)`.execute(trx),
    )
  await expect(insert(65)).rejects.toThrow(/规定的 2\/3/)
  await expect(insert(66)).rejects.not.toThrow(/规定的/)
})
