/** A year divided: frozen, laid open, voted, posted and paid through the use cases; attacked by plain SQL. */
import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TypedPlan } from '#core/surplus/typed-plan.ts'
import { PATRONAGE_FLOOR } from '#core/surplus/year.ts'
import type { Outcome } from '#core/values/outcome.ts'
import { boundByDivision, reverseVoucher } from '#server/accounting/reverse-voucher.ts'
import { makeStatements } from '#server/accounting/statements.ts'
import { withScope } from '#server/database/connect.ts'
import { keepFile } from '#server/files/content.ts'
import { documentText } from '#server/files/document-text.ts'
import { recordTrades } from '#server/membership/record-trades.ts'
import { findLedgerBody } from '#server/membership/store.ts'
import { inForceAt } from '#server/supervision/books.ts'
import { areasOn } from '#server/supervision/services.ts'
import { must } from '../../tests/must.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, outcomeAs, smallCounty, TODAY, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { actOnPlan, postPlan, recordVote, type Vote } from './act-on-plan.ts'
import { freezePlan } from './make-plan.ts'
import { checkMembers } from './member-checks.ts'
import { makeBatch, tellResults, type Result } from './pay.ts'
import { householdMoney, memberAccounts } from './member-accounts.ts'
import { actionsOf, batchesOf, batchLines, findBatch, findPlan, sharesOf } from './plan-store.ts'
import { statementNotes } from './statement-notes.ts'
import { slipsOf, slipsPaper } from './plan-slips.ts'
import { findSurplusBody, policyValues } from './year-inputs.ts'

type Trx = Parameters<Parameters<typeof withScope>[2]>[0]
const POLICY = { floor: 600_000n, floorClause: 'cooperative-law#第44条', cap: null, capClause: null }
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
  rewards: [{ payee: '王技术员', what: '技术指导', amount: '100' }],
}
const ACTOR = { username: 'kuaiji', role: 'accountant' }

let county: SmallCounty
let coop: SmallBook
let id = ''
let minutes = ''
beforeAll(async () => {
  county = await smallCounty()
  const book = await smallBook(county)
  // Without numbers of their own, members are called in the order of joining and then of their keys.
  coop = { ...book, members: book.members.toSorted() }
  minutes = await within((trx) =>
    keepFile(
      trx,
      {
        home: HOME,
        area: TOWN_A,
        body: coop.body,
        name: '会议记录.jpg',
        type: 'image/jpeg',
        bytes: Buffer.from('x'),
      },
      county.services.keys,
    ),
  )
  await within(async (trx) => {
    for (const [at, member] of coop.members.entries())
      await sql`insert into share_event (home, id, body, area, kind, member, amount, day)
        values (${HOME}, ${randomUUID()}, ${coop.body}, ${TOWN_A}, 'cash', ${member}, ${(at + 1) * 100_00}, '2021-01-01')`.execute(
        trx,
      )
    const row = { day: '2022-06-01', direction: 'delivered', product: '茧', quantity: '10' }
    must(
      await recordTrades(trx, (await findLedgerBody(trx, coop.body))!, {
        rows: [
          { ...row, member: coop.members[0]!, amount: '100' },
          { ...row, member: coop.members[1]!, amount: '200' },
        ],
        today: TODAY,
      }),
    )
  })
})
afterAll(() => county.database.close())

const within = <T>(work: (trx: Trx) => Promise<T>): Promise<T> =>
  withScope(county.db, coop.accountant.scope, work)
const raw = (statement: string) => within((trx) => sql.raw(statement).execute(trx))

const outcomeOf = <T>(work: (trx: Transaction<unknown>) => Promise<Outcome<T>>): Promise<Outcome<T>> =>
  outcomeAs(county.db, coop.accountant.scope, work)
const freeze = (more: Partial<TypedPlan> = {}) =>
  outcomeOf(async (trx) =>
    freezePlan(trx, (await findSurplusBody(trx, coop.body))!, {
      year: 2022,
      typed: { ...TYPED, ...more },
      policy: POLICY,
    }),
  )
const plan = () => within(async (trx) => (await findPlan(trx, id))!)
const shares = () => within((trx) => sharesOf(trx, { home: HOME, plan: id }))
const act = (action: 'layOpen' | 'call' | 'withdraw', day: string, more = {}) =>
  outcomeOf(async (trx) =>
    actOnPlan(trx, (await findPlan(trx, id))!, { actor: ACTOR, action, day, today: TODAY, ...more }),
  )
const vote = (more: Partial<Vote> = {}) =>
  outcomeOf(async (trx) =>
    recordVote(trx, (await findPlan(trx, id))!, {
      actor: ACTOR,
      today: TODAY,
      vote: {
        day: '2023-03-16',
        present: coop.members.slice(0, 2),
        proxies: [{ from: coop.members[2]!, to: coop.members[0]! }],
        proxyLimit: 1,
        extraVotes: 0,
        yes: 2,
        no: 1,
        abstained: 0,
        resolution: '2023 年成员大会第 1 号决议',
        files: [minutes],
        ...more,
      },
    }),
  )
const post = (on = '2023-03-17') =>
  outcomeOf(async (trx) => postPlan(trx, (await findPlan(trx, id))!, { actor: ACTOR, on, today: TODAY }))

test('the floor that a file is divided by is the one that the shipped law has', async () => {
  const parameters = await within(
    async (trx) => inForceAt(await areasOn(trx, county.services, TODAY), TOWN_A).parameters,
  )
  expect(policyValues(parameters)).toMatchObject({
    floor: PATRONAGE_FLOOR,
    floorClause: 'cooperative-law#第44条',
  })
  const cap = policyValues(
    new Map([
      ...parameters,
      ['patronage_return_floor', { ...parameters.get('patronage_return_floor')!, confirmed: false }],
    ]),
  )
  expect(cap.floor).toBe(0n)
})

test('a plan below the floor cannot be frozen, one that keeps it is frozen with everything it rests on', async () => {
  expect(await freeze({ patronageRate: '59.9%' })).toMatchObject({ problems: [{ code: 'plan-barred' }] })
  expect(await freeze({ surplus: '-5' })).toMatchObject({ problems: [{ code: 'plan-barred' }] })
  expect(await freeze({ reserveBooked: '91' })).toMatchObject({
    problems: [{ code: 'reserve-booked-beyond' }],
  })
  ;({ id } = must(await freeze()))
  // 1000 − 100 rewards = 900; reserve 90; law 810; 60 % = 486 by trades 1:2:0; 324 by contributions 1:2:3.
  expect(
    (await shares()).map((one) => [one.patronage, one.remainder, one.converted, one.reserve_share]),
  ).toEqual([
    [162_00n, 54_00n, 21_60n, 15_00n],
    [324_00n, 108_00n, 43_20n, 30_00n],
    [0n, 162_00n, 16_20n, 45_00n],
  ])
  expect(await freeze()).toMatchObject({ problems: [{ code: 'plan-refused' }] })
})

test('nobody pays, posts or votes before its turn; the meeting is not before the fifteenth day', async () => {
  expect(await post()).toMatchObject({ ok: false })
  expect(await vote()).toMatchObject({ ok: false })
  must(await act('layOpen', '2023-03-01', { note: '社办公室' }))
  expect(await act('call', '2023-03-01', { meetingOn: '2023-03-15' })).toMatchObject({
    problems: [{ code: 'meeting-too-early' }],
  })
  must(await act('call', '2023-03-01', { meetingOn: '2023-03-16' }))
  expect(await vote({ proxyLimit: 0 })).toMatchObject({ problems: [{ code: 'meeting-proxy-beyond-limit' }] })
  expect(await vote({ present: [coop.members[0]!], proxies: [] })).toMatchObject({ ok: false })
  expect(await vote({ files: [randomUUID()] })).toMatchObject({ problems: [{ code: 'plan-file-missing' }] })
  expect(await vote({ files: [] })).toMatchObject({ problems: [{ code: 'missing-files' }] })
  expect(must(await vote())).toEqual({ passed: true })
  expect(await act('withdraw', TODAY, { note: '再想想' })).toMatchObject({ ok: false })
})

test('a server that is killed in the middle of posting leaves nothing of it', async () => {
  const counts = async () =>
    within((trx) =>
      sql`select (select count(*) from voucher)::int v, (select count(*) from share_event where kind = 'surplus')::int s,
        (select count(*) from surplus_action where action = 'post')::int a`.execute(trx),
    ).then(({ rows }) => rows[0])
  const before = await counts()
  const killed = within(async (trx) => {
    must(await postPlan(trx, (await findPlan(trx, id))!, { actor: ACTOR, on: '2023-03-17', today: TODAY }))
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx)
  })
  await expect(killed).rejects.toThrow(/terminat/)
  expect(await counts()).toEqual(before)
})

test('posting gives each member what is owed to him in the books, and contributions in the share ledger', async () => {
  expect(await post('2023-03-15')).toMatchObject({ problems: [{ code: 'post-before-vote' }] })
  must(await post())
  expect(await post()).toMatchObject({ ok: false })
  const { rows } = await within((trx) =>
    sql<{ account: string; member: string; net: bigint }>`
      select account, member, sum(credit - debit)::bigint as net from voucher_line
      where account in ('221', '222', '301') group by 1, 2 having sum(credit - debit) <> 0 order by 1, 3`.execute(
      trx,
    ),
  )
  expect(rows.map((one) => [one.account, coop.members.indexOf(one.member), one.net])).toEqual([
    ['221', 0, 162_00n],
    ['221', 1, 324_00n],
    ['222', 0, 32_40n],
    ['222', 1, 64_80n],
    ['222', 2, 145_80n],
    ['301', 2, 16_20n],
    ['301', 0, 21_60n],
    ['301', 1, 43_20n],
  ])
  const held = await within((trx) =>
    sql<{ amount: bigint }>`
    select amount from holdings_at(${TODAY}) where body = ${coop.body} order by amount`.execute(trx),
  )
  expect(held.rows.map((one) => one.amount)).toEqual([121_60n, 243_20n, 316_20n])
})

test('member accounts stand against the statements: what came before the books is missing there, and told', async () => {
  const checks = await within(async (trx) => {
    const of = { home: HOME, body: coop.body, month: '2023-03-01', startedOn: '2023-01-01' }
    return checkMembers(trx, { ...of, day: '2023-03-31' }, must(await makeStatements(trx, of)))
  })
  expect(checks.map((one) => [one.left, one.right])).toEqual([
    [681_00n, 81_00n],
    [486_00n, 486_00n],
    [324_00n, 324_00n],
    [0n, 0n],
  ])
})

const pay = (lines: [at: number, amount: bigint][]) =>
  outcomeOf(async (trx) =>
    makeBatch(trx, (await findPlan(trx, id))!, {
      way: 'bank',
      day: '2023-03-18',
      lines: lines.map(([at, amount]) => ({ member: coop.members[at]!, amount })),
    }),
  )
const tell = (batch: string, results: [at: number, outcome: Result['outcome'], reason?: string][]) =>
  outcomeOf(async (trx) =>
    tellResults(trx, (await findBatch(trx, batch))!, {
      day: '2023-03-19',
      results: results.map(([at, outcome, reason]) => ({ member: coop.members[at]!, outcome, reason })),
    }),
  )

test('what failed is owed again with its reason, a part is paid to the fen, and nobody is paid twice', async () => {
  expect(await pay([[0, 194_41n]])).toMatchObject({ problems: [{ code: 'pay-amount' }] })
  const { id: batch } = must(
    await pay([
      [0, 194_40n],
      [1, 100_00n],
    ]),
  )
  expect(await pay([[0, 1n]])).toMatchObject({ problems: [{ code: 'pay-amount' }] })
  expect(await tell(batch, [[0, 'failed']])).toMatchObject({ problems: [{ code: 'result-reason' }] })
  expect(await tell(batch, [[2, 'paid']])).toMatchObject({ problems: [{ code: 'result-stranger' }] })
  expect(
    must(
      await tell(batch, [
        [0, 'failed', '户名不符'],
        [1, 'paid'],
      ]),
    ),
  ).toMatchObject({ paid: 1, failed: 1 })
  expect(await tell(batch, [[1, 'paid']])).toMatchObject({ problems: [{ code: 'result-twice' }] })
  const [first, second] = await shares()
  expect(first).toMatchObject({ paid: 0n, pending: 0n, failed: '户名不符' })
  expect(second).toMatchObject({ paid: 100_00n, pending: 0n })
  must(await pay([[0, 194_40n]]))
  const books = await within((trx) =>
    sql<{ net: bigint }>`
    select sum(credit - debit)::bigint as net from voucher_line where account = '221' and member = ${coop.members[1]}`.execute(
      trx,
    ),
  )
  expect(books.rows[0]?.net).toBe(224_00n)
})

test('the voucher of a posted plan and that of a payment say why they stand and are not reversed, through the use case or by plain SQL', async () => {
  const { rows } = await within((trx) =>
    sql<{ id: string; payment: boolean }>`
      select id, source ? 'batch' as payment from voucher where source ->> 'plan' = ${id} order by number`.execute(
      trx,
    ),
  )
  expect(rows.map((one) => one.payment)).toEqual([false, true])
  for (const [at, code] of ['voucher-of-plan', 'voucher-of-payment'].entries()) {
    const voucher = rows[at]!.id
    expect(await within((trx) => boundByDivision(trx, { home: HOME, id: voucher }))).toMatchObject({ code })
    expect(
      await outcomeOf((trx) => reverseVoucher(trx, { id: voucher, on: TODAY, reason: '分错了' })),
    ).toMatchObject({ problems: [{ code }] })
    await expect(
      raw(`insert into voucher (home, id, body, area, day, summary, reverses)
        values ('${HOME}', gen_random_uuid(), '${coop.body}', '${TOWN_A}', '${TODAY}', '冲销', '${voucher}')`),
    ).rejects.toThrow(/不能红字冲销/)
  }
  const other = await coop.post([
    { account: '101', debit: 1_00n },
    { account: '102', credit: 1_00n },
  ])
  expect(await within((trx) => boundByDivision(trx, { home: HOME, id: other.id }))).toBeUndefined()
})

test('plain SQL moves no figure of a plan, no step and no payment', async () => {
  const { body } = await plan()
  for (const table of [
    'surplus_plan',
    'surplus_share',
    'surplus_action',
    'surplus_pay_batch',
    'surplus_pay_line',
    'surplus_pay_result',
  ])
    for (const statement of [
      `update ${table} set home = home`,
      `delete from ${table}`,
      `truncate ${table} cascade`,
    ])
      await expect(raw(statement), statement).rejects.toThrow(/permission denied/)
  const values = (more: Record<string, string | number | null | undefined>) =>
    Object.values(more)
      .map((one) => (one === null ? 'null' : `'${String(one)}'`))
      .join(', ')
  const share = {
    home: HOME,
    plan: id,
    member: randomUUID(),
    body,
    area: TOWN_A,
    number: 9,
    name: '戊',
    contribution: 0,
    reserve_before: 0,
    subsidy_share: 0,
    gift_share: 0,
    patronage_weight: 0,
    remainder_weight: 0,
    patronage: 0,
    remainder: 1,
    converted: 0,
    reserve_share: 0,
  }
  await expect(
    raw(`insert into surplus_share (${Object.keys(share).join(', ')}) values (${values(share)})`),
  ).rejects.toThrow(/已定稿/)
  const bare = {
    home: HOME,
    id: randomUUID(),
    body,
    area: TOWN_A,
    year: 2020,
    inputs: '{}',
    surplus: 5,
    reserve: 0,
    law: 5,
    statement: 5,
    patronage: 5,
    remainder: 0,
    members: 1,
  }
  await expect(
    raw(`insert into surplus_plan (${Object.keys(bare).join(', ')}) values (${values(bare)})`),
  ).rejects.toThrow(/合计与方案总额不符/)
  const [batch] = await within((trx) => batchesOf(trx, { home: HOME, plan: id }))
  const line = {
    home: HOME,
    batch: batch!.id,
    member: coop.members[2],
    plan: id,
    body,
    area: TOWN_A,
    amount: 145_81,
  }
  await expect(
    raw(`insert into surplus_pay_line (${Object.keys(line).join(', ')}) values (${values(line)})`),
  ).rejects.toThrow(/超过应付/)
  const step = { home: HOME, plan: id, seq: 5, body, area: TOWN_A, action: 'withdraw', day: TODAY }
  await expect(
    raw(`insert into surplus_action (${Object.keys(step).join(', ')}) values (${values(step)})`),
  ).rejects.toThrow(/已经办结/)
})

test('a slip has the household’s own arithmetic, on the page and as a paper', async () => {
  const slips = await within(async (trx) => slipsOf(trx, (await findPlan(trx, id))!, { day: TODAY }))
  expect(slips[0]?.lines).toEqual([
    '按交易返还：486.00 × 您的交易额 100.00 ÷ 全社 300.00 = 162.00 元',
    '剩余分配：324.00 × 您的出资、公积金、补助、捐赠四项份额 100.00 ÷ 全社 600.00 = 54.00 元',
    '您共得：162.00 + 54.00 = 216.00 元',
    '其中转为您的出资 21.60 元，应付给您 194.40 元',
  ])
  expect(slips[0]?.whole).toBe(
    '全社可分配盈余：盈余 1,000.00 − 服务报酬 100.00 − 公积金 90.00 = 810.00 元，其中按交易返还 486.00 元（占 60%），剩余 324.00 元按份额分',
  )
  expect((await slipsPaper(slips)).length).toBeGreaterThan(5000)
  expect((await within((trx) => actionsOf(trx, [id]))).map((one) => one.action)).toEqual([
    'layOpen',
    'call',
    'vote',
    'post',
  ])
})

test('the notes of the year say who held what, what was divided and what is left to be written', async () => {
  const text = await within(async (trx) => {
    const body = (await findSurplusBody(trx, coop.body))!
    return must(documentText(await statementNotes(trx, body, 2022)))
  })
  expect(text).toContain('在册成员 3 名')
  expect(text).toContain('股金总额')
  expect(text).toContain('与成员的交易')
  expect(text).toContain('本年盈余 1,000.00 元；提取盈余公积 90.00 元（9%）')
  expect(text).toContain('按交易量（额）返还')
  expect(text).toContain('未决诉讼')
})

test('a member’s account of the year has the division, the contribution and nothing of before; a household knows what it is owed', async () => {
  const of = { home: HOME, body: coop.body, year: 2023 }
  const accounts = await within((trx) => memberAccounts(trx, of))
  expect(accounts.map((one) => one.number)).toEqual(['1', '2', '3'])
  expect(
    accounts[0]?.rows.map((one) => [one.says, one.contribution, one.reserve, one.patronage, one.remainder]),
  ).toEqual([
    ['年初余额', 100_00n, 0n, 0n, 0n],
    ['盈余转为出资', 21_60n, 0n, 0n, 0n],
    ['2022 年盈余分配', 0n, 15_00n, 162_00n, 54_00n],
    ['年末余额（总额）', 121_60n, 15_00n, 162_00n, 54_00n],
  ])
  const [before] = await within((trx) => memberAccounts(trx, { ...of, year: 2022, member: coop.members[0] }))
  expect(before?.rows.map((one) => [one.says, one.contribution, one.amount])).toEqual([
    ['年初余额', 100_00n, 0n],
    ['交售给本社', 0n, 100_00n],
    ['年末余额（总额）', 100_00n, 100_00n],
  ])
  const money = await within((trx) => householdMoney(trx, { ...of, member: coop.members[1]! }))
  expect(money).toEqual([
    {
      year: 2022,
      patronage: 324_00n,
      remainder: 108_00n,
      converted: 43_20n,
      paid: 100_00n,
      pending: 0n,
      owed: 288_80n,
      failed: null,
    },
  ])
})

test('who is paid is who was named for the day; what a dead member is owed waits for his heirs', async () => {
  const [, second, third] = coop.members as [string, string, string]
  const insert = (table: string, row: Record<string, string>) =>
    raw(
      `insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.values(row)
        .map((one) => `'${one}'`)
        .join(', ')})`,
    )
  const own = { home: HOME, body: coop.body, area: TOWN_A }
  const role = { ...own, role: 'payee', from_day: '2023-03-19', ground: '成员签字的申请' }
  await insert('member_role', { ...role, id: randomUUID(), member: second, person: '女儿' })
  const batchOn = (day: string, member: string) =>
    outcomeOf(async (trx) =>
      makeBatch(trx, (await findPlan(trx, id))!, { way: 'cash', day, lines: [{ member, amount: 1_00n }] }),
    )
  const payeeOf = async (batch: string) =>
    (await within((trx) => batchLines(trx, { home: HOME, batches: [batch] })))[0]?.payee
  expect(await payeeOf(must(await batchOn('2023-03-18', second)).id)).toBeNull()
  expect(await payeeOf(must(await batchOn('2023-03-19', second)).id)).toBe('女儿')
  const money = async (day: string) =>
    (await within(async (trx) => slipsOf(trx, (await findPlan(trx, id))!, { member: second, day })))[0]?.money
  expect(await money('2023-03-18')).not.toContain('由 女儿 领取')
  expect(await money('2023-03-19')).toContain('由 女儿 领取')
  await insert('membership_end', {
    ...own,
    id: randomUUID(),
    member: third,
    kind: 'died',
    day: '2023-03-19',
  })
  const waits = await batchOn('2023-03-19', third)
  expect(waits).toMatchObject({ ok: false, problems: [{ code: 'pay-refused' }] })
  expect(JSON.stringify(waits)).toContain('应得的钱先记着')
  must(await batchOn('2023-03-18', third))
})
