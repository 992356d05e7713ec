import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codeOf, otpauthLink, stepOf, stepOfCode, toBase32 } from './totp.ts'

const SECRET = Buffer.from('12345678901234567890')

test('the codes are those of the table of RFC 6238 for SHA-1, in its last six digits', () => {
  for (const [seconds, code] of [
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ] as const)
    expect(codeOf(SECRET, stepOf(new Date(seconds * 1000))), String(seconds)).toBe(code.slice(2))
})

test('base32 is that of RFC 4648 without its filling', () => {
  const of = (text: string) => toBase32(Buffer.from(text))
  expect(['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map(of)).toEqual([
    '',
    'MY',
    'MZXQ',
    'MZXW6',
    'MZXW6YQ',
    'MZXW6YTB',
    'MZXW6YTBOI',
  ])
})

test('a code is taken half a minute early and late, and not two steps away', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 20, maxLength: 20 }),
      fc.integer({ min: 2, max: 2 ** 34 }),
      (bytes, step) => {
        const secret = Buffer.from(bytes)
        const now = new Date(step * 30_000)
        for (const beside of [-1, 0, 1]) {
          const found = stepOfCode(secret, codeOf(secret, step + beside), now)
          expect(Math.abs(found! - step)).toBeLessThanOrEqual(1)
          expect(codeOf(secret, found!)).toBe(codeOf(secret, step + beside))
        }
        const near = [-1, 0, 1].map((beside) => codeOf(secret, step + beside))
        for (const far of [-2, 2])
          if (!near.includes(codeOf(secret, step + far)))
            expect(stepOfCode(secret, codeOf(secret, step + far), now)).toBeUndefined()
      },
    ),
  )
})

test('the link tells the app whose code it is, and by which rule', () => {
  expect(otpauthLink(SECRET, { issuer: '禾社 甲县', username: 'anquan' })).toBe(
    'otpauth://totp/%E7%A6%BE%E7%A4%BE%20%E7%94%B2%E5%8E%BF:anquan?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E7%A6%BE%E7%A4%BE%20%E7%94%B2%E5%8E%BF&algorithm=SHA1&digits=6&period=30',
  )
})
