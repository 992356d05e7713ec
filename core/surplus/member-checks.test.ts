import { expect, test } from 'vitest'
import { memberChecks, type MemberSums } from './member-checks.ts'

const MEMBERS: MemberSums = {
  contributions: 680_00n,
  patronage: 100_00n,
  remainder: 30_00n,
  quantified: { year: 2022, amount: 90_00n, fund: 90_00n },
}
const STATEMENTS = { shares: 680_00n, patronage: 100_00n, remainder: 30_00n }
const failed = (members: Partial<MemberSums>, statements: Partial<typeof STATEMENTS> = {}) =>
  memberChecks({ ...MEMBERS, ...members }, { ...STATEMENTS, ...statements }).filter((one) => !one.ok)

test('member accounts agree with the statements, and each fen that is off shows in its own check', () => {
  expect(failed({})).toEqual([])
  expect(failed({ contributions: 679_99n })).toMatchObject([{ says: expect.stringContaining('01 表 36') }])
  expect(failed({}, { patronage: 100_01n })).toMatchObject([{ left: 100_00n, right: 100_01n }])
  expect(failed({ remainder: 0n })).toMatchObject([{ says: expect.stringContaining('02 表 18') }])
  expect(failed({ quantified: { year: 2022, amount: 89_99n, fund: 90_00n } })).toMatchObject([
    { says: expect.stringContaining('2022 年末专项基金') },
  ])
})

test('while contributions from before the books are on no account, they are not held against the books', () => {
  expect(failed({ contributions: null }, { shares: 1n })).toEqual([])
})

test('before the first division nothing is said of what is quantified', () => {
  expect(memberChecks({ ...MEMBERS, quantified: null }, STATEMENTS)).toHaveLength(3)
})
