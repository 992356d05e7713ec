import { expect, test } from 'vitest'
import { behindEquity, behindIncome, behindSheet, printKeys, readKeys } from './behind.ts'
import { equityStatement } from './equity-statement.ts'
import type { YearFigures } from './figures.ts'
import { balanceSheet, incomeStatement } from './statements.ts'

const NONE: YearFigures = {
  accounts: new Map(),
  items: new Map(),
  members: { begin: { owing: 0n, owed: 0n }, end: { owing: 0n, owed: 0n } },
}
const sheet = balanceSheet(NONE)
const income = incomeStatement(NONE, null)
const equity = equityStatement(NONE, income)

test('each figure of the three statements has lines behind it, and what is printed reads back the same', () => {
  const all = [
    ...sheet.flatMap(({ row }) => [behindSheet(sheet, row, 'begin'), behindSheet(sheet, row, 'end')]),
    ...income.map(({ row }) => behindIncome(income, row)),
    ...equity.flatMap((column) => [
      ...(['begin', 'increases', 'end'] as const).map((line) => behindEquity(column, { line })),
      ...column.increases.map(({ label }) => behindEquity(column, { line: 'increase', label })),
      ...column.decreases.map(({ label }) => behindEquity(column, { line: 'decrease', label })),
    ]),
  ]
  expect(all.filter((keys) => keys.length === 0)).toEqual([])
  for (const keys of all) expect(readKeys(printKeys(keys))).toEqual(keys)
})

test('a sum lies on what its rows lie on; receivables and payables part the members', () => {
  expect(printKeys(behindSheet(sheet, 2, 'end'))).toBe('end:113,end:114:owing')
  expect(printKeys(behindSheet(sheet, 24, 'begin'))).toBe('begin:211,begin:114:owed')
  expect(printKeys(behindSheet(sheet, 18, 'end'))).toBe('end:161,end:162')
  expect(printKeys(behindIncome(income, 17))).toBe('year:332:盈余返还')
  expect(behindIncome(income, 16).map((one) => one.time)).toContain('begin')
})

test('a label of the equity statement that a column has not opens nothing there', () => {
  const shares = equity[0]!
  expect(behindEquity(shares, { line: 'increase', label: '本年盈余' })).toEqual([])
  expect(printKeys(behindEquity(equity[1]!, { line: 'increase', label: '接受他人捐赠形成' }))).toBe(
    'year:311:他人捐赠',
  )
})

test('what is no key is none', () => {
  for (const text of ['', 'end', 'end:999', 'later:101', 'end:101:owing', 'year:332:别的', 'end:101:a:b'])
    expect(readKeys(text)).toBeNull()
})
