/** What the database refuses by itself reaches the caller in its own words. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FastifyInstance } from 'fastify'
import { makeServer } from './server.ts'

const MIGRATIONS = join(import.meta.dirname, '../database/migrations')
const texts = readdirSync(MIGRATIONS).map((name) => ({
  name,
  text: readFileSync(join(MIGRATIONS, name), 'utf8'),
}))
const raised = texts.flatMap(({ name, text }) =>
  [...text.matchAll(/errcode\s*=\s*'(H[A-Z]\d{3})'/g)].map(([, code]) => ({ name, code: code! })),
)

let server: FastifyInstance
let error: unknown
const faults: unknown[] = []
beforeAll(async () => {
  server = await makeServer({ trustProxy: [], onFault: (fault) => faults.push(fault) })
  server.get('/api/refused', () => {
    throw error
  })
})
afterAll(() => server.close())

async function told(code: string, message: string): Promise<{ status: number; problems: unknown }> {
  error = Object.assign(new Error(message), { code })
  const reply = await server.inject('/api/refused')
  return { status: reply.statusCode, problems: reply.json<{ problems: unknown }>().problems }
}

test('every code that a trigger raises is told in the sentence of the trigger, never as a fault', async () => {
  const codes = [...new Set(raised.map((one) => one.code))]
  expect(codes).toEqual(
    expect.arrayContaining(['HA003', 'HB007', 'HD001', 'HH001', 'HM004', 'HP005', 'HT001']),
  )
  for (const code of codes) {
    const says = `${code} 不许这样改`
    expect(await told(code, says), code).toMatchObject({
      status: code.startsWith('HS') ? 422 : 409,
      problems: [{ code: 'refused-by-database', says }],
    })
  }
})

test('the log learns of a promise of the books that nobody asked about beforehand, not of one told by design', async () => {
  faults.length = 0
  await told('HS021', '这次代班已经结束')
  expect(faults).toEqual([])
  await told('HB004', '已结账到 2026-01-31，不能再记入 2026-01-05')
  expect(faults).toEqual([error])
})

test('a sentence that is not Chinese and a code that is not of the house stay a fault', async () => {
  expect(await told('HB004', 'closed until then')).toMatchObject({ status: 500 })
  expect(await told('XX000', '内部错误')).toMatchObject({ status: 500 })
})

test('a code of what is booked for others stands for one thing', () => {
  const late = Map.groupBy(
    raised.filter((one) => one.code >= 'HB040' && one.code < 'HB050'),
    (one) => one.code,
  )
  expect(late.size).toBeGreaterThan(5)
  for (const [code, places] of late) expect(new Set(places.map((one) => one.name)).size, code).toBe(1)
})

test.each([
  { trust: [], from: '203.0.113.9', forwarded: '198.51.100.1', taken: '203.0.113.9' },
  { trust: ['10.0.0.5'], from: '203.0.113.9', forwarded: '198.51.100.1', taken: '203.0.113.9' },
  { trust: ['10.0.0.5'], from: '10.0.0.5', forwarded: '203.0.113.9', taken: '203.0.113.9' },
  { trust: ['10.0.0.5'], from: '10.0.0.5', forwarded: '198.51.100.1, 203.0.113.9', taken: '203.0.113.9' },
  { trust: ['10.0.0.0/24'], from: '10.0.0.9', forwarded: '203.0.113.9', taken: '203.0.113.9' },
  { trust: ['10.0.0.0/24'], from: '10.0.1.9', forwarded: '203.0.113.9', taken: '10.0.1.9' },
  { trust: ['loopback'], from: '127.0.0.1', forwarded: '203.0.113.9', taken: '203.0.113.9' },
])(
  'trusting $trust, a call from $from that says $forwarded is taken as of $taken',
  async ({ trust, from, forwarded, taken }) => {
    const proxied = await makeServer({ trustProxy: trust, onFault: () => undefined })
    proxied.get('/api/where', (request) => ({ ip: request.ip, protocol: request.protocol }))
    const headers = { 'x-forwarded-for': forwarded, 'x-forwarded-proto': 'https' }
    const answer = await proxied.inject({ url: '/api/where', remoteAddress: from, headers })
    expect(answer.json()).toEqual({ ip: taken, protocol: from === taken ? 'http' : 'https' })
    await proxied.close()
  },
)
