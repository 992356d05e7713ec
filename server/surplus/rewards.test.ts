/** Rewards for services: posted by their templates, held against meetings and posts, told in the division and shown to members. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { entryOf } from '#core/accounting/template.ts'
import { templateOf } from '#core/accounting/templates.ts'
import { refOf } from '#core/governance/resolution.ts'
import { generalMeeting } from '#core/governance/general-meeting.ts'
import { reverseVoucher } from '#server/accounting/reverse-voucher.ts'
import { withScope } from '#server/database/connect.ts'
import { passedItems } from '#server/governance/resolutions.ts'
import { recordTrades } from '#server/membership/record-trades.ts'
import { findLedgerBody } from '#server/membership/store.ts'
import { openItems } from '#server/procedure/store.ts'
import { must } from '../../tests/must.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, smallCounty, TODAY, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { makePlan } from './make-plan.ts'
import { bookedRewards } from './reward-store.ts'
import { findSurplusBody, suggestedPlan } from './year-inputs.ts'

type Trx = Parameters<Parameters<typeof withScope>[2]>[0]
const YEAR = { from: '2023-01-01', to: '2023-12-31' }

let county: SmallCounty
let coop: SmallBook
let meeting = { open: '', sealed: '' }
beforeAll(async () => {
  county = await smallCounty()
  coop = await smallBook(county)
  const of = { body: coop.body, area: TOWN_A, day: '2020-01-01' }
  await county.add('officer', { organ: '理事会', post: '理事长', person: '成员乙', since: '2020-01-01' }, of)
  await county.add(
    'officer',
    { organ: '理事会', post: '理事', person: '成员丙', since: '2018-01-01', until: '2022-12-31' },
    of,
  )
  const agenda = ['聘请技术员', '商标使用费'].map((title) => ({ kind: 'staff', title }))
  const payload = { heldOn: '2023-03-16', agenda, results: [{ passed: true }, { passed: false }] }
  await withScope(county.db, coop.accountant.scope, async (trx) => {
    const items = [{ home: HOME, area: TOWN_A, body: coop.body, title: '2023 年成员大会', payload }]
    const [open = '', sealed = ''] = await openItems(trx, generalMeeting, {
      items: [...items, ...items],
      day: TODAY,
    })
    meeting = { open, sealed }
    await sql`insert into procedure_action (home, item, number, action, state, on_day, actor_name)
      values (${HOME}, ${sealed}::uuid, 1, 'seal', 'sealed', ${TODAY}, '会计')`.execute(trx)
  })
  await within(async (trx) => {
    for (const [at, member] of coop.members.entries())
      await sql`insert into share_event (home, id, body, area, kind, member, amount, day)
        values (${HOME}, ${randomUUID()}, ${coop.body}, ${TOWN_A}, 'cash', ${member}, ${(at + 1) * 100_00}, '2021-01-01')`.execute(
        trx,
      )
    const row = { day: '2023-02-01', direction: 'delivered', product: '茧', quantity: '10', amount: '100' }
    const rows = coop.members.map((member) => ({ ...row, member }))
    must(await recordTrades(trx, (await findLedgerBody(trx, coop.body))!, { rows, today: TODAY }))
  })
})
afterAll(() => county.database.close())

const within = <T>(work: (trx: Trx) => Promise<T>): Promise<T> =>
  withScope(county.db, coop.accountant.scope, work)
const reward = (
  template: 'reward-member' | 'reward-party',
  answers: Record<string, string>,
  on = '2023-04-01',
) => {
  const all = { service: '技术报酬', amount: '100', where: '523', money: '102', ...answers }
  return coop.post(must(entryOf(templateOf(template)!, all)), {
    on,
    summary: '报酬',
    source: { template, answers: all },
  })
}
const item = (number: number, of = meeting.sealed) => refOf({ meeting: of, item: number })
const booked = () => within((trx) => bookedRewards(trx, { home: HOME, body: coop.body }, YEAR))

test('only items that passed in a sealed meeting are offered as resolutions', async () => {
  const items = await within((trx) => passedItems(trx, { home: HOME, body: coop.body }))
  expect(items).toEqual([
    {
      ref: item(1),
      heldOn: '2023-03-16',
      says: '2023 年成员大会（DH2023-0002）第 1 项：聘请技术员',
    },
  ])
})

test('rewards in the costs are known with payee, resolution and post; reversed ones and other years are not', async () => {
  await reward('reward-party', { party: '农技站', resolution: item(1) })
  await reward('reward-party', { party: '商标公司', service: '商标报酬', where: '521', resolution: item(2) })
  await reward('reward-member', {
    member: coop.members[1]!,
    service: '管理报酬',
    money: '114',
    resolution: '纸质决议 1 号',
  })
  await reward('reward-member', { member: coop.members[2]! }, '2023-12-31')
  const wrong = await reward('reward-party', { party: '记错的' })
  await within(async (trx) =>
    must(await reverseVoucher(trx as never, { id: wrong.id, on: '2023-04-02', reason: '记错' })),
  )
  await reward('reward-party', { party: '下一年的' }, '2024-01-01')
  expect(await booked()).toMatchObject([
    {
      payee: '农技站',
      what: '技术报酬',
      amount: 100_00n,
      resolution: expect.stringContaining('第 1 项') as string,
      post: null,
    },
    { payee: '商标公司', what: '商标报酬', resolution: null },
    { payee: '成员乙', resolution: '纸质决议 1 号', post: '理事长' },
    { payee: '成员丙', resolution: null, post: null },
  ])
})

test('the division tells what has no resolution and who is in office, and counts the costs for the alarm', async () => {
  const made = await within(async (trx) => {
    const of = (await findSurplusBody(trx, coop.body))!
    const { typed } = await suggestedPlan(trx, of, { year: 2023, floor: 600_000n })
    return makePlan(trx, of, {
      year: 2023,
      typed: { ...typed, surplus: '600', reserveRate: '10%', rewards: [] },
      policy: { floor: 0n, floorClause: '', cap: null, capClause: null, rewardLimit: 300_000n },
    })
  })
  const { findings, steps } = must(made).division
  // 400.00 of rewards beside 600.00 + 400.00 is four tenths.
  expect(findings.map((one) => one.code)).toEqual(['rewards-large', 'rewards-unresolved', 'rewards-officer'])
  expect(findings[0]?.says).toContain('服务报酬共 400.00 元')
  expect(findings[2]?.says).toContain('成员乙（理事长）')
  expect(steps[1]?.formula).toContain('400.00 元账上已列入费用')
})

test('an item of a meeting that is not sealed is no resolution', async () => {
  await reward('reward-party', { party: '未定案的', resolution: item(1, meeting.open) })
  expect((await booked()).find((one) => one.payee === '未定案的')).toMatchObject({ resolution: null })
})

test('what only looks like a reference is free text, and the rewards are read all the same', async () => {
  const resolution = `meeting:${'-'.repeat(36)}#1`
  await reward('reward-party', { party: '写乱的', resolution })
  expect((await booked()).find((one) => one.payee === '写乱的')).toMatchObject({ resolution })
})

test('another cooperative sees none of it', async () => {
  const other = await smallBook(county, 'kuaiji2')
  const seen = await withScope(county.db, other.accountant.scope, (trx) =>
    bookedRewards(trx, { home: HOME, body: coop.body }, YEAR),
  )
  expect(seen).toEqual([])
})
