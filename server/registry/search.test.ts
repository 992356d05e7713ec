import { sql } from 'kysely'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope, type Scope } from '#server/database/connect.ts'
import { smallCounty, TOWN_A, TOWN_B, type SmallCounty } from '../../tests/small-county.ts'
import { searchBodies } from './search.ts'

/** What stands in the words of the bodies: letters that come together, apart and doubled, and those that `like` reads. */
const NAMES = [
  '麦川丰收合作社',
  '丰收种植社',
  '川麦丰合作',
  '百分百%农机社',
  '下划_线社',
  '反\\斜社',
  '收收收社',
]
let county: SmallCounty
let scope: Scope

beforeAll(async () => {
  county = await smallCounty()
  scope = (await county.person('chazhao', 'county', { area: '990101' })).scope
  const system = { user: 'system', role: 'system', national: 'on', door: 'test' }
  for (const [index, name] of NAMES.entries()) {
    const id = await county.addBody(index % 2 === 0 ? TOWN_A : TOWN_B, { name })
    const words = `${name} 9399010100000000${index}x`
    await withScope(county.db, system, (trx) =>
      sql`insert into body_search (home, body, words, initials, name_key)
        values ('990101', ${id}, ${words}, ${`ab${index}c`}, ${name})`.execute(trx),
    )
  }
})
afterAll(() => county.database.close())

const namesFor = async (q: string, as: Scope = scope): Promise<string[]> =>
  (await withScope(county.db, as, (trx) => searchBodies(trx, q))).hits.map(({ name }) => name).toSorted()

test.each([
  ['丰', ['丰收种植社', '川麦丰合作', '麦川丰收合作社']],
  ['丰收', ['丰收种植社', '麦川丰收合作社']],
  ['收收', ['收收收社']],
  ['川丰收合', ['麦川丰收合作社']],
  ['麦丰收', []],
  ['百%', ['百分百%农机社']],
  ['%', ['百分百%农机社']],
  ['_线', ['下划_线社']],
  ['反\\斜', ['反\\斜社']],
  ['AB3', ['百分百%农机社']],
  ['0003X', ['百分百%农机社']],
])('“%s” finds those that hold it as it is written, and no other', async (q, names) => {
  expect(await namesFor(q)).toEqual(names)
})

test('any part of any name finds it, however short', async () => {
  const part = fc
    .tuple(fc.constantFrom(...NAMES), fc.nat(9), fc.integer({ min: 1, max: 6 }))
    .map(([name, from, length]) => name.slice(from, from + length))
    .filter((one) => one.trim() !== '')
  await fc.assert(
    fc.asyncProperty(part, async (q) => {
      expect(await namesFor(q)).toEqual(NAMES.filter((name) => name.includes(q)).toSorted())
    }),
    { numRuns: 60 },
  )
})

test('a township finds only its own', async () => {
  const { scope: town } = await county.person('zhenchazhao', 'township', { area: TOWN_B })
  expect(await namesFor('丰收', town)).toEqual(['丰收种植社'])
})
