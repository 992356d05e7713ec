import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rewardFindings } from './rewards.ts'
import type { YearFigures, YearReward } from './year.ts'

const reward = (more: Partial<YearReward> = {}): YearReward => ({
  payee: '王技术员',
  what: '技术报酬',
  amount: 100n,
  booked: true,
  resolution: '2023 年成员大会第 2 项',
  post: null,
  ...more,
})
const yearOf = (more: Partial<YearFigures>): YearFigures =>
  ({ surplus: 900n, serviceRewards: 0n, rewardLimit: null, rewards: [], ...more }) as YearFigures
const codes = (more: Partial<YearFigures>): string[] => rewardFindings(yearOf(more)).map((one) => one.code)

test('a reward in the costs with its resolution to somebody without a post is told of by nothing', () => {
  expect(codes({ rewards: [reward()] })).toEqual([])
})

test('a reward in the costs without a resolution is told, one that goes to the meeting with the plan is not', () => {
  expect(codes({ rewards: [reward({ resolution: null })] })).toEqual(['rewards-unresolved'])
  expect(codes({ rewards: [reward({ resolution: null, booked: false })] })).toEqual([])
})

test('a reward to somebody in office is told with the post, whether it is in the costs or not', () => {
  for (const booked of [true, false]) {
    const [found] = rewardFindings(yearOf({ rewards: [reward({ booked, post: '理事长' })] }))
    expect(found).toMatchObject({ code: 'rewards-officer' })
    expect(found?.says).toContain('王技术员（理事长）技术报酬 1.00 元')
  }
})

test.each([
  [299n, []],
  [300n, []],
  [301n, ['rewards-large']],
])('%s fen in the costs of 1,000 fen before rewards against 30% give %j', (amount, expected) => {
  const of = { surplus: 1000n - amount, rewards: [reward({ amount })], rewardLimit: 300_000n }
  expect(codes(of)).toEqual(expected)
})

test('property: the alarm is the same whether a reward is in the costs already or not', () => {
  const fen = fc.bigInt(0n, 10n ** 12n)
  fc.assert(
    fc.property(fen, fen, fc.bigInt(0n, 1_000_000n), (before, amount, rewardLimit) => {
      const open = {
        surplus: before,
        serviceRewards: amount,
        rewards: [reward({ amount, booked: false })],
        rewardLimit,
      }
      const booked = {
        surplus: before - amount,
        serviceRewards: 0n,
        rewards: [reward({ amount })],
        rewardLimit,
      }
      expect(codes(open)).toEqual(codes(booked))
    }),
  )
})

test('of many rewards the first five are named and the number is told', () => {
  const rewards = Array.from({ length: 7 }, () => reward({ resolution: null }))
  const [found] = rewardFindings(yearOf({ rewards }))
  expect(found?.says.match(/王技术员/g)).toHaveLength(5)
  expect(found?.says).toContain('等 7 笔')
})
