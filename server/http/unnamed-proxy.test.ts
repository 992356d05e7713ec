import { expect, test } from 'vitest'
import { makeServer } from './server.ts'
import { ProxyWatch } from './unnamed-proxy.ts'

const HOUR = 3_600_000
const PROXY = '10.0.0.5'

function seen(of: { spoke: number; direct: number; later?: number }): string | null {
  const watch = new ProxyWatch()
  for (let n = 0; n < of.spoke; n += 1) watch.note(PROXY, 0)
  for (let n = 0; n < of.direct; n += 1) watch.note(null, 0)
  return watch.unnamed(of.later ?? 0)
}

test('a proxy is told from twenty requests on, and where more than half came through it', () => {
  expect([19, 20].map((spoke) => seen({ spoke, direct: 0 }))).toEqual([null, PROXY])
  expect([21, 20, 19].map((direct) => seen({ spoke: 20, direct }))).toEqual([null, null, PROXY])
})

test('what is mended is told no more after the next full hour', () => {
  expect([HOUR, 2 * HOUR - 1, 2 * HOUR].map((later) => seen({ spoke: 20, direct: 0, later }))).toEqual([
    PROXY,
    PROXY,
    null,
  ])
})

test('one visitor who forges the header from many addresses is no proxy and fills no memory', () => {
  const watch = new ProxyWatch()
  for (let n = 0; n < 10_000; n += 1) watch.note(`10.1.${n >> 8}.${n & 255}`, 0)
  expect(watch.unnamed(0)).toBe(null)
})

test.each([
  { trust: [], unnamed: PROXY },
  { trust: ['10.0.0.6'], unnamed: PROXY },
  { trust: [PROXY], unnamed: null },
])('trusting $trust, twenty requests through 10.0.0.5 tell of $unnamed', async ({ trust, unnamed }) => {
  const server = await makeServer({ trustProxy: trust, onFault: () => undefined })
  server.get('/api/where', () => ({}))
  const headers = { 'x-forwarded-for': '203.0.113.9' }
  for (let n = 0; n < 20; n += 1) await server.inject({ url: '/api/where', remoteAddress: PROXY, headers })
  expect(server.unnamedProxy()).toBe(unnamed)
  await server.close()
})
