import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { programVersion, readConfig, ROOT, type Environment } from './config.ts'

function codesOf(env: Environment): string[] {
  const config = readConfig(env)
  return config.ok ? [] : config.problems.map(({ code }) => code)
}

test('without settings it listens on this machine alone, port 8080, data beside the program', () => {
  expect(readConfig({})).toEqual({
    ok: true,
    value: {
      port: 8080,
      host: '127.0.0.1',
      dataDir: path.join(ROOT, 'data'),
      trustProxy: [],
      cipher: 'aes',
      loopback: true,
    },
    remarks: [],
  })
})

test('an empty variable counts as not set', () => {
  expect(readConfig({ PORT: '', HOST: ' ', HESHE_DATA: '', DATABASE_URL: '' })).toEqual(readConfig({}))
})

test.each(['0', '1', '65535'])('port %s is taken', (port) => {
  expect(readConfig({ PORT: port })).toMatchObject({ ok: true, value: { port: Number(port) } })
})

test.each(['65536', '-1', '80a', '1.5', '八千'])('port %s is refused', (port) => {
  expect(codesOf({ PORT: port })).toEqual(['setting-port'])
})

test('a relative data folder stands beside the program, an absolute one where it says', () => {
  expect(readConfig({ HESHE_DATA: 'elsewhere' })).toMatchObject({
    value: { dataDir: path.join(ROOT, 'elsewhere') },
  })
  expect(readConfig({ HESHE_DATA: '/srv/heshe' })).toMatchObject({ value: { dataDir: '/srv/heshe' } })
})

test.each(['127.0.0.1', '127.0.0.2', 'localhost', '::1'])('%s needs no certificate', (host) => {
  expect(readConfig({ HOST: host })).toMatchObject({ ok: true, value: { loopback: true } })
})

test.each(['0.0.0.0', '::', '192.168.1.5', 'heshe.example'])(
  '%s without certificate or proxy is refused',
  (host) => {
    expect(codesOf({ HOST: host })).toEqual(['setting-tls'])
  },
)

test('a declared proxy opens the way off this machine', () => {
  const config = readConfig({ HOST: '0.0.0.0', HESHE_TRUST_PROXY: '10.0.0.5, fd00::/64,loopback' })
  expect(config).toMatchObject({
    ok: true,
    value: { trustProxy: ['10.0.0.5', 'fd00::/64', 'loopback'], loopback: false },
  })
})

test.each(['true', '10.0.0.0/33', '0.0.0.0/0', '10.0.0.0/7', '10.0.0.0/8/8', 'proxy.example'])(
  '%s is no proxy',
  (text) => {
    expect(codesOf({ HESHE_TRUST_PROXY: text })).toEqual(['setting-proxy'])
  },
)

test('a certificate with its key opens the way off this machine, one alone does not', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'heshe-config-'))
  const cert = path.join(folder, 'cert.pem')
  const key = path.join(folder, 'key.pem')
  writeFileSync(cert, 'cert')
  writeFileSync(key, 'key')
  const config = readConfig({ HOST: '0.0.0.0', HESHE_TLS_CERT: cert, HESHE_TLS_KEY: key })
  expect(config).toMatchObject({
    ok: true,
    value: { tls: { cert: Buffer.from('cert'), key: Buffer.from('key') } },
  })
  expect(codesOf({ HESHE_TLS_CERT: cert })).toEqual(['setting-tls'])
  rmSync(folder, { recursive: true })
  expect(codesOf({ HOST: '0.0.0.0', HESHE_TLS_CERT: cert, HESHE_TLS_KEY: key })).toEqual(['setting-tls'])
})

test('a database address is PostgreSQL’s, and a wrong one is not repeated', () => {
  expect(readConfig({ DATABASE_URL: 'postgres://a:b@db:5432/heshe' })).toMatchObject({ ok: true })
  const config = readConfig({ DATABASE_URL: 'mysql://a:secret@db/heshe' })
  expect(config).toMatchObject({ ok: false, problems: [{ code: 'setting-database' }] })
  expect(JSON.stringify(config)).not.toContain('secret')
})

test('the application’s own login needs the database address too', () => {
  expect(codesOf({ HESHE_APP_DATABASE_URL: 'postgres://heshe_app:b@db/heshe' })).toEqual(['setting-database'])
})

test('all mistakes are told at once', () => {
  const codes = codesOf({
    PORT: 'x',
    HOST: '0.0.0.0',
    DATABASE_URL: 'x',
    HESHE_TRUST_PROXY: 'x',
    HESHE_TLS_KEY: 'x',
  })
  expect(codes.toSorted()).toEqual(['setting-database', 'setting-port', 'setting-proxy', 'setting-tls'])
})

test('off this machine with half a certificate, the half certificate is what is told', () => {
  expect(codesOf({ HOST: '0.0.0.0', HESHE_TLS_CERT: '/nowhere' })).toEqual(['setting-tls'])
})

test('the version that the program tells is the one that the list of changes heads, and that the lock names', () => {
  const read = (name: string) => readFileSync(path.join(ROOT, name), 'utf8')
  const headed = /^## (\S+)$/m.exec(read('CHANGELOG.md'))?.[1]
  expect(headed).toMatch(/^\d+\.\d+\.\d+$/)
  expect(programVersion()).toBe(headed)
  expect(JSON.parse(read('package-lock.json'))).toMatchObject({
    version: headed,
    packages: { '': { version: headed } },
  })
})
