import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkVoucher } from '../accounting/voucher.ts'
import { must } from '../../tests/must.ts'
import { entryOfPlan, owedOf, paymentLines, returnLines, type OwedShare } from './posting.ts'

const share = (member: string, patronage: bigint, remainder: bigint): OwedShare => ({
  member,
  patronage,
  remainder,
  converted: 0n,
})

test('the entry has reserve, returns and remainder by member, rewards before all of it', () => {
  const lines = entryOfPlan({
    reserve: 10n,
    rewards: [{ payee: '张三', what: '技术指导', amount: 7n }],
    shares: [share('a', 30n, 5n), share('b', 0n, 5n)],
  })
  expect(
    lines.map((one) => [one.account, one.member ?? one.item ?? '', one.debit ?? 0n, one.credit ?? 0n]),
  ).toEqual([
    ['523', '', 7n, 0n],
    ['213', '', 0n, 7n],
    ['332', '提取盈余公积', 10n, 0n],
    ['322', '从盈余中提取', 0n, 10n],
    ['332', '盈余返还', 30n, 0n],
    ['221', 'a', 0n, 30n],
    ['332', '剩余盈余分配', 10n, 0n],
    ['222', 'a', 0n, 5n],
    ['222', 'b', 0n, 5n],
  ])
})

const shares = fc.uniqueArray(
  fc
    .record({
      member: fc.string({ minLength: 1, maxLength: 4 }),
      patronage: fc.bigInt(0n, 10_000n),
      remainder: fc.bigInt(0n, 10_000n),
      part: fc.integer({ min: 0, max: 100 }),
    })
    .map(({ part, ...one }) => ({
      ...one,
      converted: ((one.patronage + one.remainder) * BigInt(part)) / 100n,
    })),
  { selector: (one) => one.member, minLength: 1, maxLength: 20 },
)

test('for every plan the entry balances, and what is left owed is what was not turned into contributions', () => {
  fc.assert(
    fc.property(shares, fc.bigInt(0n, 500n), (all, reserve) => {
      const lines = entryOfPlan({ reserve, rewards: [], shares: all })
      if (lines.length === 0) return
      must(checkVoucher({ summary: '分配', lines }))
      for (const one of all) {
        const owed = owedOf(one)
        expect(owed.patronage + owed.remainder).toBe(one.patronage + one.remainder - one.converted)
        for (const [account, left] of [
          ['221', owed.patronage],
          ['222', owed.remainder],
        ] as const) {
          const booked = lines
            .filter((line) => line.account === account && line.member === one.member)
            .reduce((sum, line) => sum + (line.credit ?? 0n) - (line.debit ?? 0n), 0n)
          expect(booked).toBe(left)
        }
      }
    }),
  )
})

test('payments in any parts come to the return first and then to the remainder, to the fen', () => {
  fc.assert(
    fc.property(shares, fc.array(fc.bigInt(1n, 5_000n), { maxLength: 8 }), (all, parts) => {
      const [one] = all as [OwedShare]
      const owed = owedOf(one)
      let before = 0n
      const paid = { 221: 0n, 222: 0n }
      for (const part of [...parts, owed.patronage + owed.remainder]) {
        const rest = owed.patronage + owed.remainder - before
        const amount = part < rest ? part : rest
        for (const line of paymentLines(one, { before, amount }))
          paid[line.account as '221' | '222'] += line.debit ?? 0n
        before += amount
      }
      expect(paid).toEqual({ 221: owed.patronage, 222: owed.remainder })
    }),
  )
})

test('whatever is paid and comes back, both accounts stand as if only what stayed had been paid', () => {
  fc.assert(
    fc.property(
      shares,
      fc.array(fc.record({ amount: fc.bigInt(1n, 5_000n), back: fc.boolean() }), { maxLength: 12 }),
      (all, steps) => {
        const [one] = all as [OwedShare]
        const owed = owedOf(one)
        const due = owed.patronage + owed.remainder
        const booked = { 221: 0n, 222: 0n }
        let paid = 0n
        for (const step of steps) {
          const bound = step.back ? paid : due - paid
          const amount = step.amount < bound ? step.amount : bound
          const lines = step.back
            ? returnLines(one, { paid, amount })
            : paymentLines(one, { before: paid, amount })
          paid += step.back ? -amount : amount
          for (const line of lines)
            booked[line.account as '221' | '222'] += (line.debit ?? 0n) - (line.credit ?? 0n)
        }
        const returned = paid < owed.patronage ? paid : owed.patronage
        expect(booked).toEqual({ 221: returned, 222: paid - returned })
      },
    ),
  )
})
