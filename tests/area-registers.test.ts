/** Registers that belong to a village, township or county: typed, imported, counted for targets, bounded by area. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { importPreview, importRow } from '#contract/kernel/imports.ts'
import type { WireRecord } from '#contract/kernel.ts'
import type { Targets } from '#contract/targets.ts'
import type { z } from 'zod'
import { writeWorkbook } from '#server/files/workbook/write.ts'
import { signIn, testApp, upload, type Person, type TestApp } from './app.ts'

const TOWN = '990101101'

interface Listed {
  records: WireRecord[]
  total: number
}

let app: TestApp
let county: Person
let township: Person
beforeAll(async () => {
  app = await testApp()
  county = await signIn(app, 'xian')
  township = await signIn(app, 'zhen1')
})
afterAll(() => app.close())

const session = { heldOn: '2022-05-06', topic: '财务会计制度', audience: '财务人员', attendees: 40 }

async function target(id: string, who = county): Promise<Targets['targets'][number]> {
  const { body } = await who.get<Targets>('/api/targets?day=2022-12-31')
  return body.targets.find((one) => one.id === `shuocheng-2021/${id}`)!
}

type Preview = z.infer<typeof importPreview>
type Row = z.infer<typeof importRow>

/** Uploads a sheet as counsellors; gives the batch and its rows. */
async function uploaded(name: string, bytes: Uint8Array): Promise<{ id: string; rows: Row[] }> {
  const answer = await upload<Preview>(app, county, {
    url: '/api/imports',
    fields: { register: 'counsellor' },
    files: [{ name, bytes }],
  })
  expect(answer.status, answer.says).toBe(200)
  const { id } = answer.body
  return { id, rows: (await county.get<{ rows: Row[] }>(`/api/imports/${id}/rows`)).body.rows }
}

test('what was never kept is unknown; a session that is typed counts for its township and the county', async () => {
  expect((await target('training')).own.state).toBe('未知')
  const made = await township.post<WireRecord>('/api/registers/training_session', {
    values: session,
    area: TOWN,
    reason: '',
  })
  expect([made.status, made.body.area, made.body.body]).toEqual([200, TOWN, null])
  const { own, below } = await target('training')
  expect(own).toMatchObject({ actual: '40', gap: '-160', state: '落后' })
  const others = below.filter((one) => one.area !== TOWN).map((one) => one.actual)
  expect([below.find((one) => one.area === TOWN)?.actual, new Set(others)]).toEqual(['40', new Set(['0'])])
  const elsewhere = await township.post('/api/registers/training_session', {
    values: { ...session, topic: '另一期' },
    area: '990101102',
    reason: '',
  })
  expect(elsewhere.status).toBeGreaterThanOrEqual(400)
})

test('an office’s sheet is imported: rows find their township by name, a strange one is refused with the reason', async () => {
  const [first, second] = (await county.get<Targets>('/api/targets')).body.targets[0]!.below
  const bytes = await writeWorkbook({
    sheets: [
      {
        name: '辅导员名册',
        title: '辅导员名册',
        columns: ['所在乡镇', '姓名', '辅导员级别', '聘任日期'].map((heading) => ({
          heading,
          width: 16,
          kind: 'text' as const,
        })),
        rows: [
          [first!.name, '甲辅导', '乡镇级', '2022-01-10'],
          [second!.name, '乙辅导', '乡镇级', '2022-01-10'],
          ['', '丙辅导', '县级', '2022-01-10'],
          ['没有的镇', '丁辅导', '乡镇级', '2022-01-10'],
        ],
      },
    ],
  })
  const preview = await uploaded('辅导员.xlsx', bytes)
  expect(preview.rows.map((one) => one.outcome)).toEqual(['new', 'new', 'new', 'refused'])
  expect(preview.rows[3]!.problems.map((one) => one.code)).toContain('row-area')
  const done = await county.post(`/api/imports/${preview.id}/confirm`, {})
  expect(done.status).toBe(200)
  const list = (await county.get<Listed>('/api/registers/counsellor')).body
  expect(list.records.map((one) => one.area).toSorted()).toEqual(
    ['990101', first!.area, second!.area].toSorted(),
  )
  expect((await county.get<Listed>('/api/registers/counsellor?q=甲辅导')).body.total).toBe(1)
  const own = (await target('counsellors-township')).below
  expect(
    own
      .filter((one) => one.actual === '1')
      .map((one) => one.area)
      .toSorted(),
  ).toEqual([first!.area, second!.area].toSorted())
  expect((await target('counsellors-district')).own).toMatchObject({ actual: '1', state: '落后' })
  const again = await uploaded('辅导员再报.xlsx', bytes)
  expect(again.rows.map((one) => one.outcome)).toEqual(['unchanged', 'unchanged', 'unchanged', 'refused'])
})

test('a township sees its own records of areas, a chair none', async () => {
  const list = (await township.get<Listed>('/api/registers/training_session')).body
  expect(list.records.every((one) => one.area.startsWith(TOWN))).toBe(true)
  const chair = await signIn(app, 'shezhang')
  expect((await chair.get<Listed>('/api/registers/training_session')).body.total).toBe(0)
})
