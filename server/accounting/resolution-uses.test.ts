/** Disposals, investments, guarantees and additional settlements refer to the sealed resolution that allowed them; free words stay unchecked. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { factsQuery } from '#server/supervision/facts/facts.ts'
import { codes, MeetingDesk, words } from '../../tests/meeting-desk.ts'
import { must } from '../../tests/must.ts'
import { HOME, TOWN_A } from '../../tests/small-county.ts'
import {
  disposalsOf,
  guaranteeOf,
  investmentOf,
  resettlementOf,
  useResolution,
  type Use,
} from './resolution-uses.ts'

let desk: MeetingDesk
let meeting = ''
const DAY = '2023-04-01'
beforeAll(async () => {
  desk = await MeetingDesk.open()
  meeting = await desk.held(
    {
      agenda: [
        { kind: 'assets', title: '卖掉烘干机' },
        { kind: 'invest', title: '入股加工厂' },
        { kind: 'assets', title: '卖掉冷库' },
        { kind: 'report', title: '业务报告' },
        { kind: 'loss', title: '2022 年亏损处理方案' },
      ],
    },
    4,
    4,
    3,
    6 - 1,
    4,
  )
  await desk.seal(meeting)
})
afterAll(() => desk.county.database.close())

const SYSTEM = { user: 'system', role: 'system', national: 'on', door: 'test' }
const place = () => ({ home: HOME, body: desk.coop.body, area: TOWN_A })
const use = (subject: Use['subject'], of: string, item: number | [string, number]) =>
  desk.as(async ({ trx }) =>
    must(
      await useResolution(trx, {
        ...place(),
        subject,
        of,
        resolution:
          typeof item === 'number' ? { meeting, number: item } : { meeting: item[0], number: item[1] },
      }),
    ),
  )
const disposed = (resolution: string | null, kind = 'disposed') =>
  desk.as(async ({ trx }) => {
    const id = randomUUID()
    const { home, body, area } = place()
    await sql`insert into asset_card (home, id, body, area, name, account, acquired_on, cost)
      values (${home}, ${id}, ${body}, ${area}, '烘干机', '151', '2022-01-01', 100000)`.execute(trx)
    await sql`insert into asset_event (home, asset, number, body, area, kind, day, resolution)
      values (${home}, ${id}, 1, ${body}, ${area}, ${kind}, '2023-03-20', ${resolution})`.execute(trx)
    return id
  })
const facts = () =>
  desk.as(async ({ trx }) => {
    const { rows } = await sql<Record<string, number | null>>`
      select disposals_unresolved::int as unresolved, disposals_unchecked::int as unchecked,
        investments_unresolved::int as investments
      from (${factsQuery({ day: DAY, bodies: [desk.coop.body] })}) f`.execute(trx)
    return rows[0]
  })
const guarantees = (day: string) =>
  desk.as(async ({ trx }) => {
    const { rows } = await sql<Record<string, unknown>>`
      select has_guarantees as has, guarantees_unresolved::int as unresolved, guarantees_late::int as late
      from (${factsQuery({ day, bodies: [desk.coop.body] })}) f`.execute(trx)
    return rows[0]
  })
const invested = async () =>
  (
    await desk.coop.post([
      { account: '131', debit: 10_000n },
      { account: '102', credit: 10_000n },
    ])
  ).id

test('a disposal without a word is unresolved, one with free words unchecked, one with the resolution neither', async () => {
  const bare = await disposed(null)
  const written = await disposed('2023 年大会第三号决议')
  expect(await facts()).toMatchObject({ unresolved: 1, unchecked: 1 })
  await use('disposal', bare, 1)
  expect(await facts()).toMatchObject({ unresolved: 0, unchecked: 1 })
  await use('disposal', written, 1)
  expect(await facts()).toMatchObject({ unresolved: 0, unchecked: 0 })
  const found = await desk.as(({ trx }) => disposalsOf(trx, place()))
  expect(found.get(bare)?.says).toMatch(/^2023 年成员大会（DH2023-\d+）第 1 项$/)
})

test('only a passed resolution of the right kind and of the own body is taken, and only for what was disposed of', async () => {
  const asset = await disposed(null)
  expect(await words(use('disposal', asset, 3))).toMatch(/^resolution-use.*不是本社大会通过的决议/)
  expect(await words(use('disposal', asset, 4))).toMatch(/种类不是重大财产处置/)
  expect(await words(use('disposal', asset, 2))).toMatch(/种类不是重大财产处置/)
  expect(await words(use('disposal', asset, 9))).toMatch(/^resolution-use/)
  expect(await words(use('disposal', asset, [randomUUID(), 1]))).toMatch(/^resolution-use/)
  expect(await words(use('disposal', await disposed(null, 'idle'), 1))).toMatch(/没有登记处置/)
  const raw = (statement: string) => codes(desk.as(({ trx }) => sql.raw(statement).execute(trx)))
  expect(await raw('update resolution_use set number = 3')).toMatch(/permission denied/)
  expect(await raw('delete from resolution_use')).toMatch(/permission denied/)
})

test('an investment within the year is unresolved until its voucher has the resolution', async () => {
  expect(await facts()).toMatchObject({ investments: 0 })
  const voucher = await invested()
  expect(await facts()).toMatchObject({ investments: 1 })
  expect(await desk.as(({ trx }) => investmentOf(trx, voucher))).toMatchObject({ invests: true, says: null })
  expect(await words(use('investment', voucher, 1))).toMatch(/种类不是对外投资/)
  await use('investment', voucher, 2)
  expect(await facts()).toMatchObject({ investments: 0 })
  expect(await desk.as(({ trx }) => investmentOf(trx, voucher))).toMatchObject({ invests: true, meeting })
})

test('a guarantee is without a resolution until it has one on investments and guarantees, of its own body', async () => {
  const id = await desk.county.add(
    'guarantee',
    {
      debtor: '乙合作社',
      creditor: '农商行',
      amount: 500_000_00,
      way: '保证',
      since: '2023-03-19',
      state: '在保',
    },
    { body: desk.coop.body, area: place().area, day: '2023-03-19' },
  )
  const released = { debtor: '丙合作社', creditor: '农商行', amount: 1_00, way: '保证', since: '2023-03-19' }
  await desk.county.add(
    'guarantee',
    { ...released, state: '已解除', ended_on: '2023-03-20' },
    { body: desk.coop.body, area: place().area, day: '2023-03-19' },
  )
  expect(await guarantees('2023-03-18')).toEqual({ has: false, unresolved: 0, late: 0 })
  expect(await guarantees(DAY)).toEqual({ has: true, unresolved: 1, late: 0 })
  expect(await words(use('guarantee', id, 1))).toMatch(/种类不是对外担保/)
  expect(await words(use('guarantee', randomUUID(), 2))).toMatch(/这项担保不是本社的/)
  await use('guarantee', id, 2)
  expect(await guarantees(DAY)).toEqual({ has: true, unresolved: 0, late: 0 })
  expect(await desk.as(({ trx }) => guaranteeOf(trx, id))).toMatchObject({ body: desk.coop.body, meeting })
})

test('a guarantee that began before its resolution is counted as late, on the day of the resolution it is not, until it is released', async () => {
  const before = await guarantees('2023-03-17')
  const add = (day: string, more: object = {}) =>
    desk.county.add(
      'guarantee',
      { debtor: '丁', creditor: '农商行', amount: 1_00, way: '保证', since: day, state: '在保', ...more },
      { body: desk.coop.body, area: place().area, day },
    )
  const early = await add('2023-03-17')
  await use('guarantee', early, 2)
  await use('guarantee', await add('2023-03-18'), 2)
  expect(before).toMatchObject({ late: 0 })
  expect(await guarantees('2023-03-17')).toMatchObject({ has: true, late: 1 })
  expect(await guarantees(DAY)).toMatchObject({ late: 1 })
  const ended = { debtor: '丁', creditor: '农商行', amount: 1_00, way: '保证', since: '2023-03-17' }
  await desk.county.add(
    'guarantee',
    { ...ended, state: '已解除', ended_on: '2023-04-01' },
    { body: desk.coop.body, area: place().area, day: '2023-03-17', id: early, version: 2 },
  )
  expect(await guarantees('2023-03-31')).toMatchObject({ late: 1 })
  expect(await guarantees(DAY)).toMatchObject({ late: 0 })
})

test('no plain SQL keeps a guarantee whose state does not fit the day of its end', async () => {
  const insert = (state: string, day: string | null, more = ['', '']) =>
    raw(`insert into guarantee_version (home, id, body, area, version, effective_on, debtor, since, state, ended_on${more[0]})
      values ('${HOME}', gen_random_uuid(), '${desk.coop.body}', '${TOWN_A}', 1, '2023-03-19', '戊', '2023-03-19', '${state}',
      ${day === null ? 'null' : `'${day}'`}${more[1]})`)
  expect(await insert('在保', '2023-03-20')).toMatch(/又写了解除或代偿日期，请改状态/)
  expect(await insert('已解除', null)).toMatch(/写的是“已解除”，请写明是哪天/)
  expect(await insert('已代偿', null)).toMatch(/写的是“已代偿”，请写明是哪天/)
  expect(await insert('已解除', '2023-03-18')).toMatch(/不能早于这一天/)
  expect(await insert('已解除', '2023-03-19')).toBe('done')
  expect(await insert('在保', '2023-03-20', [', ended', ', true'])).toBe('done')
})

test('a voucher that does not invest has no resolution of an investment', async () => {
  const { id } = await desk.coop.post([
    { account: '102', debit: 10_000n },
    { account: '131', credit: 10_000n },
  ])
  expect(await desk.as(({ trx }) => investmentOf(trx, id))).toMatchObject({ invests: false })
  expect(await words(use('investment', id, 2))).toMatch(/不是本社增加对外投资的凭证/)
})

/** A case of an additional settlement of a member who was settled and paid. */
async function resettlement(): Promise<string> {
  const [member = ''] = desk.coop.members.slice(-1)
  const [first, id] = [randomUUID(), randomUUID()]
  const item = (of: string, procedure: string, payload: object) =>
    raw(`insert into procedure_item (home, id, procedure, code, title, area, body, state, opened_on, payload)
      values ('${HOME}', '${of}', '${procedure}', '${of}', '${procedure}', '${TOWN_A}', '${desk.coop.body}',
      '${procedure === 'member_leaving' ? 'ended' : 'asked'}', '2023-03-20', '${JSON.stringify(payload)}')`)
  const settlement = { contribution: '100.00', reserve: '0.00', lossOnContribution: '0', lossOnReserve: '0' }
  expect(await item(first, 'member_leaving', { member })).toBe('done')
  expect(await step(first, ['settle', 'repaid'], { settlement })).toBe('done')
  expect(await item(id, 'member_resettlement', { member, first })).toBe('done')
  return id
}
const raw = (statement: string) => codes(desk.as(({ trx }) => sql.raw(statement).execute(trx)))
const step = (of: string, [action, state]: readonly [string, string], payload: object = {}) =>
  raw(`insert into procedure_action (home, item, number, action, state, on_day, actor, actor_name, payload)
    values ('${HOME}', '${of}', 1, '${action}', '${state}', '2023-03-20', 'kuaiji', '会计', '${JSON.stringify(payload)}')`)

test('an additional settlement is locked to a passed resolution on losses, plans or reserves of its own body, until it is taken back', async () => {
  const id = await resettlement()
  const found = () => desk.as(({ trx }) => resettlementOf(trx, id))
  expect(await found()).toMatchObject({ body: desk.coop.body, day: null, meeting: null, cancelled: false })
  expect(await words(use('resettlement', id, 1))).toMatch(
    /^resolution-use.*种类不是亏损处理、盈余分配或公积金；没有对上/,
  )
  expect(await words(use('resettlement', id, 3))).toMatch(/不是本社大会通过的决议/)
  expect(await words(use('resettlement', randomUUID(), 5))).toMatch(/这件补充清算不是本社的/)
  await use('resettlement', id, 5)
  expect(await found()).toMatchObject({ meeting, held_on: '2023-03-18' })
  const other = await desk.county.addBody(TOWN_A, { name: '另一家种植专业合作社' })
  const insert = (body: string, of = id) =>
    withScope(desk.county.db, SYSTEM, (trx) =>
      sql
        .raw(
          `insert into resolution_use (home, id, body, area, subject, resettlement, meeting, number) values
            ('${HOME}', gen_random_uuid(), '${body}', '${TOWN_A}', 'resettlement', '${of}', '${meeting}', 5)`,
        )
        .execute(trx),
    )
  expect(await codes(insert(other))).toMatch(/不是本社大会通过的决议/)
  expect(await codes(insert(desk.coop.body, meeting))).toMatch(/这件补充清算不是本社的/)
  expect(await step(id, ['cancel', 'cancelled'])).toBe('done')
  expect(await words(use('resettlement', id, 5))).toMatch(/已经撤回/)
})

test('nothing is locked to a resolution on losses that a later meeting replaced', async () => {
  const id = await resettlement()
  const later = await desk.held(
    { agenda: [{ kind: 'loss', title: '亏损另行处理', replaces: { meeting, number: 5 } }] },
    4,
  )
  await desk.seal(later)
  expect(await words(use('resettlement', id, 5))).toMatch(/已被 .* 代替/)
  await use('resettlement', id, [later, 1])
})
