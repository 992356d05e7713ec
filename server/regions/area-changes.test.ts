/** 区划变更: shown before, done whole, taken back; who sees what from then on; what the database refuses to raw SQL. */
import { sql, type RawBuilder, type Transaction } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AreaChange, AreaSubject, AskedAreaChange, ListedArea } from '#contract/regions/area-changes.ts'
import { withScope } from '#server/database/connect.ts'
import { signIn, testApp, type Person, type TestApp } from '../../tests/app.ts'

const TODAY = '2026-03-20'
const DAY = '2026-03-10'
const BACK = '2026-03-15'
const RENAMED = '2026-03-17'
const HOME = '990101'
const GROUND = '省民政厅批复〔2026〕8号'
const SCOPE = { user: 'xian', role: 'county', area_low: HOME, area_high: `${HOME}A`, door: 'test' }

let app: TestApp
let county: Person
/** 乡镇 that is merged, and the one that takes it over. */
let [gone, heir] = ['', '']
let villages: ListedArea[] = []

beforeAll(async () => {
  app = await testApp(TODAY)
  county = await signIn(app, 'xian')
  const seats = await rowsOf(
    sql<{ area: string }>`select area from app_user where username in ('zhen1', 'zhen2') order by username`,
  )
  ;[gone, heir] = [seats[0]!.area, seats[1]!.area]
  villages = (await areas({ within: gone })).filter((one) => one.level === 'village')
})
afterAll(() => app.close())

async function areas(query: Record<string, string> = {}): Promise<ListedArea[]> {
  const search = new URLSearchParams({ size: '500', ...query })
  return (await county.get<{ rows: ListedArea[] }>(`/api/county-areas?${search.toString()}`)).body.rows
}
const asked = (more: Partial<AskedAreaChange>): AskedAreaChange => ({
  kind: 'merge',
  day: DAY,
  ground: GROUND,
  ends: [],
  adds: [],
  renames: [],
  moves: [],
  picks: {},
  ...more,
})
const change = (more: Partial<AskedAreaChange>, who = county) =>
  who.post<{ id: string; moved: number }>('/api/area-changes', asked(more))
const preview = async (more: Partial<AskedAreaChange>) =>
  (
    await county.post<{
      problems: { code: string; says: string }[]
      subjects: AreaSubject[]
      targets: number
    }>('/api/area-changes/preview', asked(more))
  ).body
const undo = (id: string, more: object = {}) =>
  county.post<{ moved: number }>(`/api/area-changes/${id}/undo`, { day: BACK, ground: '批复撤销', ...more })
const changes = async () => (await county.get<{ changes: AreaChange[] }>('/api/area-changes')).body.changes
const system = <T>(work: (trx: Transaction<unknown>) => Promise<T>): Promise<T> =>
  withScope(app.database.db, { user: 'system', role: 'system', national: 'on', door: 'test' }, work)
const rowsOf = async <T>(query: RawBuilder<T>): Promise<T[]> =>
  system(async (trx) => (await query.execute(trx)).rows)
const bodiesAt = async (area: string, day?: string): Promise<string[]> =>
  (
    await rowsOf(
      day === undefined
        ? sql<{ id: string }>`select id from body where starts_with(area, ${area}) and not ended`
        : sql<{
            id: string
          }>`select id from body_at(${day}::date) where starts_with(area, ${area}) and not ended`,
    )
  ).map((one) => one.id)
const seenBy = async (username: string): Promise<string[]> => {
  const { body } = await (
    await signIn(app, username)
  ).get<{ records: { id: string }[] }>('/api/registers/body?size=500')
  return body.records.map((one) => one.id)
}
async function said(statement: RawBuilder<unknown>, scope: object = {}): Promise<string | number> {
  try {
    const { numAffectedRows, rows } = await withScope(app.database.db, { ...SCOPE, ...scope }, (trx) =>
      statement.execute(trx),
    )
    return Number(numAffectedRows ?? rows.length)
  } catch (error) {
    return (error as { code?: string }).code ?? ''
  }
}
/** The township into its heir, its villages under codes of the heir. */
function merger(): Partial<AskedAreaChange> {
  const codes = villages.map((one, at) => ({ from: one.code, to: `${heir}${900 + at}` }))
  return {
    ends: [gone, ...villages.map((one) => one.code)],
    adds: villages.map((one, at) => ({ code: codes[at]!.to, name: one.name })),
    moves: [{ from: gone, to: heir }, ...codes],
  }
}

test('a preview names everything that would be moved and everything that has no place, and writes nothing', async () => {
  const before = await areas()
  expect((await preview({ ends: [gone] })).problems.map((one) => one.code)).toEqual([
    'area-orphans',
    'area-homeless',
  ])
  const shown = await preview(merger())
  expect(shown.problems).toEqual([])
  const bodies = await bodiesAt(gone)
  expect(
    shown.subjects
      .filter((one) => one.kind === 'body')
      .map((one) => one.id)
      .toSorted(),
  ).toEqual(bodies.toSorted())
  expect(shown.subjects.map((one) => one.name)).toEqual(
    expect.arrayContaining([expect.stringContaining('（zhen1）')]),
  )
  expect(shown.subjects.every((one) => one.to?.startsWith(heir))).toBe(true)
  expect(await areas()).toEqual(before)
})

test('a township is merged from a day on: bodies, records, accounts and what they see go with it, the past stays', async () => {
  const was = { gone: await bodiesAt(gone), heir: await bodiesAt(heir) }
  expect(was.gone.length).toBeGreaterThan(0)
  const made = await county.post('/api/registers/training_session', {
    values: { heldOn: '2026-02-06', topic: '财务会计制度', audience: '财务人员', attendees: 40 },
    area: gone,
    reason: '',
  })
  expect(made.status).toBe(200)
  const before = await signIn(app, 'zhen1')
  const done = await change(merger())
  expect(done.status, done.says).toBe(200)
  expect(await bodiesAt(gone)).toEqual([])
  expect((await bodiesAt(heir)).toSorted()).toEqual([...was.gone, ...was.heir].toSorted())
  // As of the day before they lie where they lay, as of the day where they were sent.
  expect((await bodiesAt(gone, '2026-03-09')).toSorted()).toEqual(was.gone.toSorted())
  expect(await bodiesAt(gone, DAY)).toEqual([])
  // The account is moved and its session ended; both officers see the same from now on.
  expect((await before.get('/api/session')).status).toBe(401)
  expect((await seenBy('zhen1')).toSorted()).toEqual((await seenBy('zhen2')).toSorted())
  expect(await seenBy('zhen1')).toEqual(expect.arrayContaining(was.gone))
  const records = await rowsOf(
    sql<{
      area: string
    }>`select area from training_session where topic = '财务会计制度' and held_on = '2026-02-06'`,
  )
  expect(records).toEqual([{ area: heir }])
  const ended = (await areas({ state: 'ended' })).find((one) => one.code === gone)
  expect(ended).toMatchObject({
    name: '麦川镇',
    to: DAY,
    heirs: [(await areas()).find((one) => one.code === heir)!.name],
  })
  expect((await changes())[0]).toMatchObject({
    kindLabel: '撤并',
    ground: GROUND,
    undone: false,
    moved: done.body.moved,
  })
})

test('what later changed keeps its later words and gets the new place for each of its days', async () => {
  const [one] = await rowsOf(sql<{ n: number; days: number }>`
    select count(*)::int as n, count(distinct effective_on)::int as days from body_version
    where source ->> 'areaChange' is not null and effective_on < ${DAY}`)
  expect(one).toEqual({ n: 0, days: 0 })
  const broken = await rowsOf(sql`
    select v.id from body_version v where v.home = ${HOME} and v.effective_on >= ${DAY} and starts_with(v.area, ${gone})
      and not exists (select from body_version n where n.id = v.id and n.effective_on = v.effective_on and n.version > v.version)`)
  expect(broken).toEqual([])
})

test('the merger is taken back by another change: everything lies where it lay, both stand in the list', async () => {
  const [merged] = await changes()
  const early = await undo(merged!.id, { day: '2026-03-09' })
  expect(early.says).toContain('不能早于变更的')
  const back = await undo(merged!.id)
  expect(back.status, back.says).toBe(200)
  expect(back.body.moved).toBe(merged!.moved)
  expect((await bodiesAt(gone)).length).toBeGreaterThan(0)
  // In between it lay elsewhere, and that stays true.
  expect(await bodiesAt(gone, '2026-03-14')).toEqual([])
  expect((await areas({ within: gone })).map((one) => one.name).toSorted()).toEqual(
    ['麦川镇', ...villages.map((one) => one.name)].toSorted(),
  )
  expect((await changes()).slice(0, 2).map((one) => [one.kind, one.undone])).toEqual([
    ['undo', false],
    ['merge', true],
  ])
  expect((await undo(merged!.id)).says).toContain('已经撤回')
  expect((await undo((await changes())[0]!.id)).says).toContain('不能再撤回')
  expect((await seenBy('zhen1')).length).toBeGreaterThan(0)
})

test('what came to a new area since has to be sent somewhere before its change is taken back', async () => {
  const code = `${gone}990`
  const added = await change({ kind: 'add', adds: [{ code, name: '新桥村' }], day: BACK })
  expect(added.status, added.says).toBe(200)
  const record = await county.post<{ id: string; version: number }>('/api/registers/village_income', {
    values: { year: 2025, income: '60000' },
    area: code,
    reason: '',
  })
  expect(record.status, record.says).toBe(200)
  expect((await undo(added.body.id)).says).toContain('还没有写明归到哪里')
  const moved = await change({
    kind: 'merge',
    ends: [code],
    moves: [{ from: code, to: villages[0]!.code }],
    day: TODAY,
  })
  expect([moved.status, moved.body.moved]).toEqual([200, 1])
  expect((await undo(added.body.id)).status).toBe(422)
})

test('a name changes from a day on and is found by the old one; a village is split as somebody picked', async () => {
  const [village] = villages
  const renamed = await change({
    kind: 'rename',
    renames: [{ code: village!.code, name: '石桥社区' }],
    day: RENAMED,
  })
  expect(renamed.status, renamed.says).toBe(200)
  expect((await areas({ q: village!.name }))[0]).toMatchObject({
    code: village!.code,
    name: '石桥社区',
    township: '麦川镇',
    nameFrom: RENAMED,
    formerNames: expect.arrayContaining([{ name: village!.name, until: RENAMED }]),
  })
  // It came back on that day; it has not ended by being called otherwise.
  const spans = (await areas({ state: 'ended' })).filter((one) => one.code === village!.code)
  expect(spans.map((one) => [one.from, one.to])).toEqual([[null, DAY]])
  expect((await areas({ q: village!.code }))[0]!.from).toBe(BACK)
  const whole = (await preview({ ends: [village!.code] })).subjects
  const [east, west] = [`${gone}991`, `${gone}992`]
  const adds = [
    { code: east, name: '石桥东村' },
    { code: west, name: '石桥西村' },
  ]
  const split = { kind: 'split' as const, ends: [village!.code], adds, day: TODAY }
  if (whole.length > 0) expect((await change(split)).says).toContain('还没有写明归到哪里')
  const picks = Object.fromEntries(whole.map((one, at) => [one.id, at % 2 === 0 ? east : west]))
  const done = await change({ ...split, picks, moves: [{ from: village!.code, to: west }] })
  expect(done.status, done.says).toBe(200)
  const ended = (await areas({ state: 'ended', q: village!.code })).find((one) => one.to === TODAY)
  expect(ended?.heirs).toContain('石桥西村')
})

test('nobody but the county changes areas, and no county those of another', async () => {
  const adds = [{ code: `${gone}995`, name: '别村' }]
  for (const who of ['zhen1', 'guanli', 'lingdao', 'cun'])
    expect((await change({ kind: 'add', adds }, await signIn(app, who))).status, who).toBe(403)
  expect((await change({ kind: 'add', adds: [{ code: '990102101', name: '别镇' }] })).says).toContain(
    '不是本县的代码',
  )
  expect((await change({ kind: 'add', adds, day: '2026-03-21' })).says).toContain('不能晚于今天')
  expect((await change({ kind: 'add', adds, ground: '' })).status).toBe(400)
})

test('raw SQL makes no overlapping days and no orphan, unwrites no change and reaches no other county', async () => {
  const area = (code: string, parent: string, [from, until]: [from: string, until: string]) =>
    sql`insert into area (code, name, level, parent, valid_from, valid_to, source)
      values (${code}, '试试', ${code.length === 9 ? 'township' : 'village'}, ${parent}, ${from}::date, ${sql.raw(until)}, 'x')`
  const admin = { user: 'guanli', role: 'admin' }
  expect(await said(area(heir, HOME, ['2020-01-01', 'null']), admin)).toBe('23505')
  expect(await said(area(heir, HOME, ['2020-01-01', "'2021-01-01'"]), admin)).toBe('HS030')
  expect(await said(area(`${gone}996`, gone, ['2021-01-01', "'2020-12-31'"]), admin)).toBe('23514')
  expect(await said(area('990101999201', '990101999', ['2021-01-01', 'null']), admin)).toBe('HS031')
  expect(
    await said(sql`update area set valid_to = '2026-03-20' where code = ${gone} and valid_to is null`, admin),
  ).toBe('HS031')
  expect(await said(sql`update area set valid_to = '2026-03-20' where code = ${gone}`)).toBe(0)
  const content = (closed: string) =>
    JSON.stringify({ closed: [{ code: closed, name: 'x', heirs: [] }], added: [], renamed: [], moved: [] })
  const forged = (
    home: string,
    closed: string,
  ) => sql`insert into area_change (home, id, area, kind, on_day, ground, content)
    values (${home}, gen_random_uuid(), ${home}, 'end', ${TODAY}, '试试', ${content(closed)}::jsonb)`
  expect(await said(forged(HOME, '990102101'))).toBe('42501')
  expect(await said(forged('990102', '990102101'))).toBe('42501')
  expect(await said(forged(HOME, gone))).toBe('HS031')
  expect(await said(forged(HOME, '990101998'))).toBe('HS032')
  const town = { user: 'zhen1', role: 'township', area_low: gone, area_high: `${gone}A` }
  expect(await said(forged(HOME, `${gone}995`), town)).toBe('42501')
  expect(await said(sql`select from area_change`, town)).toBe(0)
  expect(await said(sql`update area_change set ground = '别的'`)).toBe('42501')
  expect(await said(sql`delete from area_change`)).toBe('42501')
  expect(await said(sql`select carry_people(${HOME}, '[]')`)).toBe('42501')
})

test('two changes of the same area at once: one is done, the other told so', async () => {
  const code = villages.at(-1)!.code
  const both = await Promise.all(
    ['甲社区', '乙社区'].map((name) => change({ kind: 'rename', renames: [{ code, name }], day: TODAY })),
  )
  expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 200])
  expect((await areas({ within: code })).length).toBe(1)
})
