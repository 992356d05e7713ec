import { expect, test } from 'vitest'
import { type Heading, indexFields, isStranger, matchColumns } from './columns.ts'
import { f } from './field.ts'
import { headingForms } from './heading.ts'
import { register } from './register.ts'

const heading = (whole: string): Heading => ({ whole, readings: [headingForms(whole)] })
const members = register('members', {
  label: '成员汇总',
  key: ['asOf'],
  fields: {
    asOf: f.date('统计日期', { aliases: ['截止日期'] }),
    total: f.count('成员总数', { aliases: ['成员数'] }),
    farmers: f.count('农民成员数', { optional: true, aliases: ['农民成员'] }),
  },
})
const match = (...headings: string[]) => matchColumns(members, indexFields(members), headings.map(heading))

test('columns are found in any order and under their aliases', () => {
  const found = match('农民成员（户）', '合作社名称', '截止日期', '成员总数')
  expect(found.columns.map(({ letter, field, role }) => [letter, field, role])).toEqual([
    ['A', 'farmers', null],
    ['B', null, 'name'],
    ['C', 'asOf', null],
    ['D', 'total', null],
  ])
  expect([found.understood, found.deciding, found.missing]).toEqual([4, 3, []])
})

test('a field goes to the column that fits best, the other is told', () => {
  const found = match('成员数', '成员总数', '统计日期')
  expect(found.columns.map(({ field }) => field)).toEqual([null, 'total', 'asOf'])
  expect(found.doubled.map(({ letter }) => letter)).toEqual(['A'])
})

test('required fields without a column are missing, optional ones are not', () => {
  expect(match('农民成员').missing).toEqual(['asOf', 'total'])
})

test('a column with an unknown heading is a stranger, a row number and a blank are not', () => {
  expect(match('序号', '天气', '', '合作社名称', '统计日期').columns.map(isStranger)).toEqual([
    false,
    true,
    false,
    false,
    false,
  ])
})

test('only one column names the body, the one with the most usual heading', () => {
  expect(match('名称', '合作社名称', '统计日期').columns.map(({ role }) => role)).toEqual([
    null,
    'name',
    null,
  ])
})

test('in the body register the name is a field and names the body at once', () => {
  const body = register('body', {
    label: '主体',
    belongsTo: 'none',
    fields: { title: f.text('合作社名称'), no: f.creditCode('统一社会信用代码') },
  })
  const found = matchColumns(body, indexFields(body), [heading('统一社会信用代码'), heading('合作社名称')])
  expect(found.columns.map(({ field, role }) => [field, role])).toEqual([
    ['no', 'code'],
    ['title', 'name'],
  ])
  expect(found.deciding).toBe(0)
})
