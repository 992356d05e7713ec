/** Cooperatives that stand before the end of their year: one act away from closing it, from posting its division, from having it paid. */
import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { TypedPlan } from '#core/surplus/typed-plan.ts'
import { hashPassword } from '#server/access/sign-in.ts'
import { insertUser } from '#server/access/store.ts'
import { openBook, postVoucher } from '#server/accounting/post-voucher.ts'
import { verifyBooks } from '#server/accounting/verify-books.ts'
import { withScope, type Database } from '#server/database/connect.ts'
import { openKeys } from '#server/database/crypt.ts'
import { keepFile } from '#server/files/content.ts'
import { recordTrades } from '#server/membership/record-trades.ts'
import { findLedgerBody } from '#server/membership/store.ts'
import { actOnPlan, postPlan, recordVote } from '#server/surplus/act-on-plan.ts'
import { freezePlan } from '#server/surplus/make-plan.ts'
import { makeBatch } from '#server/surplus/pay.ts'
import { findPlan, sharesOf } from '#server/surplus/plan-store.ts'
import { findSurplusBody } from '#server/surplus/year-inputs.ts'
import { must } from '../must.ts'
import { ALL } from './ledgers.ts'

export const USER = { username: 'kuaiji', password: 'Heshe@990101' }
const HOME = '990101'
const TOWN = '990101101'
const TODAY = '2026-03-20'
const MEMBERS = 25
const ACTOR = { username: USER.username, role: 'accountant' }
const POLICY = { floor: 600_000n, floorClause: 'cooperative-law#第44条', cap: null, capClause: null }
const TYPED: TypedPlan = {
  surplus: '50000',
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

export type Act = 'close' | 'post' | 'pay'

export interface Standing {
  act: Act
  body: string
  /** Of who is about to post or to pay. */
  plan: string
  batch: string
  members: string[]
}

type Trx = Kysely<unknown>

/** Makes the cooperatives and the accountant of all of them. */
export async function standingYears(database: Database<unknown>, acts: readonly Act[]): Promise<Standing[]> {
  const made: Standing[] = []
  for (const act of acts) made.push(await withScope(database.app, ALL, (trx) => stand(trx, database, act)))
  await withScope(database.app, ALL, async (trx) => {
    const passwordHash = await hashPassword(USER.password)
    const of = { id: randomUUID(), name: '秦算盘', role: 'accountant', area: null, mustChange: false }
    const bodies = made.map((one) => one.body)
    await insertUser(trx, { ...of, ...USER, bodies, passwordHash, now: new Date() })
  })
  return made
}

async function stand(trx: Trx, database: Database<unknown>, act: Act): Promise<Standing> {
  const body = await add(trx, 'body', {
    name: `禾丰县${act}专业合作社`,
    registered_on: '2015-01-01',
    registration_state: '存续',
  })
  const members: string[] = []
  for (let at = 0; at < MEMBERS; at += 1)
    members.push(
      await add(trx, 'member', {
        body,
        person: `成员${at}`,
        kind: '农民',
        joined_on: '2020-01-01',
        contribution: 100_00,
      }),
    )
  const of = { home: HOME, body, area: TOWN }
  must(await openBook(trx, { ...of, startedOn: act === 'close' ? '2025-12-01' : '2026-01-01' }))
  if (act === 'close') {
    await december(trx, of)
    return { act, body, plan: '', batch: '', members }
  }
  const plan = await resolved(trx, database, { ...of, members })
  return { act, body, plan, members, batch: act === 'pay' ? await listed(trx, plan) : '' }
}

async function add(trx: Trx, register: 'body' | 'member', values: Record<string, unknown>): Promise<string> {
  const id = randomUUID()
  const row = { home: HOME, id, area: TOWN, version: 1, effective_on: '2020-01-01', ended: false, ...values }
  const names = sql.raw(Object.keys(row).join(', '))
  const table = sql.table(`${register}_version`)
  await sql`insert into ${table} (${names})
    select ${names} from jsonb_populate_record(null::${table}, ${JSON.stringify(row)}::jsonb)`.execute(trx)
  return id
}

/** A December of income and cost, each of its accounts to be carried over. */
async function december(trx: Trx, of: { home: string; body: string; area: string }): Promise<void> {
  const entries = [
    ['102', '501', 9_000_00n],
    ['521', '102', 4_000_00n],
    ['523', '101', 300_00n],
    ['101', '102', 1_000_00n],
    ['102', '524', 12_34n],
  ] as const
  for (const [debit, credit, fen] of entries)
    must(
      await postVoucher(trx, {
        ...of,
        on: '2025-12-10',
        summary: '十二月',
        lines: [
          { account: debit, debit: fen },
          { account: credit, credit: fen },
        ],
      }),
    )
}

/** A division that the meeting has passed. */
async function resolved(
  trx: Trx,
  database: Database<unknown>,
  of: { home: string; body: string; area: string; members: readonly string[] },
): Promise<string> {
  const rows = of.members.map((member, at) => ({
    member,
    day: '2025-06-01',
    direction: 'delivered',
    product: '番茄',
    quantity: '10',
    amount: String(100 + at),
  }))
  must(await recordTrades(trx, (await findLedgerBody(trx, of.body))!, { rows, today: TODAY }))
  const body = (await findSurplusBody(trx, of.body))!
  const { id } = must(await freezePlan(trx, body, { year: 2025, typed: TYPED, policy: POLICY }))
  const plan = (await findPlan(trx, id))!
  const minutes = await keepFile(
    trx,
    {
      home: of.home,
      area: of.area,
      body: of.body,
      name: '会议记录.jpg',
      type: 'image/jpeg',
      bytes: Buffer.from('x'),
    },
    openKeys(database.secrets),
  )
  const base = { actor: ACTOR, today: TODAY }
  must(await actOnPlan(trx, plan, { ...base, action: 'layOpen', day: '2026-02-01' }))
  must(await actOnPlan(trx, plan, { ...base, action: 'call', day: '2026-02-02', meetingOn: '2026-02-20' }))
  const vote = { day: '2026-02-20', present: of.members, proxies: [], proxyLimit: 1, extraVotes: 0 }
  const votes = { yes: of.members.length, no: 0, abstained: 0, resolution: '第 1 号决议', files: [minutes] }
  must(await recordVote(trx, plan, { ...base, vote: { ...vote, ...votes } }))
  return id
}

/** The division is posted, and everybody stands on the list that went to the bank. */
async function listed(trx: Trx, id: string): Promise<string> {
  const plan = (await findPlan(trx, id))!
  must(await postPlan(trx, plan, { actor: ACTOR, on: '2026-03-01', today: TODAY }))
  const shares = await sharesOf(trx, { home: plan.home, plan: id })
  const lines = shares.map((one) => ({
    member: one.member,
    amount: one.patronage + one.remainder - one.converted,
  }))
  return must(await makeBatch(trx, plan, { way: 'bank', day: '2026-03-02', lines })).id
}

export interface Stood {
  carried: boolean
  closed: boolean
  posted: boolean
  paid: boolean
}

/** What of its act stands, and every sentence that does not hold. */
export async function standOf(
  database: Database<unknown>,
  one: Standing,
): Promise<{ stood: Stood; wrong: string[] }> {
  return withScope(database.app, ALL, async (trx) => {
    const { rows } = await sql<Record<Counted, number> & { closed: string | null }>`
      select (select count(*) from voucher where body = ${one.body} and phase = 'closing')::int as carried,
        (select closed_through::text from book where body = ${one.body}) as closed,
        (select count(*) from book_close where body = ${one.body})::int as closings,
        (select count(*) from disclosure_pack where body = ${one.body})::int as packs,
        (select count(*) from surplus_action where body = ${one.body} and action = 'post')::int as posted,
        (select count(*) from voucher where body = ${one.body} and source ? 'plan' and not source ? 'batch')::int as plan_vouchers,
        (select count(*) from share_event where body = ${one.body} and kind = 'surplus')::int as converted,
        (select count(*) from surplus_pay_result where body = ${one.body})::int as results,
        (select count(*) from voucher where body = ${one.body} and source ? 'batch')::int as pay_vouchers`.execute(
      trx,
    )
    const at = rows[0]!
    const { differences } = await verifyBooks(trx)
    const wrong = differences.map((says) => `books: ${says}`)
    const say = (bad: boolean, says: string): number => (bad ? wrong.push(`${one.act}: ${says}`) : 0)
    say(![0, ENTRIES].includes(at.carried), `${at.carried} of ${ENTRIES} entries of closing`)
    const closed = at.closed !== null
    say(at.closings !== Number(closed), `${at.closings} closings, closed until ${at.closed}`)
    say(at.packs !== Number(closed), `${at.packs} packs to show, closed until ${at.closed}`)
    say(closed && at.carried !== ENTRIES, 'closed and not carried over')
    say(at.posted !== at.plan_vouchers, `${at.posted} steps of posting, ${at.plan_vouchers} vouchers`)
    say(at.converted !== at.posted * MEMBERS, `${at.converted} contributions of ${MEMBERS}`)
    say(at.results !== at.pay_vouchers * MEMBERS, `${at.results} results, ${at.pay_vouchers} vouchers`)
    say(at.posted > 1 || at.pay_vouchers > 1, 'done twice')
    const stood = { carried: at.carried > 0, closed, posted: at.posted > 0, paid: at.pay_vouchers > 0 }
    return { stood, wrong }
  })
}

/** Results into the year, the year into what is undivided: nothing was divided in the year itself. */
const ENTRIES = 2
type Counted =
  | 'carried'
  | 'closings'
  | 'packs'
  | 'posted'
  | 'plan_vouchers'
  | 'converted'
  | 'results'
  | 'pay_vouchers'
