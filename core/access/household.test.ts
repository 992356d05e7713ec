import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkPin, codesWith, householdLink, printCode, readCode, readLink, readNumber } from './household.ts'

const codes = (pin: string, code = '40718264') => checkPin(pin, code).map((one) => one.code)

test('a code is read with blanks, dashes and full-width digits, and seven or nine digits are none', () => {
  expect(['1234 5678', '12345678', '1234-5678', '１２３４５６７８', ' 1234 5678 '].map(readCode)).toEqual(
    Array.from({ length: 5 }, () => '12345678'),
  )
  expect(['1234567', '123456789', '', '1234567a'].map(readCode)).toEqual(['', '', '', ''])
  expect(printCode('12345678')).toBe('1234 5678')
})

test('a PIN has six digits: five and seven are refused', () => {
  expect(codes('38204')).toEqual(['pin-form'])
  expect(codes('3820419')).toEqual(['pin-form'])
  expect(codes('38204a')).toEqual(['pin-form'])
  expect(codes('382041')).toEqual([])
})

test('what everybody tries first is refused: two digits only, rising, falling, a half twice, a part of the code', () => {
  for (const pin of ['111111', '121212', '123456', '890123', '654321', '321098', '382382'])
    expect(codes(pin), pin).toEqual(['pin-simple'])
  expect(codes('112233')).toEqual([])
  expect(codes('071826')).toEqual(['pin-in-code'])
})

test('a number is the same with leading zeros, blanks and small letters', () => {
  expect(['012', '12', ' 1 2', '１２'].map(readNumber)).toEqual(['12', '12', '12', '12'])
  expect(readNumber('a-07')).toBe('A-07')
  expect(readNumber('0')).toBe('0')
})

test('what stands behind # of the link is read back, and nothing else is taken for one', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^\d{8}$/),
      fc.string({ minLength: 1, unit: 'grapheme' }),
      (code, number) => {
        const link = householdLink('https://nongye.example', { code, number })
        expect(readLink(new URL(link).hash)).toEqual({ code, number })
      },
    ),
  )
  for (const hash of ['', '#', '#1234567.1', '#12345678', '#12345678.%E0%A4%A'])
    expect(readLink(hash), hash).toBeUndefined()
})

test('the codes that hold a PIN are all those, and no others', () => {
  const held = codesWith('382041')
  expect(held).toHaveLength(300)
  expect(held.every((one) => readCode(one) === one && one.includes('382041'))).toBe(true)
  for (const one of ['38204107', '93820415', '05382041']) expect(held).toContain(one)
  fc.assert(
    fc.property(fc.stringMatching(/^\d{6}$/), fc.stringMatching(/^\d{8}$/), (pin, code) => {
      expect(codesWith(pin).includes(code)).toBe(code.includes(pin))
    }),
  )
})
