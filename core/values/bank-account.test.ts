import { expect, test } from 'vitest'
import { checkBankAccount, maskBankAccount, passesLuhn } from './bank-account.ts'

test('a card with a right sum passes without a word', () => {
  expect(passesLuhn('6222021234567890')).toBe(false)
  const card = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']
    .map((last) => `622202123456789${last}`)
    .find(passesLuhn)!
  expect(checkBankAccount(card)).toEqual({ ok: true, value: card, remarks: [] })
})

test('a card with a wrong sum is only noted', () => {
  expect(checkBankAccount('6222 0212-3456 7890')).toMatchObject({
    ok: true,
    value: '6222021234567890',
    remarks: [{ code: 'bank-account-luhn', severity: 'noted' }],
  })
})

test('accounts of organisations need no sum', () => {
  expect(checkBankAccount('27450101040012345')).toMatchObject({ ok: true, remarks: [] })
})

test('seven digits are too few, eight enough, 33 too many, letters never', () => {
  expect(
    ['1234567', '12345678', '1'.repeat(32), '1'.repeat(33), '6222A2123456'].map(
      (text) => checkBankAccount(text).ok,
    ),
  ).toEqual([false, true, true, false, false])
})

test('only the last four digits are shown', () => {
  expect(maskBankAccount('6222021234567890')).toBe('************7890')
})
