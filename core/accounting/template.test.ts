import { expect, test } from 'vitest'
import { entryOf } from './template.ts'
import { templateOf } from './templates.ts'

const entry = (id: string, answers: Record<string, string>) => {
  const outcome = entryOf(templateOf(id)!, answers)
  return outcome.ok ? outcome.value : outcome.problems.map((one) => one.place?.field)
}

test('consignment sold above, at and below the agreed price', () => {
  const sold = (received: string) =>
    entry('consign-sold', { member: 'm', agreed: '100', received, money: '102' })
  expect(sold('120.50')).toEqual([
    { account: '102', debit: 120_50n },
    { account: '128', credit: 100_00n, member: 'm' },
    { account: '501', credit: 20_50n },
  ])
  expect(sold('100')).toHaveLength(2)
  expect(sold('99.99')).toEqual([
    { account: '102', debit: 99_99n },
    { account: '521', debit: 1n },
    { account: '128', credit: 100_00n, member: 'm' },
  ])
})

test('what is asked and not answered is told whole, what is optional is not missed', () => {
  expect(entry('grant-asset', { grant: '-3', asset: '501' })).toEqual([
    'party',
    'amount',
    'grant',
    'asset',
    'money',
  ])
  expect(entry('sell', { amount: '8', money: '101' })).toEqual([
    { account: '101', debit: 8_00n },
    { account: '501', credit: 8_00n },
  ])
})

test('whoever is owed stands on the line that asks for him', () => {
  expect(entry('share-transfer', { from: 'a', to: 'b', amount: '5' })).toEqual([
    { account: '301', debit: 5_00n, member: 'a', item: '成员增加出资' },
    { account: '301', credit: 5_00n, member: 'b', item: '成员增加出资' },
  ])
  expect(
    entry('procure-first', { member: 'a', amount: '5', money: '211', party: '农资店', fee: '1' }),
  ).toEqual([
    { account: '114', debit: 6_00n, member: 'a' },
    { account: '211', credit: 5_00n, party: '农资店' },
    { account: '501', credit: 1_00n },
  ])
})
