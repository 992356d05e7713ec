import { done, failed, type Outcome } from './outcome.ts'
import { noted, refused } from './problem.ts'
import { squeeze } from './typed-text.ts'

/**
 * Reads a bank account or card number: 8 to 32 digits, spaces and hyphens dropped. The Luhn sum is only a hint for
 * cards (62…, 16 to 19 digits): accounts of organisations and passbooks of rural banks do not follow it.
 */
export function checkBankAccount(text: string): Outcome<string> {
  const number = squeeze(text).replace(/[-‐—]/g, '')
  if (!/^\d{8,32}$/.test(number)) {
    return failed(refused('bank-account-shape', '银行账号应为 8 至 32 位数字，请核对存折或银行卡'))
  }
  const card = /^62\d{14,17}$/.test(number)
  return done(
    number,
    card && !passesLuhn(number)
      ? [
          noted(
            'bank-account-luhn',
            '银行卡号没有通过校验，可能录错一位，请核对卡面（校验办法待核实，只作提示）',
          ),
        ]
      : [],
  )
}

/** Whether the digits fulfil the sum of Luhn (ISO/IEC 7812-1). */
export function passesLuhn(digits: string): boolean {
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
      return total + (value > 9 ? value - 9 : value)
    }, 0)
  return sum % 10 === 0
}

/** The account as it may be shown to anyone: its last four digits. */
export function maskBankAccount(number: string): string {
  return number.length <= 4 ? '*'.repeat(number.length) : '*'.repeat(number.length - 4) + number.slice(-4)
}
