/** Members over the years: who votes, money that comes back, and an account settled whole; sums are those of the books. */
import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { done } from '#core/values/outcome.ts'
import { wireOfFen } from '#core/values/money.ts'
import { accountTies } from '#core/surplus/account-ties.ts'
import { yearFigures } from '#server/accounting/balances.ts'
import { bookRepayment } from '#server/accounting/book-repayment.ts'
import { withScope } from '#server/database/connect.ts'
import { keepFile } from '#server/files/content.ts'
import { freeToVote } from '#server/governance/free-to-vote.ts'
import { passedVote } from '#server/governance/passed-vote.ts'
import { memberHandlers } from '#server/membership/case-handlers.ts'
import { findCaseBody, standingOf } from '#server/membership/life-store.ts'
import { openMemberCase, planCase } from '#server/membership/open-case.ts'
import type { ShareEvent } from '#core/membership/share-event.ts'
import { recordShare } from '#server/membership/record-share.ts'
import { findLedgerBody } from '#server/membership/store.ts'
import { readItem, takeAction, type Given } from '#server/procedure/act.ts'
import { must } from '../../tests/must.ts'
import { PlanDesk } from '../../tests/posted-plan.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, smallCounty, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { householdMoney, memberAccounts } from './member-accounts.ts'
import { makeBatch, tellResults } from './pay.ts'
import { batchLines, findBatch, listDivisions, sharesOf, type PlanRow } from './plan-store.ts'
import { tellReturned } from './take-back.ts'

const TODAY = '2025-04-20'
let county: SmallCounty
let coop: SmallBook
let desk: PlanDesk
let plan: PlanRow
let newcomer = ''
beforeAll(async () => {
  county = await smallCounty()
  coop = await smallBook(county)
  desk = new PlanDesk(county, coop)
  for (const member of coop.members) {
    await share({ kind: 'cash', member, amount: 100_00n, project: 30_00n, on: '2021-01-01' })
    for (const day of ['2022-06-01', '2023-06-01'])
      await within((trx) =>
        sql`insert into trade (home, id, body, area, member, day, direction, product, quantity, amount)
          values (${HOME}, ${randomUUID()}, ${coop.body}, ${TOWN_A}, ${member}, ${day}, 'delivered', '茧', 1000, 100)`.execute(
          trx,
        ),
      )
  }
  newcomer = await county.add(
    'member',
    { person: '新成员', kind: '农民', joined_on: '2023-02-01' },
    { body: coop.body, area: TOWN_A, day: '2023-02-01' },
  )
})
afterAll(() => county.database.close())

const within = <T>(work: (trx: Transaction<unknown>) => Promise<T>): Promise<T> =>
  withScope(county.db, coop.accountant.scope, work)
const share = (event: ShareEvent) =>
  within(async (trx) =>
    must(
      await recordShare(trx, (await findLedgerBody(trx, coop.body))!, {
        event: { ...event, resolution: '成员大会决议', resolvedOn: event.on },
        today: TODAY,
      }),
    ),
  )
const of = () => ({ home: HOME, body: coop.body })

test('members of the day of the meeting vote: who joined after the year, not who is none, also by plain SQL', async () => {
  plan = await desk.called({ year: 2022, today: TODAY })
  const shares = await within((trx) => sharesOf(trx, { home: HOME, plan: plan.id }))
  expect(shares.map((one) => one.member)).not.toContain(newcomer)
  const [first = '', second = '', third = ''] = coop.members
  // Two of four are not two thirds; with the newcomer they are.
  expect(await desk.vote(plan, TODAY, { present: [first, second] })).toMatchObject({
    problems: [{ code: 'meeting-quorum-missed' }],
  })
  const later = await county.add(
    'member',
    { person: '会后入社', kind: '农民', joined_on: '2023-03-17' },
    { body: coop.body, area: TOWN_A, day: '2023-03-17' },
  )
  expect(await desk.vote(plan, TODAY, { present: [first, second, later] })).toMatchObject({
    problems: [{ code: 'meeting-attendance-stranger' }],
  })
  expect(
    await desk.vote(plan, TODAY, { delegates: 51, delegatesPresent: 51, present: [], yes: 51 }),
  ).toMatchObject({ problems: [{ code: 'meeting-delegates-too-early' }] })
  const raw = (given: object, action = 'vote') =>
    within((trx) =>
      sql`insert into surplus_action (home, plan, seq, body, area, action, day, given)
        values (${HOME}, ${plan.id}, 3, ${coop.body}, ${TOWN_A}, ${action}, '2023-03-16', ${JSON.stringify(given)}::jsonb)`.execute(
        trx,
      ),
    )
  const all = [first, second, third, newcomer]
  await expect(raw({})).rejects.toThrow(/三分之二/)
  await expect(raw({ present: [first, second, later], yes: 3 }, 'reject')).rejects.toThrow(/不是成员/)
  await expect(raw({ present: all, proxies: [{ from: later, to: first }], yes: 4 })).rejects.toThrow(
    /不是成员/,
  )
  await expect(raw({ present: [first, second], yes: 3 })).rejects.toThrow(/三分之二/)
  await expect(raw({ present: all, yes: 2 })).rejects.toThrow(/一半/)
  await expect(raw({ delegates: 51, delegatesPresent: 51, yes: 51 })).rejects.toThrow(/150/)
  await expect(raw({ present: all, yes: 0, extraVotes: -5 })).rejects.toThrow(/20%/)
  await expect(raw({ present: all, yes: 4, extraVotes: 1 })).rejects.toThrow(/20%/)
  await expect(raw({ present: [first, second, newcomer], yes: 4 })).rejects.toThrow(/多于出席/)
  expect(must(await desk.vote(plan, TODAY, { present: [first, second, newcomer] }))).toEqual({ passed: true })
  await desk.post(plan, TODAY)
})

/** What the members are owed by the plan page, the list, their own pages, the settlement and the books. */
async function owedEverywhere(): Promise<bigint[][]> {
  return within(async (trx) => {
    const shares = await sharesOf(trx, { home: HOME, plan: plan.id })
    const { rows } = await sql<{ member: string; net: bigint }>`
      select member, sum(credit - debit)::bigint as net from voucher_line
      where home = ${HOME} and body = ${coop.body} and account in ('221', '222') group by 1`.execute(trx)
    const booked = new Map(rows.map((one) => [one.member, one.net]))
    const list = await listDivisions(trx, { page: 1 })
    const found: bigint[][] = []
    for (const one of shares) {
      const [money] = await householdMoney(trx, { ...of(), member: one.member })
      const standing = await standingOf(trx, { ...of(), member: one.member, day: TODAY })
      const owed = one.patronage + one.remainder - one.converted - one.paid
      // On its way is neither paid nor, in the list and the settlement, owed once more.
      found.push([owed - one.pending, money!.owed, standing.unpaidSurplus])
      expect(booked.get(one.member)).toBe(owed)
    }
    const listed = list.rows.find((one) => one.body === coop.body)?.owed ?? 0n
    expect(listed).toBe(found.reduce((sum, one) => sum + one[0]!, 0n))
    return found
  })
}
const allSame = (found: bigint[][]) => found.every((one) => one.every((amount) => amount === one[0]))

test('money that was paid and came back is owed again everywhere, as in the books, and can be paid once more', async () => {
  const [first = '', second = '', third = ''] = coop.members
  const pay = (lines: [string, bigint][]) =>
    desk.outcome((trx) =>
      makeBatch(trx, plan, {
        way: 'bank',
        day: '2023-03-18',
        lines: lines.map(([member, amount]) => ({ member, amount })),
      }),
    )
  const { id } = must(
    await pay([
      [first, 250_00n],
      [second, 300_00n],
      [third, 10_00n],
    ]),
  )
  expect(allSame(await owedEverywhere())).toBe(true)
  const back = (members: string[], day = '2023-03-25') =>
    desk.outcome(async (trx) =>
      tellReturned(trx, (await findBatch(trx, id))!, { day, members, reason: '账户已注销', today: TODAY }),
    )
  expect(await back([first])).toMatchObject({ problems: [{ code: 'return-stranger' }] })
  must(
    await desk.outcome(async (trx) =>
      tellResults(trx, (await findBatch(trx, id))!, {
        day: '2023-03-20',
        results: [
          { member: first, outcome: 'paid' },
          { member: second, outcome: 'paid' },
          { member: third, outcome: 'failed', reason: '户名不符' },
        ],
      }),
    ),
  )
  expect(allSame(await owedEverywhere())).toBe(true)
  expect(await back([third])).toMatchObject({ problems: [{ code: 'return-stranger' }] })
  expect(await back([first], '2023-03-19')).toMatchObject({ problems: [{ code: 'pay-refused' }] })
  expect(await pay([[first, 290_00n]])).toMatchObject({ problems: [{ code: 'pay-amount' }] })
  must(await back([first]))
  expect(await back([first])).toMatchObject({ problems: [{ code: 'return-stranger' }] })
  const found = await owedEverywhere()
  expect(allSame(found)).toBe(true)
  const [one] = await within((trx) => sharesOf(trx, { home: HOME, plan: plan.id, member: first }))
  expect(one).toMatchObject({ paid: 0n, pending: 0n, failed: '账户已注销' })
  const lines = await within((trx) => batchLines(trx, { home: HOME, batches: [id] }))
  expect(lines.map((line) => line.outcome).toSorted()).toEqual(['failed', 'paid', 'returned'])
  must(await pay([[first, 290_00n]]))
  expect(allSame(await owedEverywhere())).toBe(true)
})

test('a return is added to what was paid only, and neither it nor its voucher is undone by plain SQL', async () => {
  const raw = (statement: string) => within((trx) => sql.raw(statement).execute(trx))
  for (const statement of [
    'update surplus_pay_return set reason = reason',
    'delete from surplus_pay_return',
    'truncate surplus_pay_return',
  ])
    await expect(raw(statement), statement).rejects.toThrow(/permission denied/)
  await expect(
    raw(`insert into surplus_pay_return (home, batch, member, body, area, reason, day, voucher)
      select home, batch, member, body, area, '退', '2023-04-01', (select voucher from surplus_pay_return limit 1)
      from surplus_pay_result where outcome = 'failed'`),
  ).rejects.toThrow(/没有登记过付成/)
  await expect(
    raw(`insert into voucher (home, id, body, area, day, summary, reverses)
      select home, gen_random_uuid(), body, area, '${TODAY}', '冲销', voucher from surplus_pay_return`),
  ).rejects.toThrow(/不能红字冲销/)
})

test('a settlement has the whole reserve account: all years and what was inherited, less what became a contribution', async () => {
  const [first = '', second = ''] = coop.members
  await desk.posted({ year: 2023, today: TODAY })
  const reserve = (member: string, day = TODAY) =>
    within(async (trx) => (await standingOf(trx, { ...of(), member, day })).reserve)
  // Two years of 100 yuan, a third each; who gets the fen over is settled by the order of numbers.
  const had = await reserve(first)
  expect([66_66n, 66_67n, 66_68n]).toContain(had)
  expect(await reserve(first, '2023-12-31')).toBeLessThan(had)
  await share({ kind: 'reserve', member: first, amount: 6_00n, on: '2024-05-01' })
  expect(await reserve(first)).toBe(had - 6_00n)
  const hers = await reserve(second)
  await within((trx) =>
    sql`insert into membership_end (home, id, body, area, member, kind, day)
      values (${HOME}, ${randomUUID()}, ${coop.body}, ${TOWN_A}, ${second}, 'died', '2024-06-01')`.execute(
      trx,
    ),
  )
  const held = await within(
    async (trx) => (await standingOf(trx, { ...of(), member: second, day: TODAY })).contribution,
  )
  await share({
    kind: 'inheritance',
    member: second,
    receiver: first,
    amount: held,
    project: 30_00n,
    on: '2024-07-01',
  })
  expect(await reserve(first)).toBe(had - 6_00n + hers)
  expect(await reserve(second)).toBe(0n)
  const [account] = await within((trx) => memberAccounts(trx, { ...of(), year: 2024, member: first }))
  expect(account?.rows.map((row) => row.says)).toContain('公积金份额转为出资')
  expect(account?.rows.at(-1)).toMatchObject({
    project: 60_00n,
    contribution: 100_00n + 6_00n + held - 60_00n,
    reserve: had - 6_00n + hers,
  })
})

test('a loss that the books cover from the reserve lowers every account by its part', async () => {
  const sum = () =>
    within(async (trx) =>
      (await memberAccounts(trx, { ...of(), year: 2024 })).reduce(
        (all, one) => all + (one.rows.at(-1)?.reserve ?? 0n),
        0n,
      ),
    )
  const before = await sum()
  await coop.post(
    [
      { account: '322', item: '弥补亏损', debit: 50_01n },
      { account: '332', item: '其他转入', credit: 50_01n },
    ],
    { on: '2024-08-01' },
  )
  expect(await sum()).toBe(before - 50_01n)
  const booked = await within((trx) =>
    sql<{
      net: bigint
    }>`select sum(credit - debit)::bigint as net from voucher_line where account = '322'`.execute(trx),
  )
  // The conversion of 6 yuan stands in the share ledger; its voucher is made apart.
  expect(await sum()).toBe((booked.rows[0]?.net ?? 0n) - 6_00n)
})

test('who left is settled once the year is divided; what is repaid leaves the account, what stays is told', async () => {
  const [, , third = ''] = coop.members
  const handler = memberHandlers({
    keys: county.services.keys,
    onChange: async () => {},
    judgeVote: passedVote,
    freeToVote,
    bookRepayment,
    parametersAt: async () => new Map(),
  }).find((one) => one.of.id === 'member_leaving')!
  const acting = (trx: Transaction<unknown>, today: string) => ({
    trx,
    caller: coop.accountant,
    today,
    calendar: [],
  })
  const paper = must(
    await desk.outcome(async (trx) =>
      done(
        await keepFile(
          trx,
          {
            home: HOME,
            area: TOWN_A,
            body: coop.body,
            name: '申请.jpg',
            type: 'image/jpeg',
            bytes: Buffer.from('x'),
          },
          county.services.keys,
        ),
      ),
    ),
  )
  const id = await within(async (trx) => {
    const body = (await findCaseBody(trx, coop.body))!
    const asked = {
      procedure: 'member_leaving',
      member: third,
      way: 'left',
      noticedOn: '2024-08-01',
    } as const
    const planned = must(await planCase(acting(trx, '2024-08-01'), body, asked))
    return openMemberCase(acting(trx, '2024-08-01'), body, { planned, keys: county.services.keys })
  })
  const act = (today: string, given: Partial<Given> & { action: string }) =>
    within(async (trx) => {
      const { version } = await readItem(acting(trx, today), handler, id)
      return takeAction(acting(trx, today), handler, { id, given: { version, ...given } })
    })
  await act('2024-08-01', { action: 'accept' })
  await act('2025-01-02', { action: 'end' })
  const settle = (today: string) =>
    act(today, { action: 'settle', note: '章程第二十条', dueOn: '2025-12-31', payload: { loss: '10' } })
  await within((trx) =>
    sql`insert into trade (home, id, body, area, member, day, direction, product, quantity, amount)
      values (${HOME}, ${randomUUID()}, ${coop.body}, ${TOWN_A}, ${third}, '2024-06-01', 'delivered', '茧', 1000, 100)`.execute(
      trx,
    ),
  )
  const open = await desk.called({ year: 2024, today: TODAY, typed: { subsidyTotal: '300' } })
  await expect(settle(TODAY)).rejects.toMatchObject({ problems: [{ code: 'settle-plan-open' }] })
  must(await desk.vote(open, TODAY))
  await desk.post(open, TODAY)
  const before = await within((trx) => standingOf(trx, { ...of(), member: third, day: TODAY }))
  expect(before.reserve).toBeGreaterThan(80_00n)
  expect(before.subsidy).toBeGreaterThan(0n)
  await settle(TODAY)
  await act(TODAY, { action: 'repay', files: [paper], payload: { paidOn: TODAY, money: '102' } })
  const [item] = (
    await within((trx) =>
      sql<{ settlement: Record<string, string>; voucher: string }>`
        select payload -> 'settlement' as settlement, payload ->> 'voucher' as voucher from procedure_item where id = ${id}::uuid`.execute(
        trx,
      ),
    )
  ).rows
  expect(item?.settlement['total']).toBe(wireOfFen(100_00n + before.reserve - 10_00n))
  const entry = await within((trx) =>
    sql<{ account: string; net: bigint }>`
      select account, debit - credit as net from voucher_line where voucher = ${item!.voucher}::uuid order by line`.execute(
      trx,
    ),
  )
  expect(entry.rows.map((one) => [one.account, one.net])).toEqual([
    ['301', 100_00n],
    ['322', before.reserve],
    ['332', -10_00n],
    ['102', -(90_00n + before.reserve)],
  ])
  const after = await within((trx) => standingOf(trx, { ...of(), member: third, day: TODAY }))
  expect([after.contribution, after.reserve]).toEqual([0n, 0n])
  // The plan of his last year and the repayment are of 2025: his account of that year has them and ends with nothing.
  const [account] = await within((trx) => memberAccounts(trx, { ...of(), year: 2025, member: third }))
  expect(account?.rows.map((row) => row.says)).toContain('退还公积金份额')
  expect(account?.rows.at(-1)).toMatchObject({ project: 0n, contribution: 0n, reserve: 0n })
  const [next] = await within((trx) => memberAccounts(trx, { ...of(), year: 2026, member: third }))
  expect(next).toBeUndefined()
})

test('what all accounts were given in a year is what the books divided, to the fen', async () => {
  for (const year of [2023, 2024, 2025]) {
    const { accounts, figures } = await within(async (trx) => ({
      accounts: await memberAccounts(trx, { ...of(), year }),
      figures: await yearFigures(trx, { home: HOME, body: coop.body, month: `${year}-12-01` }),
    }))
    const sum = (key: 'patronage' | 'remainder') =>
      accounts.reduce((all, one) => all + one.rows.at(-1)![key], 0n)
    const none = { contribution: 0n, reserve: 0n, subsidy: 0n, gift: 0n }
    const ties = accountTies({ ...none, patronage: sum('patronage'), remainder: sum('remainder') }, figures)
    expect(ties.slice(3).map((one) => one.accounts - one.books)).toEqual([0n, 0n])
    expect(sum('patronage')).toBe(540_00n)
  }
})

test('who left stays in the accounts until his share is repaid: the sum is that of the ledger', async () => {
  const gone = await county.add(
    'member',
    { person: '退社未退款', kind: '农民', joined_on: '2020-01-01', left_on: '2022-12-31' },
    { body: coop.body, area: TOWN_A, day: '2020-01-01' },
  )
  await share({ kind: 'cash', member: gone, amount: 50_00n, on: '2022-01-01' })
  const all = await within((trx) => memberAccounts(trx, { ...of(), year: 2025 }))
  expect(all.find((one) => one.member === gone)?.rows.at(-1)).toMatchObject({ contribution: 50_00n })
})
