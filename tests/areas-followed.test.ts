/** 区划变更 and what was divided and handed out: it goes on where its place went, and comes back when the change is taken back. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AskedAreaChange, ListedArea } from '#contract/regions/area-changes.ts'
import type { Handout } from '#contract/registry.ts'
import type { Division } from '#contract/targets/division.ts'
import { withScope } from '#server/database/connect.ts'
import { readLocal } from '#server/targets/local-store.ts'
import { signIn, testApp, upload, type Person, type TestApp } from './app.ts'

const TODAY = '2026-03-20'
const HOME = '990101'
const GROUND = '省民政厅批复〔2026〕8号'

let app: TestApp
let county: Person
let [gone, heir] = ['', '']
let [goneName, heirName] = ['', '']
let villages: ListedArea[] = []
let form: Handout
let id = ''

beforeAll(async () => {
  app = await testApp(TODAY)
  county = await signIn(app, 'xian')
  const { rows } = await system(
    sql<{ area: string }>`select area from app_user where username in ('zhen1', 'zhen2') order by username`,
  )
  ;[gone, heir] = [rows[0]!.area, rows[1]!.area]
  const all = (await county.get<{ rows: ListedArea[] }>('/api/county-areas?size=500')).body.rows
  goneName = all.find((one) => one.code === gone)!.name
  heirName = all.find((one) => one.code === heir)!.name
  villages = all.filter((one) => one.level === 'village' && one.code.startsWith(gone))
  form = (
    await county.post<Handout>('/api/handouts', {
      rules: [],
      registers: ['member_summary'],
      title: '成员情况补填表',
      dueOn: '2026-04-01',
    })
  ).body
})
afterAll(() => app.close())

const system = <T>(query: { execute: (trx: never) => Promise<T> }): Promise<T> =>
  withScope(app.database.db, { user: 'system', role: 'system', national: 'on', door: 'test' }, (trx) =>
    query.execute(trx as never),
  )
function merger(day = '2026-03-02'): AskedAreaChange {
  const codes = villages.map((one, at) => ({ from: one.code, to: `${heir}${900 + at}` }))
  return {
    kind: 'merge',
    day,
    ground: GROUND,
    ends: [gone, ...villages.map((one) => one.code)],
    adds: villages.map((one, at) => ({ code: codes[at]!.to, name: one.name })),
    renames: [],
    moves: [{ from: gone, to: heir }, ...codes],
    picks: {},
  }
}
const merge = (day: string) => county.post<{ id: string }>('/api/area-changes', merger(day))
const undo = (change: string, day: string) =>
  county.post(`/api/area-changes/${change}/undo`, { day, ground: '批复撤销' })
const division = async (area = ''): Promise<Division> =>
  (await county.get<Division>(`/api/targets/division?area=${area}`)).body
async function cell(area: string, target = id): Promise<string> {
  return (await division()).cells.find((one) => one.target === target && one.area === area)?.value ?? ''
}
async function setCell(area: string, value: string, target = id): Promise<void> {
  const { cells } = await division()
  const version = cells.find((one) => one.target === target && one.area === area)?.version ?? 0
  const written = await county.post('/api/targets/division', {
    area: HOME,
    ground: '县里分解通知',
    cells: [{ target, area, value, owner: '', version }],
  })
  expect(written.status, written.says).toBe(200)
}
/** A number of this year that is divided. */
async function countTarget(): Promise<string> {
  const made = await county.post<{ id: string }>('/api/targets/own', {
    id: null,
    version: 0,
    label: '新建合作社联合社',
    type: 'count',
    comparator: 'at_least',
    value: '20',
    kind: 'stock',
    fact: null,
    base: null,
    from: '2026-01-01',
    by: '2026-12-31',
    ground: '县委一号文件',
  })
  expect(made.status, made.says).toBe(200)
  return (await division()).targets.find((one) => one.label === '新建合作社联合社')!.id
}

test('the figures of a township go to the one that takes it over, and come back with the change', async () => {
  id = await countTarget()
  await setCell(gone, '5')
  await setCell(heir, '7')
  const shown = await county.post<{
    targets: { label: string; name: string; says: string; to: string | null; stands: string | null }[]
  }>('/api/area-changes/preview', merger())
  expect(shown.body.targets).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        label: '新建合作社联合社',
        name: goneName,
        says: '5',
        to: heirName,
        stands: '12',
      }),
    ]),
  )
  expect(await cell(heir)).toBe('7')
  const done = await merge('2026-03-02')
  expect(done.status, done.says).toBe(200)
  expect(await cell(heir)).toBe('12')
  const { body } = await county.get<{ versions: { area: string; value: string | null; ground: string }[] }>(
    `/api/targets/division/versions?target=${encodeURIComponent(id)}&area=${HOME}`,
  )
  expect(body.versions.filter((one) => one.ground === `区划撤并：${GROUND}`)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ area: gone, value: null }),
      expect.objectContaining({ area: heir, value: '12' }),
    ]),
  )
  const back = await undo(done.body.id, '2026-03-03')
  expect(back.status, back.says).toBe(200)
  expect([await cell(gone), await cell(heir)]).toEqual(['5', '7'])
})

test('a figure that was set anew after the merger stays as it was set when the merger is taken back', async () => {
  const done = await merge('2026-03-05')
  await setCell(heir, '11')
  expect((await undo(done.body.id, '2026-03-06')).status).toBe(200)
  expect([await cell(gone), await cell(heir)]).toEqual(['5', '11'])
})

test('a form that is out is filled in by the township that took over, and again by its own when that is taken back', async () => {
  const { rows } = await system(sql<{ n: number }>`
    select count(*)::int as n from handout_row where handout = ${form.id}::uuid and area = ${gone}`)
  expect(rows[0]!.n).toBeGreaterThan(1)
  const zhen2 = await signIn(app, 'zhen2')
  const path = `/api/handouts/${form.id}/workbooks/${gone}`
  const townships = async (who: Person) =>
    (await who.get<Handout>(`/api/handouts/${form.id}`)).body.townships.map((one) => [one.area, one.name])
  expect(await townships(zhen2)).toEqual([[heir, heirName]])
  expect((await zhen2.get(path)).status).toBe(404)
  const filled = (await county.get<Buffer>(path)).body
  const send = (who: Person) =>
    upload<{ files: { problems: { code: string }[] }[] }>(app, who, {
      url: '/api/handouts/returns',
      fields: { sender: heirName },
      files: [{ name: '成员情况.xlsx', bytes: filled }],
    })
  expect(JSON.stringify((await send(zhen2)).body)).toContain('outside-area')

  const done = await merge('2026-03-08')
  expect(done.status, done.says).toBe(200)
  expect(await townships(zhen2)).toEqual([
    [gone, `${goneName}（现归${heirName}）`],
    [heir, heirName],
  ])
  expect((await zhen2.get(path)).status).toBe(200)
  const sent = await send(zhen2)
  expect(sent.status, sent.says).toBe(200)
  expect(JSON.stringify(sent.body)).not.toContain('outside-area')
  expect((await county.get<Handout>(`/api/handouts/${form.id}`)).body.reminder).toContain(`现归${heirName}`)

  expect((await undo(done.body.id, '2026-03-09')).status).toBe(200)
  expect(await townships(zhen2)).toEqual([[heir, heirName]])
  expect(await townships(await signIn(app, 'zhen1'))).toEqual([[gone, goneName]])
})

test('raw SQL makes nobody the follower of a form, and sees no form of another township', async () => {
  const scope = { user: 'zhen1', role: 'township', area_low: gone, area_high: `${gone}A`, door: 'test' }
  const said = async (query: { execute: (trx: never) => Promise<unknown> }): Promise<string> => {
    try {
      await withScope(app.database.db, scope, (trx) => query.execute(trx as never))
      return 'done'
    } catch (error) {
      return (error as { code?: string }).code ?? ''
    }
  }
  expect(await said(sql`update handout_township set heirs = array[${heir}]`)).toBe('42501')
  expect(await said(sql`update handout_row set heir = ${heir}`)).toBe('42501')
  expect(
    await said(sql`insert into handout_township (home, handout, area, name, heirs)
      values (${HOME}, gen_random_uuid(), ${gone}, 'x', array[${heir}])`),
  ).toBe('42501')
  const { rows } = await withScope(app.database.db, scope, (trx) =>
    sql<{ n: number }>`select count(*)::int as n from handout_row where area <> ${gone}`.execute(trx),
  )
  expect(rows[0]!.n).toBe(0)
})

test('what was found out about a target of a township goes to the one that takes it over, and back with the change', async () => {
  const answer = (area: string, base: string) =>
    system(sql`insert into target_answer (home, target, area, version, base, source)
      values (${HOME}, 'party-led-2022/9', ${area}, 1, ${base}, '县委组织部电话答复')`)
  const answers = async () => {
    const scope = { user: 'zhen2', role: 'township', area_low: heir, area_high: `${heir}A`, door: 'test' }
    const local = await withScope(app.database.db, scope, (trx) =>
      readLocal(trx as never, { area: heir, digits: 12 }),
    )
    return local.answers.filter((one) => one.area === heir).map((one) => [one.base, one.version])
  }
  await answer(gone, '2022 年末在册的合作社')
  expect(await answers()).toEqual([])
  const done = await merge('2026-03-11')
  expect(done.status, done.says).toBe(200)
  expect(await answers()).toEqual([['2022 年末在册的合作社', 0]])
  expect((await undo(done.body.id, '2026-03-12')).status).toBe(200)
  expect(await answers()).toEqual([])
  // What the heir has found out itself holds before what comes to it.
  await answer(heir, '2023 年末的')
  const again = await merge('2026-03-13')
  expect(await answers()).toEqual([['2023 年末的', 1]])
  expect((await undo(again.body.id, '2026-03-14')).status).toBe(200)
})

test('a township that took over one part of another sees the files with lines of that part alone', async () => {
  const ids = { back: randomUUID(), rows: [] as string[] }
  const { rows } = await system(sql<{ key: string }>`
    select key from handout_row where handout = ${form.id}::uuid and area = ${gone} order by number limit 2`)
  ids.rows = rows.map((one) => one.key)
  await system(
    sql`insert into handout_return (home, id, area, state, sender, receiver)
      values (${HOME}, ${ids.back}, ${HOME}, 'preview', '县里', '县农经站')`,
  )
  const file = async (number: number, name: string, key: string | undefined) => {
    await system(sql`insert into handout_return_file (home, return, number, name, sha256, handout, area, problems)
      values (${HOME}, ${ids.back}, ${number}, ${name}, ${Buffer.from(name)}, ${form.id}, ${gone}, '[]')`)
    await system(sql`insert into handout_answer (home, return, number, file, sheet, row, register, content, row_key)
      values (${HOME}, ${ids.back}, ${number}, ${number}, '表', 2, 'member_summary', '{}', ${key ?? null})`)
  }
  await file(1, '归本镇的.xlsx', ids.rows[0])
  await file(2, '归别处的.xlsx', ids.rows[1])
  await file(3, '没有认出的.xlsx', undefined)
  const set = (heirs: string[], heirOf: string | null) =>
    app.database.owner
      .query(`update handout_township set heirs = $1 where handout = '${form.id}' and area = '${gone}'`, [
        heirs.length === 0 ? null : heirs,
      ])
      .then(() =>
        app.database.owner.query(`update handout_row set heir = $1 where key = '${ids.rows[0]}'`, [heirOf]),
      )
  const seen = async () => {
    const scope = { user: 'zhen2', role: 'township', area_low: heir, area_high: `${heir}A`, door: 'test' }
    const names = await withScope(app.database.db, scope, (trx) =>
      sql<{
        name: string
      }>`select name from handout_return_file where return = ${ids.back}::uuid order by name`.execute(trx),
    )
    return names.rows.map((one) => one.name)
  }
  expect(await seen()).toEqual([])
  await set([heir], heir)
  expect(await seen()).toEqual(['归本镇的.xlsx'])
  await set([], null)
  expect(await seen()).toEqual([])
})
