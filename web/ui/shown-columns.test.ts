import { expect, test } from 'vitest'
import { shownColumns } from './shown-columns.ts'

interface Row {
  due: string | null
}
const columns = [
  { key: 'name' },
  { key: 'due', blank: (row: Row) => row.due === null },
  { key: 'never', blank: () => true },
]
const shown = (...rows: Row[]) =>
  shownColumns<Row, (typeof columns)[number]>(columns, rows).map((one) => one.key)

test('a column of which nothing is known is left out, one value keeps it, and an empty list keeps its head', () => {
  expect(shown({ due: null }, { due: null })).toEqual(['name'])
  expect(shown({ due: null }, { due: '2026-03-31' })).toEqual(['name', 'due'])
  expect(shown()).toEqual(['name', 'due', 'never'])
})
