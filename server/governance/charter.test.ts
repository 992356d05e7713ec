/** Versions of a charter: each with what adopted it, locked to the resolution, in order, filed or taken back. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MeetingPlan } from '#contract/governance/meetings.ts'
import { addDays } from '#core/values/day.ts'
import { dayOf } from '#server/clock.ts'
import { withScope } from '#server/database/connect.ts'
import { findCaseBody } from '#server/membership/life-store.ts'
import { factsQuery } from '#server/supervision/facts/facts.ts'
import { codes, MEETING, MeetingDesk, words } from '../../tests/meeting-desk.ts'
import { must } from '../../tests/must.ts'
import { HOME, TOWN_A } from '../../tests/small-county.ts'
import { enterCharter, stepCharter, type TypedCharter } from './charter.ts'
import { chartersOf, resolutionsOf, termsOn } from './charter-store.ts'

const SYSTEM = { user: 'system', role: 'system', national: 'on', door: 'test' }

let desk: MeetingDesk
let other = ''
beforeAll(async () => {
  desk = await MeetingDesk.open()
  other = await desk.county.addBody(TOWN_A, { name: '另一家种植专业合作社' })
})
afterAll(() => desk.county.database.close())

const key = () => ({ home: HOME, body: desk.coop.body })
const enter = (typed: Partial<TypedCharter>) =>
  desk.as(async ({ trx, today }) => {
    const body = (await findCaseBody(trx, desk.coop.body))!
    const whole: TypedCharter = {
      ground: 'paper',
      adoptedOn: '2020-01-01',
      inForce: '2020-01-01',
      says: '订立章程',
      terms: {},
      files: [desk.paper],
      ...typed,
    }
    return must(await enterCharter(trx, body, { typed: whole, today }))
  })
const step = (id: string, given: object) =>
  desk.as(async ({ trx, today }) =>
    must(
      await stepCharter(
        trx,
        { ...key(), id },
        { kind: 'filed', day: '2023-03-20', note: '', files: [], today, ...given },
      ),
    ),
  )
const list = () => desk.as(({ trx }) => chartersOf(trx, key()))
const resolutions = () => desk.as(({ trx }) => resolutionsOf(trx, key()))
const terms = (day: string) => desk.as(({ trx }) => termsOn(trx, { ...key(), day }))
const facts = (day: string, body = desk.coop.body) =>
  withScope(desk.county.db, SYSTEM, async (trx) => {
    const { rows } = await sql<Record<string, unknown>>`
      select has_charter, charters_unresolved::int as unresolved, charters_unfiled::int as unfiled, last_year_meetings::int as meetings
      from (${factsQuery({ day, bodies: [body] })}) f`.execute(trx)
    return rows[0]
  })
const changing: MeetingPlan['agenda'] = [
  { kind: 'charter', title: '修改章程第三条' },
  { kind: 'report', title: '业务报告' },
  { kind: 'charter', title: '修改章程第五条' },
]
const refused = (code: string) => expect.stringMatching(new RegExp(`^${code}`))

test('what a meeting decided stands as rows when it is sealed, not before, and no plain SQL writes or alters them', async () => {
  const meeting = await desk.held({ agenda: changing }, 4, 4, 3)
  expect(await resolutions()).toEqual([])
  await desk.seal(meeting)
  expect((await resolutions()).map(({ number, kind, passed }) => ({ number, kind, passed }))).toEqual([
    { number: 1, kind: 'charter', passed: true },
    { number: 2, kind: 'report', passed: true },
    { number: 3, kind: 'charter', passed: false },
  ])
  const raw = (statement: string) => codes(desk.as(({ trx }) => sql.raw(statement).execute(trx)))
  expect(await raw(`update resolution set passed = true where number = 3`)).toMatch(/permission denied/)
  expect(await raw(`delete from resolution`)).toMatch(/permission denied/)
  expect(
    await raw(`insert into resolution (home, meeting, number, body, area, code, meeting_title, kind, title, passed, held_on)
      select home, meeting, 9, body, area, code, meeting_title, 'charter', title, true, held_on from resolution limit 1`),
  ).toMatch(/permission denied/)
  expect(await raw(`select write_resolutions(i) from procedure_item i`)).toMatch(/permission denied/)
})

test('the first version is of the founding or of old papers; a changed one is locked to a passed resolution on the charter', async () => {
  const [passed, report, failed] = await resolutions()
  const by = (of: typeof passed) => ({
    ground: 'resolution' as const,
    resolution: { meeting: of!.meeting, number: of!.number },
    adoptedOn: '2023-03-18',
    inForce: '2023-04-01',
    says: '第三条改了受托人数',
  })
  expect(await words(enter({ ground: 'resolution' }))).toEqual(refused('charter-resolution'))
  await enter({ ground: 'founding', terms: { proxyLimit: 3 } })
  expect(await words(enter({ ground: 'founding', adoptedOn: '2021-01-01', inForce: '2021-01-01' }))).toMatch(
    /charter-refused.*不能再写设立大会通过/,
  )
  expect(await words(enter(by(report)))).toMatch(/charter-refused.*不是本社大会通过的修改章程决议/)
  expect(await words(enter(by(failed)))).toMatch(/charter-refused/)
  expect(await words(enter({ ...by(passed), adoptedOn: '2023-03-19' }))).toMatch(/通过日期应是开会的/)
  expect(await words(enter({ adoptedOn: '2019-12-31', inForce: '2019-12-31' }))).toMatch(/早于前一版/)
  expect(await words(enter({ ...by(passed), files: ['00000000-0000-7000-8000-000000000000'] }))).toMatch(
    /^charter-file-missing/,
  )
  await enter({ ...by(passed), terms: { proxyLimit: 1, noticeDays: 15 } })
  expect(await words(enter(by(passed)))).toMatch(/已经登记过一版/)
  expect((await list()).map(({ number, changed, ground }) => ({ number, changed, ground }))).toEqual([
    { number: 2, changed: true, ground: 'resolution' },
    { number: 1, changed: false, ground: 'founding' },
  ])
})

test('a version of another body cannot be locked to the resolution, not by plain SQL either', async () => {
  const [passed] = await resolutions()
  const insert = (body: string, columns = '', values = '') =>
    codes(
      withScope(desk.county.db, SYSTEM, (trx) =>
        sql
          .raw(
            `insert into charter (home, id, body, area, ground, meeting, item, adopted_on, in_force, says, files${columns})
             values ('${HOME}', gen_random_uuid(), '${body}', '${TOWN_A}', 'resolution', '${passed!.meeting}', 1, '2023-03-18',
             '2023-03-18', '改章程', '{${desk.paper}}'${values})`,
          )
          .execute(trx),
      ),
    )
  expect(await insert(other)).toMatch(/不是本社大会通过/)
  expect(await insert(desk.coop.body)).toMatch(/已经登记过一版/)
  expect(await insert(desk.coop.body, ', number', ', 99')).toMatch(/permission denied/)
})

test('terms hold from the day they are in force: notice and proxies go by them, the day before by the older ones', async () => {
  expect(await terms('2023-03-31')).toEqual({ proxyLimit: 3 })
  expect(await terms('2023-04-01')).toEqual({ proxyLimit: 1, noticeDays: 15 })
  expect(await terms('2019-12-31')).toEqual({})
  desk.today = '2023-04-19'
  const meeting = await desk.open({ heldOn: '2023-04-20' })
  expect(await codes(desk.call(meeting, '2023-04-06'))).toBe('meeting-notice-short')
  await desk.call(meeting, '2023-04-05')
  expect(await desk.content(meeting)).toMatchObject({ noticedOn: '2023-04-05', noticeMissed: null })
  desk.today = '2023-04-20'
  expect(await codes(desk.attend(meeting, 6, { proxyLimit: 2 }))).toBe('meeting-proxy-charter')
  await desk.attend(meeting, 6, { proxyLimit: 1 })
  await desk.act(meeting, { action: 'cancel', note: '改期' })
})

test('a meeting already held keeps its true day of notice, and one that was too short is told as its fault', async () => {
  const meeting = await desk.open({ heldOn: '2023-04-20' })
  await desk.call(meeting, '2023-04-06')
  expect(await desk.content(meeting)).toMatchObject({ noticedOn: '2023-04-06', noticeMissed: 15 })
  await desk.act(meeting, { action: 'recall', note: '日期写错' })
  await desk.call(meeting, '2023-04-05')
  expect((await desk.content(meeting)).noticeMissed).toBeNull()
  await desk.act(meeting, { action: 'cancel', note: '重复登记' })
})

test('a version is filed once, after its adoption; the newest may be taken back, which frees its resolution', async () => {
  const [second, first] = await list()
  expect(await words(step(second!.id, { day: '2023-03-17' }))).toMatch(/备案日期早于通过日期/)
  expect(await words(step(first!.id, { kind: 'void', note: '误登' }))).toMatch(/只能撤回最新的一版/)
  expect(await words(step(second!.id, { kind: 'void' }))).toEqual(refused('charter-void-note'))
  await step(second!.id, { kind: 'void', note: '条款填错' })
  expect(await words(step(second!.id, {}))).toMatch(/已经撤回，不能再办；要用的请重新登记/)
  expect(await terms('2023-04-01')).toEqual({ proxyLimit: 3 })
  const [passed] = await resolutions()
  const id = await enter({
    ground: 'resolution',
    resolution: { meeting: passed!.meeting, number: 1 },
    adoptedOn: '2023-03-18',
    inForce: '2023-03-18',
    says: '第三条',
  })
  await step(id, { day: '2023-04-18' })
  expect((await list())[0]).toMatchObject({ number: 3, filed_on: '2023-04-18', voided: null })
})

test('a version filed with a wrong day is taken back and entered anew; it is filed only once and nothing follows its taking back', async () => {
  const [third] = await list()
  expect(await words(step(third!.id, { day: '2023-04-19' }))).toMatch(/已经登记备案；日期填错的请“误登撤回”/)
  await step(third!.id, { kind: 'void', note: '备案日期填错' })
  expect((await list())[0]).toMatchObject({ number: 3, filed_on: '2023-04-18', voided: '备案日期填错' })
  expect(await words(step(third!.id, { kind: 'void', note: '再撤一次' }))).toMatch(/已经撤回，不能再办/)
  const [passed] = await resolutions()
  const id = await enter({
    ground: 'resolution',
    resolution: { meeting: passed!.meeting, number: 1 },
    adoptedOn: '2023-03-18',
    inForce: '2023-03-18',
    says: '第三条',
  })
  await step(id, { day: '2023-04-17' })
  expect((await list())[0]).toMatchObject({ number: 4, filed_on: '2023-04-17', voided: null })
})

test('a change without a resolution and one not filed in thirty days are figures; before the first version both are unknown', async () => {
  expect(await facts('2019-12-31')).toMatchObject({ unresolved: null, unfiled: null })
  expect(await facts('2023-04-17')).toMatchObject({ has_charter: true, unresolved: 0, unfiled: 0 })
  await enter({ adoptedOn: '2023-04-01', inForce: '2023-04-01', says: '又改一次，只有纸质记录' })
  expect(await facts('2023-04-20')).toMatchObject({ unresolved: 1, unfiled: 0 })
  expect(await facts('2023-05-01')).toMatchObject({ unfiled: 0 })
  expect(await facts('2023-05-02')).toMatchObject({ unfiled: 1 })
})

test('what was changed on paper before the body kept its charter here is no fault; from that day on it is', async () => {
  const today = dayOf(new Date())
  const counted: unknown[] = []
  for (const day of ['2019-05-01', '2021-05-01', addDays(today, -1), today]) {
    await withScope(desk.county.db, SYSTEM, async (trx) => {
      const body = (await findCaseBody(trx, other))!
      const typed = { adoptedOn: day, inForce: day, says: '订立或修改', terms: {}, files: [desk.paper] }
      must(await enterCharter(trx, body, { typed: { ...typed, ground: 'paper' }, today }))
    })
    counted.push((await facts(today, other))?.['unresolved'])
  }
  expect(counted).toEqual([0, 0, 0, 1])
})

test('a year without a meeting is a figure from the year after the first one on; before that it is unknown', async () => {
  expect(await facts('2023-12-31')).toMatchObject({ meetings: null })
  expect(await facts('2024-01-01')).toMatchObject({ meetings: 1 })
  expect(await facts('2025-01-01')).toMatchObject({ meetings: 0 })
  expect(MEETING.heldOn).toBe('2023-03-18')
})

test('an interested member stands aside only where the charter says so, and only one who came', async () => {
  desk.today = '2023-05-20'
  const [first = '', , , , , last = ''] = await desk.roll()
  const meeting = await desk.open({ heldOn: '2023-05-20' })
  await desk.call(meeting, '2023-05-01')
  await desk.attend(meeting, 5, { proxyLimit: 0 })
  const vote = (recused: string[], yes = 4) =>
    desk.act(meeting, {
      action: 'vote',
      payload: { ballots: [{ yes, no: 0, abstained: 0, decided: '', recused }] },
    })
  expect(await codes(vote([first]))).toBe('meeting-recusal-off')
  await enter({
    adoptedOn: '2023-05-10',
    inForce: '2023-05-10',
    says: '利害关系成员回避',
    terms: { recusal: true },
  })
  expect(await codes(vote([last]))).toBe('meeting-recused-absent')
  expect(await codes(vote([first], 5))).toBe('meeting-ballot')
  await vote([first])
  expect((await desk.content(meeting)).results).toMatchObject([{ passed: true }])
})
