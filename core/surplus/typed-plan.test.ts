import { expect, test } from 'vitest'
import { must } from '../../tests/must.ts'
import { membersOf, readPlan, type MemberFacts, type TypedPlan } from './typed-plan.ts'

const TYPED: TypedPlan = {
  surplus: '10万元',
  opening: '-2,000',
  transferIn: '',
  reserveRate: '10%',
  reserve: '',
  reserveBooked: '',
  reserveBefore: '',
  patronageRate: '60%',
  basis: '交易额',
  counted: 'delivered',
  factors: {},
  subsidyTotal: '',
  giftTotal: '',
  reserveBasis: '出资额',
  convertRate: '',
  rewards: [],
}
const OF = { name: '甲社', year: 2025, federation: false, members: 3, floor: 600_000n, cap: null }
const codes = (more: Partial<TypedPlan>) => {
  const read = readPlan({ ...TYPED, ...more }, OF)
  return read.ok ? [] : read.problems.map((one) => one.code)
}

test('what is typed becomes the figures of the year with the policy of the day', () => {
  const read = must(
    readPlan(
      { ...TYPED, rewards: [{ payee: '张三', what: '技术指导', amount: '500' }], reserveBefore: '90' },
      { ...OF, floor: 650_000n, cap: 150_000n },
    ),
  )
  expect(read.year).toMatchObject({
    surplus: 100_000_00n,
    opening: -2_000_00n,
    serviceRewards: 500_00n,
    floor: 650_000n,
    reserveCap: 150_000n,
    basis: 'amount',
  })
  expect(read.reserveBefore).toBe(90_00n)
})

test('everything wrong is told at once', () => {
  expect(codes({})).toEqual([])
  expect(codes({ surplus: '', patronageRate: '' })).toEqual(['surplus-missing', 'patronage-rate-missing'])
  expect(codes({ reserve: '1' })).toEqual(['reserve-twice'])
  expect(codes({ reserveBooked: '-1' })).toEqual(['plan-amount'])
  expect(codes({ rewards: [{ payee: '', what: '管理', amount: '1' }] })).toEqual(['reward-incomplete'])
})

test('only the trades that the charter counts are counted, and reserves of before are spread by contributions to the fen', () => {
  const member = (number: string, contribution: bigint): MemberFacts => ({
    number,
    name: number,
    contribution,
    reserveBefore: 5n,
    head: number !== '3',
    trades: [
      { direction: 'delivered', product: '茧', unit: '公斤', volume: 1000n, amount: 40n },
      { direction: 'supplied', product: '蚕种', unit: '张', volume: 1000n, amount: 60n },
    ],
  })
  const facts = [member('1', 1n), member('2', 2n), member('3', 0n)]
  const sums = (counted: 'delivered' | 'supplied' | 'both') =>
    membersOf(facts, { counted, reserveBefore: 10n }).map((one) =>
      one.trades.reduce((sum, t) => sum + t.amount, 0n),
    )
  expect(sums('delivered')).toEqual([40n, 40n, 40n])
  expect(sums('supplied')).toEqual([60n, 60n, 60n])
  expect(sums('both')).toEqual([100n, 100n, 100n])
  expect(membersOf(facts, { counted: 'both', reserveBefore: 10n }).map((one) => one.reserveShare)).toEqual([
    8n,
    12n,
    5n,
  ])
})
