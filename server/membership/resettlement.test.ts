/** A member who left, was settled and paid is settled once more: what came later, what of a loss was found; attacked by plain SQL. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { caseContent, type openCase } from '#contract/membership/life.ts'
import { bookRepayment } from '#server/accounting/book-repayment.ts'
import { withScope } from '#server/database/connect.ts'
import { keepFile } from '#server/files/content.ts'
import { freeToVote } from '#server/governance/free-to-vote.ts'
import { passedVote } from '#server/governance/passed-vote.ts'
import { readItem, takeAction, type Acting, type Given } from '#server/procedure/act.ts'
import { findItem } from '#server/procedure/store.ts'
import { must } from '../../tests/must.ts'
import { PlanDesk } from '../../tests/posted-plan.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, smallCounty, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { ownSettlements } from '../disclosure/own-settlements.ts'
import { memberHandlers } from './case-handlers.ts'
import { casePaper } from './case-papers.ts'
import { findCaseBody, standingOf } from './life-store.ts'
import { openMemberCase, planCase } from './open-case.ts'
import { recordShare } from './record-share.ts'
import { recordTrades } from './record-trades.ts'
import { settledMembers, settlementsOf } from './settlement-store.ts'
import { findLedgerBody } from './store.ts'

type Asked = z.output<typeof openCase>

let county: SmallCounty
let coop: SmallBook
let paper = ''
let leaver = ''
let today = '2023-03-20'
const handlerOf = (procedure: string) =>
  memberHandlers({
    keys: county.services.keys,
    onChange: async () => {},
    judgeVote: passedVote,
    freeToVote,
    bookRepayment,
    parametersAt: async () => new Map(),
  }).find((one) => one.of.id === procedure)!

beforeAll(async () => {
  county = await smallCounty()
  const book = await smallBook(county)
  coop = { ...book, members: book.members.toSorted() }
  leaver = coop.members[2]!
  paper = await as(({ trx }) => keepFile(trx, PAPER(), county.services.keys))
  await as(async ({ trx }) => {
    const ledger = (await findLedgerBody(trx, coop.body))!
    for (const member of coop.members)
      must(
        await recordShare(trx, ledger, {
          event: { kind: 'cash', member, amount: 1000_00n, on: '2021-01-01' },
          today,
        }),
      )
    const row = { day: '2023-02-01', direction: 'delivered', product: '茧', quantity: '10', amount: '100' }
    must(await recordTrades(trx, ledger, { rows: [{ ...row, member: coop.members[0]! }], today }))
  })
})
afterAll(() => county.database.close())

const PAPER = () => ({
  home: HOME,
  area: TOWN_A,
  body: coop.body,
  name: '决议.jpg',
  type: 'image/jpeg',
  bytes: Buffer.from('x'),
})
const as = <T>(work: (acting: Acting) => Promise<T>): Promise<T> =>
  withScope(county.db, coop.accountant.scope, (trx) =>
    work({ trx, caller: coop.accountant, today, calendar: [] }),
  )
const plan = (asked: Asked) =>
  as(async (acting) => planCase(acting, (await findCaseBody(acting.trx, coop.body))!, asked))
const opened = (asked: Asked) =>
  as(async (acting) => {
    const body = (await findCaseBody(acting.trx, coop.body))!
    const planned = must(await planCase(acting, body, asked))
    return openMemberCase(acting, body, { planned, keys: county.services.keys })
  })
const act = (procedure: string, id: string, given: Partial<Given> & { action: string }) =>
  as(async (acting) => {
    const { version } = await readItem(acting, handlerOf(procedure), id)
    return takeAction(acting, handlerOf(procedure), { id, given: { version, ...given } })
  })
const codes = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: { problems?: { code: string }[]; message: string }) =>
      error.problems?.map((one) => one.code).join() ?? error.message,
  )
const content = (procedure: string, id: string) =>
  as(async ({ trx }) => caseContent.parse((await findItem(trx, { procedure, id }))!.payload))
const again = (more: object = {}): Asked =>
  ({
    procedure: 'member_resettlement',
    member: leaver,
    reason: '2023 年方案后来入账',
    year: 2023,
    resolution: '2024 年成员大会决议',
    resolvedOn: '2024-03-16',
    ...more,
  }) as Asked
const settle = (id: string, payload: Record<string, unknown>) =>
  act('member_resettlement', id, { action: 'settle', note: '章程第二十条', files: [paper], payload })
const pay = (id: string, paidOn = '2024-04-02') =>
  act('member_resettlement', id, { action: 'pay', files: [paper], payload: { paidOn, money: '102' } })
const lines = (voucher: string | null | undefined) =>
  as(async ({ trx }) => {
    const { rows } = await sql<{ account: string; net: bigint }>`
      select account, (debit - credit) as net from voucher_line where voucher = ${voucher}::uuid order by line`.execute(
      trx,
    )
    return rows.map((one) => [one.account, one.net])
  })
const standing = () =>
  as(({ trx }) => standingOf(trx, { home: HOME, body: coop.body, member: leaver, day: today }))

test('who was not settled and paid cannot be settled once more', async () => {
  expect(await plan(again())).toMatchObject({ problems: [{ code: 'resettle-first' }] })
  const id = await opened({
    procedure: 'member_leaving',
    member: leaver,
    way: 'left',
    noticedOn: '2023-03-01',
  })
  await act('member_leaving', id, { action: 'accept' })
  today = '2024-01-01'
  await act('member_leaving', id, { action: 'end' })
  await act('member_leaving', id, { action: 'settle', note: '章程第二十条', payload: { loss: '100' } })
  expect(await plan(again({ resolvedOn: '2024-01-01' }))).toMatchObject({
    problems: [{ code: 'resettle-first' }],
  })
  await act('member_leaving', id, {
    action: 'repay',
    files: [paper],
    payload: { paidOn: '2024-01-01', money: '102' },
  })
  expect(await as(({ trx }) => settledMembers(trx, { home: HOME, body: coop.body }))).toMatchObject([
    { id: leaver },
  ])
})

test('what the plan of his last year gave since is repaid, a loss of a later year is not his, and one case runs at a time', async () => {
  today = '2024-04-01'
  await new PlanDesk(county, coop).posted({ year: 2023, today })
  expect((await standing()).reserve).toBe(33_33n)
  expect(await plan(again({ year: 2024 }))).toMatchObject({ problems: [{ code: 'resettle-year' }] })
  expect(await plan(again({ resolvedOn: '2024-04-02' }))).toMatchObject({
    problems: [{ code: 'case-day-future' }],
  })
  const id = await opened(again())
  expect(await plan(again())).toMatchObject({ problems: [{ code: 'case-running' }] })
  expect(await codes(settle(id, { loss: '933.34' }))).toBe('resettle-beyond-account')
  expect(await codes(settle(id, { back: '100.01' }))).toBe('resettle-beyond-borne')
  await settle(id, {})
  expect((await content('member_resettlement', id)).resettlement).toMatchObject({
    total: '33.33',
    reserve: '33.33',
    loss: '0.00',
  })
  expect(await codes(pay(id, '2024-03-31'))).toBe('case-day-early')
  today = '2024-04-02'
  await pay(id)
  const { voucher } = await content('member_resettlement', id)
  expect(await lines(voucher)).toEqual([
    ['322', 33_33n],
    ['102', -33_33n],
  ])
  expect(await standing()).toMatchObject({ contribution: 0n, reserve: 0n })
})

test('of a loss found later he gives back, up to what is left of his account; a mistake is taken back before it is paid', async () => {
  const wrong = await opened(again({ reason: '审计查出 2023 年少计亏损' }))
  await settle(wrong, { loss: '1' })
  await act('member_resettlement', wrong, { action: 'cancel', note: '金额算错' })
  const id = await opened(again({ reason: '审计查出 2023 年少计亏损' }))
  expect(await codes(settle(id, { loss: '933.34' }))).toBe('resettle-beyond-account')
  await settle(id, { loss: '933.33' })
  const item = await as((acting) => readItem(acting, handlerOf('member_resettlement'), id))
  expect((await casePaper(item)).name).toContain('补充清算单')
  await pay(id)
  const { resettlement, voucher } = await content('member_resettlement', id)
  expect(resettlement?.total).toBe('-933.33')
  expect(await lines(voucher)).toEqual([
    ['332', -933_33n],
    ['102', 933_33n],
  ])
  const rows = await as(({ trx }) => settlementsOf(trx, { home: HOME, body: coop.body, member: leaver }))
  expect(rows.map((one) => [one.procedure, one.state])).toEqual([
    ['member_resettlement', 'paid'],
    ['member_resettlement', 'paid'],
    ['member_leaving', 'repaid'],
  ])
})

test('a part that he bore too much comes back to him', async () => {
  const id = await opened(again({ reason: '亏损由保险赔了一部分' }))
  await settle(id, { back: '33.33' })
  await pay(id)
  expect(await lines((await content('member_resettlement', id)).voucher)).toEqual([
    ['332', 33_33n],
    ['102', -33_33n],
  ])
})

test('the household reads what was settled, and no other household does', async () => {
  const read = (member: string) =>
    withScope(
      county.db,
      {
        user: 'household',
        role: 'household',
        national: '',
        door: 'web',
        household_home: HOME,
        household_body: coop.body,
        household_member: member,
      } as never,
      (trx) => ownSettlements(trx),
    )
  const own = await read(leaver)
  expect(own.map((one) => [one.title, one.dueTo, one.total])).toEqual([
    ['补充清算', true, '33.33'],
    ['补充清算', false, '933.33'],
    ['补充清算', true, '33.33'],
    ['退社结算', true, '900.00'],
  ])
  expect(own[1]).toMatchObject({ reason: '审计查出 2023 年少计亏损', paidOn: '2024-04-02' })
  expect(await read(coop.members[0]!)).toEqual([])
})

test('no plain SQL makes one without a first settlement, with sums that do not agree, or beyond the account', async () => {
  const raw = (statement: string) => codes(as(({ trx }) => sql.raw(statement).execute(trx)))
  const item = (payload: object, id: string = randomUUID(), state = 'asked') =>
    raw(`insert into procedure_item (home, id, procedure, code, title, area, body, state, opened_on, payload)
      values ('${HOME}', '${id}', 'member_resettlement', 'BQ-${id}', '补充清算', '${TOWN_A}', '${coop.body}', '${state}', '2024-04-02',
      '${JSON.stringify(payload)}')`)
  const [first] = (
    await as(({ trx }) => settlementsOf(trx, { home: HOME, body: coop.body, member: leaver }))
  ).filter((one) => one.state === 'repaid')
  const of = { member: leaver, first: first!.id }
  expect(await item({ member: leaver })).toMatch(/已经结算并退款/)
  expect(await item({ ...of, member: coop.members[0]! })).toMatch(/已经结算并退款/)
  expect(await item({ ...of, first: randomUUID() })).toMatch(/已经结算并退款/)
  expect(await item(of, randomUUID(), 'paid')).toMatch(/先登记，再核算/)
  const id = randomUUID()
  expect(await item(of, id)).toBe('done')
  expect(await item(of)).toMatch(/已有正在办理/)
  const step = ([action, state]: readonly [string, string], payload: object = {}, number = 1) =>
    raw(`insert into procedure_action (home, item, number, action, state, on_day, actor, actor_name, payload)
      values ('${HOME}', '${id}', ${number}, '${action}', '${state}', '2024-04-02', 'kuaiji', '会计', '${JSON.stringify(payload)}')`)
  const sums = (loss: string, total: string, more: object = {}) => ({
    resettlement: {
      lines: [{ label: '', amount: loss, effect: 'taken', clause: '' }],
      total,
      loss,
      back: '0.00',
      contribution: '0.00',
      reserve: '0.00',
      ground: '',
      settledOn: '2024-04-02',
      ...more,
    },
  })
  expect(await step(['settle', 'settled'], sums('10.00', '-9.99'))).toMatch(/与合计不符/)
  expect(await step(['settle', 'settled'], sums('10.00', '-10.00', { lines: [] }))).toMatch(/与合计不符/)
  // 33.33 is left of his account.
  expect(await step(['settle', 'settled'], sums('33.34', '-33.34'))).toMatch(/超过成员账户/)
  expect(await step(['pay', 'paid'], { paidOn: '2024-04-02' })).toMatch(/依次是核算、收付/)
  expect(await step(['anything', 'paid'])).toMatch(/依次是核算、收付/)
  expect(await step(['cancel', 'cancelled'], sums('1.00', '-1.00'))).toMatch(/依次是核算、收付/)
  expect(await step(['cancel', 'cancelled'], { first: randomUUID() })).toMatch(/登记以后不能改/)
  expect(await step(['settle', 'settled'], sums('33.33', '-33.33'))).toBe('done')
  expect(await step(['settle', 'settled'], sums('1.00', '-1.00'), 2)).toMatch(/核算以后金额不能改/)
  expect(await step(['pay', 'paid'], { paidOn: '2024-04-01' }, 2)).toMatch(/依次是核算、收付/)
  expect(await step(['cancel', 'cancelled'], {}, 2)).toBe('done')
})

test('a member of a federation bears up to its contribution, also by plain SQL', async () => {
  const union = await smallBook(county, 'lianhe', {
    name: '甲农民专业合作社联合社',
    body_kind: '农民专业合作社联合社',
  })
  const [member = ''] = union.members
  const raw = (statement: string) =>
    codes(withScope(county.db, union.accountant.scope, (trx) => sql.raw(statement).execute(trx)))
  const item = (id: string, [procedure, state]: readonly [string, string], payload: object) =>
    raw(`insert into procedure_item (home, id, procedure, code, title, area, body, state, opened_on, payload)
      values ('${HOME}', '${id}', '${procedure}', '${id}', '联合社', '${TOWN_A}', '${union.body}', '${state}', '2024-04-02',
      '${JSON.stringify(payload)}')`)
  const step = (id: string, state: string, payload: object) =>
    raw(`insert into procedure_action (home, item, number, action, state, on_day, actor, actor_name, payload)
      values ('${HOME}', '${id}', 1, 'settle', '${state}', '2024-04-02', 'lianhe', '会计', '${JSON.stringify(payload)}')`)
  const [first, id] = [randomUUID(), randomUUID()]
  const settlement = {
    contribution: '100.00',
    reserve: '50.00',
    lossOnContribution: '20.00',
    lossOnReserve: '0.00',
  }
  expect(await item(first, ['member_leaving', 'ended'], { member })).toBe('done')
  expect(await step(first, 'repaid', { settlement })).toBe('done')
  expect(await item(id, ['member_resettlement', 'asked'], { member, first })).toBe('done')
  const bears = (loss: string) => ({
    resettlement: {
      lines: [{ amount: loss, effect: 'taken' }],
      total: `-${loss}`,
      loss,
      back: '0.00',
      contribution: '0.00',
      reserve: '0.00',
    },
  })
  expect(await step(id, 'settled', bears('80.01'))).toMatch(/超过成员账户/)
  expect(await step(id, 'settled', bears('80.00'))).toBe('done')
})
