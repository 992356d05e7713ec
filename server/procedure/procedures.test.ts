/** The common tables of procedures on real PostgreSQL: the log is the state, who sees and may do what, what nobody can. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { policyTask } from '#core/targets/policy-task.ts'
import { withScope } from '#server/database/connect.ts'
import type { Caller } from '#server/http/route.ts'
import { HOME, smallCounty, TODAY, TOWN_A, TOWN_B, type SmallCounty } from '../../tests/small-county.ts'
import { readItem, takeAction, type Acting, type Given, type Handler } from './act.ts'
import { openItems } from './store.ts'
import { listUnits, unitsOf } from './units.ts'
import { waitingItems } from './waiting.ts'

const HANDLER: Handler = { of: policyTask }

let county: SmallCounty
let people: Record<'county' | 'other' | 'townA' | 'townB' | 'leader', Caller>
const units: Record<string, string> = {}

beforeAll(async () => {
  county = await smallCounty()
  people = {
    county: await county.person('xian2', 'county', { area: HOME }),
    other: await county.person('xian3', 'county', { area: HOME }),
    townA: await county.person('zhen1', 'township', { area: TOWN_A }),
    townB: await county.person('zhen2', 'township', { area: TOWN_B }),
    leader: await county.person('lingdao', 'leader', { area: HOME }),
  }
  for (const [name, area, who] of [
    ['财政局', HOME, '{xian3}'],
    ['甲镇', TOWN_A, '{}'],
    ['乙镇', TOWN_B, '{}'],
  ] as const)
    units[name] = await as('county', async ({ trx }) => {
      const { rows } = await sql<{ id: string }>`
        insert into unit (home, id, area, name, people) values (${HOME}, gen_random_uuid(), ${area}, ${name}, ${who}::text[]) returning id`.execute(
        trx,
      )
      return rows[0]!.id
    })
})
afterAll(() => county.database.close())

function as<T>(who: keyof typeof people, work: (acting: Acting) => Promise<T>): Promise<T> {
  const caller = people[who]
  return withScope(county.db, caller.scope, (trx) => work({ trx, caller, today: TODAY, calendar: [] }))
}

async function newTask(title = '建立台账'): Promise<string> {
  const [id] = await as('county', ({ trx }) =>
    openItems(trx, policyTask, { items: [{ home: HOME, area: HOME, title }], day: TODAY }),
  )
  return id!
}

const act = (who: keyof typeof people, id: string, given: Partial<Given> & { action: string }) =>
  as(who, async (acting) => {
    const { version } = await readItem(acting, HANDLER, id)
    return takeAction(acting, HANDLER, { id, given: { version, ...given } })
  })

const assigned = async (lead: string, helpers: string[] = []): Promise<string> => {
  const id = await newTask()
  await act('county', id, {
    action: 'assign',
    unit: { lead: units[lead]!, helpers: helpers.map((one) => units[one]!) },
    dueOn: '2023-04-10',
  })
  return id
}

const refusedWith = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: { problems?: { code: string }[]; code?: string; message?: string }) =>
      error.problems?.map((one) => one.code).join() ?? error.code ?? error.message ?? '',
  )

test('items are numbered by county and year without gaps', async () => {
  const codes = await as('county', async (acting) => {
    const ids = await openItems(acting.trx, policyTask, {
      items: ['一', '二', '三'].map((title) => ({ home: HOME, area: HOME, title })),
      day: TODAY,
    })
    return Promise.all(ids.map(async (id) => (await readItem(acting, HANDLER, id)).code))
  })
  const first = Number(codes[0]!.slice(-4))
  expect(codes).toEqual([0, 1, 2].map((n) => `RW2023-${String(first + n).padStart(4, '0')}`))
})

test('a township sees what it leads or helps, and nothing of another', async () => {
  const id = await assigned('财政局', ['甲镇'])
  expect(await as('townA', (acting) => readItem(acting, HANDLER, id))).toMatchObject({ state: 'assigned' })
  expect(await refusedWith(as('townB', (acting) => readItem(acting, HANDLER, id)))).toBe('not-found')
})

test('only the units concerned report; whoever gave it confirms, and not the one who reported', async () => {
  const id = await assigned('甲镇')
  expect(await refusedWith(act('county', id, { action: 'progress', note: '催' }))).toBe('condition-ownUnit')
  await act('townA', id, { action: 'progress', note: '已开会' })
  expect(await refusedWith(act('townA', id, { action: 'finish', note: '完成' }))).toBe('missing-files')
  const files = ['00000000-0000-4000-8000-000000000001']
  const reported = await act('townA', id, { action: 'finish', note: '完成', files })
  expect(reported).toMatchObject({ state: 'reported', version: 3 })
  expect(await refusedWith(act('townA', id, { action: 'confirm' }))).toBe(
    'condition-ownArea,action-four-eyes',
  )
  expect(await act('county', id, { action: 'confirm' })).toMatchObject({ state: 'completed', final: true })
})

test('a lead without an account is acted for by the county, and somebody else there confirms', async () => {
  await as('county', ({ trx }) =>
    sql`update unit set people = '{}' where id = ${units['财政局']!}`.execute(trx),
  )
  const id = await assigned('财政局')
  const files = ['00000000-0000-4000-8000-000000000001']
  await act('county', id, { action: 'finish', note: '完成', files })
  expect(await refusedWith(act('county', id, { action: 'confirm' }))).toBe('action-four-eyes')
  await act('other', id, { action: 'confirm' })
})

test('on paper: the signer is not the recorder, the photograph is there, and the log says who recorded it', async () => {
  const id = await newTask()
  const given = { action: 'assign', unit: { lead: units['甲镇']!, helpers: [] }, dueOn: '2023-04-10' }
  const paper = { signer: '程局长', signedOn: TODAY }
  expect(await refusedWith(act('county', id, { ...given, paper }))).toBe('paper-photo-missing')
  const files = ['00000000-0000-4000-8000-000000000001']
  expect(
    await refusedWith(act('county', id, { ...given, files, paper: { ...paper, signedOn: '2023-03-21' } })),
  ).toBe('signed-later')
  const { history, openedBy } = await act('county', id, { ...given, files, paper })
  expect(openedBy).toBe('xian2某')
  expect(history[0]).toMatchObject({ onPaper: true })
  expect(history[0]?.says).toContain('纸质签批，程局长 2023-03-20 签，xian2某代录')
})

test('an old version is a conflict, a deadline in the past and a unit that is not there are refused', async () => {
  const id = await newTask()
  const unit = { lead: units['甲镇']!, helpers: [] }
  const given = { action: 'assign', unit, dueOn: '2023-03-20' }
  expect(await refusedWith(act('county', id, { ...given, version: 5 }))).toBe('changed-meanwhile')
  expect(await refusedWith(act('county', id, { ...given, dueOn: '2023-03-19' }))).toBe('due-past')
  const nobody = { lead: '00000000-0000-4000-8000-000000000009', helpers: [] }
  expect(await refusedWith(act('county', id, { ...given, unit: nobody }))).toBe('unit-unknown')
  expect(await act('county', id, given)).toMatchObject({ light: 'yellow', dueNote: '节假日待确认' })
})

test('by plain SQL: no item changes without its action, no action is changed, skipped or signed by another', async () => {
  const id = await assigned('甲镇')
  const attempt = (who: keyof typeof people, statement: ReturnType<typeof sql>) =>
    refusedWith(as(who, ({ trx }) => statement.execute(trx)))
  expect(await attempt('county', sql`update procedure_item set state = 'completed' where id = ${id}`)).toBe(
    '42501',
  )
  expect(await attempt('county', sql`delete from procedure_item where id = ${id}`)).toBe('42501')
  expect(await attempt('county', sql`update procedure_action set note = '改' where item = ${id}`)).toBe(
    '42501',
  )
  expect(await attempt('county', sql`delete from procedure_action where item = ${id}`)).toBe('42501')
  const insert = (number: number, actor: string) => sql`
    insert into procedure_action (home, item, number, action, state, on_day, actor, actor_name)
    values (${HOME}, ${id}, ${number}, 'confirm', 'completed', ${TODAY}, ${actor}, '某')`
  expect(await attempt('county', insert(5, 'xian2'))).toBe('23514')
  expect(await attempt('county', insert(1, 'xian2'))).toBe('23505')
  expect(await attempt('county', insert(2, 'zhen1'))).toBe('42501')
  expect(await attempt('townB', insert(2, 'zhen2'))).toBe('42501')
  expect(await attempt('leader', insert(2, 'lingdao'))).toBe('42501')
})

test('each person’s inbox holds what waits for the person: units by lead and help, late after the deadline', async () => {
  const fresh = await assigned('乙镇')
  await newTask()
  const of = (who: keyof typeof people, today = TODAY) =>
    as(who, ({ trx, caller }) => waitingItems(trx, { procedures: [policyTask], caller, today }))
  const kinds = ({ waiting }: Awaited<ReturnType<typeof of>>) =>
    waiting.map((one) => `${one.title}${one.count}${one.late ? '逾期' : ''}`)
  expect(kinds(await of('townB'))).toEqual(['任务办理中1'])
  expect(kinds(await of('townB', '2023-04-10'))).toEqual(['任务办理中1'])
  expect(kinds(await of('townB', '2023-04-11'))).toEqual(['任务办理中1逾期'])
  expect((await of('county')).waiting.map((one) => one.title)).toContain('任务待下达')
  expect((await of('leader')).waiting).toEqual([])
  expect((await of('county')).sent.map((one) => one.says).join()).toContain('现在是“办理中”')
  await act('townB', fresh, { action: 'progress', note: '开始' })
  expect((await of('townB')).sent).toHaveLength(1)
})

test('units: a township’s officers belong to it; a retired one can not be given anything', async () => {
  const own = await as('townA', ({ trx, caller }) => listUnits(trx, caller))
  expect(own.map((one) => [one.name, one.own])).toEqual([['甲镇', true]])
  await as('county', ({ trx }) =>
    sql`update unit set retired = true where id = ${units['乙镇']!}`.execute(trx),
  )
  expect(await refusedWith(as('county', ({ trx }) => unitsOf(trx, [units['乙镇']!])))).toBe('unit-unknown')
})
