import { expect, test } from 'vitest'
import { ROLES, type Role } from './role.ts'
import { printRecoveryCode, readSecondCode, wantsSecondFactor } from './second-factor.ts'

const wanted = (level: number): Role[] =>
  (Object.keys(ROLES) as Role[]).filter((role) => wantsSecondFactor(role, level))

test('each level of the setting wants a second factor of those that it names, and of nobody else', () => {
  expect(wanted(0)).toEqual([])
  expect(wanted(1)).toEqual(['admin', 'security', 'auditAdmin'])
  expect(wanted(2)).toEqual(['county', 'admin', 'security', 'auditAdmin'])
  expect(wanted(3)).toEqual(Object.keys(ROLES))
})

test('six digits are read with blanks and full-width signs; five and seven are none', () => {
  for (const typed of ['123456', '123 456', ' 123456 ', '１２３４５６', '123-456'])
    expect(readSecondCode(typed), typed).toEqual({ kind: 'totp', digits: '123456' })
  for (const typed of ['12345', '1234567', '', '12345a']) expect(readSecondCode(typed), typed).toBeUndefined()
})

test('a recovery code is read as it was shown, in small letters too; signs that look alike are in none', () => {
  expect(printRecoveryCode('ABCDE23456')).toBe('ABCDE-23456')
  for (const typed of ['ABCDE-23456', 'abcde23456', 'ABCDE 23456'])
    expect(readSecondCode(typed), typed).toEqual({ kind: 'recovery', code: 'ABCDE23456' })
  for (const typed of ['ABCDE-2345', 'ABCDE-234567', 'ABCDE-2345O', 'ABCDE-23451'])
    expect(readSecondCode(typed), typed).toBeUndefined()
})
