/** The sample of the county: frozen before the number is spoken, drawn once, kept against plain SQL, recomputed by anybody. */
import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawSample } from '#core/audits/sample.ts'
import { withScope } from '#server/database/connect.ts'
import { keepFile } from '#server/files/content.ts'
import type { Caller } from '#server/http/route.ts'
import { readItem, takeAction, type Given } from '#server/procedure/act.ts'
import { openItems } from '#server/procedure/store.ts'
import { bookAudit } from '#core/audits/book-audit.ts'
import { HOME, smallCounty, TODAY, TOWN_A, TOWN_B, type SmallCounty } from '../../tests/small-county.ts'
import { findDraw } from './draw-store.ts'
import { DRAW_HANDLER, freeze } from './draws.ts'
import { planRows, population } from './store.ts'

let county: SmallCounty
let officer: Caller
let colleague: Caller
let audited = ''
let photo = ''

beforeAll(async () => {
  county = await smallCounty()
  officer = await county.person('xian1', 'county', { area: HOME })
  colleague = await county.person('xian2', 'county', { area: HOME })
  for (let n = 0; n < 9; n++)
    await county.addBody(n < 5 ? TOWN_A : TOWN_B, {
      name: `第${n}种植专业合作社`,
      credit_code: `93990101MA00000${n}X`,
    })
  audited = await county.addBody(TOWN_B, { name: '审过的种植专业合作社' })
  await within((trx) =>
    openItems(trx, bookAudit, {
      items: [
        {
          home: HOME,
          area: TOWN_B,
          body: audited,
          title: '去年的',
          payload: { kind: 'yearly', year: 2022, report: { reportedOn: '2022-03-21' } },
        },
      ],
      day: TODAY,
    }),
  )
  photo = await within((trx) =>
    keepFile(
      trx,
      { home: HOME, area: HOME, body: null, name: '记录.jpg', type: 'image/jpeg', bytes: Buffer.from('x') },
      county.services.keys,
    ),
  )
})
afterAll(() => county.database.close())

const within = <T>(work: (trx: Kysely<unknown>) => Promise<T>, who = officer): Promise<T> =>
  withScope(county.db, who.scope, work)
const acting = (trx: Kysely<unknown>, caller = officer) => ({ trx, caller, today: TODAY, calendar: [] })
const codeOf = (error: unknown): string =>
  (error as { problems?: { code: string }[] }).problems?.map((one) => one.code).join() ?? String(error)
const open = (filters: object = {}, size: { count: number } | { percent: number } = { count: 3 }) =>
  within((trx) => freeze(acting(trx), HOME, { title: '2023 年抽查', year: 2023, filters, size }))
const act = (id: string, given: Partial<Given> & { action: string }, who = officer) =>
  within(async (trx) => {
    const { version } = await readItem(acting(trx, who), DRAW_HANDLER, id)
    return (await takeAction(acting(trx, who), DRAW_HANDLER, { id, given: { version, ...given } })).state
  }, who).catch(codeOf)
const WITNESSED = { host: '县局', witnesses: ['纪检某', '村民某'] }

test('who was audited within the years is left out, to the day, and said to be', async () => {
  const count = (filters: object, day = TODAY) =>
    within((trx) => population(trx, filters, { area: HOME, day })).then((all) => [
      all.filter((one) => !one.skipped).length,
      all.filter((one) => one.skipped).length,
    ])
  expect(await count({})).toEqual([10, 0])
  expect(await count({ skipYears: 1 })).toEqual([9, 1])
  expect(await count({ skipYears: 1 }, '2023-03-21')).toEqual([10, 0])
  expect(await count({ area: TOWN_A })).toEqual([5, 0])
  expect(await count({ kind: '农民专业合作社联合社' })).toEqual([0, 0])
})

test('a number spoken once gives the list that anybody computes; it can not be spoken again', async () => {
  const id = await open({ skipYears: 1 })
  expect(await act(id, { action: 'draw', payload: { seed: '八', ...WITNESSED } })).toBe('draw-seed')
  expect(await act(id, { action: 'draw', payload: { seed: '8', host: '县局', witnesses: [] } })).toBe(
    'draw-witnesses',
  )
  expect(await act(id, { action: 'draw', payload: { seed: '0815', ...WITNESSED } })).toBe('drawn')
  const draw = (await within((trx) => findDraw(trx, id)))!
  expect(draw).toMatchObject({ seed: '815', size: 3, host: '县局', voided: 0 })
  const keys = draw.population.map((one) => one.key)
  expect(draw.keys).toEqual(drawSample(keys.toReversed(), { seed: '815', size: 3 }))
  expect(await act(id, { action: 'draw', payload: { seed: '9', ...WITNESSED } })).toBe('action-not-now')
  const listed = { quarter: 4, auditorKind: 'firm', auditor: '信达会计师事务所' }
  expect(await act(id, { action: 'list', payload: listed })).toBe('missing-files')
  expect(await act(id, { action: 'list', files: [photo], payload: { ...listed, quarter: 9 } })).toBe(
    'draw-auditor',
  )
  expect(await act(id, { action: 'list', files: [photo], payload: listed })).toBe('listed')
  const { rows } = await within((trx) => planRows(trx, { year: 2023, kind: 'sample', today: TODAY }, 1))
  const names = new Map(draw.population.map((one) => [one.key, one.name]))
  expect(rows.map((one) => one.body_name).toSorted()).toEqual(
    draw.keys!.map((key) => names.get(key)).toSorted(),
  )
})

test('a draw that was made is void only by a second person, and the next one says so', async () => {
  const id = await open({}, { percent: 25 })
  expect((await within((trx) => findDraw(trx, id)))?.size).toBe(3)
  expect(await act(id, { action: 'draw', payload: { seed: '1', ...WITNESSED } })).toBe('drawn')
  expect(await act(id, { action: 'void', note: '报错了数' })).toBe('action-four-eyes')
  expect(await act(id, { action: 'void', note: '报错了数' }, colleague)).toBe('void')
  const next = await open()
  expect((await within((trx) => findDraw(trx, next)))?.voided).toBe(1)
  expect(await open({ kind: '农民专业合作社联合社' }).catch(codeOf)).toBe('draw-empty')
})

test('plain SQL keeps no other list, no second one, and changes nothing of what was kept', async () => {
  const id = await open()
  const draw = (await within((trx) => findDraw(trx, id)))!
  const keys = draw.population.map((one) => one.key)
  const insert = (seed: string, list: readonly string[], item = id) =>
    within((trx) =>
      sql`insert into audit_drawn (home, item, area, seed, keys, drawn_on, host, witnesses)
        values (${HOME}, ${item}, ${HOME}, ${seed}, ${JSON.stringify(list)}::jsonb, ${TODAY}, '县局', '{纪检某}')`.execute(
        trx,
      ),
    ).then(
      () => 'kept',
      (error: { code: string }) => error.code,
    )
  const right = drawSample(keys, { seed: '42', size: 3 })
  expect(await insert('42', [...right.slice(0, 2), keys.find((one) => !right.includes(one))!])).toBe('HA003')
  expect(await insert('42', right.toReversed())).toBe('HA003')
  expect(await insert('42', right.slice(0, 2))).toBe('HA003')
  expect(await insert('042', drawSample(keys, { seed: '042', size: 3 }))).toBe('23514')
  expect(await insert('42', right, randomUUID())).toBe('HA003')
  expect(await insert('42', right)).toBe('kept')
  expect(await insert('43', drawSample(keys, { seed: '43', size: 3 }))).toBe('23505')
  for (const table of ['audit_draw', 'audit_drawn'])
    for (const statement of [`update ${table} set area = area`, `delete from ${table}`, `truncate ${table}`])
      await expect(
        within((trx) => sql.raw(statement).execute(trx)),
        statement,
      ).rejects.toThrow(/permission denied/)
  const owner = county.database.owner
  await owner.query(`select set_config('app.national', 'on', false)`)
  for (const table of ['audit_draw', 'audit_drawn'])
    await expect(owner.query(`truncate ${table} cascade`)).rejects.toThrow(/不能改、不能删/)
  const wrong = (rows: string, hash: string) =>
    within((trx) =>
      sql`insert into audit_draw (home, item, area, year, filters, population, population_hash, size)
        values (${HOME}, ${id}, ${HOME}, 2023, '{}', ${rows}::jsonb, ${hash}, 1)`.execute(trx),
    ).then(
      () => 'kept',
      (error: { code: string }) => error.code,
    )
  expect(await wrong('[{"key":"a"},{"key":"a"}]', draw.population_hash)).toBe('HA001')
  expect(await wrong('[{"key":"a"}]', draw.population_hash)).toBe('HA001')
})

test('a township draws nothing and sees no draw of the county', async () => {
  const town = await county.person('zhen5', 'township', { area: TOWN_A })
  const id = await open()
  expect(await within((trx) => findDraw(trx, id), town)).toBeUndefined()
})
