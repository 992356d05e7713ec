/** SHA-256 for what anybody has to be able to compute again, in any room and without a package. Not for secrets. */

const ROUNDS = 64
const BLOCK = 64
/** Where the length of the message begins in the last block. */
const LENGTH_AT = 56
const BYTE = 256
const REPLACED = 0xfffd

/** Bits after the point of a root of the n-th prime. */
function rootBits(root: (prime: number) => number, count: number): number[] {
  const primes: number[] = []
  for (let n = 2; primes.length < count; n++) if (primes.every((one) => n % one !== 0)) primes.push(n)
  return primes.map((one) => Math.floor((root(one) % 1) * 2 ** 32) | 0)
}

const START = rootBits(Math.sqrt, 8)
const STEP = rootBits(Math.cbrt, ROUNDS)

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by))

/** The digest of a text in UTF-8, in hexadecimal. */
export function sha256(text: string): string {
  const bytes = padded(utf8(text))
  let state = START
  for (let at = 0; at < bytes.length; at += BLOCK) state = mixed(state, bytes.slice(at, at + BLOCK))
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

function utf8(text: string): number[] {
  return Array.from(text).flatMap((sign) => {
    const found = sign.codePointAt(0) ?? 0
    // Half of a pair stands for nothing, as every encoder has it.
    const code = found >= 0xd800 && found <= 0xdfff ? REPLACED : found
    if (code < 0x80) return [code]
    const tail = (shift: number): number => 0x80 | ((code >> shift) & 0x3f)
    if (code < 0x800) return [0xc0 | (code >> 6), tail(0)]
    if (code < 0x10000) return [0xe0 | (code >> 12), tail(6), tail(0)]
    return [0xf0 | (code >> 18), tail(12), tail(6), tail(0)]
  })
}

function padded(bytes: readonly number[]): number[] {
  const zeros = (2 * BLOCK + LENGTH_AT - 1 - (bytes.length % BLOCK)) % BLOCK
  const bits = bytes.length * 8
  const length = Array.from({ length: 8 }, (_, at) => Math.floor(bits / BYTE ** (7 - at)) % BYTE)
  return [...bytes, 0x80, ...Array.from({ length: zeros }, () => 0), ...length]
}

function mixed(state: readonly number[], block: readonly number[]): number[] {
  const words = Array.from({ length: 16 }, (_, at) =>
    block.slice(at * 4, at * 4 + 4).reduce((word, byte) => (word << 8) | byte, 0),
  )
  for (let at = 16; at < ROUNDS; at++) {
    const [early, late] = [words[at - 15]!, words[at - 2]!]
    const first = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)
    const second = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10)
    words.push((words[at - 16]! + first + words[at - 7]! + second) | 0)
  }
  let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number]
  for (let at = 0; at < ROUNDS; at++) {
    const pick = (e & f) ^ (~e & g)
    const most = (a & b) ^ (a & c) ^ (b & c)
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + pick + STEP[at]! + words[at]!) | 0
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + most) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
  }
  return [a, b, c, d, e, f, g, h].map((word, at) => (word + state[at]!) | 0)
}
