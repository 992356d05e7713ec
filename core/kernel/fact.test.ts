import { expect, it } from 'vitest'
import { fact, factColumns } from './fact.ts'

it('a fact is a stock per body in the unit of its type, unless it says otherwise', () => {
  const arrears = fact('arrears', { label: '拖欠', type: 'money', formula: '应付减已付', reads: [] })
  expect(arrears).toMatchObject({
    id: 'arrears',
    unit: '元',
    kind: 'stock',
    per: 'body',
    dependsOnDay: false,
  })
  expect(fact('members', { ...arrears, label: '成员', type: 'count', unit: '名' }).unit).toBe('名')
})

it('a fact is one column, a ratio two integers', () => {
  expect(factColumns({ id: 'members', type: 'count' })).toEqual([{ name: 'members', sqlType: 'bigint' }])
  expect(factColumns({ id: 'seen_on', type: 'day' })).toEqual([{ name: 'seen_on', sqlType: 'date' }])
  expect(factColumns({ id: 'farmer_ratio', type: 'ratio' }).map((one) => one.name)).toEqual([
    'farmer_ratio_num',
    'farmer_ratio_den',
  ])
})
