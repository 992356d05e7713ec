import { expect, test } from 'vitest'
import { hledgerAccount, journalText } from './journal-text.ts'

const VOUCHER = {
  day: '2023-03-15',
  code: '2023-0012',
  summary: '收购：红枣; "一等"',
  lines: [
    { account: '121', details: [], amount: 5_00n },
    { account: '114', details: ['成员:甲'], amount: -5_00n },
  ],
}

test('hledger gets one line per posting, two spaces before the amount, no sign of its own in a name', () => {
  expect(hledgerAccount('114', ['成员:甲'])).toBe('资产:114 成员往来:成员 甲')
  const text = journalText([VOUCHER], 'hledger')
  expect(text).toContain('2023-03-15 (2023-0012) 收购：红枣 "一等"\n')
  expect(text).toContain('    资产:114 成员往来:成员 甲  CNY -5.00\n')
})

test('beancount gets its accounts opened before they are used', () => {
  const text = journalText([VOUCHER], 'beancount')
  expect(text).toContain('2023-03-15 open Assets:D114-成员往来:D成员-甲 CNY')
  expect(text).toContain('2023-03-15 * "2023-0012" "收购：红枣 一等"')
})
