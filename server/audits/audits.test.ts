/** Audits from the plan to the wall: planned, drawn, reported, mended or let go by two, told to the members. */
import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAudits } from '#contract/audits/audits.ts'
import { withScope } from '#server/database/connect.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { keepFile } from '#server/files/content.ts'
import type { Caller } from '#server/http/route.ts'
import { readItem, takeAction, type Given, type Handler } from '#server/procedure/act.ts'
import { actOn } from '#server/supervision/case-actions.ts'
import { factsQuery, toFactValues } from '#server/supervision/facts/facts.ts'
import { must } from '../../tests/must.ts'
import { HOME, smallCounty, TODAY, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { AUDIT_HANDLER } from './handler.ts'
import { NOTICE_HANDLER } from './notice.ts'
import { auditLeavings, plan } from './plan.ts'
import { planSheet } from './plan-sheet.ts'
import { toWireRow } from './routes.ts'
import { ledByPlan, planRows, planTowns } from './store.ts'

const YEAR = 2023
let county: SmallCounty
let town: Caller
let second: Caller
let body = ''
let photo = ''
let today = TODAY

beforeAll(async () => {
  county = await smallCounty()
  town = await county.person('zhenA', 'township', { area: TOWN_A })
  second = await county.person('zhenB', 'township', { area: TOWN_A })
  body = await county.addBody(TOWN_A)
  await county.addBody(TOWN_A, { name: '乙种植专业合作社', registration_state: '注销' })
  await officer('监事', '孙监事')
  await officer('财务会计', '钱会计')
  photo = await within(town, (trx) =>
    keepFile(
      trx,
      { home: HOME, area: TOWN_A, body, name: '报告.jpg', type: 'image/jpeg', bytes: Buffer.from('x') },
      county.services.keys,
    ),
  )
})
afterAll(() => county.database.close())

const officer = (post: string, person: string, since = '2020-01-01') =>
  county.add('officer', { organ: '经营管理', post, person, since }, { body, area: TOWN_A, day: since })

const within = <T>(who: Caller, work: (trx: Kysely<unknown>) => Promise<T>): Promise<T> =>
  withScope(county.db, who.scope, work)

const codeOf = (error: unknown): string =>
  (error as { problems?: { code: string }[] }).problems?.map((one) => one.code).join() ?? String(error)

const act = (
  who: Caller,
  handler: Handler,
  given: Partial<Given> & { action: string; id: string },
): Promise<string> =>
  within(who, async (trx) => {
    const acting = { trx, caller: who, today, calendar: [] }
    const { id, ...more } = given
    const { version } = await readItem(acting, handler, id)
    return (await takeAction(acting, handler, { id, given: { version, ...more } })).state
  }).catch(codeOf)

const yearly = {
  year: YEAR,
  kind: 'yearly',
  quarter: 2,
  auditorKind: 'firm',
  auditor: '信达会计师事务所',
  about: '',
} as const
const board = (state?: 'unplanned' | 'late' | 'untold') =>
  within(town, (trx) => planRows(trx, { year: YEAR, kind: 'yearly', today, state }, 1)).then(
    ({ rows }) => rows,
  )

test('a township plans each of its cooperatives once a year, and not those that are gone', async () => {
  expect(await board('unplanned')).toMatchObject([{ body, item: null }])
  const first = await within(town, (trx) => plan(trx, yearly, today))
  const again = await within(town, (trx) => plan(trx, yearly, today))
  expect([first, again]).toEqual([
    { opened: 1, standing: 0 },
    { opened: 0, standing: 1 },
  ])
  expect(await board()).toMatchObject([
    { body, state: 'planned', due_on: '2023-06-30', quarter: 2, late: false, auditor: '信达会计师事务所' },
  ])
  const refused = (more: object) =>
    within(town, (trx) => plan(trx, { ...yearly, ...more } as never, '2023-07-01')).catch(codeOf)
  expect(await refused({})).toBe('audit-quarter')
  expect(await refused({ quarter: 3, kind: 'special', bodies: [body] })).toBe('audit-about')
  expect(await refused({ quarter: 3, kind: 'leaving' })).toBe('audit-kind')
  expect(await refused({ quarter: 3, kind: 'sample', bodies: [body] })).toBe('audit-kind')
  expect(await refused({ quarter: 3, kind: 'internal' })).toBe('audit-none')
})

test('the plan leaves the house as a workbook', async () => {
  const { rows } = await within(town, (trx) => planRows(trx, { year: YEAR, kind: 'yearly', today }, null))
  expect(rows).toMatchObject([{ body, town: expect.stringMatching(/./) as string }])
  const lines = rows.map((row) => ({ ...toWireRow(row), town: row.town }))
  const bytes = await planSheet(lines, { place: '禾丰县', year: YEAR, kind: 'yearly', day: today })
  const sheet = must(await readWorkbook(bytes, '计划.xlsx')).sheets[0]!
  expect(JSON.stringify(sheet)).toContain('信达会计师事务所')
})

test('it is late the day after its quarter, not on its last day', async () => {
  today = '2023-06-30'
  expect(await board('late')).toEqual([])
  today = '2023-07-01'
  expect(await board('late')).toMatchObject([{ body, late: true }])
  expect(await within(town, (trx) => planTowns(trx, { year: YEAR, kind: 'yearly', today }))).toMatchObject([
    { area: TOWN_A, total: 1, planned: 1, reported: 0, late: 1 },
  ])
  today = '2023-05-10'
})

let audit = ''
let notice = ''
const REPORT = {
  reportedOn: '2023-05-09',
  from: '2022-01-01',
  to: '2022-12-31',
  summary: '账目基本清楚，出纳李某 6222021234567890 代存',
  points: [
    { says: '现金支出没有票据 3 笔', severity: 'serious', ground: '会计制度' },
    { says: '资产卡片不全', severity: 'ordinary' },
  ],
}
const report = (more: object = {}) =>
  act(town, AUDIT_HANDLER, {
    id: audit,
    action: 'report',
    dueOn: '2023-06-08',
    files: [photo],
    payload: { ...REPORT, ...more },
  })

test('the report comes with its points, its notice is made with numbers masked, and it can be taken back once', async () => {
  audit = (await board())[0]!.item!
  expect(await act(town, AUDIT_HANDLER, { id: audit, action: 'start' })).toBe('running')
  expect(await report({ reportedOn: '2023-05-11' })).toBe('audit-report')
  expect(await report({ to: '2023-05-10' })).toBe('audit-report')
  expect(await report({ summary: '' })).toBe('audit-report')
  expect(await report()).toBe('reported')
  const [row] = await board()
  expect(row).toMatchObject({ points: 2, open: 0, notice_state: 'made', untold: false })
  expect(await act(town, AUDIT_HANDLER, { id: audit, action: 'takeBack', note: '少了一条' })).toBe('running')
  expect(await report()).toBe('reported')
  notice = (await board())[0]!.notice!
  expect(notice).toBe(row!.notice)
  const held = await within(town, (trx) =>
    readItem({ trx, caller: town, today, calendar: [] }, NOTICE_HANDLER, notice),
  )
  expect(held.payload).toMatchObject({
    summary: '账目基本清楚，出纳李某 ************7890 代存',
    auditor: '信达会计师事务所',
  })
  expect(held.dueOn).toBe('2023-06-08')
})

const casesOf = () =>
  within(town, (trx) =>
    sql<{ id: string; state: string; version: number; owner: string; due_on: string; closed: boolean }>`
      select c.id, c.state, c.version, c.owner, c.due_on, f.closed_on is not null as closed
      from problem_case c join finding f on f.case_id = c.id where f.bit = -1 order by f.rule`.execute(trx),
  ).then(({ rows }) => rows)
const onCase = (who: Caller, given: { id: string; action: string }) =>
  within(who, (trx) => {
    const services = { ...county.services, clock: { ...county.services.clock, today: () => today } }
    return sql<{ version: number }>`select version from problem_case where id = ${given.id}`
      .execute(trx)
      .then(({ rows }) =>
        actOn({ trx, services, caller: who, calendar: [] }, given.id, {
          action: given.action,
          version: rows[0]!.version,
          note: '已补票据',
        }),
      )
  }).then(({ state }) => state, codeOf)

test('each point becomes a case with owner and day, and a check of the rules leaves it open', async () => {
  expect(await act(town, AUDIT_HANDLER, { id: audit, action: 'close' })).toBe(
    'condition-auditSettled,condition-auditTold',
  )
  expect(
    await act(town, AUDIT_HANDLER, { id: audit, action: 'raise', owner: 'zhenB某', dueOn: '2023-06-01' }),
  ).toBe('mending')
  expect(await casesOf()).toMatchObject([
    { state: 'assigned', owner: 'zhenB某', due_on: '2023-06-01', closed: false },
    { state: 'assigned', closed: false },
  ])
  await county.check(body)
  expect((await casesOf()).map((one) => one.closed)).toEqual([false, false])
  expect((await board())[0]).toMatchObject({ open: 2 })
})

test('a point closes when a second person signs its case off, or when two let it go', async () => {
  const [first, other] = await casesOf()
  expect(await onCase(town, { id: first!.id, action: 'report' })).toBe('reported')
  expect(await onCase(town, { id: first!.id, action: 'signOff' })).toBe('action-four-eyes')
  const ask = (points: number[]) =>
    act(town, AUDIT_HANDLER, {
      id: audit,
      action: 'askWaiver',
      note: '卡片已随资产移交',
      payload: { points },
    })
  expect(await ask([1])).toBe('audit-waiver')
  expect(await ask([3])).toBe('audit-waiver')
  expect(await onCase(second, { id: first!.id, action: 'signOff' })).toBe('closed')
  const grant = (who: Caller) =>
    act(who, AUDIT_HANDLER, { id: audit, action: 'grantWaiver', note: '属实，同意' })
  expect(await grant(second)).toBe('condition-auditWaiverAsked')
  expect(await ask([2])).toBe('mending')
  expect(await ask([2])).toBe('condition-auditNoWaiver')
  expect(await grant(town)).toBe('action-four-eyes')
  // What was reported meanwhile is looked at first: its case would go on beside the waiver.
  expect(await onCase(town, { id: other!.id, action: 'report' })).toBe('reported')
  expect(await grant(second)).toBe('audit-waiver')
  expect(await onCase(second, { id: other!.id, action: 'sendBack' })).toBe('assigned')
  expect(await grant(second)).toBe('mending')
  expect(await casesOf()).toMatchObject([
    { id: first!.id, state: 'closed', closed: true },
    { id: other!.id, state: 'dismissed', closed: true },
  ])
  expect(await act(town, AUDIT_HANDLER, { id: audit, action: 'close' })).toBe('condition-auditTold')
})

const factsOn = (day: string) =>
  withScope(county.db, { user: 'system', role: 'system', national: 'on', door: 'test' }, (trx) =>
    sql<Record<string, unknown>>`${factsQuery({ day, bodies: [body] })}`.execute(trx),
  ).then(({ rows }) => toFactValues(rows[0] ?? {}))

test('a supervisor in office signs, never the accountant: the database refuses it whoever asks', async () => {
  today = '2023-06-09'
  expect(await board('untold')).toMatchObject([{ body, untold: true }])
  const sign = (signer?: string) =>
    act(town, NOTICE_HANDLER, {
      id: notice,
      action: 'sign',
      files: [photo],
      ...(signer && { paper: { signer, signedOn: '2023-06-09' } }),
    })
  expect([await sign(), await sign('钱会计'), await sign('路人')]).toEqual(
    Array.from({ length: 3 }, () => 'disclosure-signer'),
  )
  const raw = (signer: string | null) =>
    within(town, (trx) =>
      sql`insert into procedure_action (home, item, number, action, state, on_day, actor_name, signer, signed_on, files)
        values (${HOME}, ${notice}, 1, 'sign', 'signed', '2023-06-09', 'x', ${signer}, ${signer && '2023-06-09'},
          ${[photo]}::uuid[])`.execute(trx),
    ).then(
      () => 'kept',
      (error: { code: string }) => error.code,
    )
  expect([await raw('钱会计'), await raw('路人'), await raw(null)]).toEqual(['HA005', 'HA005', 'HA005'])
  expect(await sign('孙监事')).toBe('signed')
  expect(await factsOn('2023-06-08')).toMatchObject({ audit_untold_days: 30 })
  expect(await factsOn('2023-05-08')).toMatchObject({ audit_untold_days: 0, audits_last_year: null })
  const post = { place: '村务公开栏', postedOn: '2023-06-09' }
  expect(await act(town, NOTICE_HANDLER, { id: notice, action: 'post', payload: post })).toBe('missing-files')
  expect(await act(town, NOTICE_HANDLER, { id: notice, action: 'post', files: [photo], payload: post })).toBe(
    'posted',
  )
  expect(await factsOn('2023-06-09')).toMatchObject({ audit_untold_days: 0 })
  expect(await factsOn('2024-03-01')).toMatchObject({ audits_last_year: 1 })
  expect(await act(town, AUDIT_HANDLER, { id: audit, action: 'close' })).toBe('closed')
})

test('a household of the cooperative reads what was told, one of another cooperative and a notice not told do not', async () => {
  const told = (of: string) =>
    withScope(
      county.db,
      {
        user: '',
        role: 'household',
        household_home: HOME,
        household_body: of,
        household_member: randomUUID(),
        door: 'test',
      },
      (trx) =>
        sql<{ id: string; payload: { summary: string } }>`select * from household_audit_notices()`.execute(
          trx,
        ),
    ).then(({ rows }) => rows)
  expect(await told(body)).toMatchObject([
    { id: notice, payload: { supervisor: '孙监事', place: '村务公开栏', postedOn: '2023-06-09' } },
  ])
  expect(await told(await county.addBody(TOWN_A, { name: '丙种植专业合作社' }))).toEqual([])
  const office = await within(town, (trx) => sql`select * from household_audit_notices()`.execute(trx))
  expect(office.rows).toEqual([])
})

test('a new chair opens the audit of the one before, once, whoever enters it and however often', async () => {
  today = TODAY
  const open = () => within(town, (trx) => auditLeavings(trx, { day: '2023-03-20', bodies: [body] }))
  expect(await open()).toBe(0)
  const before = await officer('理事长', '赵一', '2019-01-01')
  expect(await open()).toBe(0)
  await officer('理事长', '钱二', '2023-03-01')
  expect([await open(), await open()]).toEqual([1, 0])
  // Its end is written in afterwards: still the same term.
  await county.add(
    'officer',
    { organ: '理事会', post: '理事长', person: '赵一', since: '2019-01-01', until: '2023-02-28' },
    { body, area: TOWN_A, id: before, version: 2, day: '2023-02-28' },
  )
  expect(await open()).toBe(0)
  const rows = await within(town, (trx) => planRows(trx, { year: YEAR, kind: 'leaving', today }, 1))
  expect(rows.rows).toMatchObject([
    { title: '甲种植专业合作社 理事长赵一离任经济责任审计', state: 'planned', due_on: null, late: false },
  ])
  const { item } = rows.rows[0]!
  expect(await act(town, AUDIT_HANDLER, { id: item!, action: 'start' })).toBe('condition-auditArranged')
  const arrange = (payload: Record<string, unknown>) =>
    act(town, AUDIT_HANDLER, { id: item!, action: 'arrange', dueOn: '2023-05-31', payload })
  expect(await arrange({})).toBe('audit-auditor')
  expect(await arrange({ auditorKind: 'own', auditor: '镇农经站' })).toBe('planned')
  expect(await act(town, AUDIT_HANDLER, { id: item!, action: 'start' })).toBe('running')
})

test('an accountant whose record is ended has left; one whose import was taken back never was there', async () => {
  const end = async (id: string, person: string, source?: Record<string, unknown>) =>
    county.add(
      'officer',
      { organ: '经营管理', post: '财务会计', person, since: '2020-01-01', ended: true },
      { body, area: TOWN_A, id, version: 2, day: '2023-03-20', ...(source && { source }) },
    )
  const open = (day: string) => within(town, (trx) => auditLeavings(trx, { day, bodies: [body] }))
  await end(await officer('财务会计', '错录的'), '错录的', { undoes: randomUUID() })
  await end(await officer('财务会计', '周会计'), '周会计')
  expect(await open('2023-03-19')).toBe(0)
  expect(await open('2023-03-20')).toBe(1)
  const { rows } = await within(town, (trx) => planRows(trx, { year: YEAR, kind: 'leaving', today }, 1))
  expect(rows.map((one) => one.title)).toContain('甲种植专业合作社 财务会计周会计离任经济责任审计')
})

test('the address of the plan asks for a year, a kind, a state that there are', () => {
  expect(readAudits.query.safeParse({ year: '2023', kind: 'yearly', state: 'late' }).success).toBe(true)
  expect(readAudits.query.safeParse({ kind: randomUUID() }).success).toBe(false)
})

test('the plan for party-led cooperatives binds those that are led, where it is adopted, on the days of both', async () => {
  const led = await county.addBody(TOWN_A, { name: '丁种植专业合作社' })
  const bound = async (day: string) => [...(await within(town, (trx) => ledByPlan(trx, [led, body], day)))]
  expect(await bound('2023-06-30')).toEqual([])
  await county.add(
    'body_tag',
    { tag: '党支部领办', since: '2022-05-01', until: '2023-12-31' },
    { body: led, area: TOWN_A, day: '2022-05-01' },
  )
  await withScope(county.db, { user: 'system', role: 'system', national: 'on', door: 'test' }, (trx) =>
    sql`insert into adoption (document, area, from_day, ground, slots)
      values ('party-led-2022', ${TOWN_A}, '2023-06-30', '镇里采用', '{}')`.execute(trx),
  )
  expect(await bound('2023-06-29')).toEqual([])
  expect(await bound('2023-06-30')).toEqual([led])
  expect(await bound('2023-12-31')).toEqual([led])
  expect(await bound('2024-01-01')).toEqual([])
})
