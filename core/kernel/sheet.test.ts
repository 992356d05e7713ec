import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Cell, Sheet } from './cell.ts'
import { f } from './field.ts'
import { register } from './register.ts'
import { parseRow } from './rows.ts'
import { readSheet, type SheetReading } from './sheet.ts'

const cell = (text: string): Cell => (text === '' ? { type: 'empty' } : { type: 'text', text })
const sheetOf = (rows: string[][], more: Partial<Sheet> = {}): Sheet => ({
  name: '表',
  hidden: false,
  rows: rows.map((row) => row.map(cell)),
  ...more,
})
const dividends = register('dividends', {
  label: '分红汇总',
  key: ['year'],
  fields: {
    year: f.year('分红年度', { aliases: ['年度'] }),
    due: f.money('应分红金额', { aliases: ['应分红'] }),
    paid: f.money('已分红金额', { optional: true }),
  },
})
const body = register('body', {
  label: '主体名录',
  belongsTo: 'none',
  fields: { name: f.text('合作社名称'), code: f.creditCode('统一社会信用代码', { optional: true }) },
})

function reading(sheet: Sheet): SheetReading {
  const outcome = readSheet(sheet, [body, dividends], { file: '台账.xlsx' })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems))
  return outcome.value
}
const codes = (sheet: Sheet) => reading(sheet).problems.map(({ code, severity }) => `${severity} ${code}`)

test('an office sheet with title, unit, numbering, groups, totals and signatures gives its records only', () => {
  const read = reading(
    sheetOf([
      ['合水县分红台账'],
      ['', '', '', '单位：万元'],
      ['序号', '合作社名称', '年度', '应分红 金额', '已分红金额\n（元）'],
      ['甲', '乙', '1', '2', '3'],
      ['一、板桥镇'],
      ['1', '甲社', '2022', '3.5', '20000'],
      [],
      ['2', '乙社', '2022', '1', ''],
      ['', '小计', '', '4.5', '20000'],
      ['序号', '合作社名称', '年度', '应分红 金额', '已分红金额\n（元）'],
      ['3', '丙社', '2022', '2', '1'],
      ['合计', '', '', '6.5', '20001'],
      ['填表人：', '', '审核人：'],
    ]),
  )
  expect([read.register.id, read.headingRow, read.headingRows]).toEqual(['dividends', 3, 1])
  expect(read.rows.map(({ row }) => row)).toEqual([6, 8, 11])
  expect(read.skipped).toEqual([
    { row: 4, kind: 'numbering' },
    { row: 5, kind: 'group' },
    { row: 9, kind: 'total' },
    { row: 10, kind: 'heading' },
    { row: 12, kind: 'total' },
    { row: 13, kind: 'note' },
  ])
  expect(read.columns.map(({ letter, field, role, unit }) => [letter, field ?? role, unit])).toEqual([
    ['A', null, null],
    ['B', 'name', null],
    ['C', 'year', null],
    ['D', 'due', '万元'],
    ['E', 'paid', null],
  ])
  expect(read.problems).toEqual([])
})

test('columns that are not understood are noted with their letter', () => {
  const read = reading(
    sheetOf([
      ['合作社名称', '年度', '应分红', '天气'],
      ['甲社', '2022', '1', '晴'],
    ]),
  )
  expect(read.problems).toMatchObject([
    {
      code: 'column-unknown',
      severity: 'noted',
      place: { file: '台账.xlsx', sheet: '表', row: 1, column: 'D' },
    },
  ])
})

test('a column that the caller reads on its own is not told as unknown', () => {
  const outcome = readSheet(sheetOf([['合作社名称', '年度', '应分红', '乡镇']]), [body, dividends], {
    readsToo: (heading) => heading === '乡镇',
  })
  expect(outcome.ok && outcome.value.problems).toEqual([])
})

test('every row of any sheet is a record, skipped, blank, or stands at or above the heading, and nothing is thrown', () => {
  const word = fc.constantFrom(
    '',
    '',
    ' ',
    '合作社名称',
    '年度',
    '应分红金额（万元）',
    '统一社会信用代码',
    '甲社',
    '2022',
    '12.5',
    '合计',
    '注：',
    '单位：元',
    '序号',
    '1',
    '2',
    '#REF!',
    '板桥镇',
  )
  const grid = fc.array(fc.array(word, { maxLength: 6 }), { maxLength: 12 })
  expect(() =>
    fc.assert(
      fc.property(grid, (rows) => {
        const outcome = readSheet(sheetOf(rows), [body, dividends])
        if (!outcome.ok) return outcome.problems.length > 0
        const { headingRow, headingRows, rows: read, skipped } = outcome.value
        const blank = rows.flatMap((row, index) =>
          index + 1 >= headingRow + headingRows && row.every((one) => one.trim() === '') ? [index + 1] : [],
        )
        const below = rows.length - (headingRow + headingRows - 1)
        const numbers = [...read, ...skipped].map(({ row }) => row).concat(blank)
        read.forEach((row) => parseRow(outcome.value, row))
        return new Set(numbers).size === numbers.length && numbers.length === below
      }),
      { numRuns: 500 },
    ),
  ).not.toThrow()
})

test('a missing required column is warned, one of the key is a refusal', () => {
  expect(codes(sheetOf([['合作社名称', '年度']]))).toEqual(['warned column-missing'])
  expect(codes(sheetOf([['合作社名称', '应分红']]))).toEqual(['refused column-missing'])
})

test('a sheet without any column for the body is refused, unless its title names the body', () => {
  expect(
    codes(
      sheetOf([
        ['年度', '应分红'],
        ['2022', '1'],
      ]),
    ),
  ).toEqual(['refused subject-column-missing'])
  expect(codes(sheetOf([['合作社名称：甲社'], ['年度', '应分红'], ['2022', '1']]))).toEqual([])
})

test('a hidden sheet is read and noted', () => {
  expect(codes(sheetOf([['合作社名称', '年度', '应分红']], { hidden: true }))).toEqual(['noted sheet-hidden'])
})

test('a second column for the same field and a stray row are told', () => {
  expect(
    codes(
      sheetOf([
        ['合作社名称', '年度', '应分红', '应分红金额'],
        ['甲社', '2022', '', '1'],
      ]),
    ),
  ).toEqual(['warned column-doubled'])
  expect(
    codes(
      sheetOf([
        ['天气', '合作社名称', '年度', '应分红'],
        ['晴', '', '', ''],
      ]),
    ),
  ).toEqual(['noted column-unknown', 'noted row-skipped'])
})

test('a table without a known heading is warned, a page of words only noted, an empty sheet is empty', () => {
  const code = (rows: string[][]) => {
    const outcome = readSheet(sheetOf(rows), [body, dividends])
    return outcome.ok ? 'ok' : `${outcome.problems.at(0)!.severity} ${outcome.problems.at(0)!.code}`
  }
  expect(
    code([
      ['甲', '乙', '丙'],
      ['1', '2', '3'],
    ]),
  ).toBe('warned sheet-not-understood')
  expect(code([['填表说明'], ['请如实填写']])).toBe('noted sheet-not-understood')
  expect(code([[], ['']])).toBe('noted sheet-empty')
})

test('equally good registers are asked about', () => {
  const twin = register('twin', { label: '另一台账', key: ['year'], fields: dividends.fields })
  const outcome = readSheet(sheetOf([['合作社名称', '年度', '应分红']]), [dividends, twin])
  expect(outcome.ok && outcome.value.problems.map(({ code }) => code)).toEqual(['register-uncertain'])
})

test('a column that counts the rows is asked about where it may be a number of its own, and never taken for it', () => {
  const roll = register('roll', {
    label: '成员名册',
    fields: {
      person: f.text('姓名'),
      number: f.text('成员编号', { optional: true, maybeCounted: true }),
      contribution: f.money('出资额'),
    },
  })
  const read = (...headings: string[]) => {
    const outcome = readSheet(
      sheetOf([headings, headings.map((heading) => (heading === '姓名' ? '成员甲' : '7'))]),
      [roll],
    )
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems))
    return outcome.value
  }
  const asking = read('序号', '合作社名称', '姓名', '出资额（元）')
  expect(asking.problems).toMatchObject([
    { code: 'column-row-number', severity: 'noted', place: { column: 'A', row: 1 } },
  ])
  expect(asking.problems[0]?.says).toContain('改成“成员编号”')
  expect(parseRow(asking, asking.rows[0]!).values).not.toHaveProperty('number')
  const told = read('序号', '合作社名称', '成员编号', '姓名', '出资额（元）')
  expect(told.problems).toEqual([])
  expect(parseRow(told, told.rows[0]!).values).toHaveProperty('number', '7')
  expect(read('合作社名称', '姓名', '出资额（元）').problems).toEqual([])
})
