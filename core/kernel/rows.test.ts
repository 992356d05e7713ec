import { expect, test } from 'vitest'
import { fictionalCreditCode } from '../values/credit-code.ts'
import type { Cell } from './cell.ts'
import { f } from './field.ts'
import { register } from './register.ts'
import { parseRow, type ParsedRow } from './rows.ts'
import { readSheet } from './sheet.ts'

const dividends = register('dividends', {
  label: '分红汇总',
  key: ['year'],
  fields: {
    year: f.year('分红年度'),
    due: f.money('应分红金额'),
    paid: f.money('已分红金额', { optional: true }),
    phone: f.phone('电话', { optional: true }),
    id: f.secret('身份证号', 'idNumber', { optional: true }),
  },
})
const body = register('body', {
  label: '主体名录',
  belongsTo: 'none',
  fields: {
    name: f.text('合作社名称'),
    creditCode: f.creditCode('统一社会信用代码', { optional: true }),
    oldRegistrationNo: f.text('原注册号', { optional: true }),
    capital: f.money('成员出资总额', { optional: true, aliases: ['注册资金'] }),
  },
})
const text = (shown: string): Cell => (shown === '' ? { type: 'empty' } : { type: 'text', text: shown })
const number = (value: number): Cell => ({ type: 'number', number: value, text: String(value) })
const CODE = fictionalCreditCode('990101', 1)

function parse(headings: string[], row: (string | number)[], title: string[] = []): ParsedRow {
  const cells = row.map((one) => (typeof one === 'number' ? number(one) : text(one)))
  const outcome = readSheet(
    { name: '表', hidden: false, rows: [...title.map((one) => [text(one)]), headings.map(text), cells] },
    [body, dividends],
  )
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems))
  return parseRow(outcome.value, outcome.value.rows.at(0)!, { file: '台账.xlsx' })
}
const codes = (row: ParsedRow) => row.problems.map(({ code, severity }) => `${severity} ${code}`)
const HEADINGS = [
  '合作社名称',
  '统一社会信用代码',
  '分红年度',
  '应分红金额',
  '已分红金额',
  '电话',
  '身份证号',
]

test('a good row is taken with its values and its body', () => {
  const row = parse(HEADINGS, ['甲 社', CODE, '2022年度', '1,200元', '0.1万元', '13800138000', ''])
  expect(row).toEqual({
    row: 2,
    values: { year: 2022, due: 120_000n, paid: 100_000n, phone: '13800138000', id: null },
    subject: { name: '甲 社', code: CODE, oldRegistrationNo: null, id: null },
    problems: [],
    treatment: 'taken',
  })
})

test('a bad cell leaves its value unknown and warns the row, with its place', () => {
  const row = parse(HEADINGS, ['甲社', CODE, '2022', '若干', '', '', ''])
  expect([row.treatment, row.values['due'], row.problems[0]?.place]).toEqual([
    'warned',
    null,
    { file: '台账.xlsx', sheet: '表', row: 2, column: 'D', field: 'due' },
  ])
})

test('lost digits outside the identity only warn the row', () => {
  const row = parse(HEADINGS, ['甲社', CODE, '2022', '1元', '', 9_345_521_234, 110105194912310020])
  expect([row.treatment, codes(row)]).toEqual(['warned', ['warned digits-lost', 'warned digits-lost']])
})

test('a code that lost its digits refuses the row, though the name is there', () => {
  const row = parse(HEADINGS, ['甲社', 936204226654135550, '2022', '1元', '', '', ''])
  expect([row.treatment, codes(row), row.subject.code]).toEqual(['refused', ['refused digits-lost'], null])
  expect(row.problems[0]?.place).toMatchObject({ row: 2, column: 'B' })
  expect(
    parse(['合作社名称', '统一社会信用代码', '注册资金'], ['甲社', '9.36204E+17', '5万元']).treatment,
  ).toBe('refused')
})

test('an empty or unreadable key refuses the row', () => {
  expect(codes(parse(HEADINGS, ['甲社', CODE, '', '1元']))).toEqual(['refused required-missing'])
  expect(codes(parse(HEADINGS, ['甲社', CODE, 'N/A', '1元']))).toEqual(['refused required-missing'])
  expect(codes(parse(HEADINGS, ['甲社', CODE, '去年', '1元']))).toEqual(['refused year-unreadable'])
})

test('an empty required cell is warned, one that says N/A is an answer', () => {
  expect(codes(parse(HEADINGS, ['甲社', CODE, '2022', '']))).toEqual(['warned required-missing'])
  expect(codes(parse(HEADINGS, ['甲社', CODE, '2022', 'N/A']))).toEqual([])
})

test('a row without name, code and key is refused', () => {
  expect(codes(parse(HEADINGS, ['', '', '2022', '1元']))).toEqual(['refused subject-missing'])
  expect(codes(parse(HEADINGS, ['—', '无', '2022', '1元']))).toEqual(['refused subject-missing'])
  expect(parse([...HEADINGS, '行标识'], ['', '', '2022', '1元', '', '', '', 'k7']).subject.id).toBe('k7')
})

test('the title of a sheet about one body names the body of its rows', () => {
  expect(parse(['分红年度', '应分红金额'], ['2022', '1元'], ['合作社名称：甲社']).subject.name).toBe('甲社')
})

test('a row with nothing but its body is refused once', () => {
  expect(codes(parse(HEADINGS, ['甲社', CODE, '', '', '', '', '']))).toEqual(['refused row-empty'])
})

test('an old registration number is warned and kept beside the code', () => {
  const row = parse(
    ['合作社名称', '统一社会信用代码', '注册资金'],
    ['兴化市某社', '321281NA000572X', '300(万元人民币)'],
  )
  expect([row.treatment, codes(row)]).toEqual(['warned', ['warned old-registration-number']])
  expect(row.values).toMatchObject({
    creditCode: null,
    oldRegistrationNo: '321281NA000572X',
    capital: 300_000_000n,
  })
  expect(row.subject).toMatchObject({ code: null, oldRegistrationNo: '321281NA000572X' })
})

test('a code with a wrong check digit is kept and warned, once', () => {
  const row = parse(['合作社名称', '统一社会信用代码', '注册资金'], ['某社', '93520621560904569K', 'N/A'])
  expect([codes(row), row.subject.code, row.values['creditCode']]).toEqual([
    ['warned credit-code-check-digit'],
    '93520621560904569K',
    '93520621560904569K',
  ])
})

test('notes alone leave a row taken', () => {
  const row = parse(['合作社名称', '统一社会信用代码', '注册资金'], ['某\n社', CODE.toLowerCase(), '5万元'])
  expect([row.treatment, codes(row), row.values['name']]).toEqual([
    'taken',
    ['noted credit-code-rewritten'],
    '某社',
  ])
})
