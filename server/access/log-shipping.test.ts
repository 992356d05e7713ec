/** Logs go to a receiver on this machine: line by line, none lost while it is away, nothing of the county in them. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { once } from 'node:events'
import os from 'node:os'
import path from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { sql, type RawBuilder } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { signIn, testApp, type Person, type TestApp } from '../../tests/app.ts'
import { CHAINER, chainTrail } from './audit-chain.ts'
import { nextLinks } from './log-shipping-store.ts'
import { AT_ONCE, shipLogs } from './log-shipping.ts'
import { frame } from './syslog.ts'

interface Receiver {
  port: number
  lines: string[]
  close: () => Promise<void>
}

let app: TestApp
let security: Person
let receiver: Receiver | undefined
beforeAll(async () => {
  app = await testApp()
  security = await signIn(app, 'anquan')
})
afterEach(async () => {
  await receiver?.close()
  receiver = undefined
})
afterAll(() => app.close())

/** A little log server: reads lines by their length, as a real one does. */
async function listen(port = 0, cut = false): Promise<Receiver> {
  const lines: string[] = []
  const open = new Set<Socket>()
  const server: Server = createServer((socket) => {
    open.add(socket)
    let held = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      if (cut) return socket.resetAndDestroy()
      held = Buffer.concat([held, bytes])
      for (;;) {
        const blank = held.indexOf(0x20)
        const length = blank < 0 ? Number.NaN : Number(held.subarray(0, blank).toString())
        if (!(held.length >= blank + 1 + length)) return undefined
        lines.push(held.subarray(blank + 1, blank + 1 + length).toString())
        held = held.subarray(blank + 1 + length)
      }
    })
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const { port: here } = server.address() as { port: number }
  return {
    port: here,
    lines,
    close: async () => {
      for (const one of open) one.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

const ship = () => shipLogs(app.services)
const chain = () => chainTrail(app.services.chain, app.services.clock.now())
const read = async () =>
  (
    await security.get<{
      waiting: number
      sentAt: string | null
      failedAt: string | null
      failedSays: string
    }>('/api/log-shipping')
  ).body
const set = (on: boolean, port: number, host = '127.0.0.1') =>
  security.post('/api/log-shipping', { on, host, port, tls: false, ca: null })
const ofKind = (kind: string) => receiver!.lines.filter((one) => one.includes(` ${kind} [`))

test('a line is what RFC 5424 asks for, its signs escaped, with the length of its bytes before it', () => {
  const line = frame(
    {
      at: new Date('2026-03-20T04:00:00Z'),
      kind: 'SIGNIN',
      facility: 10,
      severity: 4,
      data: { user: 'a"b\\c]d', outcome: '错' },
      says: '一行\n两行',
    },
    '主机 name',
  ).toString()
  const length = line.slice(0, line.indexOf(' '))
  const text = line.slice(line.indexOf(' ') + 1)
  expect(Number(length)).toBe(Buffer.byteLength(text))
  expect(text).toBe(
    '<84>1 2026-03-20T04:00:00.000Z name heshe - SIGNIN [heshe@32473 user="a\\"b\\\\c\\]d" outcome="错"] \uFEFF一行 两行',
  )
})

test('nothing goes while it is off, and what was before it was switched on stays here', async () => {
  receiver = await listen()
  await chain()
  expect(await ship()).toBe(0)
  expect((await set(true, receiver.port)).status).toBe(200)
  await ship()
  expect(receiver.lines).toEqual([])
})

test('sending begins at the moment when it is switched on, not at the first round after it', async () => {
  receiver = await listen()
  await set(true, receiver.port)
  await ship()
  await signIn(app, 'shezhang')
  await set(false, receiver.port)
  // As it is where sending was never on.
  await app.database.owner.query('delete from log_position')
  await set(true, receiver.port)
  await signIn(app, 'kuaiji')
  receiver.lines.length = 0
  await ship()
  expect(ofKind('SIGNIN').map((one) => /user="(.*?)"/.exec(one)?.[1])).toEqual(['kuaiji'])
})

test('a link of more entries than a part holds goes in parts, each entry once, also over a break', async () => {
  receiver = await listen()
  const { port } = receiver
  await set(true, port)
  await chain()
  await ship()
  receiver.lines.length = 0
  await receiver.close()
  const many = 2 * AT_ONCE.entries + 1
  await app.database.owner.query(
    `insert into audit (home, action, subject) select '000000', 'create', 'unit' from generate_series(1, $1)`,
    [many],
  )
  await chain()
  expect(await ship()).toBe(0)
  const rounds = await withScope(app.services.app, CHAINER, (trx) => nextLinks(trx, AT_ONCE))
  expect(rounds.map((one) => [one.ids.length, one.part, one.parts]).at(-1)).toEqual([AT_ONCE.entries, 1, 3])
  receiver = await listen(port)
  await ship()
  const ids = ofKind('AUDIT').flatMap((one) =>
    one.includes('subject="unit"') ? [/ id="(\d+)"/.exec(one)?.[1]] : [],
  )
  expect([ids.length, new Set(ids).size]).toEqual([many, many])
  const seals = ofKind('LINK').filter((one) => one.includes(`entries="${many}"`))
  expect(seals.map((one) => /part="(.*?)" parts="(.*?)"/.exec(one)?.slice(1))).toEqual([
    ['1', '3'],
    ['2', '3'],
    ['3', '3'],
  ])
  expect(await ship()).toBe(0)
})

test('sign-ins, refusals and the trail go, each once, with no name or value of the county', async () => {
  receiver = await listen()
  await set(true, receiver.port)
  await chain()
  await ship()
  receiver.lines.length = 0
  const county = await signIn(app, 'xian')
  await expect(signIn(app, 'xian', 'falsch')).rejects.toThrow('sign-in-wrong')
  await expect(signIn(app, 'Geheim@2026', 'x')).rejects.toThrow('sign-in-wrong')
  expect((await county.get('/api/users')).status).toBe(403)
  await security.post('/api/users/0198c0de-0000-7000-8000-00000000abcd/unlock')
  await set(true, receiver.port)
  await chain()
  expect(await ship()).toBe(receiver.lines.length)
  expect(ofKind('SIGNIN').map((one) => /user="(.*?)" outcome="(.*?)"/.exec(one)?.slice(1))).toEqual([
    ['xian', 'ok'],
    ['xian', 'wrong'],
    ['', 'wrong'],
  ])
  expect(ofKind('REFUSED')).toHaveLength(1)
  expect(ofKind('REFUSED')[0]).toContain('user="xian" role="county" door="web"')
  expect(ofKind('AUDIT')[0]).toMatch(/subject="log_target" record="log_target" sm3="[0-9a-f]{64}"/)
  expect(ofKind('LINK')[0]).toMatch(/entries="1" hash="[0-9a-f]{64}"/)
  expect(receiver.lines.join('')).not.toMatch(/Geheim|Heshe@/)
  expect(await ship()).toBe(0)
  expect(await read()).toMatchObject({ waiting: 0, failedAt: null })
})

test('while the receiver is away everything waits, the state says why, and it goes when it is back', async () => {
  receiver = await listen()
  const { port } = receiver
  await set(true, port)
  await chain()
  await ship()
  await receiver.close()
  receiver = undefined
  await signIn(app, 'zhen1')
  await signIn(app, 'zhen2')
  expect(await ship()).toBe(0)
  expect(await read()).toMatchObject({
    waiting: 2,
    failedSays: '对方没有在这个端口接收，请核对地址和端口，或对方的服务没有启动',
  })
  await signIn(app, 'cun')
  receiver = await listen(port)
  expect(await ship()).toBe(3)
  expect(ofKind('SIGNIN').map((one) => /user="(.*?)"/.exec(one)?.[1])).toEqual(['zhen1', 'zhen2', 'cun'])
  expect(await read()).toMatchObject({ waiting: 0, failedAt: null, failedSays: '' })
})

test('what was on its way when the receiver broke off is sent again', async () => {
  receiver = await listen(0, true)
  const { port } = receiver
  await set(true, port)
  await signIn(app, 'lingdao')
  await ship()
  expect((await read()).failedSays).toContain('对方中断了连接')
  await receiver.close()
  receiver = await listen(port)
  await chain()
  expect(await ship()).toBeGreaterThan(0)
  expect(ofKind('SIGNIN').map((one) => /user="(.*?)"/.exec(one)?.[1])).toEqual(['lingdao'])
})

test('a line that is being written while others go is not passed over', async () => {
  receiver = await listen()
  await set(true, receiver.port)
  await chain()
  await ship()
  receiver.lines.length = 0
  const people = ['zhen1', 'zhen2', 'cun', 'lingdao', 'kuaiji', 'shezhang', 'fudaoyuan', 'shenji']
  await Promise.all([...people.map((one) => signIn(app, one)), ship(), ship(), ship()])
  await ship()
  expect(
    ofKind('SIGNIN')
      .map((one) => /user="(.*?)"/.exec(one)?.[1])
      .toSorted(),
  ).toEqual(people.toSorted())
})

test('more than a batch goes on in the same round', async () => {
  receiver = await listen()
  await set(true, receiver.port)
  await chain()
  await ship()
  receiver.lines.length = 0
  await app.database.owner.query(
    `insert into sign_in_log (username, outcome) select 'xian', 'ok' from generate_series(1, 1201)`,
  )
  expect(await ship()).toBe(1201)
  const ids = ofKind('SIGNIN').map((one) => Number(/id="(\d+)"/.exec(one)?.[1]))
  expect(ids).toEqual(ids.toSorted((a, b) => a - b))
  expect(new Set(ids).size).toBe(1201)
})

test('links go in order, home by home, and no further ones once so many entries are under way', async () => {
  const next = async (of: { links: number; entries: number }) => {
    const given: string[] = []
    const kept = withScope(app.services.app, CHAINER, async (trx) => {
      for (const [home, number, entries] of [
        ['990198', 1, 3],
        ['990198', 2, 1],
        ['990199', 1, 4],
        ['990199', 2, 1],
      ] as const)
        await sql`insert into audit_link (home, number, txid, form, chained_at, ids, digests, previous, hash)
          select ${home}, ${number}, pg_current_xact_id(), 1, now(), array_agg(n), decode(repeat('00', 32 * ${entries}::int), 'hex'),
            decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex') from generate_series(1, ${entries}::int) n`.execute(
          trx,
        )
      for (const one of await nextLinks(trx, of))
        if (one.home > '990197') given.push(`${one.home}/${one.number}`)
      throw new Error('taken back')
    })
    await expect(kept).rejects.toThrow('taken back')
    return given
  }
  const all = ['990198/1', '990198/2', '990199/1', '990199/2']
  await chain()
  await ship()
  expect(await next({ links: 50, entries: 2000 })).toEqual(all)
  expect(await next({ links: 3, entries: 2000 })).toEqual(all.slice(0, 3))
  expect(await next({ links: 50, entries: 4 })).toEqual(all.slice(0, 2))
  expect(await next({ links: 50, entries: 5 })).toEqual(all.slice(0, 3))
})

test('one line can be tried; without TLS at the other end the reason is told, and faults are told at once', async () => {
  receiver = await listen()
  const attempt = (body: object) =>
    security.post<{ problem: string | null }>('/api/log-shipping/try', {
      on: true,
      host: '127.0.0.1',
      ca: null,
      ...body,
    })
  expect((await attempt({ port: receiver.port, tls: false })).body.problem).toBeNull()
  expect(ofKind('TEST')).toHaveLength(1)
  await receiver.close()
  receiver = await listen(0, true)
  expect((await attempt({ port: receiver.port, tls: true })).body.problem).toMatch(/对方|TLS/)
  const refused = await security.post<{ problems: { code: string }[] }>('/api/log-shipping', {
    on: true,
    host: 'a b',
    port: 0,
    tls: true,
    ca: 'kein Zertifikat',
  })
  expect(refused.body.problems.map((one) => one.code)).toEqual(['log-host', 'log-port', 'log-ca'])
})

const OPENSSL = spawnSync('openssl', ['version']).status === 0

/** A certificate of its own for localhost, and its key. */
function selfSigned(): { cert: string; key: string } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'heshe-tls-'))
  const [key, cert] = [path.join(folder, 'key'), path.join(folder, 'cert')]
  const words = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '2',
  ]
  const names = [
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=DNS:localhost',
    '-keyout',
    key,
    '-out',
    cert,
  ]
  const made = spawnSync('openssl', [...words, ...names])
  if (made.status !== 0) throw new Error(made.stderr.toString())
  const pair = { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
  rmSync(folder, { recursive: true })
  return pair
}

test.skipIf(!OPENSSL)(
  'over TLS the other end must show a certificate that the one that was given has signed',
  async () => {
    const pair = selfSigned()
    const got: string[] = []
    const server = createTlsServer(pair, (socket) => socket.on('data', (bytes) => got.push(bytes.toString())))
    server.on('tlsClientError', () => undefined)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const attempt = async (ca: string | null) =>
      (
        await security.post<{ problem: string | null }>('/api/log-shipping/try', {
          on: true,
          host: 'localhost',
          port,
          tls: true,
          ca,
        })
      ).body.problem
    expect(await attempt(null)).toContain('对方的证书没有通过核对')
    expect(await attempt(selfSigned().cert)).toContain('对方的证书没有通过核对')
    expect(got).toEqual([])
    expect(await attempt(pair.cert)).toBeNull()
    expect(got.join('')).toContain(' TEST [heshe@32473]')
    server.close()
  },
)

test('is set by the security administrator alone, and by plain SQL by nobody else', async () => {
  for (const username of ['guanli', 'shenjigl', 'xian']) {
    const person = await signIn(app, username)
    expect((await person.get('/api/log-shipping')).status).toBe(403)
    expect(
      (await person.post('/api/log-shipping', { on: false, host: 'a', port: 1, tls: true, ca: null })).status,
    ).toBe(403)
  }
  const word = async (role: string, statement: RawBuilder<unknown>) => {
    try {
      const scope = { user: 'somebody', role, area_low: '990101', area_high: '990101A', door: 'test' }
      const { numAffectedRows } = await withScope(app.database.db, scope, (trx) => statement.execute(trx))
      return Number(numAffectedRows ?? 0)
    } catch (error) {
      return String((error as { code?: string }).code)
    }
  }
  for (const role of ['admin', 'auditAdmin', 'county', 'security']) {
    if (role !== 'security')
      expect(
        await word(role, sql`insert into log_target (is_on, host, port, tls) values (false, 'a', 1, true)`),
      ).toBe('42501')
    expect(await word(role, sql`insert into log_position values ('refused', 'x', 1)`)).toBe('42501')
    expect(await word(role, sql`update log_position set position = 0`)).toBe(0)
    expect(await word(role, sql`select log_horizon('signIns')`)).toBe('42501')
    expect(await word(role, sql`delete from log_target`)).toBe('42501')
  }
})
