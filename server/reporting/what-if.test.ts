/** The sandbox of policy: what it says comes true when saved and it writes nothing. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WhatIfResult } from '#contract/supervision/what-if.ts'
import { withScope } from '#server/database/connect.ts'
import { signIn, testApp, type Person, type TestApp } from '../../tests/app.ts'

const SYSTEM = { user: 'system', role: 'system', national: 'on', door: 'test' }
const DAY = '2026-03-20'

let app: TestApp
let officer: Person
beforeAll(async () => {
  app = await testApp(DAY)
  officer = await signIn(app, 'xian')
})
afterAll(() => app.close())

const parameter = (document: string, id: string, value: string) => ({
  kind: 'parameter',
  document,
  parameter: id,
  value,
  from: DAY,
})
const ask = async (body: object): Promise<WhatIfResult> => {
  const answer = await officer.post<WhatIfResult>('/api/what-if', body)
  expect(answer.status, answer.says).toBe(200)
  return answer.body
}
const MORE_MEMBERS = parameter('cooperative-law', 'minimum_members', '8名')
const LESS_COMPLETE = parameter('shuocheng-2021', 'dossier_completeness_floor', '50%')
const ADOPTION = { kind: 'adoption', document: 'nanchuan-2021', area: '990101', from: DAY, to: null }

async function open(rule: string): Promise<number> {
  const { rows } = await withScope(app.database.db, SYSTEM, (trx) =>
    sql<{
      n: number
    }>`select count(*)::int as n from finding where closed_on is null and rule = ${rule}`.execute(trx),
  )
  return rows[0]!.n
}

async function everything(): Promise<unknown> {
  const tables = [
    'adoption',
    'parameter_value',
    'finding',
    'body_verdict',
    'body_fact',
    'audit',
    'clash_choice',
  ]
  const { rows } = await withScope(app.database.db, SYSTEM, (trx) =>
    sql`select ${sql.join(tables.map((name) => sql`(select array_agg(md5(t::text) order by md5(t::text)) from ${sql.table(name)} t)`))}`.execute(
      trx,
    ),
  )
  return rows
}

test('nothing is written by looking at a stricter value, a looser one, or another county’s plan', async () => {
  const before = await everything()
  const stricter = await ask(MORE_MEMBERS)
  expect(stricter.opens).toBeGreaterThan(0)
  expect(stricter.closes).toBe(0)
  expect(stricter.rows[0]).toMatchObject({ opens: true, says: expect.stringContaining('8') })
  expect((await ask(LESS_COMPLETE)).closes).toBeGreaterThan(0)
  const plan = await ask(ADOPTION)
  expect(plan.targets.map((one) => [one.id, one.before])).toContainEqual([
    'nanchuan-2021/annual-reports',
    '没有这个目标',
  ])
  expect(plan.clashes.map((one) => one.id)).toContain('nanchuan-2021/listed-still-report')
  expect(await everything()).toEqual(before)
})

test('what it says comes true when the change is saved and the check is run', async () => {
  for (const [thought, rule] of [
    [MORE_MEMBERS, 'cooperative-law/members-at-least-five'],
    [LESS_COMPLETE, 'shuocheng-2021/dossier-complete'],
  ] as const) {
    const said = await ask(thought)
    const turn = said.rules.find((one) => one.rule === rule)!
    const before = await open(rule)
    const { document, parameter: id, value, from } = thought
    const saved = await officer.post(`/api/policies/${document}/parameters/${id}`, {
      value,
      from,
      source: '县政府文件',
    })
    expect(saved.status, saved.says).toBe(200)
    expect((await officer.post('/api/check')).status).toBe(200)
    expect((await open(rule)) - before).toBe(turn.opens - turn.closes)
    expect(await ask(thought)).toMatchObject({ opens: 0, closes: 0 })
  }
})

test('a value below the law is told as such, turns nothing, and is not saved', async () => {
  const said = await ask(parameter('cooperative-law', 'patronage_return_floor', '59.99%'))
  expect(said).toMatchObject({ opens: 0, closes: 0, refused: expect.stringMatching(/第44条.*60%.*不会生效/) })
  const body = { value: '59.99%', source: '县政府文件' }
  const saved = await officer.post('/api/policies/cooperative-law/parameters/patronage_return_floor', body)
  expect([saved.status, saved.says]).toEqual([422, expect.stringContaining('不会生效')])
  expect((await ask(parameter('cooperative-law', 'patronage_return_floor', '60%'))).refused).toBeNull()
})

test('it is for who sets policies; what is not there or not a value is told', async () => {
  const township = await signIn(app, 'zhen1')
  expect((await township.post('/api/what-if', MORE_MEMBERS)).status).toBe(403)
  expect((await officer.post('/api/what-if', { ...MORE_MEMBERS, value: '多' })).status).toBe(422)
  expect((await officer.post('/api/what-if', { ...MORE_MEMBERS, from: '明天' })).status).toBe(400)
  expect((await officer.post('/api/what-if', { ...MORE_MEMBERS, parameter: 'none' })).status).toBe(404)
  const model = { ...ADOPTION, document: 'party-led-2022' }
  expect((await officer.post('/api/what-if', model)).says).toContain('待填项')
})
