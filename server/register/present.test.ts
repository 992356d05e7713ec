import { expect, test } from 'vitest'
import { mask } from './present.ts'

test('an account shows its last four alone, an id number its place too; what is short shows nothing', () => {
  expect(mask('6222021234567890', 'bankAccount')).toBe('************7890')
  expect(mask('12345678', 'bankAccount')).toBe('****5678')
  expect(mask('1234', 'bankAccount')).toBe('****')
  expect(mask('99010119600101001X', 'idNumber')).toBe('990101********001X')
  expect(mask('99010119600', 'idNumber')).toBe('***********')
})
