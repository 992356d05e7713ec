import { expect, test } from 'vitest'
import { accountLabel, accountOf, CHART } from './chart.ts'

test('the chart has the 48 accounts of 2023 and the two that may be added', () => {
  expect(CHART.map((one) => one.code)).toHaveLength(50)
  expect(new Set(CHART.map((one) => one.code)).size).toBe(50)
  expect(CHART.filter((one) => !['109', '122'].includes(one.code))).toHaveLength(48)
})

test('523 is 管理费用 and 522 is 税金及附加, unlike in the chart of 2007', () => {
  expect(accountLabel('522')).toBe('522 税金及附加')
  expect(accountLabel('523')).toBe('523 管理费用')
  expect(accountLabel('999')).toBe('999')
})

test('accounts that the system wants by member, by counterparty or by project say so', () => {
  const needing = (needs: string) => CHART.filter((one) => one.needs === needs).map((one) => one.code)
  expect(needing('member')).toEqual(['114', '221', '222', '301'])
  expect(needing('party')).toEqual(['113', '211', '235'])
  expect(needing('principal')).toEqual(['127', '128'])
  expect(accountOf('311')?.items).toEqual(['国家财政直接补助', '他人捐赠'])
})
