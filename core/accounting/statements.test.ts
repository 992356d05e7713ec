import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CHART } from './chart.ts'
import { crossChecks, equityStatement, sumOf } from './equity-statement.ts'
import type { AccountSums, YearFigures } from './figures.ts'
import { entryOf } from './template.ts'
import { templateOf } from './templates.ts'
import { balanceSheet, incomeStatement, same, valueAt } from './statements.ts'
import { checkVoucher, type CheckedLine } from './voucher.ts'

/** Figures of a year out of entries, counted here by hand and not by the database. */
function figuresOf(entries: readonly CheckedLine[][]): YearFigures {
  const accounts = new Map<string, AccountSums>()
  const items = new Map<string, AccountSums>()
  const members = new Map<string, bigint>()
  const add = (map: Map<string, AccountSums>, key: string, line: CheckedLine) => {
    const old = map.get(key) ?? { begin: 0n, end: 0n, debit: 0n, credit: 0n }
    map.set(key, {
      begin: 0n,
      end: old.end + line.debit - line.credit,
      debit: old.debit + line.debit,
      credit: old.credit + line.credit,
    })
  }
  for (const line of entries.flat()) {
    add(accounts, line.account, line)
    if (line.item !== null) add(items, `${line.account}|${line.item}`, line)
    if (line.account === '114')
      members.set(line.member!, (members.get(line.member!) ?? 0n) + line.debit - line.credit)
  }
  const positive = (fen: bigint): bigint => (fen > 0n ? fen : 0n)
  const each = [...members.values()]
  return {
    accounts,
    items,
    members: {
      begin: { owing: 0n, owed: 0n },
      end: {
        owing: each.reduce((sum, fen) => sum + positive(fen), 0n),
        owed: each.reduce((sum, fen) => sum + positive(-fen), 0n),
      },
    },
  }
}

const entry = (id: string, answers: Record<string, string>): CheckedLine[] => {
  const outcome = entryOf(templateOf(id)!, { money: '102', member: 'm', party: '某项目', ...answers })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems))
  const checked = checkVoucher({ summary: id, lines: outcome.value })
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems))
  return checked.value
}

const YEAR = [
  entry('share-money', { amount: '1000', share: '900' }),
  entry('buy-from-member', { amount: '300' }),
  entry('sell', { amount: '500', cost: '300' }),
  entry('office-cost', { amount: '50' }),
  entry('from-member', { member: 'a', amount: '70' }),
  entry('pay-member', { member: 'b', amount: '20' }),
  entry('grant-received', { amount: '200' }),
  entry('grant-asset', { amount: '250', grant: '200', asset: '151' }),
  entry('draw-reserve', { amount: '15' }),
  entry('patronage-return', { amount: '90' }),
  entry('remainder', { amount: '20' }),
]

function statementsOf(figures: YearFigures) {
  const sheet = balanceSheet(figures)
  const income = incomeStatement(figures, null)
  const equity = equityStatement(figures, income)
  return { sheet, income, equity, checks: crossChecks({ sheet, income, equity }) }
}

test('a small year stands in the rows where it belongs', () => {
  const { sheet, income, equity, checks } = statementsOf(figuresOf(YEAR))
  const sheetRows = [1, 2, 10, 22, 24, 29, 30, 33, 36, 37, 38, 39, 40, 42].map((row) => valueAt(sheet, row))
  expect(sheetRows.map(String)).toEqual(
    [115000, 2000, 25000, 142000, 7000, 9000, 2000, 0, 90000, 20000, 10000, 1500, 2500, 142000].map(String),
  )
  expect([1, 3, 5, 7, 12, 15, 16, 17, 18, 20].map((row) => String(valueAt(income, row)))).toEqual(
    [50000, 30000, 5000, 15000, 15000, 1500, 13500, 9000, 2000, 2500].map(String),
  )
  expect(equity.map((one) => sumOf(one.increases))).toEqual([90000n, 20000n, 10000n, 1500n, 15000n])
  expect(checks.filter((one) => !one.ok)).toEqual([])
  expect(income[0]?.before).toBeNull()
})

test('what members owe and what they are owed are not set off against each other', () => {
  const { sheet } = statementsOf(figuresOf(YEAR))
  expect([valueAt(sheet, 2), valueAt(sheet, 24)]).toEqual([20_00n, 70_00n])
})

test('a cross-check that fails says by how much', () => {
  expect(same('甲＝乙', 5n, 3n)).toEqual({ says: '甲＝乙：相差 0.02 元', left: 5n, right: 3n, ok: false })
  const figures = figuresOf([
    ...YEAR,
    [
      { account: '331', debit: 9n, credit: 0n, member: null, party: null, item: null, note: null },
      { account: '102', debit: 0n, credit: 9n, member: null, party: null, item: null, note: null },
    ],
  ])
  expect(
    statementsOf(figures)
      .checks.filter((one) => !one.ok)
      .map((one) => one.says)[0],
  ).toContain('未分配盈余期末')
})

test('property: total assets are liabilities and equity whatever is posted to any account but 181', () => {
  const code = fc.constantFrom(...CHART.filter((one) => one.code !== '181').map((one) => one.code))
  const move = fc.record({
    from: code,
    to: code,
    fen: fc.bigInt(1n, 99_999_99n),
    who: fc.constantFrom('a', 'b', 'c'),
  })
  fc.assert(
    fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
      const line = (account: string, who: string) => ({
        account,
        member: who,
        party: null,
        item: null,
        note: null,
      })
      const figures = figuresOf(
        moves.map(({ from, to, fen, who }) => [
          { ...line(from, who), debit: 0n, credit: fen },
          { ...line(to, who), debit: fen, credit: 0n },
        ]),
      )
      const sheet = balanceSheet(figures)
      expect(valueAt(sheet, 22)).toBe(valueAt(sheet, 42))
    }),
  )
})
