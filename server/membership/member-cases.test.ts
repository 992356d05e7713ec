/** Members' cases from opening to their end through the use cases; what cannot be is tried in plain SQL. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { caseContent, type openCase } from '#contract/membership/life.ts'
import type { ParameterInForce } from '#core/kernel/in-force.ts'
import { bookRepayment } from '#server/accounting/book-repayment.ts'
import { withScope } from '#server/database/connect.ts'
import { keepFile } from '#server/files/content.ts'
import { freeToVote } from '#server/governance/free-to-vote.ts'
import { passedVote } from '#server/governance/passed-vote.ts'
import { readItem, takeAction, type Acting, type Given } from '#server/procedure/act.ts'
import { findItem } from '#server/procedure/store.ts'
import { yearMembers } from '#server/surplus/year-inputs.ts'
import { must } from '../../tests/must.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, smallCounty, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { memberHandlers } from './case-handlers.ts'
import { casePaper } from './case-papers.ts'
import { knownOfApplicant } from './joining-known.ts'
import { findCaseBody, findLifeMember, paidTo, standingOf } from './life-store.ts'
import { openMemberCase, planCase } from './open-case.ts'
import { recordShare } from './record-share.ts'
import { findLedgerBody } from './store.ts'

type Asked = z.output<typeof openCase>
type Procedure = Asked['procedure']

let county: SmallCounty
let coop: SmallBook
let paper = ''
let today = '2023-03-20'
let caps: ReadonlyMap<string, ParameterInForce> = new Map()
const handlers = () =>
  memberHandlers({
    keys: county.services.keys,
    onChange: async () => {},
    judgeVote: passedVote,
    freeToVote,
    bookRepayment,
    parametersAt: async () => caps,
  })
const handlerOf = (procedure: string) => handlers().find((one) => one.of.id === procedure)!

beforeAll(async () => {
  county = await smallCounty()
  coop = await smallBook(county)
  paper = await as(({ trx }) =>
    keepFile(
      trx,
      {
        home: HOME,
        area: TOWN_A,
        body: coop.body,
        name: '证明.jpg',
        type: 'image/jpeg',
        bytes: Buffer.from('x'),
      },
      county.services.keys,
    ),
  )
  // Enough farmers that an organisation or two may join.
  for (const person of ['丁', '戊', '己', '庚', '辛', '壬', '癸'])
    await county.add(
      'member',
      { person, kind: '农民', joined_on: '2020-01-01' },
      { body: coop.body, area: TOWN_A, day: '2020-01-01' },
    )
  for (const member of coop.members)
    await as(async ({ trx }) =>
      must(
        await recordShare(trx, (await findLedgerBody(trx, coop.body))!, {
          event: { kind: 'cash', member, amount: 1000_00n, on: '2021-01-01' },
          today,
        }),
      ),
    )
})
afterAll(() => county.database.close())

function as<T>(work: (acting: Acting) => Promise<T>): Promise<T> {
  const { accountant } = coop
  return withScope(county.db, accountant.scope, (trx) =>
    work({ trx, caller: accountant, today, calendar: [] }),
  )
}

const plan = (asked: Asked) =>
  as(async (acting) => planCase(acting, (await findCaseBody(acting.trx, coop.body))!, asked))
const opened = (asked: Asked) =>
  as(async (acting) => {
    const body = (await findCaseBody(acting.trx, coop.body))!
    const planned = must(await planCase(acting, body, asked))
    return openMemberCase(acting, body, { planned, keys: county.services.keys })
  })
const act = (procedure: Procedure, id: string, given: Partial<Given> & { action: string }) =>
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
const content = (procedure: Procedure, id: string) =>
  as(async ({ trx }) => caseContent.parse((await findItem(trx, { procedure, id }))!.payload))
const raw = (statement: string) => as(({ trx }) => sql.raw(statement).execute(trx))
const VOTE = { heldOn: '2023-03-15', present: 8, yes: 8, resolution: '2023 年成员大会决议' }
const voted = (procedure: Procedure, id: string, vote: object = VOTE) =>
  act(procedure, id, { action: 'vote', files: [paper], payload: { vote } })
const insert = (table: string, row: Record<string, string | number | null>) =>
  raw(
    `insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.values(row)
      .map((one) => (one === null ? 'null' : `'${one}'`))
      .join(', ')})`,
  )
const own = () => ({ home: HOME, id: randomUUID(), body: coop.body, area: TOWN_A })

test('who joins is voted first and stands in the roll from then on; the bounds of the law are held', async () => {
  const asked: Asked = {
    procedure: 'member_joining',
    person: '新入社',
    kind: '农民',
    appliedOn: '2023-03-01',
    files: [paper],
  }
  const id = await opened(asked)
  expect(await codes(voted('member_joining', id))).toBe('action-not-now')
  await act('member_joining', id, { action: 'accept' })
  expect(await codes(voted('member_joining', id, { ...VOTE, present: 6, yes: 6 }))).toBe(
    'meeting-quorum-missed',
  )
  expect(await codes(voted('member_joining', id, { ...VOTE, present: 7, yes: 5 }))).toBe(
    'meeting-votes-short',
  )
  await voted('member_joining', id, { ...VOTE, present: 7, yes: 6 })
  const enter = (joinedOn: string) =>
    act('member_joining', id, { action: 'enter', payload: { joinedOn, idNumber: '' } })
  expect(await codes(enter('2023-03-14'))).toBe('entered-before-vote')
  expect(await codes(enter('2023-03-21'))).toBe('case-day-future')
  await enter('2023-03-15')
  const { entered = '' } = await content('member_joining', id)
  expect(await as(({ trx }) => findLifeMember(trx, entered))).toMatchObject({
    name: '新入社',
    joined_on: '2023-03-15',
    ended_on: null,
  })
  const organisation = await opened({ ...asked, person: '某公司', kind: '企业' })
  await act('member_joining', organisation, { action: 'accept' })
  await voted('member_joining', organisation)
  await act('member_joining', organisation, { action: 'enter', payload: { joinedOn: '2023-03-16' } })
  const second = await opened({ ...asked, person: '某公司二', kind: '企业' })
  await act('member_joining', second, { action: 'accept' })
  await voted('member_joining', second)
  const more = { action: 'enter', payload: { joinedOn: '2023-03-16' } }
  expect(await codes(act('member_joining', second, more))).toBe('organisations-beyond')
})

test('who applies by telephone is checked in the village first; a paper needs no check; what is known is told', async () => {
  const asked: Asked = {
    procedure: 'member_joining',
    person: '丁',
    kind: '农民',
    phone: '13900000000',
    channel: 'phone',
    farm: '小农户',
    appliedOn: '2023-03-05',
  }
  const id = await opened(asked)
  const twin = await opened({ ...asked, person: '电话相同' })
  expect(await codes(act('member_joining', id, { action: 'accept' }))).toBe('condition-written')
  expect(await codes(act('member_joining', id, { action: 'check', files: [paper] }))).toBe('action-not-yours')
  const clerk = await county.person('wenshu', 'village', { area: TOWN_A })
  const check = (given: Partial<Given>) =>
    withScope(county.db, clerk.scope, async (trx) => {
      const acting: Acting = { trx, caller: clerk, today, calendar: [] }
      const { version } = await readItem(acting, handlerOf('member_joining'), id)
      return takeAction(acting, handlerOf('member_joining'), {
        id,
        given: { action: 'check', version, ...given },
      })
    })
  expect(await codes(check({}))).toBe('missing-files')
  await check({ files: [paper], payload: { farm: '家庭农场', vulnerable: true } })
  expect(await content('member_joining', id)).toMatchObject({
    farm: '家庭农场',
    vulnerable: true,
    checkedOn: today,
  })
  const known = await as(async ({ trx }) =>
    knownOfApplicant(trx, (await findItem(trx, { procedure: 'member_joining', id }))!, {
      person: '丁',
      phone: '13900000000',
    }),
  )
  expect(known).toEqual([
    '本社名册里已有 1 名叫“丁”的成员，请核对是不是同一人',
    expect.stringMatching(/^还有在办的入社申请 RS2023-\d+，姓名或电话相同$/),
  ])
  for (const one of [id, twin]) await act('member_joining', one, { action: 'decline', note: '试' })
})

test('a death freezes at once: no trade, no share, no payment after the day, until the heir is named', async () => {
  const [dead = ''] = coop.members
  const id = await opened({
    procedure: 'member_death',
    member: dead,
    diedOn: '2023-02-10',
    reportedBy: '村委会',
  })
  const trade = { ...own(), member: dead, direction: 'delivered', product: '茧', quantity: 1000, amount: 100 }
  await expect(insert('trade', { ...trade, day: '2023-02-11' })).rejects.toThrow(/2023-02-10 终止（亡故）/)
  await insert('trade', { ...trade, day: '2023-02-10' })
  const event = { ...own(), member: dead, kind: 'cash', amount: 100, day: '2023-02-11' }
  await expect(insert('share_event', event)).rejects.toThrow(/因亡故终止/)
  const approved = { resolution: '决议', resolved_on: '2023-02-01', receiver: coop.members[1]! }
  await expect(insert('share_event', { ...event, ...approved, kind: 'transfer' })).rejects.toThrow(
    /因亡故终止/,
  )
  await expect(
    insert('share_event', { ...event, ...approved, kind: 'gift', member: coop.members[1]!, receiver: dead }),
  ).rejects.toThrow(/因亡故终止/)
  const role = {
    ...own(),
    member: dead,
    role: 'payee',
    person: '儿子',
    from_day: '2023-03-01',
    ground: '口头',
  }
  await expect(insert('member_role', role)).rejects.toThrow(/亡故与继承/)
  await expect(
    insert('membership_end', { ...own(), member: dead, kind: 'died', day: '2023-02-10' }),
  ).rejects.toThrow(/已经终止/)
  expect(await codes(act('member_death', id, { action: 'certify' }))).toBe('missing-files')
  await act('member_death', id, { action: 'certify', files: [paper] })
  const heirs = {
    heir: '儿子',
    relation: '子',
    payee: '儿媳',
    heirs: '配偶、子，协议由子承受',
    account: '6200001234567890',
  }
  expect(await codes(act('member_death', id, { action: 'name', files: [paper], payload: {} }))).toBe(
    'case-incomplete',
  )
  await act('member_death', id, { action: 'name', files: [paper], payload: heirs })
  const payees = (day: string) => as(({ trx }) => paidTo(trx, { home: HOME, members: [dead], day }))
  expect((await payees('2023-03-19')).size).toBe(0)
  expect((await payees(today)).get(dead)).toMatchObject({ payee: '儿媳', holder: '儿媳' })
  const kept = JSON.stringify(await content('member_death', id))
  expect(kept).toContain('7890')
  expect(kept).not.toContain('6200001234567890')
  const members = await as(({ trx }) => yearMembers(trx, { home: HOME, body: coop.body }, 2023))
  expect(members.members.map((one) => one.id)).toContain(dead)
  await voted('member_death', id, { ...VOTE, present: 10, yes: 10 })
  await act('member_death', id, { action: 'inherit', payload: { joinedOn: '2023-03-16', kind: '农民' } })
  const { entered = '' } = await content('member_death', id)
  const held = (member: string) =>
    as(({ trx }) => standingOf(trx, { home: HOME, body: coop.body, member, day: today }))
  expect((await held(entered)).contribution).toBe(1000_00n)
  expect((await held(dead)).contribution).toBe(0n)
})

test('a death that was reported by mistake is taken back, and only a death can be', async () => {
  const member = coop.members[1]!
  const id = await opened({ procedure: 'member_death', member, diedOn: '2023-03-01', reportedBy: '邻居' })
  const life = () => as(({ trx }) => findLifeMember(trx, member))
  expect(await life()).toMatchObject({ ended_kind: 'died', left_on: '2023-03-01' })
  await act('member_death', id, { action: 'mistake', note: '同名同姓' })
  expect(await life()).toMatchObject({ ended_on: null, left_on: null })
  await insert('trade', {
    ...own(),
    member,
    day: '2023-03-10',
    direction: 'delivered',
    product: '茧',
    quantity: 1000,
    amount: 100,
  })
  expect(
    await codes(opened({ procedure: 'member_death', member, diedOn: '2023-03-09', reportedBy: '邻居' })),
  ).toBe('membership-refused')
  const inherited = {
    ...own(),
    member,
    receiver: coop.members[2]!,
    kind: 'inheritance',
    amount: 100,
    day: '2023-03-15',
    resolution: '决议',
    resolved_on: '2023-03-15',
  }
  await expect(insert('share_event', inherited)).rejects.toThrow(/继承以成员亡故为前提/)
})

test('payee, account and household change from a day on; a lost card leaves no account', async () => {
  const member = coop.members[1]!
  const change = async (asked: object, payload = {}) => {
    const id = await opened({ procedure: 'member_change', member, ...asked } as Asked)
    await act('member_change', id, { action: 'change', files: [paper], payload })
    return id
  }
  const paid = async (day: string) =>
    (await as(({ trx }) => paidTo(trx, { home: HOME, members: [member], day }))).get(member)
  await change({ what: 'payee', person: '女儿', relation: '女', from: '2023-02-01' })
  await change({ what: 'holder', person: '女儿', from: '2023-02-15' }, { account: '62000011112222' })
  await change({ what: 'lost', from: '2023-03-18' })
  expect(await paid('2023-01-31')).toBeUndefined()
  expect(await paid('2023-02-01')).toMatchObject({ payee: '女儿', holder: null, account: null })
  expect((await paid('2023-02-15'))?.account).toBeInstanceOf(Buffer)
  expect(await paid('2023-03-18')).toMatchObject({ payee: '女儿', account: null })
  expect((await plan({ procedure: 'member_change', member, what: 'payee', from: today })).ok).toBe(false)
  for (const statement of [
    'update member_role set person = person',
    'delete from member_role',
    'truncate membership_end',
  ])
    await expect(raw(statement)).rejects.toThrow(/permission denied/)
})

test('a household that divides is voted, entered as a member, and takes the agreed shares along', async () => {
  const asked = { what: 'split', person: '分户人', amount: '400', from: '2023-03-16' } as const
  const id = await opened({ procedure: 'member_change', member: coop.members[1]!, ...asked })
  expect(await codes(act('member_change', id, { action: 'change', files: [paper] }))).toBe(
    'condition-noSplit',
  )
  await voted('member_change', id, { ...VOTE, present: 10, yes: 10 })
  await act('member_change', id, { action: 'divide', payload: { joinedOn: '2023-03-16' } })
  const { entered = '' } = await content('member_change', id)
  const standing = await as(({ trx }) =>
    standingOf(trx, { home: HOME, body: coop.body, member: entered, day: today }),
  )
  expect(standing.contribution).toBe(400_00n)
})

test('who leaves gives notice in time, stays to the end of the year, is settled and repaid in one voucher', async () => {
  const member = coop.members[2]!
  const leaving = (noticedOn: string, more = {}): Asked => ({
    procedure: 'member_leaving',
    member,
    way: 'left',
    noticedOn,
    ...more,
  })
  expect(await plan(leaving('2023-03-01', { months: 1 }))).toMatchObject({
    problems: [{ code: 'notice-charter' }],
  })
  const end = { ...own(), member, kind: 'left', notice_months: 3 }
  await expect(
    insert('membership_end', { ...end, day: '2022-12-31', noticed_on: '2022-10-01' }),
  ).rejects.toThrow(/check constraint/)
  await expect(
    insert('membership_end', { ...end, day: '2023-06-30', noticed_on: '2023-01-01' }),
  ).rejects.toThrow(/check constraint/)
  await expect(
    insert('membership_end', { ...end, day: '2022-12-31', noticed_on: '2022-11-01', notice_months: 1 }),
  ).rejects.toThrow(/章程/)
  const id = await opened(leaving('2023-03-01'))
  await act('member_leaving', id, { action: 'accept' })
  today = '2023-12-31'
  expect(await codes(act('member_leaving', id, { action: 'end' }))).toBe('condition-yearOver')
  today = '2024-01-01'
  await act('member_leaving', id, { action: 'end' })
  expect(await plan(leaving('2024-01-01'))).toMatchObject({
    problems: [{ code: 'member-ended' }, { code: 'case-running' }],
  })
  const settle = (loss: string) =>
    act('member_leaving', id, {
      action: 'settle',
      note: '章程第二十条',
      dueOn: '2024-03-31',
      payload: { loss },
    })
  expect(await codes(settle('1000.01'))).toBe('loss-beyond-account')
  await settle('100')
  expect((await content('member_leaving', id)).settlement).toMatchObject({
    total: '900.00',
    contribution: '1000.00',
  })
  const item = await as((acting) => readItem(acting, handlerOf('member_leaving'), id))
  expect((await casePaper(item)).name).toContain('退社结算单')
  const repay = (paidOn: string) =>
    act('member_leaving', id, { action: 'repay', files: [paper], payload: { paidOn, money: '102' } })
  expect(await codes(repay('2023-12-31'))).toBe('case-day-early')
  await repay('2024-01-01')
  const { voucher, paidTo: to } = await content('member_leaving', id)
  expect(to).toBe('成员丙')
  const { rows } = await as(({ trx }) =>
    sql<{
      account: string
      net: bigint
    }>`select account, (debit - credit) as net from voucher_line where voucher = ${voucher}::uuid order by line`.execute(
      trx,
    ),
  )
  expect(rows).toEqual([
    { account: '301', net: 1000_00n },
    { account: '332', net: -100_00n },
    { account: '102', net: -900_00n },
  ])
  const left = await as(({ trx }) => standingOf(trx, { home: HOME, body: coop.body, member, day: today }))
  expect(left.contribution).toBe(0n)
})

test('nobody is expelled unheard', async () => {
  const member = coop.members[1]!
  const id = await opened({ procedure: 'member_leaving', member, way: 'expelled', noticedOn: '2023-03-02' })
  expect(await codes(act('member_leaving', id, { action: 'accept' }))).toBe('condition-voluntary')
  await act('member_leaving', id, { action: 'hear', note: '本人到会陈述' })
  await voted('member_leaving', id, { ...VOTE, heldOn: '2023-12-01', present: 11, yes: 11 })
  expect((await content('member_leaving', id)).endsOn).toBe('2023-12-31')
})
