import { expect, test } from 'vitest'
import { accountOf } from './chart.ts'
import { convertOld, OLD_CHART } from './old-chart.ts'

test('every old balance goes to accounts that there are', () => {
  expect(new Set(OLD_CHART.map((one) => one.code)).size).toBe(OLD_CHART.length)
  for (const { to, code } of OLD_CHART)
    for (const account of to) expect(accountOf(account), `${code} → ${account}`).toBeDefined()
})

test('animals, woods, intangibles and payables are taken apart', () => {
  expect(OLD_CHART.filter((one) => one.to.length > 1).map((one) => one.code)).toEqual([
    '141',
    '142',
    '161',
    '211',
  ])
  expect(convertOld('211')?.to).toEqual(['211', '213', '214', '215'])
  expect(convertOld('522')).toBeUndefined()
})
