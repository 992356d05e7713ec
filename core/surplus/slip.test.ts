import { expect, test } from 'vitest'
import { memberLines, tradedLines, wholeLine, type SlipWhole } from './slip.ts'

const WHOLE: SlipWhole = {
  basis: 'amount',
  federation: false,
  surplus: 100_00n,
  rewards: 0n,
  lossCovered: 0n,
  reserve: 10_00n,
  law: 90_00n,
  patronage: 54_00n,
  remainder: 36_00n,
  patronageWeight: 1000_00n,
  remainderWeight: 500_00n,
}

test('a household can go over its figure: what is divided, by which part, what comes out', () => {
  expect(wholeLine(WHOLE)).toBe(
    '全社可分配盈余：盈余 100.00 − 公积金 10.00 = 90.00 元，其中按交易返还 54.00 元（占 60%），剩余 36.00 元按份额分',
  )
  expect(wholeLine({ ...WHOLE, rewards: 5_00n, lossCovered: 1_00n })).toContain(
    '− 服务报酬 5.00 − 弥补以前的亏损 1.00',
  )
  // 60 % of 253.76 is 152.256: the fen is rounded up and the rate is still told as voted.
  expect(wholeLine({ ...WHOLE, law: 253_76n, patronage: 152_26n, remainder: 101_50n })).toContain(
    '（占 60%）',
  )
  expect(wholeLine({ ...WHOLE, patronage: 90_00n, remainder: 0n })).toContain('（占 100%）')
  expect(wholeLine({ ...WHOLE, law: 0n, patronage: 0n, remainder: 0n })).toContain('（占 0%）')
  expect(wholeLine({ ...WHOLE, patronage: 60_30n, remainder: 29_70n })).toContain('（占 67%）')
  expect(
    memberLines(WHOLE, {
      patronageWeight: 100_00n,
      remainderWeight: 50_00n,
      patronage: 5_40n,
      remainder: 3_60n,
      converted: 1_00n,
    }),
  ).toEqual([
    '按交易返还：54.00 × 您的交易额 100.00 ÷ 全社 1,000.00 = 5.40 元',
    '剩余分配：36.00 × 您的出资、公积金、补助、捐赠四项份额 50.00 ÷ 全社 500.00 = 3.60 元',
    '您共得：5.40 + 3.60 = 9.00 元',
    '其中转为您的出资 1.00 元，应付给您 8.00 元',
  ])
  expect(
    tradedLines([
      { direction: 'delivered', product: '春茧', unit: '公斤', volume: 66_500n, amount: 3059_00n },
    ]),
  ).toEqual(['交售春茧 66.5 公斤，3,059.00 元'])
})
