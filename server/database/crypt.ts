/**
 * Secrets at rest: id numbers, bank accounts and the content of files. Keys live in the key folder; every ciphertext
 * carries the id of its key, so that keys can be changed while old ones still open.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { closeSm4, openSm4 } from './national.ts'
import type { Secrets } from './secrets.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Keys up to 127 close with AES-256-GCM, those from 128 on with SM4 under HMAC-SM3. */
const SM4_FROM = 128
const KEY_IDS = { aes: 1, sm4: SM4_FROM + 1 } as const

export interface Keys {
  /** Id (1–255) of the key with which new secrets are closed. */
  current: number
  /** 32 bytes each. */
  byId: ReadonlyMap<number, Buffer>
  /** Keys the hash by which equal secrets are found. */
  hash: Buffer
}

/** The keys of a deployment, made on first start; the key of another cipher than the chosen one still opens what it closed. */
export function openKeys(secrets: Secrets): Keys {
  const current = KEY_IDS[secrets.cipher]
  const ids = Object.values(KEY_IDS).filter(
    (id) => id === current || existsSync(path.join(secrets.folder, `field-${id}`)),
  )
  const read = (name: string): Buffer => Buffer.from(secrets.get(name), 'base64url')
  return { current, byId: new Map(ids.map((id) => [id, read(`field-${id}`)])), hash: read('hash') }
}

/** Closes bytes: key id (1) · what the key's cipher makes of them. */
export function close(keys: Keys, plain: Buffer): Buffer {
  const cipher = keys.current < SM4_FROM ? closeAes : closeSm4
  return Buffer.concat([Buffer.from([keys.current]), cipher(keyOf(keys, keys.current), plain)])
}

/** Opens what `close` closed. Throws where the bytes were changed or the key is gone: that is damage, not bad input. */
export function open(keys: Keys, closed: Buffer): Buffer {
  const id = closed[0] ?? 0
  const cipher = id < SM4_FROM ? openAes : openSm4
  return cipher(keyOf(keys, id), closed.subarray(1))
}

/** Nonce (12) · tag (16) · ciphertext. */
function closeAes(key: Buffer, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const content = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), content])
}

function openAes(key: Buffer, closed: Buffer): Buffer {
  const nonce = closed.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
  decipher.setAuthTag(closed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(closed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
}

/** The keyed hash of a secret: equal secrets have equal hashes, and nothing else can be learnt from one. */
export function fingerprint(keys: Keys, plain: string): Buffer {
  return createHmac('sha256', keys.hash).update(plain, 'utf8').digest()
}

function keyOf(keys: Keys, id: number): Buffer {
  const key = keys.byId.get(id)
  if (!key) throw new Error(`密钥文件里没有编号 ${id} 的密钥，无法打开加密内容`)
  return key
}
