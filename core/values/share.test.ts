import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  isLess,
  millionthsOf,
  ofMillionths,
  partFrom,
  partOfOrMore,
  readPart,
  sayPart,
  sayPercent,
  WHOLE,
} from './share.ts'

test.each([
  [0n, '0%'],
  [1n, '0.0001%'],
  [10_000n, '1%'],
  [333_333n, '33.3333%'],
  [655_000n, '65.5%'],
  [WHOLE, '100%'],
])('%s millionths are said as %s', (share, says) => {
  expect(sayPercent(share)).toBe(says)
})

test('what is said of a share is the share again, nothing is rounded', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: WHOLE }), (share) => {
      const [whole = '', fine = ''] = sayPercent(share).slice(0, -1).split('.')
      expect(BigInt(whole) * 10_000n + BigInt(fine.padEnd(4, '0'))).toBe(share)
    }),
  )
})

test.each([
  ['65', 650_000],
  ['65.5%', 655_000],
  ['66.6667％', 666_667],
  ['0', 0],
  ['100%', 1_000_000],
  ['2/3', { num: 2, den: 3 }],
  ['三分之二', { num: 2, den: 3 }],
  ['3分之1', { num: 1, den: 3 }],
  ['十分之零', { num: 0, den: 10 }],
  ['100.0001', null],
  ['66.66667', null],
  ['4/3', null],
  ['1/0', null],
  ['三分之', null],
  ['六成半', null],
  ['', null],
])('of a charter %s is read as %o', (text, part) => {
  expect(readPart(text)).toEqual(part)
})

test('two thirds are two thirds: of 99 exactly 66, and no millionths are the same', () => {
  const two = partFrom({ num: 2, den: 3 })
  expect(sayPart(two)).toBe('三分之二')
  expect(partOfOrMore(99n, two)).toBe(66n)
  expect(partOfOrMore(100n, two)).toBe(67n)
  expect(partOfOrMore(99n, ofMillionths(666_667n))).toBe(67n)
  expect(millionthsOf(two)).toEqual({ below: 666_666n, above: 666_667n })
  expect(millionthsOf(ofMillionths(650_000n))).toEqual({ below: 650_000n, above: 650_000n })
  expect(isLess(ofMillionths(666_666n), two)).toBe(true)
  expect(isLess(ofMillionths(666_667n), two)).toBe(false)
  expect(isLess(two, partFrom({ num: 4, den: 6 }))).toBe(false)
})

test('what is said of a part is the part again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 9999 }), (den, over) => {
      const part = { num: over % (den + 1), den }
      expect(readPart(sayPart(partFrom(part)))).toEqual(part)
    }),
  )
  expect(readPart(sayPart(partFrom(655_000)))).toBe(655_000)
})
