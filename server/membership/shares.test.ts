/** The share ledger: kept through the use case, attacked by plain SQL as the application's own role. */
import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SHARE_KINDS } from '#core/membership/share-kinds.ts'
import type { ShareEvent } from '#core/membership/share-event.ts'
import type { Outcome } from '#core/values/outcome.ts'
import { withScope } from '#server/database/connect.ts'
import { must } from '../../tests/must.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, outcomeAs, smallCounty, TODAY, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { openLedger, recordShare, reverseShare } from './record-share.ts'
import { eventsOf, findLedgerBody, listLedgers, openingDue } from './store.ts'

let county: SmallCounty
let coop: SmallBook
let other: SmallBook
beforeAll(async () => {
  county = await smallCounty()
  coop = await smallBook(county)
  other = await smallBook(county, 'kuaiji2')
})
afterAll(() => county.database.close())

const raw = (statement: string): Promise<unknown> =>
  withScope(county.db, coop.accountant.scope, (trx) => sql.raw(statement).execute(trx))

const row = (more: Record<string, string | number | null>): string => {
  const values: Record<string, string | number | null> = {
    home: HOME,
    id: randomUUID(),
    body: coop.body,
    area: TOWN_A,
    kind: 'cash',
    member: coop.members[0]!,
    amount: 100,
    day: '2023-01-10',
    ...more,
  }
  const said = (value: string | number | null) =>
    value === null ? 'null' : typeof value === 'number' ? String(value) : `'${value}'`
  return `insert into share_event (${Object.keys(values).join(', ')}) values (${Object.values(values).map(said).join(', ')})`
}

const outcomeOf = <T>(work: (trx: Transaction<unknown>) => Promise<Outcome<T>>): Promise<Outcome<T>> =>
  outcomeAs(county.db, coop.accountant.scope, work)

const record = (event: Partial<ShareEvent>) =>
  outcomeOf(async (trx) =>
    recordShare(trx, (await findLedgerBody(trx, coop.body))!, {
      event: { kind: 'cash', member: coop.members[0]!, amount: 100_00n, on: '2023-01-10', ...event },
      today: TODAY,
    }),
  )

const held = async (day: string): Promise<Record<string, bigint>> => {
  const { rows } = await withScope(county.db, coop.accountant.scope, (trx) =>
    sql<{
      member: string
      amount: bigint
    }>`select member, amount from holdings_at(${day}) where body = ${coop.body}`.execute(trx),
  )
  return Object.fromEntries(rows.map((one) => [coop.members.indexOf(one.member), one.amount]))
}

const APPROVED = { resolution: '成员大会决议', resolvedOn: '2023-01-01' }
const SQL_APPROVED = { resolution: '成员大会决议', resolved_on: '2023-01-01' }

test('holdings of a day are the sum of the events until then', async () => {
  must(await record({}))
  must(
    await record({
      kind: 'transfer',
      receiver: coop.members[1]!,
      amount: 30_00n,
      on: '2023-02-01',
      ...APPROVED,
    }),
  )
  expect(await held('2023-01-09')).toEqual({})
  expect(await held('2023-01-31')).toEqual({ 0: 100_00n })
  expect(await held('2023-02-01')).toEqual({ 0: 70_00n, 1: 30_00n })
})

test('who wrote an event is told by name', async () => {
  const events = await withScope(county.db, coop.accountant.scope, async (trx) =>
    eventsOf(trx, (await findLedgerBody(trx, coop.body))!),
  )
  expect(events.length).toBeGreaterThan(0)
  expect(events.map((one) => one.actor)).toEqual(events.map(() => 'kuaiji某'))
})

test('nobody can hold less than nothing on any day, not even between two days of today', async () => {
  const before = await held(TODAY)
  const reduction = { kind: 'reduction', day: '2023-01-15', amount: 70_01, ...SQL_APPROVED }
  await expect(raw(row(reduction))).rejects.toThrow(/2023-02-01 时该成员持有的股金会成为负数（-0.01 元）/)
  await expect(
    raw(row({ kind: 'reduction', day: '2023-01-09', amount: 1, ...SQL_APPROVED })),
  ).rejects.toThrow(/2023-01-09/)
  expect(await record({ kind: 'withdrawal', amount: 70_01n, on: TODAY, ...APPROVED })).toMatchObject({
    ok: false,
    problems: [{ code: 'share-refused' }],
  })
  expect(await held(TODAY)).toEqual(before)
})

test('a transfer needs another member of the same cooperative', async () => {
  const transfer = { kind: 'transfer', amount: 1, day: '2023-03-01', ...SQL_APPROVED }
  await expect(raw(row(transfer))).rejects.toThrow(/check constraint/)
  await expect(raw(row({ ...transfer, receiver: coop.members[0]! }))).rejects.toThrow(/check constraint/)
  await expect(raw(row({ ...transfer, receiver: other.members[0]! }))).rejects.toThrow(/名册/)
  await expect(raw(row({ receiver: coop.members[1]! }))).rejects.toThrow(/check constraint/)
  await expect(raw(row({ member: other.members[0]! }))).rejects.toThrow(/名册/)
})

test('what the law bars, what has no value shown and what nobody resolved cannot be stored', async () => {
  await expect(raw(row({ kind: 'labour' }))).rejects.toThrow(/check constraint/)
  await expect(raw(row({ kind: 'goods' }))).rejects.toThrow(/check constraint/)
  await expect(raw(row({ kind: 'subsidy' }))).rejects.toThrow(/check constraint/)
  await expect(raw(row({ amount: 0 }))).rejects.toThrow(/check constraint/)
  await expect(raw(row({ amount: -1 }))).rejects.toThrow(/check constraint/)
})

test('the database knows every kind that is declared', async () => {
  const { rows } = await sql<{
    kinds: string
  }>`select pg_get_constraintdef(oid) as kinds from pg_constraint where conrelid = 'share_event'::regclass and conname = 'share_event_kind_check'`.execute(
    county.db,
  )
  const kinds = [...(rows[0]?.kinds ?? '').matchAll(/'([a-z_]+)'/g)].map((one) => one[1])
  expect(kinds.toSorted()).toEqual(SHARE_KINDS.map((one) => one.id).toSorted())
})

test('an event cannot be changed or deleted, only reversed once and alike', async () => {
  const { id } = must(await record({ member: coop.members[2]!, on: '2023-01-20' }))
  for (const statement of [
    `update share_event set amount = 1`,
    `delete from share_event`,
    `truncate share_event`,
  ])
    await expect(raw(statement)).rejects.toThrow(/permission denied/)
  const reversal = { member: coop.members[2]!, day: '2023-01-20', reverses: id }
  await expect(raw(row({ ...reversal, amount: -99 }))).rejects.toThrow(/冲销必须/)
  await expect(raw(row({ ...reversal, amount: -10000, day: '2023-01-21' }))).rejects.toThrow(/冲销必须/)
  const reverse = (of: string) => outcomeOf((trx) => reverseShare(trx, { id: of, reason: '重复登记' }))
  const undone = must(await reverse(id))
  expect(await held('2023-01-20')).not.toHaveProperty('2')
  expect(await reverse(id)).toMatchObject({ problems: [{ code: 'share-reversed-already' }] })
  expect(await reverse(undone.id)).toMatchObject({ problems: [{ code: 'share-reversed-already' }] })
  expect(await reverse(randomUUID())).toMatchObject({ problems: [{ code: 'share-event-missing' }] })
})

test('another cooperative and a reader neither see nor write the ledger', async () => {
  const rows = await withScope(county.db, other.accountant.scope, (trx) =>
    sql`select from share_event where body = ${coop.body}`.execute(trx),
  )
  expect(rows.rows).toEqual([])
  const foreign = row({})
  await expect(
    withScope(county.db, other.accountant.scope, (trx) => sql.raw(foreign).execute(trx)),
  ).rejects.toThrow(/row-level security|名册/)
})

test('the contributions of the roll open the ledger once', async () => {
  const person = { person: '成员丁', kind: '农民', contribution: 50000, joined_on: '2021-05-01' }
  await county.add('member', person, { body: other.body, area: TOWN_A, day: '2021-05-01' })
  const within = <T>(work: Parameters<typeof withScope<unknown, T>>[2]) =>
    withScope(county.db, other.accountant.scope, work)
  const ledger = (await within((trx) => findLedgerBody(trx, other.body)))!
  expect(await within((trx) => openingDue(trx, ledger))).toEqual({ members: 1, amount: 500_00n })
  expect(must(await within((trx) => openLedger(trx, ledger, TODAY)))).toEqual({ members: 1 })
  expect(await within((trx) => openLedger(trx, ledger, TODAY))).toMatchObject({
    problems: [{ code: 'share-opening-none' }],
  })
  const [event] = await within((trx) => eventsOf(trx, ledger))
  expect(event).toMatchObject({ kind: 'opening', amount: 500_00n, on: '2021-05-01', reversed: false })
  const { rows } = await within((trx) => listLedgers(trx, { on: TODAY, page: 1 }))
  expect(rows).toMatchObject([{ body: other.body, holders: 1, total: 500_00n, unopened: 0 }])
})

test('of what comes from a household project nobody holds less than nothing or more than he holds, also by plain SQL', async () => {
  const [member = '', receiver = ''] = other.members
  const at = (more: Record<string, string | number | null>) => row({ body: other.body, member, ...more })
  const own = (statement: string) =>
    withScope(county.db, other.accountant.scope, (trx) => sql.raw(statement).execute(trx))
  const id = randomUUID()
  await own(at({ id, amount: 100, project: 60 }))
  await expect(own(at({ amount: 100, project: 101 }))).rejects.toThrow(/check constraint/)
  await expect(own(at({ amount: 100, project: -1 }))).rejects.toThrow(/check constraint/)
  const leaves = { kind: 'reduction', resolution: '决议', resolved_on: '2023-01-11', day: '2023-01-11' }
  await expect(own(at({ ...leaves, amount: 50, project: 0 }))).rejects.toThrow(/多于其全部出资/)
  await expect(own(at({ ...leaves, amount: 70, project: 61 }))).rejects.toThrow(/成为负数/)
  await own(at({ ...leaves, kind: 'transfer', receiver, amount: 50, project: 10 }))
  const { rows } = await withScope(county.db, other.accountant.scope, (trx) =>
    sql<{ member: string; project: bigint }>`
      select member, sum(project)::bigint as project from share_move where body = ${other.body} group by 1 having sum(project) <> 0`.execute(
      trx,
    ),
  )
  expect(new Map(rows.map((one) => [one.member, one.project]))).toEqual(
    new Map([
      [member, 50n],
      [receiver, 10n],
    ]),
  )
  const mirror = { id: randomUUID(), amount: -100, reverses: id, note: '冲' }
  await expect(own(at({ ...mirror, project: -59 }))).rejects.toThrow(/冲销必须与原变动/)
})
