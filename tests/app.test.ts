/** Who gets in, what each may see and do, and the life of a problem case, through the whole server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProblemCase } from '#contract/supervision.ts'
import type { WireFinding } from '#contract/registry.ts'
import type { WireRecord } from '#contract/kernel.ts'
import { PASSWORD, signIn, testApp, type Person, type TestApp } from './app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

interface Listed {
  records: WireRecord[]
  total: number
}

describe('the door', () => {
  const attempt = (username: string, password: string) =>
    app.server.inject({ method: 'POST', url: '/api/session', payload: { username, password } })

  test('a wrong name and a wrong password get the same answer', async () => {
    const [name, password] = [await attempt('nobody', PASSWORD), await attempt('lingdao', 'Wrong@1234')]
    expect([name.statusCode, password.statusCode]).toEqual([401, 401])
    expect(name.json<{ title: string }>().title).toBe(password.json<{ title: string }>().title)
  })

  test('the fifth wrong password locks the account even for the right one, and half an hour opens it', async () => {
    for (let tries = 0; tries < 5; tries += 1)
      expect((await attempt('anquan', 'Wrong@1234')).statusCode).toBe(401)
    expect((await attempt('anquan', PASSWORD)).json<{ title: string }>().title).toContain('锁定')
    const now = app.services.clock.now()
    app.setNow(new Date(now.getTime() + 31 * 60_000))
    expect((await attempt('anquan', PASSWORD)).statusCode).toBe(200)
    app.setNow(now)
  })

  test('without a session nothing is shown, and without the page’s token nothing is changed', async () => {
    expect((await app.server.inject('/api/registers/body')).statusCode).toBe(401)
    const person = await signIn(app, 'xian')
    const bare = await app.server.inject({
      method: 'POST',
      url: '/api/check',
      headers: { cookie: person.cookie },
      payload: {},
    })
    expect(bare.statusCode).toBe(403)
  })

  test('a session ends after half an hour of silence', async () => {
    const person = await signIn(app, 'xian')
    const now = app.services.clock.now()
    app.setNow(new Date(now.getTime() + 31 * 60_000))
    expect((await person.get('/api/session')).status).toBe(401)
    app.setNow(now)
  })

  test('a new user has to choose a password before anything else', async () => {
    const admin = await signIn(app, 'anquan')
    const made = await admin.post<{ oneTimePassword: string }>('/api/users', {
      username: 'xinren',
      name: '新人',
      role: 'township',
      area: '990101101',
      bodies: [],
    })
    const person = await signIn(app, 'xinren', made.body.oneTimePassword)
    expect((await person.get('/api/registers/body')).status).toBe(403)
    const weak = await person.post('/api/session/password', {
      current: made.body.oneTimePassword,
      next: 'short',
    })
    expect(weak.status).toBe(422)
    expect(
      (
        await person.post('/api/session/password', {
          current: made.body.oneTimePassword,
          next: 'Nongye-2026',
        })
      ).status,
    ).toBe(200)
    expect((await (await signIn(app, 'xinren', 'Nongye-2026')).get('/api/registers/body')).status).toBe(200)
  })
})

describe('who sees what', () => {
  test('the county sees all, a township its own, a chair one body', async () => {
    const total = async (username: string) =>
      (await (await signIn(app, username)).get<Listed>('/api/registers/body?size=1')).body.total
    const [county, town, chair] = [await total('xian'), await total('zhen1'), await total('shezhang')]
    expect(county).toBeGreaterThan(town)
    expect(town).toBeGreaterThan(chair)
    expect(chair).toBe(1)
  })

  test('a record of another township is not found, as if it were not there', async () => {
    const county = await signIn(app, 'xian')
    const { body } = await county.get<Listed>('/api/registers/body?area=990101104&size=1')
    const other = await signIn(app, 'zhen1')
    expect((await other.get(`/api/registers/body/${body.records[0]!.id}`)).status).toBe(404)
  })

  test('an auditor reads everything and changes nothing', async () => {
    const auditor = await signIn(app, 'shenji')
    const { body } = await auditor.get<Listed>('/api/registers/body?size=1')
    const [first] = body.records
    const change = await auditor.patch(`/api/registers/body/${first!.id}`, {
      version: first!.version,
      values: { phone: '13900000000' },
    })
    expect(change.status).toBe(403)
    expect((await auditor.post('/api/check', {})).status).toBe(200)
  })

  test('id numbers are masked; showing one whole wants a reason and leaves a trace', async () => {
    const county = await signIn(app, 'xian')
    const { body } = await county.get<Listed>('/api/registers/officer?size=1')
    const [officer] = body.records
    expect(String(officer!.values['idNumber'])).toContain('****')
    const shown = await county.post<{ value: string }>(`/api/registers/officer/${officer!.id}/reveal`, {
      field: 'idNumber',
      reason: '核对任职材料',
    })
    expect(shown.body.value).toMatch(/^99\d{15}[\dX]$/)
    const town = await signIn(app, 'lingdao')
    expect(
      (
        await town.post(`/api/registers/officer/${officer!.id}/reveal`, {
          field: 'idNumber',
          reason: '看看而已',
        })
      ).status,
    ).toBe(403)
  })

  test('of two who change one record the second is shown both versions', async () => {
    const county = await signIn(app, 'xian')
    const { body } = await county.get<Listed>('/api/registers/body?size=1')
    const [first] = body.records
    const change = (phone: string) =>
      county.patch<{ current: WireRecord }>(`/api/registers/body/${first!.id}`, {
        version: first!.version,
        values: { phone },
      })
    expect((await change('13900000001')).status).toBe(200)
    const second = await change('13900000002')
    expect(second.status).toBe(409)
    expect(second.body.current.values['phone']).toBe('13900000001')
  })
})

describe('a problem case', () => {
  let county: Person
  let town: Person
  let other: Person
  let finding: WireFinding
  let body: string

  beforeAll(async () => {
    county = await signIn(app, 'xian')
    town = await signIn(app, 'zhen1')
    other = await signIn(app, 'xinren', 'Nongye-2026')
    const made = await county.post<WireRecord>('/api/registers/body', {
      area: '990101101',
      values: { name: '禾丰县试办种植专业合作社', bodyKind: '农民专业合作社', registeredOn: '2020-01-01' },
    })
    body = made.body.id
    const summary = await town.post('/api/registers/member_summary', {
      body,
      values: { asOf: '2026-01-01', members: 4, farmers: 4 },
    })
    if (summary.status !== 200) throw new Error(summary.says)
    const found = await county.get<{ findings: WireFinding[] }>(
      `/api/findings?body=${body}&rule=cooperative-law/members-at-least-five`,
    )
    finding = found.body.findings[0]!
  })

  const act = (who: Person, one: ProblemCase, step: { action: string; [given: string]: unknown }) =>
    who.post<ProblemCase>(`/api/cases/${one.id}/actions`, { version: one.version, ...step })

  test('goes from the finding to sign-off by another person, and closes only when the check no longer finds it', async () => {
    expect(finding.value).toBe('4名')
    let one = (await county.post<ProblemCase>('/api/cases', { body, findings: [finding.id] })).body
    expect(one.code).toMatch(/^ZG2026-\d{4}$/)
    expect((await act(county, one, { action: 'assign', owner: 'zhen1' })).status).toBe(422)
    one = (await act(county, one, { action: 'assign', owner: 'zhen1', dueOn: '2026-04-30' })).body
    one = (await act(town, one, { action: 'report', note: '已补足成员' })).body
    const own = await act(town, one, { action: 'signOff', note: '属实' })
    expect(JSON.stringify(own.body)).toContain('另一人')
    const early = await act(other, one, { action: 'signOff', note: '属实' })
    expect(early.status).toBe(422)
    expect(early.says).toContain('复查还没有通过')
    await town.post('/api/registers/member_summary', {
      body,
      values: { asOf: '2026-02-01', members: 5, farmers: 5 },
    })
    const closed = await act(other, one, { action: 'signOff', note: '属实' })
    expect(closed.body.state).toBe('closed')
    expect(closed.body.findings[0]?.closedOn).toBe('2026-03-20')
  })

  test('of two who act on the same state the second is told', async () => {
    await county.post('/api/registers/member_summary', {
      body,
      values: { asOf: '2026-03-01', members: 3, farmers: 3 },
    })
    const found = await county.get<{ findings: WireFinding[] }>(
      `/api/findings?body=${body}&rule=cooperative-law/members-at-least-five`,
    )
    const one = (
      await county.post<ProblemCase>('/api/cases', { body, findings: [found.body.findings[0]!.id] })
    ).body
    const assign = () => act(county, one, { action: 'assign', owner: 'zhen1', dueOn: '2026-04-30' })
    expect((await assign()).status).toBe(200)
    expect((await assign()).status).toBe(409)
  })

  test('numbers have no gaps, and papers come out', async () => {
    const cases = await county.get<{ cases: ProblemCase[] }>('/api/cases?size=500')
    const numbers = cases.body.cases.map((one) => Number(one.code.slice(-4))).toSorted((a, b) => a - b)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    for (const url of [
      `/api/bodies/${body}/plan.docx`,
      `/api/cases/${cases.body.cases[0]!.id}/sheet.docx`,
      '/api/findings/problem-list.xlsx',
    ]) {
      const paper = await county.get<Buffer>(url)
      expect(paper.status, url).toBe(200)
      expect(Buffer.from(paper.body).subarray(0, 2).toString(), url).toBe('PK')
    }
  })
})
