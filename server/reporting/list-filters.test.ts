/** Filters of the roll of bodies by what the check says: what each takes and what it leaves. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { body as bodyRegister } from '#core/registry/body.ts'
import { registers } from '#core/reporting/registers.ts'
import { withScope } from '#server/database/connect.ts'
import type { Caller } from '#server/http/route.ts'
import { listRecords } from '#server/register/list.ts'
import { HOME, smallCounty, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { listFilters } from './list-filters.ts'

let county: SmallCounty
let officer: Caller
let known: string
let unknown: string

beforeAll(async () => {
  county = await smallCounty()
  officer = await county.person('xian2', 'county', { area: HOME })
  known = await county.addBody(TOWN_A, { name: '少数合作社' })
  await county.add('member_summary', { as_of: '2023-01-01', members: 4, farmers: 4 }, { body: known })
  await county.add('operating_status', { status: '正常', since: '2022-01-01' }, { body: known })
  unknown = await county.addBody(HOME, { name: '未知合作社' })
  await county.check(known, unknown)
})
afterAll(() => county.database.close())

async function list(query: Record<string, string>): Promise<string[]> {
  const extra = listFilters(county.services.documents)(bodyRegister)
  const { rows } = await withScope(county.db, officer.scope, (trx) =>
    listRecords(trx, bodyRegister, { query, extra }),
  )
  return rows.map((row) => row.id)
}

const FIVE_MEMBERS = 'cooperative-law/members-at-least-five'

test('a finding takes the bodies that have it open, any takes every one with a finding', async () => {
  expect(await list({ finding: FIVE_MEMBERS })).toEqual([known])
  expect((await list({ finding: 'any' })).toSorted()).toEqual([known, unknown].toSorted())
  expect(await list({ finding: 'no/such-rule' })).toEqual([])
})

test('unknown takes the bodies over which the rule can not be judged', async () => {
  expect(await list({ unknown: FIVE_MEMBERS })).toEqual([unknown])
  expect(await list({ unknown: 'no/such-rule' })).toEqual([])
})

test('a status takes its bodies, ∅ those of which nobody knows', async () => {
  expect(await list({ status: '正常' })).toEqual([known])
  expect(await list({ status: '∅' })).toEqual([unknown])
  expect((await list({ status: '正常,∅' })).length).toBe(2)
})

test('acceptance, five-haves and the place narrow the roll', async () => {
  expect(await list({ accepted: '1' })).toEqual([])
  expect((await list({ accepted: '0' })).length).toBe(2)
  expect(await list({ fiveHaves: '0' })).toEqual([known])
  expect(await list({ fiveHaves: '∅' })).toEqual([known])
  expect(await list({ fiveHaves: '1' })).toEqual([])
  expect(await list({ areaDigits: '6' })).toEqual([unknown])
})

test('words that are no filter are left to the list, whatever they are called', () => {
  const filters = listFilters(county.services.documents)(bodyRegister)
  for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
    expect(filters[name]).toBeUndefined()
})

test('other registers have no such filters: a field called status stays a field', () => {
  for (const register of registers.filter((one) => one !== bodyRegister))
    expect(Object.keys(listFilters(county.services.documents)(register))).toEqual([])
})
