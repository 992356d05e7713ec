/** The keys of a deployment, closed with a passphrase for the way: scrypt, then AES-256-GCM. Never in clear. */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import type { WrappedKeys } from './format.ts'

const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 }
const KEY_FILE = /^(field-\d{1,3}|hash)$/
const keyFiles = z.record(z.string().regex(KEY_FILE), z.string())

/** Closes the keys of data; the password of the database's login is no part of it. */
export function wrapKeys(folder: string, passphrase: string): WrappedKeys {
  const plain = readKeyFiles(folder)
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', scryptSync(passphrase, salt, 32, COST), nonce)
  const closed = Buffer.concat([cipher.update(JSON.stringify(plain), 'utf8'), cipher.final()])
  const text = (bytes: Buffer): string => bytes.toString('base64')
  return { salt: text(salt), nonce: text(nonce), tag: text(cipher.getAuthTag()), closed: text(closed) }
}

/** The keys of data in clear, by their names. */
export function readKeyFiles(folder: string): Record<string, string> {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => KEY_FILE.test(name)) : []
  return Object.fromEntries(
    names.toSorted().map((name) => [name, readFileSync(path.join(folder, name), 'utf8').trim()]),
  )
}

/** Opens them. Error: backup-passphrase. */
export function unwrapKeys(wrapped: WrappedKeys, passphrase: string): Outcome<Record<string, string>> {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64')
  const key = scryptSync(passphrase, bytes(wrapped.salt), 32, COST)
  const decipher = createDecipheriv('aes-256-gcm', key, bytes(wrapped.nonce))
  decipher.setAuthTag(bytes(wrapped.tag))
  try {
    const plain = Buffer.concat([decipher.update(bytes(wrapped.closed)), decipher.final()])
    return done(keyFiles.parse(JSON.parse(plain.toString('utf8'))))
  } catch {
    return failed(
      refused(
        'backup-passphrase',
        '备份口令不对，密钥打不开，没有恢复；请把 HESHE_BACKUP_PASSPHRASE 设为备份时的口令。',
      ),
    )
  }
}

/** Whether these keys may stand in the folder: none there, or the same. Error: backup-keys. */
export function keysFit(folder: string, keys: Readonly<Record<string, string>>): Outcome<void> {
  const other = Object.entries(keys).find(([name, value]) => {
    const file = path.join(folder, name)
    return existsSync(file) && readFileSync(file, 'utf8').trim() !== value
  })
  if (!other) return done(undefined)
  return failed(
    refused('backup-keys', `${folder} 里已有另一套密钥，没有恢复；请用 HESHE_DATA 指定一个新的数据文件夹。`),
  )
}

/** Puts them in place; those that stand are the same. */
export function placeKeys(folder: string, keys: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const [name, value] of Object.entries(keys)) {
    const file = path.join(folder, name)
    if (!existsSync(file)) writeFileSync(file, `${value}\n`, { mode: 0o600, flag: 'wx', flush: true })
  }
}
