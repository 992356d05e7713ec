import { expect, test } from 'vitest'
import { cellText } from '#core/kernel/cell.ts'
import { must } from '../../../tests/must.ts'
import { readWorkbook } from './read.ts'
import { writeCsv } from './write-csv.ts'

test('A list as CSV opens in Excel with its characters, quotes, line breaks and amounts', async () => {
  const bytes = writeCsv(
    ['名称', '出资'],
    [
      ['甲"社",\n乙', -5n],
      ['张　三\u{20BB7}', 1.5],
      [null, 123_456n],
    ],
  )
  expect(Buffer.from(bytes).subarray(0, 3).toString('hex')).toBe('efbbbf')
  const [sheet] = must(await readWorkbook(bytes, 'a.csv')).sheets
  expect(sheet?.rows.map((row) => row.map(cellText))).toEqual([
    ['名称', '出资'],
    ['甲"社",\n乙', '-0.05'],
    ['张　三\u{20BB7}', '1.5'],
    ['', '1234.56'],
  ])
})

test('A text that a spreadsheet would take for a formula gets an apostrophe', () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r']) {
    const csv = Buffer.from(writeCsv(['甲'], [[`${start}1+1`]])).toString('utf8')
    expect(csv.split('\r\n')[1]).toMatch(new RegExp(`^"?'`, 'u'))
  }
})
