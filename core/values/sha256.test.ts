import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from './sha256.ts'

const known = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

test('the digests that the standard gives', () => {
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('any text gives what the library of the machine gives', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 150 }), (text) => sha256(text) === known(text)),
    { numRuns: 60 },
  )
})

test('lengths around the ends of a block, in letters and in Chinese', () => {
  for (const length of [54, 55, 56, 57, 63, 64, 65, 118, 119, 120, 128])
    for (const sign of ['a', '社', '𣗋'])
      expect(sha256(sign.repeat(length)), `${sign}${length}`).toBe(known(sign.repeat(length)))
})
