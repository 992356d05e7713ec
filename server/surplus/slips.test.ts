import { expect, test } from 'vitest'
import { divide } from '#core/surplus/divide.ts'
import { interpret } from '#core/surplus/interpret.ts'
import { readDivisionJson } from '#core/surplus/read-json.ts'
import { must } from '../../tests/must.ts'
import { memberLines } from '#core/surplus/slip.ts'
import { wholeOf } from './slips.ts'

test('a slip by volume counts in kilograms times factor, and says what becomes a contribution', () => {
  const trades = [
    { product: '辣椒', volume: '10.5' },
    { product: '花椒', volume: '1' },
  ]
  const year = {
    surplus: '100',
    patronageRate: '100%',
    basis: '交易量',
    factors: { 辣椒: '1', 花椒: '20' },
    convertRate: '50%',
  }
  const json = JSON.stringify({ year, members: [{ id: '1', trades }] })
  const input = must(interpret(must(readDivisionJson(json))))
  const division = must(divide(input.year, input.members))
  expect(memberLines(wholeOf(input.year, division), division.members[0]!)).toEqual([
    '按交易返还：100.00 × 您的交易量（折算后） 30.5 ÷ 全社 30.5 = 100.00 元',
    '剩余分配：0.00 元',
    '您共得：100.00 + 0.00 = 100.00 元',
    '其中转为您的出资 50.00 元，应付给您 50.00 元',
  ])
})
