import path from 'node:path'
import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { registers } from '#core/reporting/registers.ts'
import type { PolicyBooks } from '#core/kernel/in-force.ts'
import { ROOT } from '#server/config.ts'
import { withScope } from '#server/database/connect.ts'
import { freshDatabase, type FreshDatabase } from '../../tests/template.ts'
import { must } from '../../tests/must.ts'
import { inForceAt, policyAreas } from './books.ts'
import { uncovered } from './facts/facts.ts'
import { checkToday } from './findings.ts'
import { countUnknown, failuresOf, judgeBodies } from './judge.ts'
import { knownParts } from './policy-known.ts'
import { loadPolicies } from './policy-loader.ts'
import { summarise } from './summary.ts'

let held: FreshDatabase<unknown>
let db: Kysely<unknown>
let books: PolicyBooks

const HOME = '990101'
const scope = { user: 'xian', role: 'county', area_low: '990101', area_high: '990101A', door: 'test' }

beforeAll(async () => {
  held = await freshDatabase<unknown>()
  db = held.db
  const { documents } = must(
    await loadPolicies(path.join(ROOT, 'policy'), knownParts(registers.map((one) => one.id))),
  )
  const adoption = { area: HOME, number: null, from: '2021-01-01', to: null }
  books = {
    documents,
    overrides: [],
    adoptions: [
      { ...adoption, document: 'heshui-2023' },
      { ...adoption, document: 'shuocheng-2021' },
    ],
  }
})
afterAll(() => held.close())

let body: string
let version: number
beforeEach(async () => {
  body = randomUUID()
  version = 0
  await insert(
    'body',
    { id: body, name: '甲种植专业合作社', registered_on: '2015-01-01', body_kind: '农民专业合作社' },
    '2015-01-01',
  )
})

async function insert(register: string, values: Record<string, unknown>, day: string) {
  version += 1
  const row = {
    home: HOME,
    id: randomUUID(),
    area: '990101100',
    version: 1,
    effective_on: day,
    ended: false,
    ...(register !== 'body' && { body }),
    ...values,
  }
  const names = sql.raw(Object.keys(row).join(', '))
  await withScope(db, scope, (trx) =>
    sql`insert into ${sql.table(`${register}_version`)} (${names})
        select ${names} from jsonb_populate_record(null::${sql.table(`${register}_version`)}, ${JSON.stringify(row)}::jsonb)`.execute(
      trx,
    ),
  )
}

async function check(day = '2023-03-20') {
  const areas = policyAreas(books, day)
  return withScope(db, scope, async (trx) => {
    await checkToday(trx, areas, { day, bodies: [body] })
    const { rows } = await sql<{ rule: string; says: string; closed_on: string | null }>`
      select rule, says, closed_on from finding where body = ${body} order by rule`.execute(trx)
    return rows
  })
}

const open = (rows: { rule: string; closed_on: string | null }[]): string[] =>
  rows.filter((row) => row.closed_on === null).map((row) => row.rule)

test('every declared fact has its column and its query', () => {
  expect(uncovered()).toEqual([])
})

test('a registry entry alone finds only what it can answer, and leaves the rest unknown', async () => {
  expect(open(await check())).toEqual(['credit-code/code-present'])
  const areas = policyAreas(books, '2023-03-20')
  const { rules } = await withScope(db, scope, (trx) =>
    summarise(trx, areas, { day: '2023-03-20', bodies: [body], stored: true }),
  )
  const members = rules.find((one) => one.rule === 'cooperative-law/members-at-least-five')
  expect(members).toMatchObject({ judged: 1, unknown: 1, fails: 0, passes: 0 })
})

test('four members are a finding with value, threshold and words; the fifth closes it', async () => {
  await insert('member_summary', { as_of: '2023-01-01', members: 4, farmers: 4 }, '2023-01-01')
  const found = (await check()).find((row) => row.rule === 'cooperative-law/members-at-least-five')
  expect(found?.closed_on).toBeNull()
  expect(found?.says).toContain('4')
  await insert('member_summary', { as_of: '2023-02-01', members: 5, farmers: 5 }, '2023-02-01')
  const after = (await check()).find((row) => row.rule === 'cooperative-law/members-at-least-five')
  expect(after?.closed_on).toBe('2023-03-20')
})

test('a whole check judges again only what another figure or another rule asks for, and comes out as if it had judged all', async () => {
  const judged = (rules: PolicyBooks = books) =>
    withScope(db, scope, async (trx) => {
      const areas = policyAreas(rules, '2023-03-20')
      const anew = await checkToday(trx, areas, { day: '2023-03-20' })
      const all = await judgeBodies(trx, areas, { day: '2023-03-20', stored: true })
      const kept = await sql`select body, known, failed, class from body_verdict order by body`.execute(trx)
      const whole = all.map(({ body: of, known, failed, class: named }) => ({
        body: of,
        known,
        failed,
        class: named,
      }))
      expect(kept.rows).toEqual(whole.toSorted((a, b) => (a.body < b.body ? -1 : 1)))
      const found = await sql`
        select body, rule, document_hash as hash, value, threshold, says from finding where closed_on is null order by body, rule`.execute(
        trx,
      )
      const failures = all.flatMap((one) => failuresOf(one, inForceAt(areas, one.area)))
      const said = failures.map(({ body: of, rule, hash, value, threshold, says }) => ({
        body: of,
        rule: rule.id,
        hash,
        value,
        threshold,
        says,
      }))
      const order = (one: { body: string; rule: string }): string => `${one.body} ${one.rule}`
      expect(found.rows).toEqual(said.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)))
      return anew
    })
  expect(await judged()).toBeGreaterThan(0)
  expect(await judged()).toBe(0)
  await insert('member_summary', { as_of: '2023-01-01', members: 4, farmers: 3 }, '2023-01-01')
  expect(await judged()).toBe(1)
  expect(await judged()).toBe(0)
  const fewer = { ...books, adoptions: books.adoptions.slice(0, 1) }
  expect(await judged(fewer)).toBeGreaterThan(0)
  expect(await judged(fewer)).toBe(0)
  expect(await judged()).toBeGreaterThan(0)
})

test('79 of 100 farmers fail, 80 pass, and the past keeps its own answer', async () => {
  await insert('member_summary', { as_of: '2023-01-01', members: 100, farmers: 79 }, '2023-01-01')
  expect(open(await check())).toContain('cooperative-law/farmers-at-least-four-fifths')
  await insert('member_summary', { as_of: '2023-03-01', members: 100, farmers: 80 }, '2023-03-01')
  expect(open(await check())).not.toContain('cooperative-law/farmers-at-least-four-fifths')
  const areas = policyAreas(books, '2023-02-01')
  const past = await withScope(db, scope, (trx) =>
    summarise(trx, areas, { day: '2023-02-01', bodies: [body], stored: false }),
  )
  expect(past.rules.find((one) => one.rule === 'cooperative-law/farmers-at-least-four-fifths')).toMatchObject(
    { fails: 1 },
  )
})

test('one fen of arrears to households is a finding, none is not', async () => {
  await insert('survey', { surveyed_on: '2023-03-01', household_funds: 1000000 }, '2023-03-01')
  const dividend = { as_of: '2023-03-01', year: 2022, fund_kind: '到户资金', due: 60000 }
  const id = randomUUID()
  await insert('dividend_summary', { ...dividend, id, paid: 59999 }, '2023-03-01')
  expect(open(await check())).toContain('heshui-2023/household-dividends-paid')
  await insert('dividend_summary', { ...dividend, id, paid: 60000, version: 2 }, '2023-03-10')
  expect(open(await check())).not.toContain('heshui-2023/household-dividends-paid')
})

test('what an import says is unknown is what the whole judgement counts', async () => {
  await insert('member_summary', { as_of: '2023-01-01', members: 4, farmers: 4 }, '2023-01-01')
  await check()
  const areas = policyAreas(books, '2023-03-20')
  await withScope(db, scope, async (trx) => {
    const { rules } = await summarise(trx, areas, { day: '2023-03-20', bodies: [body], stored: true })
    const unknown = rules.reduce((sum, one) => sum + one.unknown, 0)
    expect(unknown).toBeGreaterThan(0)
    expect(await countUnknown(trx, areas, [body])).toBe(unknown)
    expect(await countUnknown(trx, areas, [])).toBe(0)
  })
})

test('a second check changes nothing', async () => {
  await insert('member_summary', { as_of: '2023-01-01', members: 3, farmers: 1 }, '2023-01-01')
  expect(await check()).toEqual(await check())
})
