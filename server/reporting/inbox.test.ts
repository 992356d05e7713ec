/** 我的待办 on real PostgreSQL: what each role finds in it, what is late, what a person sent. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readInbox as endpoint } from '#contract/reporting.ts'
import { withScope } from '#server/database/connect.ts'
import type { Caller } from '#server/http/route.ts'
import { counted, HOME, smallCounty, TOWN_A, TOWN_B, type SmallCounty } from '../../tests/small-county.ts'
import { actOnDossier } from './acceptance.ts'
import { readInbox } from './inbox.ts'

let county: SmallCounty
let people: Record<string, Caller>
let own: string

beforeAll(async () => {
  county = await smallCounty()
  own = await county.addBody(TOWN_A, { name: '本社' })
  const other = await county.addBody(TOWN_B, { name: '邻社' })
  const nowhere = await county.addBody(HOME, { name: '无处社' })
  for (const body of [own, other])
    await county.add('operating_status', { status: '正常', since: '2022-01-01' }, { body })
  await county.check(own, other, nowhere)
  people = {
    county: await county.person('xian2', 'county', { area: HOME }),
    townA: await county.person('zhen1', 'township', { area: TOWN_A }),
    townB: await county.person('zhen2', 'township', { area: TOWN_B }),
    chair: await county.person('shezhang', 'chair', { bodies: [own] }),
    counsellor: await county.person('fudao', 'counsellor', { area: HOME }),
    leader: await county.person('lingdao', 'leader', { area: HOME }),
    auditor: await county.person('shenji', 'auditor', { area: HOME }),
    admin: await county.person('guanli', 'admin', { area: HOME }),
  }
  await addCase(own, TOWN_A, {
    state: 'assigned',
    owner: 'zhen1',
    due: '2023-03-19',
    steps: [['assign', 'xian2']],
  })
  await addCase(own, TOWN_A, {
    state: 'assigned',
    owner: 'shezhang',
    due: '2023-03-20',
    steps: [['assign', 'xian2']],
  })
  await addCase(other, TOWN_B, {
    state: 'reported',
    owner: 'zhen2',
    due: '2023-04-01',
    steps: [
      ['assign', 'xian2'],
      ['report', 'zhen2'],
    ],
  })
  await addCase(other, TOWN_B, { state: 'proposed', owner: null, due: null, steps: [] })
  await addCase(own, TOWN_A, { state: 'closed', owner: 'zhen1', due: '2023-01-01', steps: [] })
  await withScope(county.db, people['county']!.scope, (trx) =>
    sql`insert into area_question (home, id, area, body, address, question, candidates, keys)
      values (${HOME}, gen_random_uuid(), ${HOME}, ${nowhere}, '某路', '在哪个乡镇', '[]', '[]')`.execute(
      trx,
    ),
  )
})
afterAll(() => county.database.close())

interface CaseOf {
  state: string
  owner: string | null
  due: string | null
  steps: [action: string, by: string][]
}

let codes = 0
async function addCase(body: string, area: string, of: CaseOf): Promise<void> {
  const id = randomUUID()
  const by = people['county']!
  codes += 1
  await withScope(county.db, by.scope, (trx) =>
    sql`insert into problem_case (home, id, code, body, area, title, state, version, owner, opened_on, due_on)
      values (${HOME}, ${id}, ${`ZG${codes}`}, ${body}, ${area}, 't', ${of.state}, 1, ${of.owner}, '2023-01-01', ${of.due})`.execute(
      trx,
    ),
  )
  for (const [number, [action, actor]] of of.steps.entries())
    await withScope(county.db, { ...by.scope, user: actor }, (trx) =>
      sql`insert into case_action (home, case_id, number, action, on_day, actor_name)
        values (${HOME}, ${id}, ${number + 1}, ${action}, '2023-02-01', ${actor})`.execute(trx),
    )
}

async function inboxOf(name: string, today?: string) {
  const caller = people[name]!
  const { services } = county
  const then =
    today === undefined ? services : { ...services, clock: { ...services.clock, today: () => today } }
  return withScope(county.db, caller.scope, async (trx) =>
    endpoint.response.parse(await readInbox(trx, then, caller)),
  )
}

const told = (items: { kind: string; count: number; late: boolean }[]) =>
  Object.fromEntries(items.map((one) => [one.kind, `${one.count}${one.late ? '逾期' : ''}`]))

test('the county: questions, cases to assign, to verify and late, what is unknown, the notice of the year', async () => {
  const { waiting, sent } = await inboxOf('county')
  expect(told(waiting)).toMatchObject({
    questions: '1',
    casesProposed: '1',
    casesReported: '1',
    casesLate: '1逾期',
    unknown: '3',
    calendar: '1',
  })
  expect(told(sent)).toEqual({ assignedByMe: '2逾期', assignedAndReported: '1' })
})

test('a township: its own cases and those of its area, late only after the deadline, its dossiers, nothing of others', async () => {
  const [a, b] = [await inboxOf('townA'), await inboxOf('townB')]
  expect(told(a.waiting)).toEqual({ casesMine: '1逾期', casesInArea: '2逾期', notAccepted: '1' })
  expect(a.waiting.find((one) => one.kind === 'casesMine')).toMatchObject({
    dueOn: '2023-03-19',
    link: '/cases?mine=1&state=assigned',
  })
  expect(told(b.waiting)).toEqual({ casesProposed: '1', casesReported: '1', notAccepted: '1' })
  expect(told(b.sent)).toEqual({ reportedByMe: '1' })
})

test('a chair: the cases of the own body and what its dossier lacks; due today is not late', async () => {
  const { waiting } = await inboxOf('chair')
  expect(told(waiting)).toEqual({ casesAssigned: '2逾期', missingItems: '9' })
  expect(waiting.find((one) => one.kind === 'missingItems')?.link).toBe(`/bodies/${own}`)
})

test('a chair: trades of the year to be divided that no member confirmed, until they are confirmed', async () => {
  const member = await county.add(
    'member',
    { person: '成员甲', joined_on: '2021-01-01', kind: '农民' },
    { body: own, area: TOWN_A, day: '2021-01-01' },
  )
  const chair = people['chair']!
  const trade = (day: string) =>
    withScope(county.db, chair.scope, (trx) =>
      sql`insert into trade (home, id, body, area, member, day, direction, product, quantity, amount)
        values (${HOME}, gen_random_uuid(), ${own}, ${TOWN_A}, ${member}, ${day}, 'delivered', '茧', 1000, 100)`.execute(
        trx,
      ),
    )
  const waiting = async () => (await inboxOf('chair')).waiting.find((one) => one.kind === 'tradesUnconfirmed')
  for (const day of ['2021-12-31', '2023-01-01']) await trade(day)
  expect(await waiting()).toBeUndefined()
  for (const day of ['2022-01-01', '2022-12-31']) await trade(day)
  expect(await waiting()).toMatchObject({ count: 2, link: `/trades/${own}?tab=confirm&year=2022` })
  await withScope(county.db, chair.scope, (trx) =>
    sql`insert into trade_confirmation (home, id, body, area, member, from_day, to_day, way, amount)
      values (${HOME}, gen_random_uuid(), ${own}, ${TOWN_A}, ${member}, '2022-01-01', '2022-06-30', 'phone', 100)`.execute(
      trx,
    ),
  )
  expect(await waiting()).toMatchObject({ count: 1 })
})

test('a chair: from October on that no meeting of the year is under way, until one is prepared; one that failed does not count', async () => {
  const chair = people['chair']!
  const asked = async (today: string) =>
    (await inboxOf('chair', today)).waiting.find((one) => one.kind === 'meetingMissing')
  expect(await asked('2023-09-30')).toBeUndefined()
  expect(await asked('2023-10-01')).toMatchObject({ count: 1, link: `/general-meetings/new?body=${own}` })
  const meeting = (state: string, heldOn: string) =>
    withScope(county.db, chair.scope, (trx) =>
      sql`insert into procedure_item (home, id, procedure, code, title, area, body, state, opened_on, payload)
        values (${HOME}, gen_random_uuid(), 'general_meeting', ${`DH${state}${heldOn}`}, '成员大会', ${TOWN_A}, ${own}, ${state},
          '2023-01-01', ${JSON.stringify({ heldOn })}::jsonb)`.execute(trx),
    )
  await meeting('failed', '2023-03-01')
  await meeting('sealed', '2022-12-31')
  expect(await asked('2023-12-31')).toMatchObject({ count: 1 })
  await meeting('planned', '2023-12-31')
  expect(await asked('2023-12-31')).toBeUndefined()
  expect(await asked('2024-10-01')).toMatchObject({ count: 1 })
})

test('a counsellor: running bodies that nobody has checked for the five', async () => {
  expect(told((await inboxOf('counsellor')).waiting)).toEqual({ unchecked: '2' })
})

test('leader and auditor have nothing to do', async () => {
  expect([await inboxOf('leader'), await inboxOf('auditor')]).toEqual([
    { waiting: [], sent: [] },
    { waiting: [], sent: [] },
  ])
})

test('an administrator: what waits for its source', async () => {
  expect(Object.keys(told((await inboxOf('admin')).waiting))).toContain('calendar')
})

test('a dossier sent back stands among what I sent until it is taken', async () => {
  const caller = people['townA']!
  const act = (given: { action: string; note?: string }) =>
    withScope(county.db, caller.scope, (trx) =>
      actOnDossier({ trx, services: county.services, caller }, own, given),
    )
  await act({ action: 'return', note: '缺章程' })
  expect(told((await inboxOf('townA')).sent)).toEqual({ returnedByMe: '1' })
  await act({ action: 'accept' })
  const after = await inboxOf('townA')
  expect([told(after.sent), told(after.waiting)['notAccepted']]).toEqual([{}, undefined])
})

test('a form waits at the township until its lines are back, and is late the day after its deadline', async () => {
  await handOut('2023-03-20')
  const item = async (name: string, kind: string) => {
    const { waiting, sent } = await inboxOf(name)
    return [...waiting, ...sent].find((one) => one.kind === kind)
  }
  expect(await item('townA', 'handoutDue')).toMatchObject({ count: 1, late: false, dueOn: '2023-03-20' })
  expect(await item('county', 'handoutLate')).toBeUndefined()
  expect(await item('county', 'handoutSent')).toMatchObject({ says: '已交齐 0 个乡镇，共 2 个', late: false })
  county.setToday('2023-03-21')
  expect(await item('townA', 'handoutDue')).toMatchObject({ late: true })
  expect(await item('county', 'handoutLate')).toMatchObject({ count: 2, late: true })
  county.setToday('2023-03-20')
  await takeBack(TOWN_A)
  expect(await item('townA', 'handoutDue')).toBeUndefined()
  expect(await item('county', 'handoutSent')).toMatchObject({ says: '已交齐 1 个乡镇，共 2 个', count: 1 })
})

const FORM = randomUUID()

async function handOut(due: string): Promise<void> {
  await withScope(county.db, people['county']!.scope, async (trx) => {
    await sql`insert into handout (home, id, area, title, due_on, form_version, asked, actor_name)
      values (${HOME}, ${FORM}, ${HOME}, '成员汇总', ${due}, 1, '{}', '某')`.execute(trx)
    for (const area of [TOWN_A, TOWN_B]) {
      await sql`insert into handout_township (home, handout, area, name) values (${HOME}, ${FORM}, ${area}, ${area})`.execute(
        trx,
      )
      await sql`insert into handout_row (home, key, handout, number, area, body, register, name, village, record, known, open, wanted, must)
        values (${HOME}, ${`H${area}`}, ${FORM}, 1, ${area}, ${own}, 'member_summary', '社', '', '{}', '{}', '{}', '{}', '{}')`.execute(
        trx,
      )
    }
  })
}

async function takeBack(area: string): Promise<void> {
  const id = randomUUID()
  await withScope(county.db, people['county']!.scope, async (trx) => {
    await sql`insert into handout_return (home, id, area, state, receiver) values (${HOME}, ${id}, ${area}, 'preview', '某')`.execute(
      trx,
    )
    await sql`insert into handout_return_file (home, return, number, name, sha256, problems) values (${HOME}, ${id}, 1, 'a.xlsx', '\\x00', '[]')`.execute(
      trx,
    )
    await sql`insert into handout_answer (home, return, number, file, sheet, row, register, content, row_key, handout, area, taken_at)
      values (${HOME}, ${id}, 1, 1, '表', 3, 'member_summary', '{}', ${`H${area}`}, ${FORM}, ${area}, '2023-03-20')`.execute(
      trx,
    )
  })
}

test('an inbox takes the same few statements whatever stands in it', async () => {
  const cost = async (name: string) =>
    (await counted(county.db, people[name]!, (trx) => readInbox(trx, county.services, people[name]!)))
      .statements
  expect(await cost('county')).toBe(6)
  expect(await cost('leader')).toBe(3)
})
