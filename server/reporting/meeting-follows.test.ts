/** What a meeting decides on is decided there, once, by its own measure; a notice that is taken back is taken back for it too. */
import type { Transaction } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Subject } from '#contract/governance/meetings.ts'
import { must } from '../../tests/must.ts'
import { oneWaits } from '../../tests/one-waits.ts'
import {
  codes,
  frozenPlan,
  HELD_ON,
  layPlanOpen,
  MEETING,
  MeetingDesk,
  words,
} from '../../tests/meeting-desk.ts'
import { readItem, takeAction } from '#server/procedure/act.ts'
import { actOnPlan } from '#server/surplus/act-on-plan.ts'
import { actionsOf, findPlan } from '#server/surplus/plan-store.ts'

let desk: MeetingDesk
let plan = ''
beforeAll(async () => {
  desk = await MeetingDesk.open()
  plan = await frozenPlan(desk)
  await layPlanOpen(desk, plan, '2023-03-01')
})
afterAll(() => desk.county.database.close())

const join = (id: string) => ({
  kind: 'join' as const,
  title: '某某入社',
  subject: { type: 'member_joining', id } as Subject,
})
const planItem = () => ({
  kind: 'plan' as const,
  title: '2022 年盈余分配方案',
  subject: { type: 'plan', id: plan } as Subject,
})
const directly = (id: string, yes = 5) =>
  desk.act(
    id,
    {
      action: 'vote',
      files: [desk.paper],
      payload: { vote: { heldOn: HELD_ON, present: 6, yes, resolution: '另一次会' } },
    },
    'member_joining',
  )
const caseState = (id: string) => desk.stateOf(id, 'member_joining')
const planLog = () => desk.as(({ trx }) => actionsOf(trx, [plan]))
const planStep = (action: 'call' | 'recall' | 'withdraw', more: object = {}) =>
  desk.as(async ({ trx }) => {
    const { username, role } = desk.coop.accountant
    const step = { actor: { username, role }, action, day: '2023-03-10', today: desk.today, note: '改期' }
    return must(await actOnPlan(trx, (await findPlan(trx, plan))!, { ...step, ...more }))
  })

test('a case on the agenda of a called meeting is voted there and nowhere else, until the notice is taken back', async () => {
  const id = await desk.applied('陈某')
  const meeting = await desk.open({ agenda: [MEETING.agenda[0]!, join(id)] })
  await desk.call(meeting)
  expect(await codes(directly(id))).toBe('vote-on-agenda')
  expect(await words(directly(id))).toMatch(/2023 年成员大会（DH2023-\d+）的第 2 项议题.*撤回通知/)
  expect(await codes(desk.act(id, { action: 'decline', note: '不同意' }, 'member_joining'))).toBe(
    'vote-on-agenda',
  )
  const other = await desk.open({ agenda: [join(id)] })
  expect(await words(desk.call(other))).toMatch(/^第 1 项所议的事已列为 2023 年成员大会/)
  await desk.act(meeting, { action: 'recall', note: '改期' })
  await directly(id)
  expect(await caseState(id)).toBe('voted')
})

test('a meeting called while another is being called for the same matter waits, and is told where it stands', async () => {
  const id = await desk.applied('褚某')
  const first = await desk.open({ agenda: [join(id)] })
  const second = await desk.open({ agenda: [join(id)] })
  const { accountant } = desk.coop
  const calls = (meeting: string) => async (trx: Transaction<unknown>) => {
    const acting = { trx, caller: accountant, today: desk.today, calendar: [] }
    const handler = desk.handlerOf('general_meeting')
    const { version } = await readItem(acting, handler, meeting)
    const payload = { noticedOn: '2023-03-10', noticeWay: '张贴和电话' }
    return takeAction(acting, handler, { id: meeting, given: { version, action: 'call', payload } })
  }
  const end = await oneWaits(desk.county, accountant.scope, [calls(first), calls(second)])
  expect(end).toMatchObject({
    status: 'rejected',
    reason: { problems: [{ code: 'meeting-subject-elsewhere' }] },
  })
  await desk.act(first, { action: 'cancel', note: '重复登记' })
})

test('who withdrew after the vote leaves nothing to decide: the record is sealed as it was', async () => {
  const id = await desk.applied('周某')
  const meeting = await desk.held({ agenda: [join(id)] }, 5)
  await desk.act(id, { action: 'withdraw', note: '不入了' }, 'member_joining')
  await desk.seal(meeting)
  expect(await desk.stateOf(meeting)).toBe('sealed')
  expect(await caseState(id)).toBe('withdrawn')
})

/** A meeting whose case was voted by itself before the program kept the two apart. */
async function votedBeside(person: string, yes: number): Promise<{ id: string; meeting: string }> {
  const id = await desk.applied(person)
  const meeting = await desk.open({ agenda: [join(id)] })
  await directly(id)
  await desk.call(meeting)
  await desk.attend(meeting, 6)
  await desk.vote(meeting, yes)
  return { id, meeting }
}

test('a case that was voted before alike is taken as decided; one decided otherwise is named with the way out', async () => {
  const alike = await votedBeside('郑某', 5)
  await desk.seal(alike.meeting)
  expect(await desk.stateOf(alike.meeting)).toBe('sealed')
  expect(await caseState(alike.id)).toBe('voted')

  const other = await votedBeside('吴某', 3)
  const said = await words(desk.seal(other.meeting))
  expect(said).toMatch(/^第 1 项“某某入社”：这件事（RS2023-\d+）此前已经直接登记为表决通过，现在是“待登记”/)
  expect(said).toMatch(/更正到会和表决/)
  await desk.act(other.id, { action: 'withdraw', note: '表决没有通过' }, 'member_joining')
  await desk.seal(other.meeting)
  expect(await desk.stateOf(other.meeting)).toBe('sealed')
})

test('a recalled notice puts the plan back: it is called anew for the new day, and only by the meeting that has it', async () => {
  const meeting = await desk.open({ agenda: [planItem()] })
  await desk.call(meeting)
  expect((await planLog()).at(-1)).toMatchObject({ action: 'call', given: { meetingOn: HELD_ON } })
  expect(await words(planStep('recall'))).toMatch(/^vote-on-agenda/)
  await desk.act(meeting, { action: 'recall', note: '改期' })
  expect((await planLog()).at(-1)).toMatchObject({ action: 'recall' })
  await desk.act(meeting, {
    action: 'revise',
    payload: { ...MEETING, agenda: [planItem()], heldOn: '2023-03-19' },
  })
  await desk.call(meeting)
  expect((await planLog()).at(-1)).toMatchObject({ action: 'call', given: { meetingOn: '2023-03-19' } })
  await desk.act(meeting, { action: 'recall', note: '去掉方案' })
  await desk.act(meeting, { action: 'revise', payload: MEETING })
  await desk.call(meeting)
  expect((await planLog()).at(-1)).toMatchObject({ action: 'recall' })
  await desk.act(meeting, { action: 'cancel', note: '不开了' })
})

test('a plan that was called by itself for another day is called anew by the meeting; a failed or cancelled one lets it lie', async () => {
  await planStep('call', { meetingOn: '2023-03-17' })
  const meeting = await desk.open({ agenda: [planItem()] })
  await desk.call(meeting)
  const steps = (await planLog()).map((one) => one.action)
  expect(steps.slice(-3)).toEqual(['call', 'recall', 'call'])
  await desk.attend(meeting, 3)
  await desk.act(meeting, { action: 'fail', note: '人不够' })
  expect((await planLog()).at(-1)).toMatchObject({ action: 'recall' })
})

test('the result is that of the item: where the agenda wants two thirds, four of six pass a plan and less than that do not', async () => {
  const wanted = { ...planItem(), charter: 'twoThirds' as const }
  const meeting = await desk.open({ agenda: [wanted, { kind: 'charter', title: '第三条' }] })
  await desk.call(meeting)
  await desk.attend(meeting, 6, { extras: [{ member: (await desk.roll())[0], votes: 1 }] })
  await desk.vote(meeting, 5, 5)
  expect((await desk.content(meeting)).results?.map((one) => one.passed)).toEqual([true, true])
  await desk.act(meeting, { action: 'correct', note: '重数' })
  await desk.vote(meeting, 4, 4)
  expect((await desk.content(meeting)).results?.map((one) => one.passed)).toEqual([false, false])
  await desk.act(meeting, { action: 'correct', note: '换一种' })
  await desk.act(meeting, { action: 'recall', note: '换一种' })
  // The kind alone wants two thirds: the plan itself would have been content with a half.
  await desk.act(meeting, {
    action: 'revise',
    payload: { ...MEETING, agenda: [{ ...planItem(), kind: 'charter' }] },
  })
  await desk.call(meeting)
  await desk.attend(meeting, 6, { extras: [{ member: (await desk.roll())[0], votes: 1 }] })
  await desk.vote(meeting, 4)
  await desk.seal(meeting)
  expect((await planLog()).at(-1)).toMatchObject({ action: 'reject', given: { passed: false, yes: 4 } })
})

test('of a plan withdrawn since the notice nothing is decided, and the meeting is sealed', async () => {
  plan = await frozenPlanAgain()
  const meeting = await desk.held({ agenda: [planItem()] }, 5)
  await planStep('withdraw')
  await desk.seal(meeting)
  expect(await desk.stateOf(meeting)).toBe('sealed')
  expect((await planLog()).at(-1)).toMatchObject({ action: 'withdraw' })
})

async function frozenPlanAgain(): Promise<string> {
  const id = await frozenPlan(desk)
  await layPlanOpen(desk, id, '2023-03-01')
  return id
}

test('a member whom the board took in by the charter is confirmed by the meeting, or is not', async () => {
  const BOARD = {
    heldOn: '2023-03-02',
    seats: 3,
    present: 3,
    yes: 2,
    resolution: '理事会决议',
    charter: '章程第十二条',
  }
  const admitted = async (person: string) => {
    const id = await desk.applied(person)
    await desk.act(id, { action: 'board', files: [desk.paper], payload: { board: BOARD } }, 'member_joining')
    await desk.act(id, { action: 'admit', payload: { joinedOn: '2023-03-02' } }, 'member_joining')
    return id
  }
  const [yes, no] = [await admitted('会上追认'), await admitted('会上不认')]
  const offered = (await desk.offered()).filter((one) => [yes, no].includes(one.subject.id))
  expect(offered.map((one) => one.title)).toEqual([
    '会上追认 入社（追认理事会的决定）',
    '会上不认 入社（追认理事会的决定）',
  ])
  const agenda = offered.map(({ title, subject }) => ({ kind: 'join' as const, title, subject }))
  const id = await desk.open({ agenda })
  await desk.call(id)
  await desk.attend(id, 7)
  await desk.vote(id, 6, 2)
  await desk.seal(id)
  expect([await caseState(yes), await caseState(no)]).toEqual(['entered', 'overruled'])
})
