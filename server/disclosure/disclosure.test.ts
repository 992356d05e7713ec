/** A quarter shown to the members: made of closed books, signed by a supervisor, hung; attacked by plain SQL. */
import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { periodOf, quarter, type Period } from '#core/disclosure/period.ts'
import { withScope } from '#server/database/connect.ts'
import { closeMonth, nextMonth, type OpenBook } from '#server/accounting/close-month.ts'
import { findBook } from '#server/accounting/store.ts'
import { keepFile } from '#server/files/content.ts'
import { readItem, takeAction, type Acting, type Given } from '#server/procedure/act.ts'
import type { Outcome } from '#core/values/outcome.ts'
import { must } from '../../tests/must.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, smallCounty, TOWN_A, TOWN_B, type SmallCounty } from '../../tests/small-county.ts'
import { boardRows, boardTowns } from './board-store.ts'
import { DISCLOSURE_HANDLER } from './handler.ts'
import { makePack, type Making } from './make-pack.ts'
import { openingPeriod, type Opening } from './opening-period.ts'
import { balancesOf, findDisclosureBody, findPack, moneyItems } from './pack-store.ts'
import { packAtClosing } from './routes.ts'

const Q1 = quarter(2023, 1)
let county: SmallCounty
let coop: SmallBook
let today = '2023-04-10'
let photo = ''
beforeAll(async () => {
  county = await smallCounty()
  coop = await smallBook(county)
  const [first] = coop.members
  await coop.post([
    { account: '102', debit: 1000_00n },
    { account: '301', credit: 1000_00n, member: first!, item: '成员增加出资' },
  ])
  await coop.post(
    [
      { account: '523', debit: 300_00n },
      { account: '102', credit: 300_00n },
    ],
    { summary: '付李某 6222021234567890 办公费' },
  )
  const officer = (post: string, person: string) =>
    county.add(
      'officer',
      { organ: '监事会', post, person, since: '2020-01-01' },
      { body: coop.body, area: TOWN_A, day: '2020-01-01' },
    )
  await officer('执行监事', '孙监事')
  await officer('财务会计', '钱会计')
  photo = await within((trx) =>
    keepFile(
      trx,
      {
        home: HOME,
        area: TOWN_A,
        body: coop.body,
        name: '公开栏.jpg',
        type: 'image/jpeg',
        bytes: Buffer.from('x'),
      },
      county.services.keys,
    ),
  )
})
afterAll(() => county.database.close())

const within = <T>(work: (trx: Kysely<unknown>) => Promise<T>): Promise<T> =>
  withScope(county.db, coop.accountant.scope, work)
const as = <T>(work: (acting: Acting) => Promise<T>): Promise<T> =>
  within((trx) => work({ trx, caller: coop.accountant, today, calendar: [] }))
async function outcomeOf<T>(work: (trx: Kysely<unknown>) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  let outcome: Outcome<T> | undefined
  await within(async (trx) => {
    outcome = await work(trx)
    if (!outcome.ok) throw new Error('taken back')
  }).catch((error: unknown) => {
    if (outcome?.ok !== false) throw error
  })
  return outcome!
}
const make = (more: Partial<Making> = {}) =>
  outcomeOf(async (trx) =>
    makePack(trx, (await findDisclosureBody(trx, coop.body))!, {
      period: Q1,
      kind: 'books',
      plan: '春季收购',
      operation: '',
      today,
      dueDay: 20,
      ...more,
    }),
  )
const closeNext = () =>
  within(async (trx) => {
    const book = (await findBook(trx, coop.body)) as OpenBook
    must(await closeMonth(trx, book, nextMonth(book)))
  })
const board = (of: Period = Q1) => within((trx) => boardRows(trx, of, 1))

const opens = async (more: Partial<Opening> = {}) => {
  const given = { every: 'quarter', today: '2024-05-20', dueDay: null, ...more } as const
  return (await within((trx) => openingPeriod(trx, given))).label
}

test('where nothing is made and no term is known the board opens at the last quarter of the calendar', async () => {
  expect(await opens()).toBe('2024 年第 1 季度')
  expect(await opens({ every: 'month' })).toBe('2024 年 4 月')
})

test('nothing is shown before the quarter is over and its months are closed', async () => {
  expect(await make({ today: '2023-03-31' })).toMatchObject({ problems: [{ code: 'disclosure-early' }] })
  expect(await make()).toMatchObject({ problems: [{ code: 'disclosure-refused' }] })
  const insert = `insert into disclosure_pack (home, id, body, area, from_day, to_day, kind, content)
    values ('${HOME}', '${randomUUID()}', '${coop.body}', '${TOWN_A}', '2023-01-01', '2023-03-31', 'books', '{}')`
  await expect(within((trx) => sql.raw(insert).execute(trx))).rejects.toThrow(/还没有结账/)
  await expect(
    within((trx) =>
      sql.raw(insert.replace("'books'", "'paper'").replace('2023-03-31', '2023-03-30')).execute(trx),
    ),
  ).rejects.toThrow(/check constraint/)
  expect((await board()).rows).toMatchObject([{ body: coop.body, closed: false, item: null }])
})

const services = {
  clock: { now: () => new Date(), today: () => today },
  deployment: { area: HOME },
  parametersAt: async () => new Map(),
}
let id = ''
test('closing the third month makes the pack by itself: every item masked, sums as in the books, once', async () => {
  await closeNext()
  await closeNext()
  await within((trx) => packAtClosing(trx, services, { body: coop.body, month: '2023-02-01' }))
  expect((await board()).rows[0]?.item).toBeNull()
  // Two months are closed: one can be shown where months are, no quarter yet.
  expect(await opens({ every: 'month' })).toBe('2023 年 2 月')
  expect(await opens()).toBe('2024 年第 1 季度')
  await closeNext()
  await within((trx) => packAtClosing(trx, services, { body: coop.body, month: '2023-03-01' }))
  await within((trx) => packAtClosing(trx, services, { body: coop.body, month: '2023-03-01' }))
  id = (await board()).rows[0]?.item ?? ''
  const pack = await within((trx) => findPack(trx, id))
  expect(pack?.content.money).toMatchObject({
    opening: '0.00',
    in: '1000.00',
    out: '300.00',
    closing: '700.00',
  })
  expect(pack?.content.money?.items.map((one) => one.summary)).toEqual([
    '试记一笔',
    '付李某 ************7890 办公费',
  ])
  expect(pack?.content.money?.items[0]).toMatchObject({ what: '股金', who: '成员甲' })
  expect(await make()).toMatchObject({ problems: [{ code: 'disclosure-made' }] })
  // A year later the board still opens where something is, unless a term says that the last quarter is owed.
  expect(await opens()).toBe('2023 年第 1 季度')
  expect(await opens({ area: TOWN_A })).toBe('2023 年第 1 季度')
  expect(await opens({ area: TOWN_B })).toBe('2024 年第 1 季度')
  expect(await opens({ dueDay: 20 })).toBe('2024 年第 1 季度')
  expect(await opens({ today: '2023-04-10' })).toBe('2023 年第 1 季度')
  // Nobody confirmed the day here: there is no term that could be missed.
  expect((await as((acting) => readItem(acting, DISCLOSURE_HANDLER, id))).dueOn).toBeNull()
})

const act = (given: Partial<Given> & { action: string }) =>
  as(async (acting) => {
    const { version } = await readItem(acting, DISCLOSURE_HANDLER, id)
    return takeAction(acting, DISCLOSURE_HANDLER, { id, given: { version, ...given } })
  }).then(
    (item) => item.state,
    (error: { problems?: { code: string }[]; message: string }) =>
      error.problems?.map((one) => one.code).join() ?? error.message,
  )
const sign = (signer?: string) =>
  act({ action: 'sign', files: [photo], ...(signer && { paper: { signer, signedOn: '2023-04-09' } }) })
const post = (postedOn: string) =>
  act({ action: 'post', files: [photo], payload: { place: '村口公开栏', postedOn } })

test('a supervisor in office signs on paper, never the accountant; then it hangs with a photograph', async () => {
  expect(await sign()).toBe('disclosure-signer')
  expect(await sign('钱会计')).toBe('disclosure-signer')
  expect(await sign('路人')).toBe('disclosure-signer')
  expect(await post('2023-04-10')).toBe('action-not-now')
  expect(await sign('孙监事')).toBe('signed')
  expect(await post('2023-04-08')).toBe('disclosure-posting')
  expect(await post('2023-04-11')).toBe('disclosure-posting')
  expect(await act({ action: 'post', payload: { place: '公开栏', postedOn: '2023-04-10' } })).toBe(
    'missing-files',
  )
  expect(await post('2023-04-10')).toBe('posted')
  expect((await board()).rows).toMatchObject([{ state: 'posted', posted_on: '2023-04-10' }])
  expect(await within((trx) => boardTowns(trx, { ...Q1 }))).toMatchObject([
    { area: TOWN_A, total: 1, posted: 1, open: 0 },
  ])
})

test('what was made is not changed by plain SQL', async () => {
  for (const statement of [
    'update disclosure_pack set kind = kind',
    'delete from disclosure_pack',
    'truncate disclosure_pack',
  ])
    await expect(within((trx) => sql.raw(statement).execute(trx))).rejects.toThrow(/permission denied/)
})

test('a cooperative without books here shows on paper, and its township counts it', async () => {
  const body = await county.addBody(TOWN_A, { name: '乙种植专业合作社' })
  const town = await county.person('zhen9', 'township', { area: TOWN_A })
  const made = await withScope(county.db, town.scope, async (trx) => {
    const of = (await findDisclosureBody(trx, body))!
    const given = { period: Q1, plan: '', operation: '', today, dueDay: 20 }
    expect(await makePack(trx, of, { ...given, kind: 'books' })).toMatchObject({
      problems: [{ code: 'disclosure-books' }],
    })
    return must(await makePack(trx, of, { ...given, kind: 'paper' }))
  })
  const pack = await withScope(county.db, town.scope, (trx) => findPack(trx, made.id))
  expect(pack?.content.money).toBeNull()
  const late = await withScope(county.db, town.scope, (trx) => boardRows(trx, { ...Q1, state: 'late' }, 1))
  expect(late.rows.map((one) => one.body)).toEqual([body])
  expect(await withScope(county.db, town.scope, (trx) => boardTowns(trx, { ...Q1 }))).toMatchObject([
    { area: TOWN_A, total: 2, posted: 1 },
  ])
})

const said = (username: string, every: string, of: { area?: string; more?: string } = {}) =>
  county
    .person(username, 'township', { area: of.area ?? TOWN_A })
    .then((person) =>
      withScope(county.db, person.scope, (trx) =>
        sql
          .raw(
            `insert into disclosure_rhythm (area, every, from_day, ground) values ('${TOWN_A}', '${every}', ${of.more ?? "'2023-04-01', '镇公开办法'"})`,
          )
          .execute(trx),
      ),
    )

test('a township that asks for every month has a pack at each closing, and only its own bodies are asked', async () => {
  await expect(said('zhen21', 'month', { area: TOWN_B })).rejects.toThrow(/row-level security/)
  await expect(said('zhen22', 'weekly')).rejects.toThrow(/check constraint/)
  await expect(said('zhen23', 'month', { more: "'2023-05-01', '办法'" })).rejects.toThrow(/check constraint/)
  await said('zhen24', 'month')
  await county.addBody(TOWN_B, { name: '丙种植专业合作社' })
  today = '2023-05-10'
  await closeNext()
  await within((trx) => packAtClosing(trx, services, { body: coop.body, month: '2023-04-01' }))
  const april = (await board(periodOf('2023-04-01', 'month'))).rows
  expect(april).toMatchObject([{ body: coop.body, asked: true, state: 'made' }])
  const pack = await within((trx) => findPack(trx, april[0]?.item ?? ''))
  expect(pack).toMatchObject({ from_day: '2023-04-01', to_day: '2023-04-30', kind: 'books' })
  expect(pack?.content.money).toMatchObject({ opening: '700.00', closing: '700.00' })
  const seen = await county.person('xian3', 'county', { area: HOME })
  const bodiesOf = (period: Period) =>
    withScope(county.db, seen.scope, async (trx) =>
      (await boardRows(trx, period, 1)).rows.map((one) => one.body_name),
    )
  expect(await bodiesOf(periodOf('2023-04-01', 'month'))).not.toContain('丙种植专业合作社')
  expect(await bodiesOf(quarter(2023, 2))).toEqual(['丙种植专业合作社'])
  // The quarter before the change is asked of all alike.
  expect(await bodiesOf(Q1)).toHaveLength(3)
})

test('closing a month that nobody asks to show makes nothing', async () => {
  await said('zhen25', 'quarter', { more: "'2023-04-01', '镇里改回按季'" })
  today = '2023-06-10'
  await closeNext()
  await within((trx) => packAtClosing(trx, services, { body: coop.body, month: '2023-05-01' }))
  const may = periodOf('2023-05-01', 'month')
  expect((await within((trx) => boardRows(trx, { ...may, own: true }, 1))).rows).toMatchObject([
    { asked: false, item: null },
  ])
  expect((await board(may)).rows).toEqual([])
  // One that showed by its own will is there, and is never late.
  expect((await board(periodOf('2023-04-01', 'month'))).rows).toMatchObject([{ asked: false, state: 'made' }])
  expect(
    (await within((trx) => boardRows(trx, { ...periodOf('2023-04-01', 'month'), state: 'late' }, 1))).rows,
  ).toEqual([])
})

test('of two who make a period at once one does', async () => {
  const body = await county.addBody(TOWN_A, { name: '辛种植专业合作社' })
  const town = await county.person('zhen26', 'township', { area: TOWN_A })
  const making = { period: Q1, kind: 'paper', plan: '', operation: '', today, dueDay: null } as const
  const made = (before: (trx: Kysely<unknown>) => Promise<void>) =>
    withScope(county.db, town.scope, async (trx) => {
      const outcome = await makePack(trx, (await findDisclosureBody(trx, body))!, making)
      await before(trx)
      return outcome.ok ? 'made' : outcome.problems[0]?.code
    })
  let second: Promise<string | undefined> | undefined
  const first = await made(async (trx) => {
    second = made(async () => undefined)
    // Until the other one waits for this one.
    for (let waiting = 0; waiting === 0;)
      waiting = (
        await sql<{ n: number }>`
          select count(*)::int as n from pg_locks where not granted and locktype = 'advisory'
            and database = (select oid from pg_database where datname = current_database())`.execute(trx)
      ).rows[0]!.n
  })
  expect([first, await second]).toEqual(['made', 'disclosure-made'])
})

test('only a day that somebody confirmed is a term', async () => {
  today = '2023-07-10'
  await closeNext()
  const day = (confirmed: boolean) =>
    new Map([['disclosure_day', { confirmed, value: { type: 'count', value: 20 }, ground: '县里的通知' }]])
  const closed = async (confirmed: boolean) => {
    const parametersAt = async () => day(confirmed) as never
    await within((trx) =>
      packAtClosing(trx, { ...services, parametersAt }, { body: coop.body, month: '2023-06-01' }),
    )
    const row = (await board(quarter(2023, 2))).rows.find((one) => one.body === coop.body)
    return as((acting) => readItem(acting, DISCLOSURE_HANDLER, row?.item ?? ''))
  }
  const open = await closed(false)
  expect(open.dueOn).toBeNull()
  await as(async (acting) =>
    takeAction(acting, DISCLOSURE_HANDLER, {
      id: open.id,
      given: { version: open.version, action: 'withdraw', note: '县里定了期限' },
    }),
  )
  expect((await closed(true)).dueOn).toBe('2023-07-20')
})

test('what a township said stays', async () => {
  for (const statement of [`update disclosure_rhythm set every = 'quarter'`, 'delete from disclosure_rhythm'])
    await expect(within((trx) => sql.raw(statement).execute(trx))).rejects.toThrow(/permission denied/)
})

test('what a book opened with within the period is its beginning, not its income', async () => {
  const young = await smallBook(county, 'kuaiji27', { name: '壬种植专业合作社' })
  const share = { account: '301', member: young.members[0]!, item: '成员增加出资' }
  await young.post(
    [
      { account: '102', debit: 600_00n },
      { account: '301', credit: 600_00n, member: young.members[0]! },
    ],
    { on: '2022-12-31', phase: 'opening', summary: '期初余额' },
  )
  await young.post(
    [
      { account: '102', debit: 50_00n },
      { ...share, credit: 50_00n },
    ],
    { on: '2023-01-02' },
  )
  // Whole months on both sides of the day on which the book opened.
  const period = { ...quarter(2022, 4), to: '2023-01-31' }
  const of = { home: HOME, body: young.body }
  const [items, balances] = await withScope(county.db, young.accountant.scope, async (trx) => [
    await moneyItems(trx, of, period),
    await balancesOf(trx, of, period),
  ])
  expect(items.map((one) => one.in)).toEqual([50_00n])
  expect(balances.find((one) => one.account === '102')).toMatchObject({ opening: 600_00n, closing: 650_00n })
})

test('rewards for services stand in the pack line by line: to whom and in which post, by which resolution or none', async () => {
  const paying = await smallBook(county, 'kuaiji28', { name: '癸种植专业合作社' })
  const of = { body: paying.body, area: TOWN_A, day: '2020-01-01' }
  await county.add('officer', { organ: '理事会', post: '理事长', person: '成员甲', since: '2020-01-01' }, of)
  const reward = (party: string, answers: Record<string, string>) =>
    paying.post(
      [
        { account: '523', debit: 80_00n },
        { account: '211', credit: 80_00n, party },
      ],
      {
        on: '2023-02-03',
        source: { template: 'reward-party', answers: { service: '技术报酬', party, ...answers } },
      },
    )
  await reward('农技站 13812345678', { resolution: '成员大会第 3 号决议' })
  await reward('成员甲', {})
  const made = await withScope(county.db, paying.accountant.scope, async (trx) => {
    for (let month = 0; month < 3; month += 1) {
      const book = (await findBook(trx, paying.body)) as OpenBook
      must(await closeMonth(trx, book, nextMonth(book)))
    }
    const making = { period: Q1, kind: 'books', plan: '', operation: '', today, dueDay: null } as const
    return must(await makePack(trx, (await findDisclosureBody(trx, paying.body))!, making))
  })
  const pack = await withScope(county.db, paying.accountant.scope, (trx) => findPack(trx, made.id))
  expect(pack?.content.money?.rewards).toMatchObject([
    { what: '技术报酬', amount: '80.00', resolution: '成员大会第 3 号决议' },
    { payee: '成员甲（理事长）', amount: '80.00', resolution: null },
  ])
  expect(JSON.stringify(pack?.content.money?.rewards)).not.toContain('13812345678')
})
