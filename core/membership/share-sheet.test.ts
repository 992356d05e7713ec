import { expect, test } from 'vitest'
import { must } from '../../tests/must.ts'
import type { Cell } from '../kernel/cell.ts'
import { readShareSheet } from './share-sheet.ts'

const cell = (value: string | number): Cell =>
  typeof value === 'number'
    ? { type: 'number', number: value, text: String(value) }
    : value === ''
      ? { type: 'empty' }
      : { type: 'text', text: value }
const read = (rows: (string | number)[][]) =>
  must(
    readShareSheet({ name: '出资', hidden: false, rows: rows.map((row) => row.map(cell)) }, [
      { id: 'a', number: '1', name: '王大江' },
      { id: 'b', number: '2', name: '李梅' },
    ]),
  )

test('a list of contributions is read under the words of offices, in 万元 or 元, its total left out', () => {
  const { rows, problems } = read([
    ['成员出资清单'],
    ['日期', '编号', '姓名', '出资方式', '出资额（万元）', '作价依据'],
    ['2023年3月1日', '1', '王大江', '承包地经营权', 1.25, '全体成员评估'],
    ['2023-03-02', '', '李梅', '', 0.5, ''],
    ['合计', '', '', '', 1.75, ''],
  ])
  expect(problems).toEqual([])
  expect(rows).toMatchObject([
    { row: 3, member: 'a', kind: 'land', amount: '12500.00', on: '2023-03-01', basis: '全体成员评估' },
    { row: 4, member: 'b', kind: 'cash', amount: '5000.00', on: '2023-03-02' },
  ])
})

test('each kind is known by its own label and by what offices call it', () => {
  const kindOf = (word: string) =>
    read([
      ['姓名', '出资方式', '金额'],
      ['王大江', word, 1],
    ]).rows[0]?.kind
  expect(
    [
      '实物作价出资',
      '农机',
      '集体资源',
      '闲置宅基地',
      '土地置换',
      '财政补助折股',
      '期初',
      '林权',
      '专利',
    ].map(kindOf),
  ).toEqual([
    'goods',
    'goods',
    'collective',
    'homestead',
    'land_swap',
    'subsidy',
    'opening',
    'forest',
    'intellectual',
  ])
})

test('what is not recognised is told with its row and never guessed', () => {
  const { rows, problems } = read([
    ['姓名', '出资方式', '金额'],
    ['赵六', '劳务', '若干'],
  ])
  expect(rows).toMatchObject([{ member: '', kind: '', amount: '若干' }])
  expect(problems.map((one) => one.row)).toEqual([2, 2])
})

test('a column of what comes from household projects is read in its own unit, and stays empty where there is none', () => {
  const { rows } = read([
    ['姓名', '出资额（元）', '其中来源于到户类扶贫项目资产（万元）'],
    ['王大江', 5000, 0.3],
    ['李梅', 5000, ''],
  ])
  expect(rows.map((one) => [one.amount, one.project])).toEqual([
    ['5000.00', '3000.00'],
    ['5000.00', ''],
  ])
})
