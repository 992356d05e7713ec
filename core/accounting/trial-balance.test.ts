import { expect, test } from 'vitest'
import { must } from '../../tests/must.ts'
import type { Cell, Sheet } from '../kernel/cell.ts'
import { balanceSheet, incomeStatement, valueAt } from './statements.ts'
import { accountOfRow, figuresOfTrial, readTrial } from './trial-balance.ts'

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

test('accounts are known by code, by code with details, by name', () => {
  expect(accountOfRow({ code: '101', name: '' })).toEqual({ account: '101', detail: false })
  expect(accountOfRow({ code: '114.02', name: '张三' })).toEqual({ account: '114', detail: true })
  expect(accountOfRow({ code: '', name: '银行存款' })).toEqual({ account: '102', detail: false })
  expect(accountOfRow({ code: '', name: '盈余分配-盈余返还' })).toEqual({ account: '332', detail: true })
  expect(accountOfRow({ code: '6001', name: '主营业务收入' })).toBeNull()
})

const TRIAL = [
  ['科目编码', '科目名称', '期初余额', '', '本年累计发生额', '', '期末余额', ''],
  ['', '', '借方', '贷方', '借方', '贷方', '借方', '贷方'],
  ['102', '银行存款', 500, '', 400, 100, 800, ''],
  ['114', '成员往来', '', 30, '', '', '', 30],
  ['11401', '甲', 20, '', '', '', 20, ''],
  ['11402', '乙', '', 50, '', '', '', 50],
  ['151', '固定资产', 300, '', '', '', 300, ''],
  ['152', '累计折旧', '', '', '', 10, '', 10],
  ['301', '股金', '', 600, '', '', '', 600],
  ['332', '盈余分配', '', 170, '', 290, '', 460],
  ['501', '经营收入', '', '', 400, 400, '', ''],
  ['521', '经营支出', '', '', 100, 100, '', ''],
  ['523', '管理费用', '', '', 10, 10, '', ''],
  ['合计', '', 820, 820, 910, 910, 1120, 1120],
]

test('a trial balance after the closing gives the same statements', () => {
  const figures = must(figuresOfTrial(must(readTrial(sheet('余额表', TRIAL)))))
  const balance = balanceSheet(figures)
  const income = incomeStatement(figures, null)
  expect([1, 2, 22, 24, 40, 42].map((row) => valueAt(balance, row))).toEqual(
    [800, 20, 1110, 50, 460, 1110].map((yuan) => BigInt(yuan * 100)),
  )
  expect([1, 3, 5, 12, 20].map((row) => valueAt(income, row))).toEqual(
    [400, 100, 10, 290, 460].map((yuan) => BigInt(yuan * 100)),
  )
})

test('what is unbalanced or not in the chart is refused; members without details are told', () => {
  const of = (...rows: (string | number)[][]) =>
    figuresOfTrial(must(readTrial(sheet('余额表', [...TRIAL.slice(0, 2), ...rows]))))
  expect(of(['102', '', '', '', '', '', 5, ''])).toMatchObject({ problems: [{ code: 'trial-unbalanced' }] })
  expect(of(['102', '', '', '', '', '', 5, ''], ['6001', '收入', '', '', '', '', '', 5])).toMatchObject({
    problems: [{ code: 'trial-unknown' }, { code: 'trial-unbalanced' }],
  })
  expect(of(['114', '成员往来', '', '', '', '', 5, ''], ['301', '', '', '', '', '', '', 5])).toMatchObject({
    ok: true,
    remarks: [{ code: 'trial-members' }],
  })
  expect(of(['6001', '收入', '', '', '', '', '', 5])).toMatchObject({ problems: [{ code: 'trial-empty' }] })
  expect(readTrial(sheet('名单', [['姓名']]))).toMatchObject({ problems: [{ code: 'trial-heading' }] })
})
