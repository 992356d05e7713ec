/** The interface for other systems: its document is whole, and the road can be walked by a client made from it alone. */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Procedure } from '#core/kernel/procedure.ts'
import { registers } from '#core/reporting/registers.ts'
import { fictionalCreditCode } from '#core/values/credit-code.ts'
import { exampleAreas } from '#examples/county/areas.ts'
import { ROOT } from '#server/config.ts'
import { apiClient, dig, items, type ApiClient } from './api-client.ts'
import { signIn, testApp, type TestApp } from './app.ts'

let app: TestApp
let base: string
let county: ApiClient
let town: ApiClient

beforeAll(async () => {
  app = await testApp()
  await app.server.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${(app.server.server.address() as AddressInfo).port}`
  county = await apiClient(base, await tokenOf('xian'))
  town = await apiClient(base, await tokenOf('zhen1'))
})
afterAll(() => app.close())

async function tokenOf(username: string, more: object = {}): Promise<string> {
  const person = await signIn(app, username)
  const made = await person.post<{ secret: string }>('/api/tokens', {
    name: '对接测试',
    writes: true,
    endsOn: '2026-12-31',
    ...more,
  })
  if (made.status !== 200) throw new Error(made.says)
  return made.body.secret
}

describe('the document', () => {
  test('has every register with its own fields and every procedure with its actions', async () => {
    const operations = [...county.operations.values()].map(({ operation }) => operation)
    for (const register of registers) {
      const own = operations.filter((one) => one['x-register'] === register.id)
      expect(own.length, register.id).toBeGreaterThanOrEqual(8)
      const record = county.document.components['schemas']?.[`record.${register.id}`]
      expect(Object.keys(dig(record, 'properties', 'values', 'properties') as object)).toEqual(
        Object.keys(register.fields),
      )
    }
    const told = operations.flatMap((one) => (one['x-procedure'] ? [one['x-procedure']['id']] : []))
    expect(told.toSorted()).toEqual((await declaredProcedures()).map(({ id }) => id).toSorted())
  })

  test('says in Chinese what each operation is for, and points nowhere that is not there', () => {
    const mute = [...county.operations.values()]
      .filter(({ operation }) => !/\p{Script=Han}/u.test(operation.summary))
      .map(({ method, path: at }) => `${method} ${at}`)
    expect(mute).toEqual([])
    const text = JSON.stringify(county.document)
    const missing = [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)].filter(
      ([, kind = '', name = '']) => county.document.components[kind]?.[name] === undefined,
    )
    expect(missing).toEqual([])
  })

  test('is a page in Chinese for people, with every problem explained and no script in it', async () => {
    const page = await (await fetch(`${base}/api/docs`)).text()
    expect(page).toContain('台账：主体名录')
    expect(page).toContain('id="problem-changed-meanwhile"')
    expect(page).not.toMatch(/<script|https?:\/\/(?!主机)/)
  })

  test('an answer with a field that is not declared does not hold', async () => {
    const id = 'get_api_registers_body_records'
    const body = (await county.call(id, { query: { size: 1 } })).body as object
    const first = items(body, 'records')[0]!
    const values = { ...(dig(first, 'values') as object), other: null }
    expect(county.faults(id, 200, body)).toEqual([])
    expect(county.faults(id, 200, { ...body, extra: 1 })).not.toEqual([])
    expect(county.faults(id, 200, { ...body, records: [{ ...first, note: '' }] })).not.toEqual([])
    expect(county.faults(id, 200, { ...body, records: [{ ...first, values }] })).not.toEqual([])
  })

  test('every reading operation that needs no id answers as the document says', async () => {
    const plain = [...county.operations.values()].filter(
      ({ method, path: at, operation }) =>
        method === 'get' &&
        !at.includes('{') &&
        JSON.stringify(operation.responses['200']).includes('application/json') &&
        operation.parameters.every((one) => '$ref' in one || !one.required),
    )
    expect(plain.length).toBeGreaterThan(30)
    const refused: string[] = []
    for (const { operation } of plain) {
      const { status } = await county.call(operation.operationId)
      const allowed = operation['x-roles'].includes('county')
      if ((status === 200) !== allowed) refused.push(`${operation.operationId} ${status}`)
    }
    expect(refused).toEqual([])
  })
})

async function declaredProcedures(): Promise<Procedure[]> {
  const files = readdirSync(path.join(ROOT, 'core'), { recursive: true, encoding: 'utf8' })
  const modules = await Promise.all(
    files
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('kernel'))
      .map((file) => import(path.join(ROOT, 'core', file)) as Promise<Record<string, unknown>>),
  )
  return modules.flatMap((one) => Object.values(one)).filter(isProcedure)
}

function isProcedure(value: unknown): value is Procedure {
  return typeof value === 'object' && value !== null && 'initial' in value && 'actions' in value
}

describe('the road, by a client made from the document', () => {
  const NAME = '禾丰县接口试办种植专业合作社'
  const CODE = fictionalCreditCode('990101', 987_654)
  const TOWN = exampleAreas.find(({ code }) => code === '990101101')!.name
  let body: string

  test('a list is uploaded, previewed and written, once however often the key is sent', async () => {
    const sheet = `合作社名称,统一社会信用代码,注册日期,住所\n${NAME},${CODE},2019-05-06,禾丰县${TOWN}\n`
    const uploaded = await county.call('post_api_imports', {
      form: { file: new File([sheet], '名录.csv'), sender: '省平台' },
    })
    expect(dig(uploaded.body, 'counts', 'read')).toBe(1)
    const id = String(dig(uploaded.body, 'id'))
    const rows = await county.call('get_api_imports_id_rows', { path: { id } })
    expect(dig(rows.body, 'rows', 0, 'outcome')).toMatch(/new|warned/)
    const confirm = (headers = {}) => county.call('post_api_imports_id_confirm', { path: { id }, headers })
    const first = await confirm({ 'idempotency-key': `write-${id}` })
    expect(dig(first.body, 'state')).toBe('done')
    expect(await confirm({ 'idempotency-key': `write-${id}` })).toEqual(first)
    expect((await confirm()).status).toBe(409)
  })

  test('records come by key, page after page, none twice and none left out', async () => {
    const scan = (query: Record<string, string | number>) =>
      county.call('get_api_registers_body_records', { query })
    const seen: string[] = []
    let after: string | null = ''
    while (after !== null) {
      const page: { body: unknown } = await scan({ size: 7, ...(after !== '' && { after }) })
      seen.push(...items(page.body, 'records').map((one) => String(dig(one, 'id'))))
      after = dig(page.body, 'next') as string | null
    }
    const list = await county.call('get_api_registers_body', { query: { size: 1 } })
    expect(seen.length).toBe(dig(list.body, 'total'))
    expect(seen).toEqual([...new Set(seen)].toSorted())
    const found = await scan({ creditCode: CODE })
    expect(items(found.body, 'records').map((one) => dig(one, 'values', 'name'))).toEqual([NAME])
    body = String(dig(found.body, 'records', 0, 'id'))
    expect((await scan({ after: 'xyz' })).status).toBe(400)
  })

  test('it is checked, a case is opened, assigned, reported, verified by another and closed', async () => {
    const summary = (members: number, asOf: string) =>
      county.call('post_api_registers_member_summary', {
        body: { body, values: { asOf, members, farmers: members } },
      })
    const made = await summary(4, '2026-01-01')
    expect((await county.call('post_api_check', { body: { body } })).status).toBe(200)
    const query = { body, rule: 'cooperative-law/members-at-least-five' }
    const found = await county.call('get_api_findings', { query })
    const opened = await county.call('post_api_cases', {
      body: { body, findings: [dig(found.body, 'findings', 0, 'id')] },
      headers: { 'idempotency-key': 'open-1' },
    })
    const at = { id: String(dig(opened.body, 'id')) }
    let version = dig(opened.body, 'version')
    const act = async (who: ApiClient, step: object) => {
      const got = await who.call('post_api_cases_id_actions', {
        path: at,
        body: { version, ...step },
      })
      if (got.status === 200) version = dig(got.body, 'version')
      return got
    }
    const assigned = await act(county, { action: 'assign', owner: 'zhen1', dueOn: '2026-04-30' })
    expect(assigned.status).toBe(200)
    const stale = await act(county, { action: 'extend', dueOn: '2026-05-30', note: '汛期', version: 0 })
    expect(stale.status).toBe(409)
    expect([dig(stale.body, 'mine', 'action'), dig(stale.body, 'current', 'state')]).toEqual([
      'extend',
      'assigned',
    ])
    expect((await act(town, { action: 'report', note: '已补足成员' })).status).toBe(200)
    const early = await act(county, { action: 'signOff', note: '属实' })
    expect([early.status, dig(early.body, 'type')]).toEqual([422, '/api/docs#problem-condition-mended'])
    await summary(5, '2026-02-01')
    expect(dig((await act(county, { action: 'signOff', note: '属实' })).body, 'state')).toBe('closed')
    const history = await county.call('get_api_registers_member_summary_id_history', {
      path: { id: String(dig(made.body, 'id')) },
    })
    expect(items(history.body, 'versions').map((one) => dig(one, 'door'))).toContain('api')
  })

  test('a stale version is answered with both states', async () => {
    const record = await county.call('get_api_registers_body_id', { path: { id: body } })
    const change = (phone: string) =>
      county.call('patch_api_registers_body_id', {
        path: { id: body },
        body: { version: dig(record.body, 'version'), values: { phone } },
      })
    expect((await change('13900000001')).status).toBe(200)
    const { status, body: problem } = await change('13900000002')
    expect(status).toBe(409)
    expect(dig(problem, 'mine', 'values', 'phone')).toBe('13900000002')
    expect(dig(problem, 'current', 'values', 'phone')).toBe('13900000001')
  })
})
