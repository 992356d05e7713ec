/** What a household may see and do, attacked by plain SQL as the application's own role; and that its figures are the office's. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TypedPlan } from '#core/surplus/typed-plan.ts'
import { householdSelf } from '#server/access/household-store.ts'
import { close, fingerprint } from '#server/database/crypt.ts'
import { withScope, type Scope } from '#server/database/scope.ts'
import { keepFile } from '#server/files/content.ts'
import { recordTrades } from '#server/membership/record-trades.ts'
import { findLedgerBody } from '#server/membership/store.ts'
import { totalsOf, tradesOf } from '#server/membership/trade-store.ts'
import { actOnPlan, postPlan, recordVote } from '#server/surplus/act-on-plan.ts'
import { freezePlan } from '#server/surplus/make-plan.ts'
import { householdMoney } from '#server/surplus/member-accounts.ts'
import { notPaidWords, slipsOf } from '#server/surplus/plan-slips.ts'
import { actionsOf, findPlan } from '#server/surplus/plan-store.ts'
import { makeBatch, tellResults } from '#server/surplus/pay.ts'
import { findBatch } from '#server/surplus/plan-store.ts'
import { findSurplusBody } from '#server/surplus/year-inputs.ts'
import { must } from '../../tests/must.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, smallCounty, TODAY, TOWN_A, TOWN_B, type SmallCounty } from '../../tests/small-county.ts'
import { peopleOf } from './household-people.ts'
import { listEntries, plansOfMember } from './household-store.ts'

type Trx = Parameters<Parameters<typeof withScope>[2]>[0]
const TYPED: TypedPlan = {
  surplus: '1000',
  opening: '',
  transferIn: '',
  reserveRate: '10%',
  reserve: '',
  reserveBooked: '',
  reserveBefore: '',
  patronageRate: '60%',
  basis: '交易额',
  counted: 'delivered',
  factors: {},
  subsidyTotal: '',
  giftTotal: '',
  reserveBasis: '出资额',
  convertRate: '10%',
  rewards: [],
}
const POLICY = { floor: 600_000n, floorClause: 'cooperative-law#第44条', cap: null, capClause: null }
const ACTOR = { username: 'kuaiji', role: 'accountant' }

let county: SmallCounty
let coop: SmallBook
let other: SmallBook
let paper = ''
let plan = ''
let self = ''
let neighbour = ''
beforeAll(async () => {
  county = await smallCounty()
  coop = await smallBook(county)
  other = await smallBook(county, 'kuaiji2')
  ;[self, neighbour] = coop.members as [string, string]
  for (const book of [coop, other]) await fill(book)
  await divide()
})
afterAll(() => county.database.close())

const office = <T>(work: (trx: Trx) => Promise<T>, book = coop): Promise<T> =>
  withScope(county.db, book.accountant.scope, work)
const scopeOf = (more: Scope = {}): Scope => ({
  user: `household:${self}`,
  role: 'household',
  area_low: '',
  area_high: '',
  national: '',
  bodies: '',
  household_home: HOME,
  household_body: coop.body,
  household_member: self,
  door: 'mobile',
  ...more,
})
const household = <T>(work: (trx: Trx) => Promise<T>, more: Scope = {}): Promise<T> =>
  withScope(county.db, scopeOf(more), work)
const refusalOf = async (statement: string, more: Scope = {}): Promise<string> =>
  household(async (trx) => {
    const { numAffectedRows } = await sql.raw(statement).execute(trx)
    return `${numAffectedRows} rows`
  }, more).catch((error: unknown) => (error as { code: string }).code)

async function fill(book: SmallBook): Promise<void> {
  await office(async (trx) => {
    for (const [at, member] of book.members.entries())
      await sql`insert into share_event (home, id, body, area, kind, member, amount, day)
        values (${HOME}, ${randomUUID()}, ${book.body}, ${TOWN_A}, 'cash', ${member}, ${(at + 1) * 100_00}, '2021-01-01')`.execute(
        trx,
      )
    const row = { day: '2022-06-01', direction: 'delivered', product: '茧', quantity: '10' }
    const rows = book.members.map((member, at) => ({ ...row, member, amount: String(100 * (at + 1)) }))
    must(await recordTrades(trx, (await findLedgerBody(trx, book.body))!, { rows, today: TODAY }))
    for (const member of book.members.slice(0, 2))
      await sql`insert into member_role (home, id, body, area, member, role, person, relation, from_day, ground)
        values (${HOME}, ${randomUUID()}, ${book.body}, ${TOWN_A}, ${member}, 'payee', '领款人', '女儿', '2022-01-01', '委托书')`.execute(
        trx,
      )
  }, book)
}

async function divide(): Promise<void> {
  const file = {
    home: HOME,
    area: TOWN_A,
    body: coop.body,
    name: '纸.jpg',
    type: 'image/jpeg',
    bytes: Buffer.from('x'),
  }
  paper = await office((trx) => keepFile(trx, file, county.services.keys))
  await office(async (trx) => {
    const body = (await findSurplusBody(trx, coop.body))!
    plan = must(await freezePlan(trx, body, { year: 2022, typed: TYPED, policy: POLICY })).id
    const steps = [
      { action: 'layOpen', day: '2023-03-01' },
      { action: 'call', day: '2023-03-01', meetingOn: '2023-03-16' },
    ] as const
    for (const step of steps)
      must(await actOnPlan(trx, (await findPlan(trx, plan))!, { actor: ACTOR, today: TODAY, ...step }))
    const vote = {
      day: '2023-03-16',
      present: coop.members,
      proxies: [],
      proxyLimit: 1,
      extraVotes: 0,
      yes: 3,
      no: 0,
      abstained: 0,
      resolution: '第 1 号决议',
      files: [paper],
    }
    must(await recordVote(trx, (await findPlan(trx, plan))!, { actor: ACTOR, today: TODAY, vote }))
  })
}

test('a plan that is not in the books yet is nothing to a household; posted and paid, its money is that of the office to the fen', async () => {
  const of = { home: HOME, body: coop.body, member: self }
  expect(await household((trx) => householdMoney(trx, of))).toEqual([])
  expect((await household((trx) => sql`select from surplus_share`.execute(trx))).rows.length).toBe(0)
  await office(async (trx) => {
    must(await postPlan(trx, (await findPlan(trx, plan))!, { actor: ACTOR, on: '2023-03-17', today: TODAY }))
    const made = must(
      await makeBatch(trx, (await findPlan(trx, plan))!, {
        way: 'cash',
        day: '2023-03-18',
        lines: [
          { member: self, amount: 10_00n },
          { member: neighbour, amount: 5_00n },
        ],
      }),
    )
    must(
      await tellResults(trx, (await findBatch(trx, made.id))!, {
        day: '2023-03-18',
        file: paper,
        results: [
          { member: self, outcome: 'paid' },
          { member: neighbour, outcome: 'paid' },
        ],
      }),
    )
  })
  const seen = await household((trx) => householdMoney(trx, of))
  expect(seen).toEqual(await office((trx) => householdMoney(trx, of)))
  expect(seen[0]).toMatchObject({ year: 2022, paid: 10_00n })
  const [own] = await household((trx) =>
    plansOfMember(trx, { ...of, area: TOWN_A, body_name: '甲种植专业合作社' }),
  )
  const slip = (trx: Trx) => slipsOf(trx, own!, { member: self, day: TODAY })
  expect(await household(slip)).toEqual(await office(slip))
  const ofYear = { home: HOME, body: coop.body, from: '2022-01-01', to: '2022-12-31', member: self }
  const sums = await household((trx) => totalsOf(trx, ofYear))
  expect(sums.map((one) => [one.quantity, one.amount, one.open])).toEqual(
    (await office((trx) => totalsOf(trx, ofYear))).map((one) => [one.quantity, one.amount, one.open]),
  )
  expect(sums).toHaveLength(1)
  const lines = await household((trx) =>
    tradesOf(trx, { home: HOME, body: coop.body, year: 2022, page: null }),
  )
  expect(lines.rows.map((one) => one.member)).toEqual([self])
})

test('of every table that the application may read a household sees its own rows and nothing else', async () => {
  const { rows: tables } = await sql<{ name: string; columns: string[] }>`
    select c.relname as name, array_agg(a.attname::text) as columns from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and has_any_column_privilege(c.oid, 'select')
    group by 1 order by 1`.execute(county.db)
  expect(tables.length).toBeGreaterThan(60)
  // Names of places, the calendar, the rules of sign-in: the same for everybody, nothing of the county's business.
  const OPEN = [
    'account',
    'area',
    'calendar_year',
    'security_setting',
    'adoption',
    'parameter_value',
    'clash_choice',
    'migration',
  ]
  // Its own by another column, or the plan in which it has a share.
  const ALSO: Record<string, string> = {
    member: `id = '${self}'`,
    member_version: `id = '${self}'`,
    share_event: `member = '${self}' or receiver = '${self}'`,
    share_move: `member = '${self}'`,
    surplus_plan: `id = '${plan}'`,
    surplus_action: `plan = '${plan}' and action = 'post'`,
    surplus_pay_batch: `exists (select from surplus_pay_line l where l.batch = t.id and l.member = '${self}')`,
    idempotency_key: 'false',
  }
  const found: Record<string, string> = {}
  for (const { name, columns } of tables) {
    if (OPEN.includes(name)) continue
    const own = ALSO[name] ?? (columns.includes('member') ? `member = '${self}'` : 'false')
    const seen = await household((trx) =>
      sql<{ own: number; foreign: number }>`select count(*) filter (where ${sql.raw(own)})::int as own,
        count(*) filter (where not coalesce(${sql.raw(own)}, false))::int as foreign from ${sql.table(name)} t`.execute(
        trx,
      ),
    )
    const { own: mine, foreign } = seen.rows[0]!
    if (mine + foreign > 0) found[name] = `${mine} own, ${foreign} foreign`
  }
  expect(found).toEqual({
    member: '1 own, 0 foreign',
    member_role: '1 own, 0 foreign',
    member_version: '1 own, 0 foreign',
    share_event: '2 own, 0 foreign',
    share_move: '2 own, 0 foreign',
    surplus_action: '1 own, 0 foreign',
    surplus_pay_batch: '1 own, 0 foreign',
    surplus_pay_line: '1 own, 0 foreign',
    surplus_pay_result: '1 own, 0 foreign',
    surplus_pay_stand: '1 own, 0 foreign',
    surplus_plan: '1 own, 0 foreign',
    surplus_share: '1 own, 0 foreign',
    trade: '1 own, 0 foreign',
  })
})

test('the four who stand behind a membership are told as of the day: who was named, else the member; of the account four digits', async () => {
  const account = '6228480402564890018'
  const holder = {
    role: 'holder',
    person: '开户人',
    account,
    from: '2022-03-01',
    ground: '存折复印件',
  } as const
  const { keys } = county.services
  await office((trx) =>
    sql`insert into member_role (home, id, body, area, member, role, person, account, account_hash, from_day, ground)
      values (${HOME}, ${randomUUID()}, ${coop.body}, ${TOWN_A}, ${self}, 'holder', ${holder.person},
        ${close(keys, Buffer.from(account))}, ${fingerprint(keys, account)}, ${holder.from}, ${holder.ground})`.execute(
      trx,
    ),
  )
  const told = (day: string) =>
    household(async (trx) => {
      const people = await peopleOf(trx, keys, { self: (await householdSelf(trx))!, day })
      return people.map((one) => [one.label, one.person, one.relation, one.from, one.account])
    })
  const { name } = (await household(householdSelf))!
  const own = [
    ['权利人', name, null, null, null],
    ['户', name, null, null, null],
  ]
  const before = await told('2022-02-28')
  expect(before.slice(0, 3)).toEqual([...own, ['收款人', '领款人', '女儿', '2022-01-01', null]])
  expect(before[3]!.slice(0, 4)).toEqual(['开户人', name, null, null])
  expect((await told('2022-03-01'))[3]).toEqual(['开户人', '开户人', null, '2022-03-01', '0018'])
  expect((await told('2021-12-31'))[2]).toEqual(['收款人', name, null, null, null])
  expect(JSON.stringify(await told(TODAY))).not.toContain(account)
})

test('area, body and nation open nothing to a household, nor does another body with its own member', async () => {
  for (const more of [{ national: 'on' }, { area_low: HOME, area_high: `${HOME}A` }, { bodies: coop.body }]) {
    const seen = await household((trx) => sql`select from trade`.execute(trx), more)
    expect(seen.rows.length, JSON.stringify(more)).toBe(1)
  }
  for (const more of [
    { household_body: other.body },
    { household_home: '990102' },
    { household_member: '' },
    { role: '' },
  ])
    expect(
      (await household((trx) => sql`select from trade`.execute(trx), more)).rows.length,
      JSON.stringify(more),
    ).toBe(0)
})

const entry = (more: Record<string, unknown> = {}) => {
  const row = {
    home: HOME,
    id: randomUUID(),
    body: coop.body,
    area: TOWN_A,
    member: self,
    kind: 'ask',
    about: 'money',
    text: '返还怎么算的',
    ...more,
  }
  return `insert into household_entry (${Object.keys(row).join(', ')}) values (${Object.values(row)
    .map((one) => `'${one}'`)
    .join(', ')})`
}
const confirmation = (more: Record<string, unknown> = {}) => {
  const row = {
    home: HOME,
    id: randomUUID(),
    body: coop.body,
    area: TOWN_A,
    member: self,
    from_day: '2022-01-01',
    to_day: '2022-12-31',
    way: 'phone',
    amount: 1,
    ...more,
  }
  return `insert into trade_confirmation (${Object.keys(row).join(', ')}) values (${Object.values(row)
    .map((one) => `'${String(one)}'`)
    .join(', ')})`
}

test('a household speaks and confirms for itself: for a neighbour, another cooperative, on paper or as an answer it does not', async () => {
  expect(await refusalOf(entry())).toBe('1 rows')
  expect(await refusalOf(confirmation())).toBe('1 rows')
  expect(await refusalOf(entry({ member: neighbour }))).toBe('42501')
  expect(await refusalOf(entry({ body: other.body, member: other.members[0]! }))).toBe('HH002')
  expect(await refusalOf(entry({ proxy: 'true', file: paper }))).toBe('42501')
  expect(await refusalOf(confirmation({ member: neighbour }))).toBe('42501')
  expect(await refusalOf(confirmation({ way: 'signed' }))).toBe('42501')
  expect(await refusalOf(confirmation({ file: paper }))).toBe('42501')
  const { rows } = await household((trx) => sql<{ id: string }>`select id from household_entry`.execute(trx))
  expect(
    await refusalOf(`insert into household_answer (home, id, entry, body, area, member, text)
      values ('${HOME}', '${randomUUID()}', '${rows[0]!.id}', '${coop.body}', '${TOWN_A}', '${self}', '没有问题')`),
  ).toBe('42501')
})

test('what was said is not changed or taken back, and the trail names the household', async () => {
  for (const statement of [
    "update household_entry set text = '改了'",
    'delete from household_entry',
    'truncate household_entry',
  ])
    expect(await refusalOf(statement), statement).toBe('42501')
  const client = await county.database.owner.connect()
  try {
    await expect(
      client
        .query("select set_config('app.role', 'system', false), set_config('app.national', 'on', false)")
        .then(() => client.query("update household_entry set text = '改了'")),
    ).rejects.toThrow('不能改')
  } finally {
    client.release(true)
  }
  const trail = await withScope(county.db, { user: 'system', role: 'system', national: 'on' }, (trx) =>
    sql<{
      action: string
      actor: string
      reason: string | null
    }>`select action, actor, reason from audit where subject in ('household_entry', 'trade_confirmation') order by id`.execute(
      trx,
    ),
  )
  expect(trail.rows).toEqual([
    { action: 'ask', actor: `household:${self}`, reason: null },
    { action: 'confirm', actor: `household:${self}`, reason: null },
  ])
})

test('a village clerk acts for a household with the signed paper and not without; the trail says 代成员甲办理', async () => {
  const village = await county.person('wenshu', 'village', { area: TOWN_A })
  const stranger = await county.person('wenshu2', 'village', { area: TOWN_B })
  const by = (who: typeof village, statement: string) =>
    refusalOf(statement, { ...who.scope, household_member: '', household_body: '', household_home: '' })
  expect(await by(village, entry({ proxy: 'true', file: paper }))).toBe('1 rows')
  expect(await by(village, confirmation({ way: 'signed', file: paper }))).toBe('1 rows')
  expect(await by(village, entry({ proxy: 'true' }))).toBe('23514')
  expect(await by(village, entry())).toBe('42501')
  expect(await by(village, confirmation({ way: 'signed' }))).toBe('42501')
  expect(await by(village, confirmation())).toBe('42501')
  expect(await by(stranger, entry({ proxy: 'true', file: paper }))).toBe('HH002')
  const { rows } = await withScope(county.db, { user: 'system', role: 'system', national: 'on' }, (trx) =>
    sql<{
      reason: string
    }>`select reason from audit where actor = 'wenshu' and subject like '%e%' and reason is not null order by id`.execute(
      trx,
    ),
  )
  expect(rows.map((one) => one.reason)).toEqual(['代成员甲办理', '代成员甲办理'])
})

test('the cooperative and its place see what was said, another cooperative and another place do not', async () => {
  const asked = { openOnly: true, page: 1 }
  expect((await office((trx) => listEntries(trx, asked))).rows.map((one) => [one.name, one.proxy])).toEqual([
    ['成员甲', true],
    ['成员甲', false],
  ])
  expect((await office((trx) => listEntries(trx, asked), other)).total).toBe(0)
  const township = await county.person('xiangzhen', 'township', { area: TOWN_B })
  expect((await withScope(county.db, township.scope, (trx) => listEntries(trx, asked))).total).toBe(0)
})

test('no person prints codes for another cooperative or opens a door of sign-in from within a transaction', async () => {
  const codes = (body: string, member: string) =>
    `select issue_household_codes('${HOME}', '${body}', array['${member}']::uuid[], array[sha256('x')], '2023-05-01', '2023-03-20')`
  const as = (statement: string, scope: Scope) =>
    refusalOf(statement, { household_member: '', household_body: '', household_home: '', ...scope })
  expect(await as(codes(other.body, other.members[0]!), coop.accountant.scope)).toBe('42501')
  expect(await refusalOf(codes(coop.body, self))).toBe('42501')
  for (const door of [
    "household_try(sha256('x'), 5, '2023-01-01')",
    `household_set_pin('${HOME}', '${self}', 'x', '2023-01-01')`,
    "find_household_session(sha256('x'))",
  ])
    expect(await as(`select * from ${door}`, coop.accountant.scope), door).toBe('42501')
  // A member of another roll gets no code under this body.
  const issued = await withScope(county.db, coop.accountant.scope, (trx) =>
    sql.raw(codes(coop.body, other.members[0]!)).execute(trx),
  )
  expect(issued.rows.length).toBe(0)
})

test('a payment that came back is told with the bank’s words and only to its own household; what is tried again is not', async () => {
  const tell = async (member: string, results: { outcome: 'failed'; reason: string }[]) =>
    office(async (trx) => {
      const found = (await findPlan(trx, plan))!
      const day = '2023-03-19'
      const lines = [{ member, amount: 1_00n }]
      const made = must(await makeBatch(trx, found, { way: 'bank', day, lines }))
      for (const one of results)
        must(
          await tellResults(trx, (await findBatch(trx, made.id))!, {
            day,
            file: paper,
            results: [{ member, ...one }],
          }),
        )
    })
  const failed = async () =>
    (await household((trx) => householdMoney(trx, { home: HOME, body: coop.body, member: self })))[0]?.failed
  expect(await failed()).toBeNull()
  await tell(neighbour, [{ outcome: 'failed', reason: '账号已注销' }])
  expect(await failed()).toBeNull()
  await tell(self, [{ outcome: 'failed', reason: '账号户名不符' }])
  expect(await failed()).toBe('账号户名不符')
  expect(notPaidWords('账号户名不符')).toBe(
    '上次没有付成：账号户名不符。请带身份证和银行卡到合作社核对账号，或领现金',
  )
  await tell(self, [])
  expect(await failed()).toBeNull()
})

test('who took each step of the plan is told by name', async () => {
  const [found, steps] = await office(async (trx) => [
    await findPlan(trx, plan),
    await actionsOf(trx, [plan]),
  ])
  expect(found).toMatchObject({ actor: 'kuaiji', actor_name: 'kuaiji某' })
  expect(steps.length).toBeGreaterThan(0)
  for (const step of steps) expect(step.actor_name).toBe(`${step.actor}某`)
})
