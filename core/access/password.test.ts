import { expect, test } from 'vitest'
import { checkPassword } from './password.ts'

const codes = (password: string, username = 'zhen1'): string[] =>
  checkPassword(password, username).map((one) => one.code)

test('seven characters are too short, eight are enough', () => {
  expect(codes('Abcd12!')).toContain('password-short')
  expect(codes('Abcd123!')).toEqual([])
})

test('two classes of characters are too few, three are enough', () => {
  expect(codes('abcdefg1')).toEqual(['password-simple'])
  expect(codes('abcdefG1')).toEqual([])
})

test('the name of the user may not stand in it, whatever the case', () => {
  expect(codes('ZHEN1abc!')).toEqual(['password-holds-name'])
})

test('all faults are told at once', () => {
  expect(codes('zhen1')).toEqual(['password-short', 'password-simple', 'password-holds-name'])
})
