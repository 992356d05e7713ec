import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOfNumber } from './day.ts'
import { birthdayOf, checkIdNumber, fictionalIdNumber, idCheckSign, maskIdNumber } from './id-number.ts'

const code = (text: string, today?: string) => {
  const read = checkIdNumber(text, today)
  return read.ok ? (read.remarks[0]?.code ?? 'ok') : read.problems[0]?.code
}

test('the examples of the standard pass', () => {
  expect(
    ['11010519491231002X', '440524188001010014', '11010519491231002x'].map((text) => code(text)),
  ).toEqual(['ok', 'ok', 'ok'])
})

test('a wrong check sign, a wrong length and an impossible birthday are refused', () => {
  expect(code('110105194912310021')).toBe('id-number-check-digit')
  expect(code('11010519491231002')).toBe('id-number-shape')
  expect(code('11010519490231002X')).toBe('id-number-birthday')
})

test('a birthday may be today and not tomorrow', () => {
  const number = fictionalIdNumber('990101', '2023-03-20', 1)
  expect([code(number, '2023-03-19'), code(number, '2023-03-20'), code(number, '2023-03-21')]).toEqual([
    'id-number-birthday',
    'ok',
    'ok',
  ])
})

test('a number of the first generation is kept and asked about', () => {
  expect(code('110105491231002')).toBe('id-number-old')
  expect(code('110105490231002')).toBe('id-number-birthday')
  expect(birthdayOf('110105491231002')).toBe('1949-12-31')
})

test('residence permits are asked about: how they are made was not verified', () => {
  const first = '81000019900101001'
  expect(code(first + idCheckSign(first))).toBe('id-number-permit')
})

test('every fictional number passes and shows its birthday', () => {
  expect(() =>
    fc.assert(
      fc.property(fc.integer({ min: -14_000, max: 19_000 }), fc.nat(999), (days, order) => {
        const number = fictionalIdNumber('990123', dayOfNumber(days), order)
        return code(number) === 'ok' && birthdayOf(number) === dayOfNumber(days)
      }),
    ),
  ).not.toThrow()
})

test('a masked number shows neither birthday nor order', () => {
  expect(maskIdNumber('11010519491231002X')).toBe('110***********002X')
  expect(maskIdNumber('110105491231002')).toBe('110********1002')
  expect(maskIdNumber('110105491231')).toBe('110*****1231')
  expect(maskIdNumber('11010549123')).toBe('***********')
  expect(maskIdNumber('1234')).toBe('****')
})
