import { expect, test } from 'vitest'
import { maskWords } from '#core/disclosure/mask-words.ts'
import { mask } from './present.ts'

test('a page shows of an account and an id number what a wall shows of them; of what is short nothing', () => {
  expect(mask('6222021234567890', 'bankAccount')).toBe('************7890')
  expect(mask('12345678', 'bankAccount')).toBe('****5678')
  expect(mask('1234', 'bankAccount')).toBe('****')
  expect(mask('99010119600101001X', 'idNumber')).toBe('990***********001X')
  expect(maskWords('99010119600101001X')).toBe(mask('99010119600101001X', 'idNumber'))
  expect(mask('99010119600', 'idNumber')).toBe('***********')
})
