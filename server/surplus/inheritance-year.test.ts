/** The year of an inheritance: one share counts once, and the reserve of the dead member's account is the heir's. */
import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TypedPlan } from '#core/surplus/typed-plan.ts'
import { withScope } from '#server/database/connect.ts'
import { keepFile } from '#server/files/content.ts'
import type { Outcome } from '#core/values/outcome.ts'
import { must } from '../../tests/must.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, outcomeAs, smallCounty, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { actOnPlan, postPlan, recordVote } from './act-on-plan.ts'
import { memberAccounts } from './member-accounts.ts'
import { freezePlan, makePlan } from './make-plan.ts'
import { findPlan } from './plan-store.ts'
import { findSurplusBody, yearMembers } from './year-inputs.ts'

const POLICY = { floor: 600_000n, floorClause: 'cooperative-law#第44条', cap: null, capClause: null }
const ACTOR = { username: 'kuaiji', role: 'accountant' }
const TODAY = '2024-04-20'
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
  subsidyTotal: '300',
  giftTotal: '',
  reserveBasis: '出资额',
  convertRate: '',
  rewards: [],
}

const VOTE = {
  proxies: [],
  proxyLimit: 1,
  extraVotes: 0,
  yes: 3,
  no: 0,
  abstained: 0,
  resolution: '成员大会决议',
}

let county: SmallCounty
let coop: SmallBook
let minutes = ''
let heir = ''
let dead = ''
let reserve = 0n
beforeAll(async () => {
  county = await smallCounty()
  coop = await smallBook(county)
  dead = coop.members[0]!
  minutes = await within((trx) =>
    keepFile(
      trx,
      {
        home: HOME,
        area: TOWN_A,
        body: coop.body,
        name: '记录.jpg',
        type: 'image/jpeg',
        bytes: Buffer.from('x'),
      },
      county.services.keys,
    ),
  )
  for (const member of coop.members) await share({ kind: 'cash', member, amount: 100_00, day: '2021-01-01' })
  for (const [day, member] of [
    ['2022-06-01', coop.members[1]],
    ['2023-02-01', dead],
    ['2023-07-01', coop.members[1]],
  ])
    await within((trx) =>
      sql`insert into trade (home, id, body, area, member, day, direction, product, quantity, amount)
        values (${HOME}, ${randomUUID()}, ${coop.body}, ${TOWN_A}, ${member}, ${day}, 'delivered', '茧', 1000, 100)`.execute(
        trx,
      ),
    )
})
afterAll(() => county.database.close())

const within = <T>(work: (trx: Transaction<unknown>) => Promise<T>): Promise<T> =>
  withScope(county.db, coop.accountant.scope, work)
const outcomeOf = <T>(work: (trx: Transaction<unknown>) => Promise<Outcome<T>>): Promise<T> =>
  outcomeAs(county.db, coop.accountant.scope, work).then(must)

function share(of: { kind: string; member: string; amount: number; day: string; receiver?: string }) {
  const more = of.receiver === undefined ? [null, null] : ['成员大会决议', of.day]
  return within((trx) =>
    sql`insert into share_event (home, id, body, area, kind, member, receiver, amount, day, resolution, resolved_on)
      values (${HOME}, ${randomUUID()}, ${coop.body}, ${TOWN_A}, ${of.kind}, ${of.member}, ${of.receiver ?? null}, ${of.amount},
        ${of.day}, ${more[0]}, ${more[1]})`.execute(trx),
  )
}

async function posted(year: number): Promise<void> {
  const { id } = await outcomeOf(async (trx) =>
    freezePlan(trx, (await findSurplusBody(trx, coop.body))!, { year, typed: TYPED, policy: POLICY }),
  )
  const day = (rest: string) => `${year + 1}-${rest}`
  const on = async (trx: Transaction<unknown>) => (await findPlan(trx, id))!
  const step = (action: 'layOpen' | 'call', more: object) =>
    outcomeOf(async (trx) =>
      actOnPlan(trx, await on(trx), { actor: ACTOR, action, day: day('03-01'), today: TODAY, ...more }),
    )
  await step('layOpen', { note: '社办公室' })
  await step('call', { meetingOn: day('03-16') })
  await outcomeOf(async (trx) =>
    recordVote(trx, await on(trx), {
      actor: ACTOR,
      today: TODAY,
      vote: {
        day: day('03-16'),
        present: await presentOf(trx, id),
        proxies: [],
        proxyLimit: 1,
        extraVotes: 0,
        yes: 3,
        no: 0,
        abstained: 0,
        resolution: `${year} 年成员大会决议`,
        files: [minutes],
      },
    }),
  )
  await outcomeOf(async (trx) =>
    postPlan(trx, await on(trx), { actor: ACTOR, on: day('03-17'), today: TODAY }),
  )
}

/** Everybody in the plan who is still a member: the dead member is in it for his trades and has no vote. */
async function presentOf(trx: Transaction<unknown>, plan: string): Promise<string[]> {
  const { rows } = await sql<{ member: string }>`
    select s.member from surplus_share s join member m on m.home = s.home and m.id = s.member
    where s.plan = ${plan}::uuid and m.left_on is null`.execute(trx)
  return rows.map((one) => one.member)
}

const ofYear = async (year: number) => {
  const { members } = await within((trx) => yearMembers(trx, { home: HOME, body: coop.body }, year))
  return Object.fromEntries(
    members.map((one) => [one.id === dead ? 'dead' : one.id === heir ? 'heir' : one.name, one]),
  )
}
const heads = async (year: number) =>
  Object.fromEntries(Object.entries(await ofYear(year)).map(([who, one]) => [who, one.head]))
const subsidies = (year: number) =>
  outcomeOf(async (trx) =>
    makePlan(trx, (await findSurplusBody(trx, coop.body))!, { year, typed: TYPED, policy: POLICY }),
  ).then((made) =>
    made.division.members.map((one) => one.subsidyShare).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
  )

test('while the share is frozen it stands for one member', async () => {
  await posted(2022)
  await within((trx) =>
    sql`insert into membership_end (home, id, body, area, member, kind, day)
      values (${HOME}, ${randomUUID()}, ${coop.body}, ${TOWN_A}, ${dead}, 'died', '2023-03-10')`.execute(trx),
  )
  await county.add(
    'member',
    { person: '成员甲', kind: '农民', joined_on: '2020-01-01', left_on: '2023-03-10' },
    { body: coop.body, area: TOWN_A, day: '2023-03-10', id: dead, version: 2 },
  )
  expect(await heads(2023)).toEqual({ dead: true, 成员乙: true, 成员丙: true })
  expect(await subsidies(2023)).toEqual([100_00n, 100_00n, 100_00n])
  reserve = (await ofYear(2023))['dead']?.reserveBefore ?? 0n
  // A third of 100 yuan; who gets the fen over is settled by the order of numbers.
  expect([33_33n, 33_34n]).toContain(reserve)
})

test('in the year in which the heir became a member he alone counts, and has the reserve of the account', async () => {
  heir = await county.add(
    'member',
    { person: '继承人', kind: '农民', joined_on: '2023-05-01' },
    { body: coop.body, area: TOWN_A, day: '2023-05-01' },
  )
  await share({ kind: 'inheritance', member: dead, receiver: heir, amount: 100_00, day: '2023-05-01' })
  // The dead member traded in the year, so he is in the plan; alike he counts no more.
  expect(await heads(2023)).toEqual({ dead: false, heir: true, 成员乙: true, 成员丙: true })
  expect(await subsidies(2023)).toEqual([0n, 100_00n, 100_00n, 100_00n])
  const year = await ofYear(2023)
  expect([year['dead']?.reserveBefore, year['heir']?.reserveBefore]).toEqual([0n, reserve])
})

test('who died has no vote at the meeting on the year in which he still shares', async () => {
  const { id } = await outcomeOf(async (trx) =>
    freezePlan(trx, (await findSurplusBody(trx, coop.body))!, { year: 2023, typed: TYPED, policy: POLICY }),
  )
  const plan = await within(async (trx) => (await findPlan(trx, id))!)
  const step = (action: 'layOpen' | 'call' | 'withdraw', more: object) =>
    outcomeOf((trx) =>
      actOnPlan(trx, plan, { actor: ACTOR, action, day: '2024-03-01', today: TODAY, ...more }),
    )
  await step('layOpen', { note: '社办公室' })
  await step('call', { meetingOn: '2024-03-16' })
  const counted = await outcomeAs(county.db, coop.accountant.scope, (trx) =>
    recordVote(trx, plan, {
      actor: ACTOR,
      today: TODAY,
      vote: { ...VOTE, day: '2024-03-16', present: [dead, heir], files: [minutes] },
    }),
  )
  expect(counted.ok ? [] : counted.problems.map((one) => one.code)).toContain('meeting-attendance-stranger')
  await step('withdraw', { note: '重做' })
})

test('in the year after the heir has it once, and the dead member is in no plan', async () => {
  await posted(2023)
  const year = await ofYear(2024)
  expect(Object.keys(year).toSorted()).toEqual(['heir', '成员丙', '成员乙'].toSorted())
  const total = Object.values(year).reduce((sum, one) => sum + one.reserveBefore, 0n)
  // Two years of 100 yuan each: nothing of it was lost or counted twice.
  expect(total).toBe(200_00n)
})

test('the accounts show the reserve pass with the share, and carry it over once', async () => {
  const account = async (member: string, year: number) => {
    const [found] = await within((trx) => memberAccounts(trx, { home: HOME, body: coop.body, year, member }))
    return found?.rows.map((row) => [row.says, row.reserve])
  }
  const ends = (rows: unknown[][] | undefined) => [rows?.[0]?.[1], rows?.at(-1)?.[1]]
  expect(ends(await account(dead, 2023))).toEqual([0n, 0n])
  expect(await account(dead, 2023)).toContainEqual(['继承（公积金份额）', -reserve])
  expect(ends(await account(heir, 2023))).toEqual([0n, reserve])
  const [opening, closing] = ends(await account(heir, 2024))
  expect(opening).toBe(reserve)
  // The plan of 2023, posted in 2024, adds what it quantified to the heir.
  expect((closing as bigint) - reserve).toBeGreaterThan(0n)
})

test('what a plan posted after the heir’s own death still gave him is in the account of his heir alone', async () => {
  const next = coop.members[1]!
  await within((trx) =>
    sql`insert into membership_end (home, id, body, area, member, kind, day)
      values (${HOME}, ${randomUUID()}, ${coop.body}, ${TOWN_A}, ${heir}, 'died', '2024-01-20')`.execute(trx),
  )
  await county.add(
    'member',
    { person: '继承人', kind: '农民', joined_on: '2023-05-01', left_on: '2024-01-20' },
    { body: coop.body, area: TOWN_A, day: '2024-01-20', id: heir, version: 2 },
  )
  // The plan of 2023 was posted on 17 March.
  await share({ kind: 'inheritance', member: heir, receiver: next, amount: 100_00, day: '2024-02-01' })
  const accounts = await within((trx) => memberAccounts(trx, { home: HOME, body: coop.body, year: 2024 }))
  const ends = new Map(accounts.map((one) => [one.member, one.rows.at(-1)?.reserve ?? 0n]))
  expect(ends.get(heir)).toBe(0n)
  expect([...ends.values()].reduce((sum, one) => sum + one, 0n)).toBe(200_00n)
  const [alone] = await within((trx) =>
    memberAccounts(trx, { home: HOME, body: coop.body, year: 2024, member: next }),
  )
  expect(alone?.rows.at(-1)?.reserve).toBe(ends.get(next))
  const { members } = await within((trx) => yearMembers(trx, { home: HOME, body: coop.body }, 2024))
  expect(members.map((one) => [one.id, one.reserveBefore]).toSorted()).toEqual(
    [...ends].filter(([member]) => member !== heir && member !== dead).toSorted(),
  )
})
