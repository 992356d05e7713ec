import { expect, test } from 'vitest'
import {
  account,
  credit,
  debit,
  got,
  group,
  member,
  money,
  OWING_PARTY,
  paid,
  party,
} from './template-words.ts'

test('questions and lines carry what was said and nothing more', () => {
  expect(money('cost', '成本', { optional: true })).toEqual({
    key: 'cost',
    label: '成本',
    kind: 'money',
    optional: true,
  })
  expect([member().key, party().key, account('asset', '资产', []).key]).toEqual(['member', 'party', 'asset'])
  expect(paid(OWING_PARTY).options?.map((one) => one.value)).toEqual(['102', '101', '109', '211'])
  expect(got().options).toHaveLength(3)
  expect(debit('121')).toEqual({ side: 'debit', account: '121', amount: ['amount'] })
  expect(credit('311', ['grant'], { item: '他人捐赠' })).toMatchObject({ side: 'credit', item: '他人捐赠' })
})

test('a group gives its name to each of its templates', () => {
  const rows = group('开支', [['a', '甲', '说', '37号 1', [], []]])
  expect(rows).toEqual([
    { id: 'a', group: '开支', label: '甲', says: '说', basis: '37号 1', asks: [], entry: [] },
  ])
})
