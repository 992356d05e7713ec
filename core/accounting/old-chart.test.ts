import { expect, test } from 'vitest'
import { accountOf } from './chart.ts'
import { convertOld, OLD_CHART, oldAccountOf } from './old-chart.ts'

test('the chart of 2007 has its 37 accounts, and every balance goes to accounts that there are', () => {
  expect(OLD_CHART).toHaveLength(37)
  expect(new Set(OLD_CHART.map((one) => one.code)).size).toBe(OLD_CHART.length)
  for (const { to, code } of OLD_CHART)
    for (const account of to) expect(accountOf(account), `${code} → ${account}`).toBeDefined()
})

test('what goes over whole needs no detail of its new account, what needs one is taken apart', () => {
  for (const { code, how, to } of OLD_CHART.filter((one) => one.how !== 'result')) {
    const asks = to.length > 1 || accountOf(to[0]!)!.needs !== ''
    expect([code, asks && how === 'whole']).toEqual([code, false])
  }
  expect(OLD_CHART.filter((one) => one.to.length > 1).map((one) => one.code)).toEqual([
    '113',
    '141',
    '142',
    '161',
    '211',
  ])
  expect(convertOld('211')?.to).toEqual(['211', '213', '214', '215', '114'])
})

test('results have no balance to take over; the old 522 was cost of management, now 523', () => {
  expect(OLD_CHART.filter((one) => one.how === 'result').map((one) => one.code)).toEqual([
    '501',
    '502',
    '511',
    '521',
    '522',
    '529',
  ])
  expect(convertOld('522')?.name).toBe('管理费用')
  expect(convertOld('523')).toBeUndefined()
})

test('an account that the cooperative added itself goes to whichever new account with a balance', () => {
  const added = oldAccountOf('109', '其他货币资金')
  expect(added).toMatchObject({ code: '109', how: 'apart', side: 'both' })
  expect(added.to).toContain('109')
  expect(added.to.some((one) => one.startsWith('5'))).toBe(false)
  expect(oldAccountOf('101').how).toBe('whole')
})
