import { expect, test } from 'vitest'
import type { Cell, Sheet } from './cell.ts'
import { f } from './field.ts'
import { findHeading, joinHeadings } from './heading-row.ts'
import { register } from './register.ts'

const sheetOf = (...rows: string[][]): Sheet => ({
  name: '表',
  hidden: false,
  rows: rows.map((row) =>
    row.map((text): Cell => (text === '' ? { type: 'empty' } : { type: 'text', text })),
  ),
})
const body = register('body', {
  label: '主体',
  belongsTo: 'none',
  fields: {
    name: f.text('合作社名称'),
    code: f.creditCode('统一社会信用代码'),
    site: f.text('住所', { optional: true }),
  },
})
const members = register('members', {
  label: '成员',
  fields: {
    asOf: f.date('统计日期'),
    total: f.count('成员总数'),
    farmers: f.count('农民成员数', { optional: true, aliases: ['成员农民'] }),
  },
})
const all = [members, body]

test('titles above the heading are passed over', () => {
  const found = findHeading(
    sheetOf(['某县台账'], ['单位：户'], ['合作社名称', '统计日期', '成员总数'], ['某社', '2023-01-01', '7']),
    all,
  )
  expect([found?.first, found?.span, found?.match.register.id]).toEqual([2, 1, 'members'])
})

test('a heading in two rows with merged cells is joined', () => {
  const found = findHeading(
    sheetOf(
      ['台账'],
      ['合作社名称', '统计日期', '成员', ''],
      ['', '', '总数', '农民'],
      ['某社', '2023-01-01', '7', '6'],
    ),
    all,
  )
  expect([found?.first, found?.span]).toEqual([1, 2])
  expect(found?.match.columns.map(({ field, role }) => field ?? role)).toEqual([
    'name',
    'asOf',
    'total',
    'farmers',
  ])
})

test('name and code alone do not decide; without more they mean the body register', () => {
  expect(findHeading(sheetOf(['合作社名称', '统一社会信用代码']), all)?.match.register.id).toBe('body')
  expect(findHeading(sheetOf(['合作社名称', '统一社会信用代码', '成员总数']), all)?.match.register.id).toBe(
    'members',
  )
  expect(findHeading(sheetOf(['合作社名称', '统一社会信用代码', '住所']), all)?.match.register.id).toBe(
    'body',
  )
})

test('registers that fit equally well are named as rivals', () => {
  const twin = register('twin', { label: '另一台账', fields: members.fields })
  expect(
    findHeading(sheetOf(['合作社名称', '统计日期', '成员总数']), [members, twin])?.rivals.map(({ id }) => id),
  ).toEqual(['twin'])
})

test('one understood column among many is no heading, in a sheet of one column it is', () => {
  expect(findHeading(sheetOf(['合作社名称', '天气', '心情']), all)).toBeNull()
  expect(findHeading(sheetOf(['合作社名称'], ['某社']), all)?.first).toBe(0)
  expect(findHeading(sheetOf(), all)).toBeNull()
})

test('an empty cell over a filled one takes what stands to its left, an empty column takes nothing', () => {
  const joined = joinHeadings(sheetOf(['成员', '', '住所', ''], ['总数', '农民', '', '']).rows)
  expect(joined.map(({ whole }) => whole)).toEqual(['成员 总数', '成员 农民', '住所', ''])
})
