import { expect, test } from 'vitest'
import { must } from '../../tests/must.ts'
import type { Cell, Sheet } from '../kernel/cell.ts'
import { readReported, reportedAt, reportedChecks } from './reported.ts'
import { FORM_ROWS } from './statements.ts'

const cell = (value: string | number): Cell =>
  value === ''
    ? { type: 'empty' }
    : typeof value === 'number'
      ? { type: 'number', number: value, text: String(value) }
      : { type: 'text', text: value }
const sheet = (name: string, rows: (string | number)[][]): Sheet => ({
  name,
  hidden: false,
  rows: rows.map((row) => row.map(cell)),
})

/** Two sides, as the official form and the agencies' software print it. */
const SHEET = sheet('资产负债表', [
  ['资产负债表'],
  ['资产', '行次', '期末余额', '年初余额', '负债和所有者权益', '行次', '期末余额', '年初余额'],
  ['货币资金', 1, 800, 500, '短期借款', 23, '', ''],
  ['应收款项', 2, 20, 20, '应付款项', 24, 50, 50],
  ['流动资产合计', 5, 820, 520, '流动负债合计', 31, 50, 50],
  ['固定资产原值', 10, 300, 300, '负债合计', 35, 50, 50],
  ['减：累计折旧', 11, 10, '—', '股金', 36, 600, 600],
  ['固定资产净值', 12, 290, 300, '未分配盈余', 40, 460, 170],
  ['固定资产小计', 15, 290, 300, '所有者权益合计', 41, 1060, 770],
  ['非流动资产合计', 21, 290, 300],
  ['资产总计', 22, 1110, 820, '负债和所有者权益总计', 42, 1110, 820],
])
const INCOME = sheet('盈余表', [
  ['项目', '行次', '本年金额', '上年金额'],
  ['一、经营收入', 1, 400, ''],
  ['减：经营支出', 3, 100, ''],
  ['　　管理费用', 5, 10, ''],
  ['二、经营收益', 7, 290, ''],
  ['三、盈余总额', 10, 290, ''],
  ['四、本年盈余', 12, 290, ''],
  ['加：年初未分配盈余', 13, 170, ''],
  ['五、可分配盈余', 16, 460, ''],
  ['六、年末未分配盈余', 20, 460, ''],
])

test('the statements of other software are read by their labels and pass every check', () => {
  const read = must(readReported([INCOME, SHEET]))
  expect(reportedAt(read.sheet, 1)).toBe(800_00n)
  expect(reportedAt(read.sheet, 24, 'before')).toBe(50_00n)
  expect(reportedAt(read.income, 12)).toBe(290_00n)
  const checks = reportedChecks(read)
  expect(checks.filter((one) => !one.ok)).toEqual([])
  expect(checks.length).toBeGreaterThan(15)
})

test('a fen that is off shows in the checks that it touches', () => {
  const read = must(readReported([INCOME, SHEET]))
  const wrong = {
    ...read,
    sheet: read.sheet.map((one) => (one.row === 1 ? { ...one, now: one.now + 1n } : one)),
  }
  expect(reportedChecks(wrong).filter((one) => !one.ok)).toHaveLength(1)
  const surplus = { ...read, income: read.income.map((one) => (one.row === 20 ? { ...one, now: 0n } : one)) }
  expect(reportedChecks(surplus).filter((one) => !one.ok)).toHaveLength(2)
  expect(readReported([sheet('名单', [['姓名'], ['甲']])])).toMatchObject({
    ok: false,
    problems: [{ code: 'reported-unread' }],
  })
})

test('every row of the forms has a label of its own or follows its neighbour', () => {
  expect(FORM_ROWS.sheet).toHaveLength(42)
  expect(FORM_ROWS.income).toHaveLength(20)
})
