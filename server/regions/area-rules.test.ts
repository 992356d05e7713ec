/** What a township said for its cooperatives goes where the township went, and comes back with it. */
import { sql, type RawBuilder } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AskedAreaChange, ListedArea } from '#contract/regions/area-changes.ts'
import { withScope } from '#server/database/connect.ts'
import { rhythmAt } from '#server/disclosure/board-store.ts'
import { loadBooks } from '#server/supervision/books.ts'
import { signIn, testApp, type Person, type TestApp } from '../../tests/app.ts'

const TODAY = '2026-06-20'
const DAY = '2026-03-10'
const BACK = '2026-06-15'

let app: TestApp
let county: Person
let [gone, heir] = ['', '']
let villages: ListedArea[] = []

const system = async <T>(query: RawBuilder<T>): Promise<T[]> =>
  withScope(
    app.database.db,
    { user: 'system', role: 'system', national: 'on', door: 'test' },
    async (trx) => {
      const { rows } = await query.execute(trx)
      return rows
    },
  )
const asked = (more: Partial<AskedAreaChange> = {}): AskedAreaChange => {
  const codes = villages.map((one, at) => ({ from: one.code, to: `${heir}${900 + at}` }))
  return {
    kind: 'merge',
    day: DAY,
    ground: '省民政厅批复〔2026〕8号',
    ends: [gone, ...villages.map((one) => one.code)],
    adds: villages.map((one, at) => ({ code: codes[at]!.to, name: one.name })),
    renames: [],
    moves: [{ from: gone, to: heir }, ...codes],
    picks: {},
    ...more,
  }
}
const preview = async (more: Partial<AskedAreaChange> = {}) =>
  (
    await county.post<{ problems: object[]; rules: { kind: string; area: string; to: string | null }[] }>(
      '/api/area-changes/preview',
      asked(more),
    )
  ).body
/** What the township's own words are at the heir on a day. */
const heldAt = async (area: string, day: string) =>
  withScope(
    app.database.db,
    { user: 'x', role: 'township', area_low: area, area_high: `${area}A`, door: 'test' },
    async (trx) => {
      const books = await loadBooks(trx, [])
      const rhythm = await rhythmAt(trx, { area, day })
      const values = await sql<{ value: string | null }>`
      select value from parameter_values_said() v where area = ${area} and parameter = 'p' and from_day <= ${day}
      order by from_day desc, place desc limit 1`.execute(trx)
      return {
        rhythm: rhythm?.every ?? null,
        adopted: books.adoptions.some(
          (one) =>
            one.area === area &&
            one.document === 'd' &&
            one.from! <= day &&
            (one.to === null || day <= one.to),
        ),
        value: values.rows[0]?.value ?? null,
      }
    },
  )
const NOTHING = { rhythm: null, adopted: false, value: null }
const ALL = { rhythm: 'month', adopted: true, value: '7' }

beforeAll(async () => {
  app = await testApp(TODAY)
  county = await signIn(app, 'xian')
  const seats = await system(
    sql<{ area: string }>`select area from app_user where username in ('zhen1', 'zhen2') order by username`,
  )
  ;[gone, heir] = [seats[0]!.area, seats[1]!.area]
  const { body } = await county.get<{ rows: ListedArea[] }>(`/api/county-areas?size=500&within=${gone}`)
  villages = body.rows.filter((one) => one.level === 'village')
  await system(
    sql`insert into disclosure_rhythm (area, every, from_day, ground) values (${gone}, 'month', '2025-01-01', '镇公开办法')`,
  )
  await system(
    sql`insert into adoption (document, area, from_day, ground) values ('d', ${gone}, '2025-01-01', '镇办法')`,
  )
  await system(sql`
    insert into parameter_value (document, parameter, area, from_day, value, ground)
    values ('d', 'p', ${gone}, '2025-01-01', '7', '镇办法')`)
})
afterAll(() => app.close())

test('the preview tells that every word goes on, and the merger carries it from its day on until it is taken back', async () => {
  const shown = await preview()
  expect(shown.problems).toEqual([])
  expect(shown.rules.map((one) => [one.kind, one.area, one.to])).toEqual(
    ['adoption', 'parameter', 'rhythm'].map((kind) => [kind, gone, heir]),
  )
  expect(await heldAt(heir, '2026-04-01')).toEqual(NOTHING)
  const done = await county.post<{ id: string }>('/api/area-changes', asked())
  expect(done.status, done.says).toBe(200)
  expect(await heldAt(heir, '2026-04-01')).toEqual(ALL)
  expect(await heldAt(heir, DAY)).toEqual(ALL)
  // The quarter in which it moved is shown whole by months; values and documents hold from the day.
  expect(await heldAt(heir, '2026-03-09')).toEqual({ ...NOTHING, rhythm: 'month' })
  expect(await heldAt(heir, '2025-12-31')).toEqual(NOTHING)

  const back = await county.post(`/api/area-changes/${done.body.id}/undo`, { day: BACK, ground: '批复撤销' })
  expect(back.status, back.says).toBe(200)
  expect(await heldAt(heir, BACK)).toEqual(NOTHING)
  expect(await heldAt(heir, '2026-06-14')).toMatchObject({ adopted: true, value: '7' })
  expect(await heldAt(gone, BACK)).toEqual(ALL)
})

test('a word that meets another at the successor is listed to be said anew and does not override it', async () => {
  await system(
    sql`insert into disclosure_rhythm (area, every, from_day, ground) values (${heir}, 'quarter', '2026-04-01', '镇公开办法')`,
  )
  await system(sql`
    insert into parameter_value (document, parameter, area, from_day, value, ground)
    values ('d', 'p', ${heir}, '2026-04-01', '9', '镇办法')`)
  const more = { day: '2026-06-18' }
  expect((await preview(more)).rules.map((one) => [one.kind, one.to])).toEqual([
    ['adoption', heir],
    ['parameter', null],
    ['rhythm', null],
  ])
  const done = await county.post('/api/area-changes', asked(more))
  expect(done.status, done.says).toBe(200)
  expect(await heldAt(heir, TODAY)).toEqual({ rhythm: 'quarter', adopted: true, value: '9' })
})
