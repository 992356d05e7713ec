/** One-time codes from the time (RFC 6238, HMAC-SHA-1, 30 seconds, 6 digits): what the common apps of telephones read. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { TOTP_DIGITS } from '#core/access/second-factor.ts'

const STEP_MS = 30_000
export const SECRET_BYTES = 20
const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The step in which a moment lies. */
export function stepOf(now: Date): number {
  return Math.floor(now.getTime() / STEP_MS)
}

/** The code of a step. */
export function codeOf(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const at = mac[mac.length - 1]! & 0x0f
  const number = mac.readUInt32BE(at) & 0x7fffffff
  return String(number % 10 ** TOTP_DIGITS).padStart(TOTP_DIGITS, '0')
}

/** The step whose code this is: the one of now, or one beside it where a clock goes wrong by half a minute. */
export function stepOfCode(secret: Buffer, digits: string, now: Date): number | undefined {
  const here = stepOf(now)
  const given = Buffer.from(digits)
  return [here, here - 1, here + 1].find((step) => {
    const code = Buffer.from(codeOf(secret, step))
    return code.length === given.length && timingSafeEqual(code, given)
  })
}

/** Bytes in the signs of RFC 4648 base32, without filling: what is typed into the app by hand. */
export function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => SIGNS[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** The address that the app reads from the two-dimensional code. */
export function otpauthLink(secret: Buffer, of: { issuer: string; username: string }): string {
  const issuer = encodeURIComponent(of.issuer)
  const label = `${issuer}:${encodeURIComponent(of.username)}`
  return `otpauth://totp/${label}?secret=${toBase32(secret)}&issuer=${issuer}&algorithm=SHA1&digits=6&period=30`
}
