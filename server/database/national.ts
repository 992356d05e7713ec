/** Digests and ciphers of the national standards by node:crypto: SM3 (GB/T 32905), SM4 (GB/T 32907) in counter mode under an HMAC. */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

const IV_BYTES = 16
const MAC_BYTES = 32

/** SM3 of a text, 32 bytes. */
export function sm3(text: string): Buffer {
  return hash('sm3', text, 'buffer')
}

/** HMAC-SM3 of the parts, one behind the other, 32 bytes. */
export function hmacSm3(key: Buffer, ...parts: readonly (Buffer | string)[]): Buffer {
  const mac = createHmac('sm3', key)
  for (const part of parts) mac.update(part)
  return mac.digest()
}

/** A key of 32 bytes for one purpose, from another key. */
export function deriveKey(key: Buffer, purpose: string, bytes = MAC_BYTES): Buffer {
  return Buffer.from(hkdfSync('sm3', key, '', purpose, bytes))
}

/** Closes bytes: vector (16) · HMAC-SM3 (32) · SM4-CTR ciphertext. */
export function closeSm4(key: Buffer, plain: Buffer): Buffer {
  const { cipherKey, macKey } = keysOf(key)
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('sm4-ctr', cipherKey, iv)
  const content = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([iv, hmacSm3(macKey, iv, content), content])
}

/** Opens what `closeSm4` closed. Throws where the bytes were changed. */
export function openSm4(key: Buffer, closed: Buffer): Buffer {
  const { cipherKey, macKey } = keysOf(key)
  const iv = closed.subarray(0, IV_BYTES)
  const mac = closed.subarray(IV_BYTES, IV_BYTES + MAC_BYTES)
  const content = closed.subarray(IV_BYTES + MAC_BYTES)
  if (mac.length !== MAC_BYTES || !timingSafeEqual(mac, hmacSm3(macKey, iv, content)))
    throw new Error('加密内容被改动，无法打开')
  const decipher = createDecipheriv('sm4-ctr', cipherKey, iv)
  return Buffer.concat([decipher.update(content), decipher.final()])
}

const derived = new WeakMap<Buffer, { cipherKey: Buffer; macKey: Buffer }>()

function keysOf(key: Buffer): { cipherKey: Buffer; macKey: Buffer } {
  const held = derived.get(key)
  if (held) return held
  const made = { cipherKey: deriveKey(key, 'sm4-ctr', 16), macKey: deriveKey(key, 'hmac-sm3') }
  derived.set(key, made)
  return made
}
