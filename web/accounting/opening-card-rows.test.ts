import { expect, test } from 'vitest'
import { openingRows } from './opening-card-rows.ts'

test('each asset that the conversion named has its row, other accounts an empty one; how long it still wears is left to be said', () => {
  const told = [
    { account: '142', name: '柑橘 20 亩', cost: '60000.00', worn: '14000.00' },
    { account: '142', name: '没有原价的', cost: '0.00', worn: '1.00' },
    { account: '161', name: '商标', cost: '100.00', worn: '0.00' },
  ]
  const rows = openingRows([{ account: '151' }, { account: '142' }, { account: '141' }], told)
  expect(rows.map(({ account, name, cost, worn, months }) => [account, name, cost, worn, months])).toEqual([
    ['151', '', '', '', null],
    ['142', '柑橘 20 亩', '60000.00', '14000.00', null],
    ['141', '', '', '', 0],
  ])
})
