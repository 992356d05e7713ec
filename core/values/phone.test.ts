import { expect, test } from 'vitest'
import { checkPhone, isMobile, maskPhone } from './phone.ts'

const value = (text: string) => {
  const read = checkPhone(text)
  return read.ok ? read.value : null
}

test('mobiles are read however they are grouped', () => {
  for (const text of [
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '+86 13800138000',
    '8613800138000',
    '１３８００１３８０００',
  ]) {
    expect(value(text)).toBe('13800138000')
  }
})

test('landlines keep their area code and extension', () => {
  expect([
    value('0934-5521234'),
    value('09345521234'),
    value('(0934)5521234'),
    value('010-12345678-801'),
    value('400-800-1234'),
  ]).toEqual(['0934-5521234', '0934-5521234', '0934-5521234', '010-12345678-801', '4008001234'])
})

test('a landline without area code is kept and asked about', () => {
  expect(checkPhone('5521234')).toMatchObject({
    ok: true,
    value: '5521234',
    remarks: [{ code: 'phone-without-area' }],
  })
})

test('up to three numbers in one cell are kept, four are not', () => {
  expect(value('13800138000/0934-5521234')).toBe('13800138000、0934-5521234')
  expect(value('13800138000 13800138001 13800138002、13800138003')).toBeNull()
})

test('ten digits, twelve digits, stars and words are no number', () => {
  for (const text of ['1380013800', '138001380000', '138****8000', '无', '12800138000'])
    expect(value(text)).toBeNull()
})

test('a mobile is told by its second digit', () => {
  expect([isMobile('13800138000'), isMobile('12800138000')]).toEqual([true, false])
})

test('a masked mobile hides its middle', () => {
  expect([maskPhone('13800138000'), maskPhone('0934-5521234')]).toEqual(['138****8000', '****-****234'])
})
