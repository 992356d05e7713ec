import { expect, test } from 'vitest'
import { accountRows, type AccountFacts } from './member-account.ts'

const FACTS: AccountFacts = {
  year: 2026,
  contributionBefore: 100_00n,
  projectBefore: 40_00n,
  contributions: [{ day: '2026-03-20', label: '盈余转为出资', amount: 20_00n, project: 5_00n }],
  reserveBefore: 5_00n,
  reserves: [],
  subsidyBefore: 8_00n,
  giftBefore: 0n,
  divisions: [
    {
      day: '2026-03-20',
      year: 2025,
      reserve: 2_00n,
      subsidy: 10_00n,
      gift: 0n,
      patronage: 30_00n,
      remainder: 7_00n,
    },
  ],
  trades: [
    {
      day: '2026-05-20',
      direction: 'delivered',
      product: '春茧',
      unit: '公斤',
      volume: 66_500n,
      amount: 3059_00n,
    },
    {
      day: '2026-05-01',
      direction: 'supplied',
      product: '蚕种',
      unit: '张',
      volume: 2_000n,
      amount: 124_00n,
    },
  ],
}

test('an account runs from the opening over what happened, by day, to balances and sums', () => {
  const rows = accountRows(FACTS)
  expect(rows.map((one) => [one.number, one.day, one.says])).toEqual([
    ['', '', '年初余额'],
    ['1', '2026-03-20', '盈余转为出资'],
    ['2', '2026-03-20', '2025 年盈余分配'],
    ['3', '2026-05-01', '向本社购买'],
    ['4', '2026-05-20', '交售给本社'],
    ['', '', '年末余额（总额）'],
  ])
  expect(rows[0]).toMatchObject({ project: 40_00n, contribution: 60_00n })
  expect(rows.at(-1)).toMatchObject({
    project: 45_00n,
    contribution: 75_00n,
    reserve: 7_00n,
    subsidy: 10_00n,
    amount: 3183_00n,
    patronage: 30_00n,
    remainder: 7_00n,
  })
  expect(rows[4]).toMatchObject({ product: '春茧', volume: '66.5 公斤' })
})

test('a year in which nothing happened ends as it began', () => {
  const rows = accountRows({ ...FACTS, contributions: [], divisions: [], trades: [] })
  expect(rows).toHaveLength(2)
  expect(rows[1]).toMatchObject({ project: 40_00n, contribution: 60_00n, reserve: 5_00n, subsidy: 8_00n })
})

test('reserve that came with an inherited share has its own row and its own part of the end', () => {
  const rows = accountRows({
    ...FACTS,
    contributions: [],
    divisions: [],
    trades: [],
    reserves: [{ day: '2023-05-01', label: '继承（公积金份额）', amount: 2_00n }],
  })
  expect(rows.map((row) => [row.says, row.reserve])).toEqual([
    ['年初余额', 5_00n],
    ['继承（公积金份额）', 2_00n],
    ['年末余额（总额）', 7_00n],
  ])
})
