import { expect, test } from 'vitest'
import { checkPassword } from './password.ts'

const codes = (password: string, username = 'zhen1', bodies: string[] = []): string[] =>
  checkPassword(password, { username, bodies }).map((one) => one.code)

test('seven characters are too short, eight are enough', () => {
  expect(codes('Kuihua!')).toContain('password-short')
  expect(codes('Kuihua7!')).toEqual([])
})

test('no door takes more than two hundred signs, so no more may be chosen', () => {
  const long = Array.from({ length: 50 }, (_, at) => `Kt${at % 10}!`).join('')
  expect(codes(long)).toEqual([])
  expect(codes(`${long}m`)).toEqual(['password-long'])
})

test('two classes of characters are too few, three are enough', () => {
  expect(codes('kuihuat7')).toEqual(['password-simple'])
  expect(codes('kuihuaT7')).toEqual([])
})

test('the name of the user may not stand in it, whatever the case', () => {
  expect(codes('ZHEN1kuihua!')).toEqual(['password-holds-name'])
})

test('all faults are told at once', () => {
  expect(codes('zhen1')).toEqual(['password-short', 'password-simple', 'password-holds-name'])
})

test('the name of the product may not stand in it, nor four signs of the name of the cooperative', () => {
  expect(codes('HeShe@kuihua7')).toEqual(['password-holds-name'])
  expect(codes('我用禾社Kuihua7')).toEqual(['password-holds-name'])
  const bodies = ['朔川县清水葵花种植专业合作社']
  expect(codes('清水葵花Kt7!', 'kuaiji', bodies)).toEqual(['password-holds-name'])
  expect(codes('清水葵Kt7!vm', 'kuaiji', bodies)).toEqual([])
})

test('a password that everybody tries first is refused, though it has every class', () => {
  expect(codes('Admin@123')).toEqual(['password-common'])
})
