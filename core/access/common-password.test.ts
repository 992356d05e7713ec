import { expect, test } from 'vitest'
import { isCommonPassword } from './common-password.ts'

test.each([
  '12345678',
  'Qwerty123!',
  'A1b2c3d4',
  'Woaini520',
  'Woaini1314!',
  'Admin@123',
  'P@ssw0rd',
  'Passw0rd2026',

  '1qaz@WSX',
  'Asdf1234!',
  'Abcd123!',
  '87654321Aa',
  'Aaaa1111!',
  '12ab12ab12ab',
  'Zxcvbnm,1',
  'Test2026!',

  'Aa19900101',
  'Zw900101!',
  'Zhangwei1990',
  'Li.Na@19880808',
  'wangxiaoming2026!',
  '!@#$%^&*',
  '       8',
])('%s is tried first', (password) => {
  expect(isCommonPassword(password)).toBe(true)
})

test.each([
  'Mai@2026xiang',
  'Nongye-2027',
  '稻花香里说丰年',
  'kT7vPz3mQa9x',
  'Tudi.shuhe.47',
  'correct horse battery',
  'Renshan1990kan',
  'Maichuan@2026',
  'Nianzhang@2026',
  'Zhangwei1990gu',
])('%s is not', (password) => {
  expect(isCommonPassword(password)).toBe(false)
})

test('three letters of its own beside a common piece are too few, four are enough', () => {
  expect(isCommonPassword('Admin@123kvt')).toBe(true)
  expect(isCommonPassword('Admin@123kvtm')).toBe(false)
})
