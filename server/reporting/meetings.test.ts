/** Members' meetings from the agenda to the sealed resolution, and what a resolution sets going. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MeetingPlan } from '#contract/governance/meetings.ts'
import { generalMeeting } from '#core/governance/general-meeting.ts'
import { findItem } from '#server/procedure/store.ts'
import { actionsOf } from '#server/surplus/plan-store.ts'
import { codes, frozenPlan, HELD_ON, layPlanOpen, MEETING, MeetingDesk } from '../../tests/meeting-desk.ts'
import { HOME } from '../../tests/small-county.ts'

let desk: MeetingDesk

beforeAll(async () => {
  desk = await MeetingDesk.open()
})
afterAll(() => desk.county.database.close())

test('of six members three are no quorum and four are; a meeting without one ends as failed', async () => {
  const id = await desk.open()
  expect(await codes(desk.vote(id, 4))).toBe('action-not-now,condition-counted')
  await desk.call(id)
  expect(await codes(desk.vote(id, 4))).toBe('condition-counted')
  await desk.attend(id, 3)
  expect((await desk.content(id)).attendance).toMatchObject({ members: 6, attending: 3, quorum: false })
  expect(await codes(desk.vote(id, 3))).toBe('condition-quorum')
  await desk.attend(id, 4)
  expect(await codes(desk.act(id, { action: 'fail', note: '人不够' }))).toBe('condition-noQuorum')
  await desk.attend(id, 3)
  await desk.act(id, { action: 'fail', note: '人不够' })
  expect(await desk.stateOf(id)).toBe('failed')
})

test('a written proxy counts once, within the limit, and only of who did not come', async () => {
  const id = await desk.open()
  await desk.call(id)
  const [a = '', b = '', c = '', d = '', e = ''] = await desk.roll()
  const given = (proxies: { from: string; to: string }[]) => desk.attend(id, 3, { proxies })
  expect(await codes(given([{ from: a, to: b }]))).toBe('meeting-proxy-of-present')
  expect(await codes(given([{ from: d, to: e }]))).toBe('meeting-proxy-absent')
  expect(
    await codes(
      given([
        { from: d, to: a },
        { from: e, to: a },
      ]),
    ),
  ).toBe('meeting-proxy-beyond-limit')
  expect(await codes(given([{ from: randomUUID(), to: a }]))).toBe('meeting-attendance-stranger')
  await given([
    { from: d, to: a },
    { from: e, to: c },
  ])
  expect((await desk.content(id)).attendance).toMatchObject({ attending: 5, quorum: true })
})

test('the notice and the day of the meeting are held against the calendar', async () => {
  const id = await desk.open({ heldOn: '2023-03-25' })
  expect(await codes(desk.call(id, '2023-03-21'))).toBe('meeting-noticed-later')
  await desk.call(id, '2023-03-20')
  expect(await codes(desk.attend(id, 6))).toBe('condition-dayCome')
  await desk.act(id, { action: 'recall', note: '改期' })
  await desk.act(id, { action: 'revise', payload: { ...MEETING, place: '村委会' } })
  expect(await codes(desk.call(id, '2023-03-19'))).toBe('meeting-noticed-later')
  await desk.call(id)
  expect(await desk.content(id)).toMatchObject({ place: '村委会', heldOn: HELD_ON, noticedOn: '2023-03-10' })
})

test('what cannot be planned is told at once: no ground, no members, delegates of a small body, an item twice', async () => {
  expect(await codes(desk.open({ occasion: 'interim' }))).toBe('meeting-ground')
  expect(await codes(desk.open({ heldOn: '2019-12-31' }))).toBe('meeting-no-members')
  expect(await codes(desk.open({ by: 'delegates' }))).toBe('meeting-delegates-too-early')
  const subject = { type: 'plan' as const, id: randomUUID() }
  const agenda: MeetingPlan['agenda'] = [
    { kind: 'plan', title: '分配方案', subject },
    { kind: 'plan', title: '分配方案', subject },
  ]
  expect(await codes(desk.open({ agenda }))).toBe('meeting-subject-twice')
  expect(await codes(desk.open({ agenda: agenda.slice(0, 1) }))).toBe('meeting-subject')
  expect(await codes(desk.open({ agenda: [] }))).toBe('meeting-incomplete')
})

test('votes are counted item by item against the law, and mended before the record is sealed', async () => {
  const id = await desk.open({
    agenda: [
      { kind: 'report', title: '业务报告' },
      { kind: 'charter', title: '修改章程第三条' },
    ],
  })
  await desk.call(id)
  await desk.attend(id, 5)
  expect(await codes(desk.vote(id, 4))).toBe('meeting-ballot')
  expect(await codes(desk.vote(id, 5, 4))).toBe('meeting-ballot')
  await desk.vote(id, 3, 3)
  expect((await desk.content(id)).results).toEqual([
    { needed: '过半数（社法第30条）', passed: false },
    { needed: '三分之二以上（社法第30条）', passed: false },
  ])
  await desk.act(id, { action: 'correct', note: '票数写错' })
  await desk.vote(id, 4, 4)
  expect((await desk.content(id)).results?.map((one) => one.passed)).toEqual([true, true])
  expect(await codes(desk.act(id, { action: 'seal' }))).toBe('missing-files')
  await desk.seal(id)
  expect(await codes(desk.act(id, { action: 'correct', note: '再改' }))).toBe('action-not-now')
})

test('a sealed resolution can be altered by no plain SQL of the application', async () => {
  const id = await desk.open()
  await desk.call(id)
  await desk.attend(id, 6)
  await desk.vote(id, 5)
  await desk.seal(id)
  const raw = (statement: string) => codes(desk.as(({ trx }) => sql.raw(statement).execute(trx)))
  expect(await raw(`update procedure_item set payload = '{}' where id = '${id}'`)).toMatch(
    /permission denied/,
  )
  expect(await raw(`update procedure_action set payload = '{}' where item = '${id}'`)).toMatch(
    /permission denied/,
  )
  expect(await raw(`delete from procedure_action where item = '${id}'`)).toMatch(/permission denied/)
  const results = '{"results":[{"needed":"","passed":false}]}'
  const step = (of: string, number: number) =>
    raw(`insert into procedure_action (home, item, number, action, state, on_day, actor_name, payload)
      values ('${HOME}', '${of}', ${number}, 'correct', 'sealed', '2023-03-20', '会计', '${results}')`)
  const { version } = await desk.as(
    async ({ trx }) => (await findItem(trx, { procedure: generalMeeting.id, id }))!,
  )
  expect(await step(id, version + 1)).toMatch(/已经定案/)
  expect((await desk.content(id)).results?.map((one) => one.passed)).toEqual([true])
  const dropped = await desk.open()
  await desk.act(dropped, { action: 'cancel', note: '改期' })
  expect(await step(dropped, 2)).toMatch(/已经定案、流会或取消/)
})

test('an application that waits for its vote is decided by the sealed record: one passes, one does not', async () => {
  const yes = await desk.applied('甲申请', false)
  const no = await desk.applied('乙申请', false)
  expect(await desk.offered()).toEqual([])
  for (const id of [yes, no]) await desk.act(id, { action: 'accept' }, 'member_joining')
  const agenda = (await desk.offered()).map((one) => ({
    kind: 'join' as const,
    title: one.title,
    subject: one.subject,
  }))
  expect(agenda.map((one) => one.title)).toEqual(['甲申请 入社', '乙申请 入社'])
  const id = await desk.open({ agenda })
  await desk.call(id)
  await desk.attend(id, 6)
  await desk.vote(id, 5, 3)
  expect(await desk.stateOf(yes, 'member_joining')).toBe('accepted')
  await desk.seal(id)
  expect(await desk.stateOf(yes, 'member_joining')).toBe('voted')
  expect(await desk.stateOf(no, 'member_joining')).toBe('declined')
  const { payload } = await desk.as(
    async ({ trx }) => (await findItem(trx, { procedure: 'member_joining', id: yes }))!,
  )
  expect(payload['vote']).toMatchObject({ heldOn: HELD_ON, present: 6, yes: 5 })
  expect((payload['vote'] as { resolution: string }).resolution).toMatch(
    /^2023 年成员大会（DH2023-\d+）第 1 项$/,
  )
})

test('a division is called with the meeting after fifteen days and decided by its record, all or nothing', async () => {
  const planId = await frozenPlan(desk)
  const steps = () => desk.as(async ({ trx }) => (await actionsOf(trx, [planId])).map((one) => one.action))
  const agenda: MeetingPlan['agenda'] = [
    { kind: 'plan', title: '2022 年盈余分配方案', subject: { type: 'plan', id: planId } },
  ]
  const id = await desk.open({ agenda })
  expect(await codes(desk.call(id))).toBe('action-not-now')
  expect(await desk.stateOf(id)).toBe('planned')
  await layPlanOpen(desk, planId, '2023-03-04')
  expect(await codes(desk.call(id))).toBe('meeting-too-early')
  await desk.act(id, { action: 'revise', payload: { ...MEETING, agenda, heldOn: '2023-03-19' } })
  await desk.call(id)
  expect(await steps()).toEqual(['layOpen', 'call'])
  await desk.attend(id, 6)
  await desk.vote(id, 5)
  expect(await steps()).toEqual(['layOpen', 'call'])
  await desk.seal(id)
  expect(await steps()).toEqual(['layOpen', 'call', 'vote'])
  const log = await desk.as(({ trx }) => actionsOf(trx, [planId]))
  expect(log.at(-1)).toMatchObject({
    day: '2023-03-19',
    files: [desk.paper],
    given: { yes: 5, attending: 6 },
  })
})
