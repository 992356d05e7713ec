import { expect, test } from 'vitest'
import type { Cell } from './cell.ts'
import type { Column } from './columns.ts'
import { rowKind } from './row-kind.ts'

const cells = (...texts: string[]): Cell[] =>
  texts.map((text) => (text === '' ? { type: 'empty' } : { type: 'text', text }))
const column = (index: number, field: string | null): Column => ({
  index,
  letter: '',
  heading: '',
  field,
  role: null,
  unit: null,
})
const columns = [column(0, null), column(1, 'name'), column(2, 'count')]
const headingRows = [cells('序号', '合作社名称', '成员数')]
const kind = (...texts: string[]) => rowKind(cells(...texts), { columns, headingRows, isFirst: false })

test('a row with something in an understood column holds a record', () => {
  expect([kind('1', '某合作社', '5'), kind('', '某合作社'), kind('', '', '5')]).toEqual([
    'data',
    'data',
    'data',
  ])
})

test('blank rows, also with spaces only, are blank', () => {
  expect([kind(), kind('', ' ', '\u3000')]).toEqual(['blank', 'blank'])
})

test('totals are known in the first two filled cells, with their spaces and remarks', () => {
  expect([
    kind('合计', '', '50'),
    kind('', '合 计', '50'),
    kind('3', '小计（3家）', '50'),
    kind('总计：', '', '50'),
  ]).toEqual(['total', 'total', 'total', 'total'])
  expect(kind('1', '合计乡某某合作社', '5')).toBe('data')
})

test('notes and signatures at the foot are no records', () => {
  expect([
    kind('注：数据截至年底'),
    kind('填表人：', '某某'),
    kind('', '审核人：'),
    kind('填报日期：2023年'),
    kind('注1、只填整数'),
  ]).toEqual(['note', 'note', 'note', 'note', 'note'])
})

test('a repeated heading is no record', () => {
  expect([kind('序号', '合作社名称', '成员数'), kind('', '合作社 名称', '成员数')]).toEqual([
    'heading',
    'heading',
  ])
})

test('numbered columns are known directly below the heading only', () => {
  const first = (...texts: string[]) => rowKind(cells(...texts), { columns, headingRows, isFirst: true })
  expect([first('甲', '乙', '1'), first('1', '2', '3'), first('1', '5', '9'), kind('1', '2', '3')]).toEqual([
    'numbering',
    'numbering',
    'data',
    'data',
  ])
})

test('a row of which only the running number is filled only numbers itself', () => {
  const numbered = columns.map((one) => (one.index === 0 ? { ...one, heading: '序号' } : one))
  expect(rowKind(cells('17', '', ''), { columns: numbered, headingRows, isFirst: false })).toBe('numbering')
})

test('a line that names a township heads a group', () => {
  expect([
    kind('', '板桥镇'),
    kind('一、板桥镇'),
    kind('', '板桥镇某某合作社'),
    kind('', '板桥镇', '12'),
  ]).toEqual(['group', 'group', 'data', 'data'])
})

test('a row with nothing in any understood column is stray', () => {
  expect(kind('7')).toBe('stray')
})
