import { expect, test } from 'vitest'
import { ofMillionths } from '../values/share.ts'
import type { Cell, Sheet } from '../kernel/cell.ts'
import { must } from '../../tests/must.ts'
import { interpret } from './interpret.ts'
import { plainHeading, readDivisionSheets } from './read-sheets.ts'

function sheet(name: string, rows: (string | number)[][]): Sheet {
  const cell = (one: string | number): Cell => {
    if (typeof one === 'number') return { type: 'number', number: one, text: String(one) }
    return one === '' ? { type: 'empty' } : { type: 'text', text: one }
  }
  return { name, hidden: false, rows: rows.map((row) => row.map(cell)) }
}

const YEAR = sheet('年度', [
  ['某社 2025 年盈余分配', ''],
  ['项目', '数值'],
  ['本年盈余（万元）', 40],
  ['提取公积金比例', '10%'],
  ['按交易量（额）返还比例', 0.7],
  ['折算系数（辣椒）', 1.5],
])
const MEMBERS = sheet('成员', [
  ['成员名册'],
  ['社员编号', '社员姓名', '股金（万元）', '公积金份额（元）', '辣椒交易量（斤）', '辣椒交易额（元）'],
  ['001', '甲', 1.5, 100, 12.5, '1,000.50'],
  ['', '', '', '', '', ''],
  ['合计', '', 1.5, 100, 12.5, '1,000.50'],
])

test('sheets in the words and units of the offices are understood', () => {
  const { year, members } = must(interpret(must(readDivisionSheets([MEMBERS, YEAR]))))
  expect(year).toMatchObject({ surplus: 400_000_00n, reserve: { rate: 100_000n }, patronageRate: 700_000n })
  expect([...year.factors]).toEqual([['辣椒', 1_500_000n]])
  expect(members).toEqual([
    {
      id: '001',
      name: '甲',
      contribution: 15_000_00n,
      reserveShare: 100_00n,
      subsidyShare: 0n,
      giftShare: 0n,
      trades: [{ product: '辣椒', volume: 12_500n, amount: 1_000_50n }],
    },
  ])
})

test.each([
  ['章程规定的返还比例', 'patronageRate'],
  ['章程规定的按交易量（额）返还比例', 'patronageRate'],
  ['章程规定的公积金比例', 'reserveRate'],
  ['章程的提取公积金比例', 'reserveRate'],
])('“%s” is what the charter says, not what is planned', (heading, key) => {
  const { rows } = YEAR
  const { year } = must(
    interpret(
      must(
        readDivisionSheets([MEMBERS, { ...YEAR, rows: [...rows, ...sheet('', [[heading, '65%']]).rows] }]),
      ),
    ),
  )
  expect(year).toMatchObject({
    patronageRate: 700_000n,
    reserve: { rate: 100_000n },
    charter: { patronageRate: null, reserveRate: null, [key]: ofMillionths(650_000n) },
  })
})

test('a list that is only counted goes by its numbers, and 交易量（额） by its unit', () => {
  const listed = (trade: string) =>
    sheet('成员', [
      ['序号', '户主', '股金', trade],
      [1, '甲', 5, 7],
    ])
  const read = (trade: string) => must(interpret(must(readDivisionSheets([YEAR, listed(trade)])))).members
  expect(read('交易量（额）（元）')).toMatchObject([
    { id: '1', trades: [{ product: '', volume: 0n, amount: 700n }] },
  ])
  expect(read('交易量（额）')).toMatchObject([
    { id: '1', trades: [{ product: '', volume: 7000n, amount: 0n }] },
  ])
})

test('a fault names sheet, row and column', () => {
  const wrong = sheet('成员', [
    ...MEMBERS.rows.slice(1, 2).map((row) => row.map((cell) => (cell.type === 'text' ? cell.text : ''))),
    ['1', '乙', '很多'],
  ])
  const refusal = interpret(must(readDivisionSheets([YEAR, wrong])))
  expect(refusal).toMatchObject({
    ok: false,
    problems: [{ code: 'amount-unreadable', place: { sheet: '成员', row: 2, column: 'C' } }],
  })
})

test('a workbook without the two sheets is told what is missing', () => {
  expect(readDivisionSheets([sheet('空', [['你好']])])).toMatchObject({
    problems: [{ code: 'division-year-sheet' }, { code: 'division-member-sheet' }],
  })
})

test('headings lose unit, number and brackets', () => {
  expect(['减：其他转入（元）', '一、本年盈余:万元', '交易量（额）'].map(plainHeading)).toEqual([
    '其他转入',
    '本年盈余',
    '交易量额',
  ])
})
