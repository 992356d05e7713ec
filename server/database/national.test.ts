import { createCipheriv } from 'node:crypto'
import { expect, test } from 'vitest'
import { hmacSm3, sm3 } from './national.ts'

test('SM3 and SM4 give the values of the examples of their standards', () => {
  // GB/T 32905-2016, appendix A, examples 1 and 2.
  expect(sm3('abc').toString('hex')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  expect(sm3('abcd'.repeat(16)).toString('hex')).toBe(
    'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
  )
  // GB/T 32907-2016, appendix A, example 1: key and text are the same.
  const text = Buffer.from('0123456789abcdeffedcba9876543210', 'hex')
  const cipher = createCipheriv('sm4-ecb', text, null).setAutoPadding(false)
  expect(Buffer.concat([cipher.update(text), cipher.final()]).toString('hex')).toBe(
    '681edf34d206965e86b3e94f536e4246',
  )
})

test('an HMAC-SM3 is the same whole or in parts, and another under another key', () => {
  const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  expect(hmacSm3(key, 'ab', 'c').equals(hmacSm3(key, Buffer.from('abc')))).toBe(true)
  expect(hmacSm3(key, 'abc').equals(hmacSm3(other, 'abc'))).toBe(false)
})
