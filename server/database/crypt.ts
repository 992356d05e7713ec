/**
 * Secrets at rest: id numbers, bank accounts and the content of files. Keys live in the key folder; every ciphertext
 * carries the id of its key, so that keys can be changed while old ones still open.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { Secrets } from './secrets.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16
const CURRENT = 1

export interface Keys {
  /** Id (1–255) of the key with which new secrets are closed. */
  current: number
  /** 32 bytes each. */
  byId: ReadonlyMap<number, Buffer>
  /** Keys the hash by which equal secrets are found. */
  hash: Buffer
}

/** The keys of a deployment, made on first start. */
export function openKeys(secrets: Secrets): Keys {
  return {
    current: CURRENT,
    byId: new Map([[CURRENT, Buffer.from(secrets.get(`field-${CURRENT}`), 'base64url')]]),
    hash: Buffer.from(secrets.get('hash'), 'base64url'),
  }
}

/** Closes bytes: key id (1) · nonce (12) · tag (16) · ciphertext. */
export function close(keys: Keys, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyOf(keys, keys.current), nonce)
  const content = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.from([keys.current]), nonce, cipher.getAuthTag(), content])
}

/** Opens what `close` closed. Throws where the bytes were changed or the key is gone: that is damage, not bad input. */
export function open(keys: Keys, closed: Buffer): Buffer {
  const key = keyOf(keys, closed[0] ?? 0)
  const nonce = closed.subarray(1, 1 + NONCE_BYTES)
  const tag = closed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
  decipher.setAuthTag(tag)
  return Buffer.concat([decipher.update(closed.subarray(1 + NONCE_BYTES + TAG_BYTES)), decipher.final()])
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
