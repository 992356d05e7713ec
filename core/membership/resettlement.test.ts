import fc from 'fast-check'
import { expect, test } from 'vitest'
import { must } from '../../tests/must.ts'
import { ofMembership, resettle, sayDue, type SettledBefore } from './resettlement.ts'

const BEFORE: SettledBefore = {
  contribution: 1000n,
  reserve: 200n,
  borne: 100n,
  later: { contribution: 0n, reserve: 0n },
}
const codes = (
  loss: bigint | null,
  back: bigint | null = 0n,
  more: Partial<SettledBefore> & { federation?: boolean } = {},
) => {
  const { federation = false, ...before } = more
  const made = resettle({ ...BEFORE, ...before }, { loss, back }, { federation })
  return made.ok ? [] : made.problems.map((one) => one.code)
}

test('with what was borne before, a member bears up to contribution and reserve share, one of a federation up to its contribution', () => {
  expect(codes(1099n)).toEqual([])
  expect(codes(1100n)).toEqual([])
  expect(codes(1101n)).toEqual(['resettle-beyond-account'])
  expect(codes(900n, 0n, { federation: true })).toEqual([])
  expect(codes(901n, 0n, { federation: true })).toEqual(['resettle-beyond-account'])
  // What came into the account since bears along.
  expect(codes(1105n, 0n, { later: { contribution: 0n, reserve: 5n } })).toEqual([])
})

test('of losses no more is given back than was taken', () => {
  expect(codes(0n, 99n)).toEqual([])
  expect(codes(0n, 100n)).toEqual([])
  expect(codes(0n, 101n)).toEqual(['resettle-beyond-borne'])
})

test('nothing, both at once and no amount are refused', () => {
  expect(codes(0n)).toEqual(['resettle-nothing'])
  expect(codes(1n, 1n)).toEqual(['resettle-both'])
  expect(codes(null)).toEqual(['resettle-amount'])
  expect(codes(0n, -1n)).toEqual(['resettle-amount'])
})

test('a loss of the last year of the membership is borne, one of the year after is not', () => {
  expect(ofMembership(2022, '2023-12-31')).toBeNull()
  expect(ofMembership(2023, '2023-12-31')).toBeNull()
  expect(ofMembership(2024, '2023-12-31')?.code).toBe('resettle-year')
})

test.each([
  [1_00n, '应退 1.00 元'],
  [0n, '两清，不收不付'],
  [-1_00n, '应收回 1.00 元'],
])('%s fen are said as %s', (total, says) => {
  expect(sayDue(total)).toBe(says)
})

const money = fc.bigInt({ min: 0n, max: 10n ** 6n })
test('after any row of settlements he bears between nothing and his whole account, and was paid the account less what he bears', () => {
  fc.assert(
    fc.property(
      fc.record({ contribution: money, reserve: money }),
      fc.array(fc.record({ loss: money, back: money, contribution: money, reserve: money }), {
        maxLength: 8,
      }),
      (first, rows) => {
        const now = { ...first, borne: 0n }
        let paid = first.contribution + first.reserve
        for (const row of rows) {
          const later = { contribution: row.contribution, reserve: row.reserve }
          const made = resettle(
            { ...now, later },
            row.loss > row.back ? { ...row, back: 0n } : { ...row, loss: 0n },
          )
          if (!made.ok) continue
          const { lines, total } = must(made)
          const signed = lines.reduce(
            (sum, { effect, amount }) => (effect === 'taken' ? sum - amount : sum + amount),
            0n,
          )
          expect(signed).toBe(total)
          now.borne += row.loss > row.back ? row.loss : -row.back
          now.contribution += later.contribution
          now.reserve += later.reserve
          paid += total
        }
        expect(now.borne >= 0n && now.borne <= now.contribution + now.reserve).toBe(true)
        expect(paid).toBe(now.contribution + now.reserve - now.borne)
      },
    ),
  )
})
