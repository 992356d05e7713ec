import { expect, test } from 'vitest'
import type { Cell, Sheet } from '../kernel/cell.ts'
import { EXAMPLE_SCHEMES } from './example-schemes.ts'
import {
  LEVEL_HEADINGS,
  LEVEL_SHEET,
  LINE_HEADINGS,
  LINE_SHEET,
  readScheme,
  schemeRows,
} from './read-scheme.ts'

const FACTS = new Set(EXAMPLE_SCHEMES.flatMap((one) => one.lines.map((line) => line.fact)))
const cells = (row: readonly string[]): Cell[] => row.map((text) => ({ type: 'text', text }))
const book = (lines: string[][], levels: string[][]) =>
  [
    { name: LINE_SHEET, rows: [cells(LINE_HEADINGS), ...lines.map(cells)] },
    { name: LEVEL_SHEET, rows: [cells(LEVEL_HEADINGS), ...levels.map(cells)] },
  ] as unknown as Sheet[]
const read = (sheets: Sheet[]) => readScheme(sheets, { title: '星级', facts: FACTS })

test('a scheme written to its workbook is read back the same, no longer an example', () => {
  for (const one of EXAMPLE_SCHEMES) {
    const { lines, levels } = schemeRows(one)
    const found = read(book(lines, levels))
    expect(found).toMatchObject({
      ok: true,
      value: { method: one.method, lines: one.lines, levels: one.levels, example: false },
    })
  }
})

test('everything wrong is told at once, each with its cell', () => {
  const found = read(
    book(
      [
        ['1', '', '', '得分', '', '', '', '', ''],
        ['1', '', '项目', '加分', '9.999', '120', '', '', 'no_such_fact'],
      ],
      [['', 'x', '0']],
    ),
  )
  expect(found.ok).toBe(false)
  const told = found.ok
    ? []
    : found.problems.map((one) => `${one.place?.sheet} ${one.place?.row} ${one.code}`)
  expect(told).toEqual([
    '评分表 2 scheme-points',
    '评分表 2 scheme-missing',
    '评分表 3 scheme-kind',
    '评分表 3 scheme-fact',
    '评分表 3 scheme-number',
    '等级 2 scheme-missing',
    '等级 2 scheme-number',
    '评分表 3 scheme-twice',
  ])
})

test('a workbook without the sheets or headings says so', () => {
  const found = read([])
  expect(found.ok ? [] : found.problems.map((one) => one.code)).toEqual(['scheme-sheet', 'scheme-sheet'])
})
