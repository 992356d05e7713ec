import { createServer, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { freePort } from './free-port.ts'

test('a port that somebody holds is told with the way out, and is free again afterwards', async () => {
  const holder = createServer().listen({ port: 0, host: '127.0.0.1' })
  await new Promise((resolve) => holder.once('listening', resolve))
  const { port } = holder.address() as AddressInfo
  const taken = await freePort({ port, host: '127.0.0.1' })
  expect(taken).toMatchObject({ ok: false, problems: [{ code: 'port-taken' }] })
  expect(taken.ok ? '' : taken.problems[0]?.says).toContain(`PORT=${port === 65_535 ? port - 1 : port + 1}`)

  await new Promise((resolve) => holder.close(resolve))
  // Asked twice: the question itself must not hold the port.
  expect(await freePort({ port, host: '127.0.0.1' })).toMatchObject({ ok: true })
  expect(await freePort({ port, host: '127.0.0.1' })).toMatchObject({ ok: true })
})

test('an address that is not of this machine is told', async () => {
  // TEST-NET-1 of RFC 5737 belongs to nobody.
  expect(await freePort({ port: 0, host: '192.0.2.1' })).toMatchObject({
    ok: false,
    problems: [{ code: 'host-unknown' }],
  })
})
