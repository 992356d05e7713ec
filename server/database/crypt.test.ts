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
