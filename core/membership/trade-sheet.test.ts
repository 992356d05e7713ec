import { expect, test } from 'vitest'
import { must } from '../../tests/must.ts'
import type { Cell } from '../kernel/cell.ts'
import { readTradeSheet } from './trade-sheet.ts'

const cell = (value: string | number): Cell =>
  typeof value === 'number'
    ? { type: 'number', number: value, text: String(value) }
    : value === ''
      ? { type: 'empty' }
      : { type: 'text', text: value }
const sheetOf = (rows: (string | number)[][]) => ({
  name: '磅单',
  hidden: false,
  rows: rows.map((row) => row.map(cell)),
})
const MEMBERS = [
  { id: 'a', number: '1', name: '王大江' },
  { id: 'b', number: '2', name: '李　梅' },
  { id: 'c', number: '3', name: '李梅' },
]

test('a sheet of weigh slips is read under the words that cooperatives use, totals left out', () => {
  const read = must(
    readTradeSheet(
      sheetOf([
        ['2025 年春茧收购登记表'],
        ['日期', '户号', '姓名', '品种', '毛重', '皮重', '扣杂', '单价', '货款'],
        ['2025-05-20', '1', '王大江', '鲜茧', 50.5, 2.5, 1, 38, 1786],
        ['2025年5月21日', '', '王大江', '鲜茧', '', '', '', '', 20],
        ['合计', '', '', '', 50.5, '', '', '', 1806],
      ]),
      MEMBERS,
    ),
  )
  expect(read.problems).toEqual([])
  expect(read.rows).toHaveLength(2)
  expect(read.rows[0]).toMatchObject({
    row: 3,
    member: 'a',
    day: '2025-05-20',
    product: '鲜茧',
    direction: 'delivered',
    gross: '50.5',
    tare: '2.5',
    deducted: '1',
    price: '38',
    amount: '1786',
  })
  expect(read.rows[1]).toMatchObject({ member: 'a', day: '2025-05-21' })
})

test('a number that is not in the roll, a name that does not belong to it, two of one name: each is told with its row', () => {
  const read = must(
    readTradeSheet(
      sheetOf([
        ['日期', '编号', '姓名', '产品', '数量', '金额'],
        ['2025-05-20', '9', '', '茧', 1, 1],
        ['2025-05-20', '1', '李梅', '茧', 1, 1],
        ['2025-05-20', '', '李梅', '茧', 1, 1],
        ['2025-05-20', '3', '李梅', '茧', 1, 1],
        ['2025-05-20', '', '赵四', '茧', 1, 1],
      ]),
      MEMBERS,
    ),
  )
  expect(read.rows.map((one) => one.member)).toEqual(['', '', '', 'c', ''])
  expect(read.problems.map((one) => one.row)).toEqual([2, 3, 4, 6])
})
