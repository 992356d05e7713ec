import { utils, type WorkBook, write } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { cellText } from '#core/kernel/cell.ts'
import { must } from '../../../tests/must.ts'
import { readXls } from './xls.ts'

const bytesOf = (book: WorkBook, bookType: 'biff8' | 'biff5' = 'biff8'): Buffer =>
  write(book, { type: 'buffer', bookType })

test('Texts of Excel 5 and 95 in the national encoding are read', () => {
  const bytes = bytesOf(utils.book_new(utils.aoa_to_sheet([['ABCD', '0012']]), '1'), 'biff5')
  // The library writes no Chinese there: its page 1252 becomes 936, the four letters 名称.
  bytes.writeUInt16LE(936, bytes.indexOf(Buffer.from('42000200e404', 'hex')) + 4)
  Buffer.from('c3fbb3c6', 'hex').copy(bytes, bytes.indexOf('ABCD'))
  expect(must(readXls(bytes)).sheets[0]?.rows[0]?.map(cellText)).toEqual(['名称', '0012'])
})

test('Hidden sheets are read and marked, blank rows at the end left out', () => {
  const book = utils.book_new(utils.aoa_to_sheet([['甲'], [], ['乙'], ['', '']]), '明')
  utils.book_append_sheet(book, utils.aoa_to_sheet([['丙']]), '暗')
  book.Workbook = { Sheets: [{ name: '明' }, { name: '暗', Hidden: 1 }] }
  const read = must(readXls(bytesOf(book)))
  expect(read.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
    ['明', false],
    ['暗', true],
  ])
  expect(read.sheets[0]?.rows.map((row) => row.map(cellText))).toEqual([['甲'], [], ['乙']])
})

test('Dates and numbers show what the sheet shows', () => {
  const sheet = utils.aoa_to_sheet([[45_000, 45_000.5, 0.125, Number('110101199003070012')]])
  sheet['A1'] = { t: 'n', v: 45_000, z: 'm/d/yy' }
  sheet['B1'] = { t: 'n', v: 45_000.5, z: 'm/d/yy h:mm' }
  sheet['C1'] = { t: 'n', v: 0.125, z: '0.0%' }
  expect(must(readXls(bytesOf(utils.book_new(sheet, '甲')))).sheets[0]?.rows[0]).toEqual([
    { type: 'date', day: '2023-03-15', text: '2023/3/15' },
    { type: 'date', day: '2023-03-15', text: '2023/3/15 12:00' },
    { type: 'number', number: 0.125, text: '12.5%' },
    { type: 'number', number: Number('110101199003070012'), text: '1.10101E+17' },
  ])
})

test('A file that breaks off inside its cells is refused', () => {
  const bytes = bytesOf(utils.book_new(utils.aoa_to_sheet([['甲']]), '甲'))
  bytes.fill(0xff, 512, 1024)
  expect(readXls(bytes)).toMatchObject({ ok: false, problems: [{ code: 'file-damaged' }] })
})
