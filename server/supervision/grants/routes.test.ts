/** Grants over HTTP in the fictional county: who may look, who may place, what is refused, the sheets. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import type { listGrants, readGrant } from '#contract/supervision/grants.ts'
import { withScope } from '#server/database/connect.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { signIn, testApp, upload, type Person, type TestApp } from '../../../tests/app.ts'
import { must } from '../../../tests/must.ts'

type Grants = z.output<typeof listGrants.response>
type Grant = z.output<typeof readGrant.response>

const NAME = '烘干设备补助'
let app: TestApp
let county: Person
let clerk: Person
let body = ''
let page = ''
beforeAll(async () => {
  app = await testApp()
  county = await signIn(app, 'xian')
  clerk = await signIn(app, 'kuaiji')
  body = (await clerk.get<{ books: { body: string }[] }>('/api/books')).body.books[0]!.body
  page = `/api/bodies/${body}/grant?name=${encodeURIComponent(NAME)}`
  const post = (url: string, of: object) => clerk.post(`/api/books/${body}/${url}`, of)
  await post('open', { startedOn: '2025-01-01' })
  for (const [template, on, answers] of [
    ['grant-received', '2025-03-10', { party: NAME, amount: '60000.00', money: '102' }],
    ['grant-spent', '2025-06-20', { party: NAME, amount: '20000.00', money: '102' }],
  ] as const)
    expect((await post('vouchers', { on, template, answers, summary: template })).status).toBe(200)
  const record = (register: string, values: object) =>
    clerk.post(`/api/registers/${register}`, { body, values, effectiveOn: '2025-02-01' })
  await record('grant_project', { name: NAME, approvedOn: '2025-02-01', amount: '60000.00' })
  for (const item of ['烘干机', '培训'])
    await record('grant_line', { project: NAME, item, amount: '15000.00' })
})
afterAll(() => app.close())

test('the county sees every grant with its exceptions, an exception is a filter, the sheet has the same rows', async () => {
  const all = (await county.get<Grants>('/api/grants')).body
  expect(all.rows.map((row) => row.name)).toContain(NAME)
  const loose = (await county.get<Grants>('/api/grants?code=loose')).body
  expect(loose.rows.map((row) => row.name)).toEqual([NAME])
  expect(all.codes.find((one) => one.code === 'loose')?.grants).toBe(1)
  expect((await county.get<Grants>('/api/grants?code=none')).body.total).toBe(
    all.rows.filter((row) => row.findings.length === 0).length,
  )
  const bytes = (await county.get<Uint8Array>('/api/grants/sheet?code=loose')).body
  const { sheets } = must(await readWorkbook(bytes, '清单.xlsx'))
  expect(JSON.stringify(sheets[0]?.rows)).toContain(NAME)
})

test('who keeps the books says on which line a voucher is; an unknown line and another person are refused', async () => {
  const before = (await clerk.get<Grant>(page)).body
  const spent = before.vouchers.find((one) => one.kind === 'out')!
  const use = { kind: 'voucher', target: spent.id, project: NAME, item: '培训' }
  expect((await county.post(`/api/bodies/${body}/grant-uses`, use)).status).toBe(403)
  expect(await clerk.post(`/api/bodies/${body}/grant-uses`, { ...use, item: '差旅' })).toMatchObject({
    status: 422,
  })
  const income = before.vouchers.find((one) => one.kind === 'in')!
  const foreign = { ...use, project: '别的', item: null, target: income.id }
  expect(await clerk.post(`/api/bodies/${body}/grant-uses`, foreign)).toMatchObject({ status: 422 })
  expect((await clerk.post(`/api/bodies/${body}/grant-uses`, use)).status).toBe(200)
  const after = (await clerk.get<Grant>(page)).body
  expect(after.lines.find((one) => one.item === '培训')).toMatchObject({ spent: '20000.00', vouchers: 1 })
  expect(after.row.findings.map((one) => one.code)).toContain('overLine')
  // Taken back, it is on no line again.
  expect((await clerk.post(`/api/bodies/${body}/grant-uses`, { ...use, item: null })).status).toBe(200)
  expect((await clerk.get<Grant>(page)).body.row.findings.map((one) => one.code)).toContain('loose')
})

test('a paper is added to a voucher once, by who keeps the book, and leaves a line in the trail', async () => {
  const spent = (await clerk.get<Grant>(page)).body.vouchers.find((one) => one.kind === 'out')!
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==',
    'base64',
  )
  const kept = await upload<{ id: string }>(app, clerk, {
    url: '/api/files',
    files: [{ name: '发票.png', bytes: png }],
  })
  const attach = (who: Person) =>
    who.post<{ files: number }>(`/api/vouchers/${spent.id}/files`, { files: [kept.body.id] })
  const trail = async () => {
    const scope = { user: 'test', role: 'system', national: 'on', door: 'test' }
    const { rows } = await withScope(app.database.db, scope, (trx) =>
      sql`select action, record, actor, after -> 'files' as files from audit where subject = 'voucher_file'`.execute(
        trx,
      ),
    )
    return rows
  }
  expect((await attach(county)).status).toBe(403)
  expect(await trail()).toEqual([])
  expect((await attach(clerk)).body).toEqual({ files: 1 })
  const line = { action: 'create', record: spent.id, actor: 'kuaiji', files: [kept.body.id] }
  expect(await trail()).toEqual([line])
  expect((await attach(clerk)).body).toEqual({ files: 0 })
  expect(await trail()).toEqual([line])
  expect((await clerk.get<Grant>(page)).body.row.findings.map((one) => one.code)).not.toContain('bare')
})

test('the check sheet of a grant has a sheet each for what was found, planned, spent, built and quantified', async () => {
  const bytes = (await county.get<Uint8Array>(page.replace('/grant?', '/grant/sheet?'))).body
  const { sheets } = must(await readWorkbook(bytes, '检查表.xlsx'))
  expect(sheets.filter((one) => !one.hidden).map((one) => one.name)).toEqual([
    '检查结论',
    '预算',
    '凭证',
    '资产',
    '量化',
  ])
  expect((await county.get(page.replace(encodeURIComponent(NAME), 'x'))).status).toBe(404)
})
