import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { close, fingerprint, open, openKeys } from './crypt.ts'
import { openSecrets } from './secrets.ts'

function temporaryKeys() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'heshe-keys-'))
  return { folder, keys: openKeys(openSecrets(folder)) }
}

test('what is closed opens again, and the same text closes to different bytes each time', () => {
  const { keys } = temporaryKeys()
  const once = close(keys, Buffer.from('99010119800101001X'))
  const twice = close(keys, Buffer.from('99010119800101001X'))
  expect(open(keys, once).toString()).toBe('99010119800101001X')
  expect(once.equals(twice)).toBe(false)
})

test('a changed byte does not open', () => {
  const { keys } = temporaryKeys()
  const closed = close(keys, Buffer.from('secret'))
  closed[closed.length - 1]! ^= 1
  expect(() => open(keys, closed)).toThrow(/auth|unable/i)
})

test('keys are made once, read by their owner alone, and give the same fingerprint after a restart', () => {
  const { folder, keys } = temporaryKeys()
  expect(fs.statSync(path.join(folder, 'keys', 'hash')).mode & 0o777).toBe(0o600)
  expect(fingerprint(openKeys(openSecrets(folder)), '张三').equals(fingerprint(keys, '张三'))).toBe(true)
  expect(fingerprint(keys, '张三').equals(fingerprint(keys, '张四'))).toBe(false)
})

test('SM4 and AES stand beside each other: each opens what it closed after the choice changed, and a changed byte does not open', () => {
  const { folder, keys } = temporaryKeys()
  const old = close(keys, Buffer.from('99010119800101001X'))
  const national = openKeys(openSecrets(folder, 'sm4'))
  const closed = close(national, Buffer.from('99010119800101001X'))
  expect([old[0], closed[0]]).toEqual([1, 129])
  for (const held of [national, openKeys(openSecrets(folder))])
    expect([old, closed].map((one) => open(held, one).toString())).toEqual(
      Array(2).fill('99010119800101001X'),
    )
  expect(close(national, Buffer.from('x')).equals(close(national, Buffer.from('x')))).toBe(false)
  for (let at = 1; at < closed.length; at += 1) {
    const changed = Buffer.from(closed)
    changed[at]! ^= 1
    expect(() => open(national, changed)).toThrow(/改动/)
  }
})
