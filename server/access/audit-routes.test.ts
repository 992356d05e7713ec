/** The trail over HTTP: who may read it, page by page, in words. */
import { sql } from 'kysely'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import type { listAudit } from '#contract/access.ts'
import { dossierAcceptance } from '#core/registry/dossier-acceptance.ts'
import { registers } from '#core/reporting/registers.ts'
import { withScope } from '#server/database/connect.ts'
import { close, fingerprint } from '#server/database/crypt.ts'
import type { Caller } from '#server/http/route.ts'
import { makeServer } from '#server/http/server.ts'
import { HOME, smallCounty, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { auditRoutes } from './audit-routes.ts'

type Answer = z.infer<typeof listAudit.response>

let county: SmallCounty
let server: FastifyInstance
let people: Map<string, Caller>
let body: string

beforeAll(async () => {
  county = await smallCounty()
  people = new Map()
  for (const [name, role] of [
    ['shenji', 'auditor'],
    ['xian3', 'county'],
    ['shenjigl', 'auditAdmin'],
  ] as const)
    people.set(name, await county.person(name, role, { area: HOME }))
  server = await makeServer({
    trustProxy: [],
    onFault: (error) => {
      throw error
    },
  })
  const authenticate = async (request: { headers: Record<string, unknown> }) =>
    people.get(String(request.headers['x-person'])) ?? null
  auditRoutes(
    { server, app: county.db, keys: county.services.keys, declared: [], authenticate },
    { ...county.services, registers, procedures: [dossierAcceptance] },
  )
  body = await county.addBody(TOWN_A, { capital: 123456 })
  const member = { person: '李四', kind: '农民', joined_on: '2020-01-01' }
  const secret = '990101199001010011'
  const closed = {
    id_number: `\\x${close(county.services.keys, Buffer.from(secret)).toString('hex')}`,
    id_number_hash: `\\x${fingerprint(county.services.keys, secret).toString('hex')}`,
  }
  await county.add('member', { ...member, ...closed }, { body })
})
afterAll(async () => {
  await server.close()
  await county.database.close()
})

async function get(query: string, as = 'shenji') {
  const answer = await server.inject({ url: `/api/audit${query}`, headers: { 'x-person': as } })
  return { status: answer.statusCode, body: answer.json<Answer>() }
}

test('only those who carry the permission read the trail', async () => {
  expect((await get('', 'xian3')).status).toBe(403)
  expect((await get('', 'shenjigl')).status).toBe(200)
  expect((await get('', 'nobody')).status).toBe(401)
})

test('an entry says in words who did what to which record, with the fields by their keys', async () => {
  const { body: page } = await get(`?record=${body}`)
  expect(page.entries[0]).toMatchObject({
    actor: 'xian某（xian）',
    action: '新建',
    subject: 'body',
    subjectLabel: '主体名录：甲种植专业合作社',
    before: null,
    after: { name: '甲种植专业合作社', area: '麦川镇', capital: '1,234.56元' },
  })
})

test('a secret is never in the trail, only its fingerprint', async () => {
  const { body: page } = await get('?subject=member')
  expect(page.entries[0]?.after?.['idNumber']).toMatch(/^已加密（指纹 [0-9a-f]{6}）$/)
  expect(JSON.stringify(page)).not.toContain('990101199001010011')
})

test('steps of procedures, users and settings have Chinese names', async () => {
  await withScope(county.db, { ...people.get('xian3')!.scope }, (trx) =>
    sql`insert into dossier_action (home, body, number, action, on_day, actor_name) values (${HOME}, ${body}, 1, 'accept', '2023-03-20', '某')`.execute(
      trx,
    ),
  )
  const [entry] = (await get('?subject=dossier_action')).body.entries
  expect(entry).toMatchObject({ action: '接收备案', subjectLabel: '档案备案' })
  expect(entry?.after).toMatchObject({ 步骤: '接收备案', 日期: '2023-03-20', 经办人: '某' })
  const [user] = (await get('?subject=app_user')).body.entries
  expect(user?.subjectLabel).toContain('用户')
})

test('pages follow one another from the end without a gap or a double', async () => {
  const whole = (await get('?size=200')).body.entries.map((one) => one.id)
  const paged: string[] = []
  for (let before = ''; ;) {
    const { body: page } = await get(`?size=3${before}`)
    paged.push(...page.entries.map((one) => one.id))
    if (!page.more) break
    before = `&before=${page.entries.at(-1)!.id}`
  }
  expect(paged).toEqual(whole)
  expect(whole.map(Number)).toEqual(whole.map(Number).toSorted((a, b) => b - a))
})

test('filters by person, by account or name, and by day', async () => {
  expect((await get('?actor=xian3')).body.entries.every((one) => one.actor.includes('xian3'))).toBe(true)
  expect((await get(`?actor=${encodeURIComponent('xian某')}`)).body.entries.length).toBeGreaterThan(0)
  expect((await get('?actor=%25')).body.entries).toEqual([])
  expect((await get('?to=2001-01-01')).body.entries).toEqual([])
  expect((await get('?from=2001-01-01')).body.entries.length).toBeGreaterThan(0)
  expect((await get('?before=abc')).status).toBe(200)
})
