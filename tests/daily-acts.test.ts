/** Ending a record, picking an owner, and words that an office reads, through the whole server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { importPreview } from '#contract/kernel/imports.ts'
import type { WireRecord } from '#contract/kernel.ts'
import type { ProblemCase } from '#contract/supervision.ts'
import { signIn, testApp, upload, type Person, type TestApp } from './app.ts'

interface Listed {
  records: WireRecord[]
  total: number
}

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

describe('the end of a record', () => {
  const end = async (person: Person, id: string, given: object) =>
    person.post<WireRecord>(`/api/registers/officer/${id}/end`, given)

  test('a term that is over leaves the list, keeps its past, and is not ended twice', async () => {
    const county = await signIn(app, 'xian')
    const before = (await county.get<Listed>('/api/registers/officer?size=2')).body
    const { id, version, effectiveOn } = before.records[0]!
    const early = await end(county, id, { version, effectiveOn: '1999-01-01', reason: '任期届满' })
    expect([early.status, early.says]).toEqual([422, `终止日期不能早于这条记录生效的 ${effectiveOn}`])
    expect((await end(county, id, { version, effectiveOn: '2026-03-21', reason: '任期届满' })).status).toBe(
      422,
    )
    expect((await end(county, id, { version, effectiveOn: '2026-03-20', reason: '' })).status).toBe(400)
    expect(
      (await end(county, id, { version: 99, effectiveOn: '2026-03-20', reason: '任期届满' })).status,
    ).toBe(409)
    const ended = await end(county, id, { version, effectiveOn: '2026-03-20', reason: '任期届满' })
    expect([ended.status, ended.body.ended, ended.body.version]).toEqual([200, true, version + 1])
    const after = (await county.get<Listed>('/api/registers/officer?size=1')).body
    expect(after.total).toBe(before.total - 1)
    const again = await end(county, id, { version: version + 1, effectiveOn: '2026-03-20', reason: '再来' })
    expect([again.status, again.says]).toEqual([409, '这条记录已经终止，不用再办'])
    const { body } = await county.get<{ versions: { reason: string | null }[] }>(
      `/api/registers/officer/${id}/history`,
    )
    expect(body.versions.map((one) => one.reason)).toContain('任期届满')
  })

  test('whoever may not write a register ends nothing in it', async () => {
    const county = await signIn(app, 'xian')
    const [one] = (await county.get<Listed>('/api/registers/officer?size=1')).body.records
    const auditor = await signIn(app, 'shenji')
    const given = { version: one!.version, effectiveOn: '2026-03-20', reason: '看看而已' }
    expect((await end(auditor, one!.id, given)).status).toBe(403)
  })
})

test('the owner of a case is picked from those who see its cooperative, the nearest first', async () => {
  const county = await signIn(app, 'xian')
  await county.post('/api/cases/batch', { area: '990101101' })
  const { body } = await county.get<{ cases: ProblemCase[] }>('/api/cases?size=1')
  const { body: found } = await county.get<{ people: { username: string; roleLabel: string }[] }>(
    `/api/cases/${body.cases[0]!.id}/people`,
  )
  const names = found.people.map((one) => one.username)
  expect(names).toContain('xian')
  expect(names).not.toContain('shenji')
  expect(names).not.toContain('guanli')
  expect(found.people.at(-1)?.roleLabel).toMatch(/县级经办|辅导员/)
  const { body: one } = await county.get<ProblemCase>(`/api/cases/${body.cases[0]!.id}`)
  // Twenty working days after Friday 20 March 2026, with 清明 (4 to 6 April) off.
  expect(one.actions.find((step) => step.action === 'assign')?.proposedDue).toMatchObject({
    day: '2026-04-20',
    says: expect.stringContaining('20 个工作日') as string,
  })
  const auditor = await signIn(app, 'shenji')
  expect((await auditor.get(`/api/cases/${body.cases[0]!.id}/people`)).status).toBe(403)
})

test('whoever sees the country reads 全国 in the head of the page, others their own area', async () => {
  const head = async (username: string) =>
    (await (await signIn(app, username)).get<{ areaName: string }>('/api/session')).body.areaName
  expect([await head('shiyong'), await head('xian'), await head('zhen1')]).toEqual([
    '全国',
    '禾丰县',
    '麦川镇',
  ])
})

test('the trail speaks Chinese: no word of a program stands in its columns', async () => {
  const trail = await signIn(app, 'shenji')
  const { body } = await trail.get<{
    entries: { action: string; subjectLabel: string; before: Row; after: Row }[]
  }>('/api/audit?size=200')
  type Row = Record<string, unknown> | null
  const said = body.entries.flatMap((one) => [
    one.action,
    one.subjectLabel,
    ...Object.entries({ ...one.before, ...one.after }).flatMap(([key, value]) =>
      /\p{Script=Han}/u.test(key) && key !== '账号' && typeof value === 'string' ? [key, value] : [],
    ),
  ])
  expect(said.length).toBeGreaterThan(400)
  expect([...new Set(said.filter((text) => /^[a-z][a-zA-Z_]{3,}$/.test(text)))]).toEqual([])
})

describe('a column of amounts without a unit', () => {
  type Preview = z.infer<typeof importPreview>
  const HEAD = '合作社名称,统一社会信用代码,注册日期,注册资金,住所\n'
  const row = (name: string, amount: string): string =>
    `${name}种植专业合作社,,2020-01-01,${amount},禾丰县麦川镇\n`

  async function uploaded(person: Person, csv: string): Promise<Preview> {
    const files = [{ name: '名录.csv', bytes: csv }]
    const answer = await upload<Preview>(app, person, { url: '/api/imports', files })
    expect(answer.status, answer.says).toBe(200)
    return answer.body
  }

  test('is asked about once; the answer reads all of it again and serves the next list of the same form', async () => {
    const county = await signIn(app, 'xian')
    const first = await uploaded(
      county,
      HEAD + row('甲问', '300()') + row('乙问', '50') + row('丙问', '8万元'),
    )
    expect(first.counts).toMatchObject({ read: 3, taken: 1, warned: 2 })
    expect(first.units).toMatchObject([
      { heading: '注册资金', cells: 2, samples: ['300()', '50'], stated: [{ unit: '万元', cells: 1 }] },
    ])
    const { key } = first.units[0]!
    const answer = (unit: string | null) =>
      county.post<Preview>(`/api/imports/${first.id}/units`, { key, unit })
    expect((await answer('万元')).body.counts).toMatchObject({ taken: 3, warned: 0 })
    expect((await answer(null)).body.counts).toMatchObject({ taken: 1, warned: 2 })
    expect((await answer('亿元')).status).toBe(400)
    const inYuan = (await answer('元')).body
    expect(inYuan.units[0]).toMatchObject({ answered: '元', ground: '何春耕 2026-03-20 回答' })
    expect(inYuan.problems).toMatchObject([{ code: 'amount-unit-answered', severity: 'noted' }])
    const { body: done } = await county.post<Preview>(`/api/imports/${first.id}/confirm`)
    expect([done.state, done.counts.taken]).toEqual(['done', 3])
    const { body: held } = await county.get<Listed>(`/api/registers/body?q=${encodeURIComponent('甲问')}`)
    expect(held.records[0]?.values['capital']).toBe('300.00')
    const next = await uploaded(county, HEAD + row('丁问', '70'))
    expect([next.counts.taken, next.units[0]?.answered]).toEqual([1, '元'])
    expect((await answer('万元')).status).toBe(409)
  })
})

test('the sheet for a sign-off on paper comes out as a document, for those who accept dossiers', async () => {
  const county = await signIn(app, 'xian')
  const [one] = (await county.get<Listed>('/api/registers/body?size=1')).body.records
  const url = `/api/bodies/${one!.id}/acceptance-sheet.docx`
  const sheet = await county.get<Buffer>(url)
  expect([sheet.status, Buffer.from(sheet.body).subarray(0, 2).toString()]).toEqual([200, 'PK'])
  expect((await (await signIn(app, 'shenji')).get(url)).status).toBe(403)
})

test('an empty file is refused with one sentence, wherever it is sent', async () => {
  const county = await signIn(app, 'xian')
  for (const url of ['/api/imports', '/api/handouts/returns', '/api/files']) {
    const { status, says } = await upload(app, county, { url, files: [{ name: '空.xlsx', bytes: '' }] })
    expect([status, says], url).toEqual([422, '文件“空.xlsx”是空的，请检查是否选错或没有传完。'])
  }
})
