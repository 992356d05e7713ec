import { expect, test } from 'vitest'
import { crossChecks, equityStatement, sumOf } from './equity-statement.ts'
import type { AccountSums, YearFigures } from './figures.ts'
import { balanceSheet, incomeStatement } from './statements.ts'

const sums = (begin: bigint, debit: bigint, credit: bigint): AccountSums => ({
  begin,
  end: begin + debit - credit,
  debit,
  credit,
})
const none = { owing: 0n, owed: 0n }

test('reserve turned into contributions leaves one column and enters the other', () => {
  const figures: YearFigures = {
    accounts: new Map([
      ['102', sums(150n, 0n, 0n)],
      ['301', sums(-100n, 0n, 30n)],
      ['322', sums(-50n, 30n, 0n)],
    ]),
    items: new Map([
      ['301|盈余公积转增', sums(0n, 0n, 30n)],
      ['322|转为成员出资', sums(0n, 30n, 0n)],
    ]),
    members: { begin: none, end: none },
  }
  const income = incomeStatement(figures, figures)
  const equity = equityStatement(figures, income)
  const [share, , , reserve] = equity
  expect([share!.begin, sumOf(share!.increases), share!.end]).toEqual([100n, 30n, 130n])
  expect([reserve!.begin, sumOf(reserve!.decreases), reserve!.end]).toEqual([50n, 30n, 20n])
  const checks = crossChecks({ sheet: balanceSheet(figures), income, equity })
  expect(checks.every((one) => one.ok)).toBe(true)
  expect(checks).toHaveLength(28)
})
