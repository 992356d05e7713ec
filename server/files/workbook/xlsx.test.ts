import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Cell, cellText } from '#core/kernel/cell.ts'
import { must } from '../../../tests/must.ts'
import { xlsxParts, zipOf } from '../zip-fixture.ts'
import { layRows, PIECE } from './workbook.ts'
import { readXlsx } from './xlsx.ts'

type More = Parameters<typeof xlsxParts>[1]
const bookOf = (sheet: string, more: More = {}) => must(readXlsx(zipOf(xlsxParts({ 台账: sheet }, more))))
const rowsOf = (cells: string, more: More = {}) =>
  bookOf(`<sheetData>${cells}</sheetData>`, more).sheets[0]?.rows
const cellOf = (cell: string, more: More = {}): Cell | undefined =>
  rowsOf(`<row r="1">${cell}</row>`, more)?.[0]?.[0]

/** A style table whose style 1 has the given format. */
const formatted = (code: string, id = 164): More => ({
  styles: `<numFmts><numFmt numFmtId="${id}" formatCode="${code}"/></numFmts>
    <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="${id}"/></cellXfs>`,
})
const shown = (value: string, more: More) => cellOf(`<c r="A1" s="1"><v>${value}</v></c>`, more)

describe('Text', () => {
  test('stands in the table, in the cell or as the result of a formula, its runs joined, its reading left out', () => {
    const strings = `<si><t>甲</t></si><si><r><rPr><b/></rPr><t>张</t></r><r><t xml:space="preserve">　三</t></r>
      <rPh sb="0" eb="1"><t>zhang</t></rPh><phoneticPr/></si>`
    expect(cellOf('<c r="A1" t="s"><v>0</v></c>', { strings })).toEqual({ type: 'text', text: '甲' })
    expect(cellOf('<c r="A1" t="s"><v>1</v></c>', { strings })).toEqual({ type: 'text', text: '张　三' })
    expect(cellOf('<c t="inlineStr"><is><r><t>乙</t></r><r><t>丙</t></r></is></c>')).toMatchObject({
      text: '乙丙',
    })
    expect(cellOf('<c t="str"><f>A1&amp;B1</f><v>0012</v></c>')).toEqual({ type: 'text', text: '0012' })
  })

  test('with entities, escapes, CDATA and rare characters is read as it is meant', () => {
    expect(cellOf('<c t="str"><v>&lt;&amp;&quot;&#x4E59;&#20057;&unknown;</v></c>')).toMatchObject({
      text: '<&"乙乙&unknown;',
    })
    expect(cellOf('<c t="inlineStr"><is><t>甲_x000D__x000A_乙_x005F_x0041_</t></is></c>')).toMatchObject({
      text: '甲\n乙_x0041_',
    })
    expect(cellOf('<c t="inlineStr"><is><t><![CDATA[a<b]]></t></is></c>')).toMatchObject({ text: 'a<b' })
    expect(cellOf('<c t="str"><v>\u{20BB7}·\u{2B740}</v></c>')).toMatchObject({ text: '\u{20BB7}·\u{2B740}' })
  })

  test('that points to no entry of the table is damage', () => {
    const zip = zipOf(xlsxParts({ 台账: '<sheetData><row><c t="s"><v>7</v></c></row></sheetData>' }))
    expect(readXlsx(zip)).toMatchObject({ ok: false, problems: [{ code: 'file-damaged' }] })
  })
})

describe('A number', () => {
  test('shows what a cell without a format shows', () => {
    const texts = {
      '3': '3',
      '-0.5': '-0.5',
      '0.1': '0.1',
      '110101199003070012': '1.10101E+17',
      '12345678901': '12345678901',
    }
    for (const [value, text] of Object.entries(texts)) {
      expect(cellOf(`<c><v>${value}</v></c>`)).toEqual({ type: 'number', number: Number(value), text })
    }
  })

  test('shows its format, unit and percent sign included', () => {
    expect(shown('300', formatted('0.00&quot;万元&quot;'))).toMatchObject({ number: 300, text: '300.00万元' })
    expect(shown('0.6', formatted('0%', 9))).toMatchObject({ number: 0.6, text: '60%' })
    expect(shown('1234.5', formatted('', 4))).toMatchObject({ number: 1234.5 })
    expect(shown('110101199003070012', formatted('0'))).toMatchObject({
      type: 'number',
      text: '110101199003070000',
    })
  })

  test('in a format that can not be understood keeps its number', () => {
    expect(shown('5', formatted('[[[;;;;'))).toMatchObject({ type: 'number', number: 5 })
  })

  test('that is none stays text', () => {
    expect(cellOf('<c><v>约三万</v></c>')).toEqual({ type: 'text', text: '约三万' })
  })
})

describe('A date', () => {
  test.each([
    ['yyyy-mm-dd', '45000', '2023-03-15', '2023-03-15'],
    ['yyyy&quot;年&quot;m&quot;月&quot;', '45000', '2023-03-15', '2023年3月'],
    ['[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@', '45000', '2023-03-15', '2023年3月15日'],
    ['yyyy/m/d h:mm', '45000.75', '2023-03-15', '2023/3/15 18:00'],
    ['m&quot;月&quot;d&quot;日&quot;', '45000', '2023-03-15', '3月15日'],
    ['yyyy-mm-dd', '1', '1900-01-01', '1900-01-01'],
    ['yyyy-mm-dd', '59', '1900-02-28', '1900-02-28'],
    ['yyyy-mm-dd', '61', '1900-03-01', '1900-03-01'],
  ])('in the format %s is a day: %s', (code, value, day, text) => {
    expect(shown(value, formatted(code))).toEqual({ type: 'date', day, text })
  })

  test('in a built-in format shows as Chinese Excel shows it', () => {
    for (const [id, text] of Object.entries({ 14: '2023/3/15', 31: '2023年3月15日', 57: '2023年3月' })) {
      const styles = `<cellXfs><xf/><xf numFmtId="${id}"/></cellXfs>`
      expect(shown('45000', { styles })).toEqual({ type: 'date', day: '2023-03-15', text })
    }
  })

  test('counts from 1904 where the file says so', () => {
    const more = { ...formatted('yyyy-mm-dd'), workbookPr: '<workbookPr date1904="1"/>' }
    expect(shown('43538', more)).toEqual({ type: 'date', day: '2023-03-15', text: '2023-03-15' })
  })

  test('is no time of day, no 29 February 1900 and nothing outside the calendar', () => {
    expect(shown('0.75', formatted('h:mm'))).toEqual({ type: 'number', number: 0.75, text: '18:00' })
    expect(shown('45000.5', formatted('mm:ss'))?.type).toBe('number')
    for (const value of ['60', '0', '-1', '2958466'])
      expect(shown(value, formatted('yyyy-mm-dd'))?.type).toBe('number')
  })

  test('written in words of the standard is read too', () => {
    expect(cellOf('<c t="d"><v>2023-03-15T00:00:00</v></c>')).toMatchObject({
      type: 'date',
      day: '2023-03-15',
    })
  })
})

test('Flags, errors and empty cells keep their type', () => {
  const row =
    '<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#REF!</v></c><c s="1"/><c t="str"><v></v></c></row>'
  expect(rowsOf(row)?.[0]).toEqual([
    { type: 'flag', flag: true, text: 'TRUE' },
    { type: 'flag', flag: false, text: 'FALSE' },
    { type: 'error', text: '#REF!' },
  ])
})

test('Rows and cells stand where their references say, or one after another where they have none', () => {
  const cells =
    '<row r="3"><c r="B3"><v>1</v></c></row><row><c><v>2</v></c><c><v>3</v></c></row><row r="9" hidden="1"/>'
  const book = bookOf(`<sheetData>${cells}</sheetData><mergeCells><mergeCell ref="$A$3:AB4"/></mergeCells>`)
  expect(book.sheets[0]?.rows.map((row) => row.map(cellText))).toEqual([[], [], ['', '1'], ['2', '3']])
  expect(book.sheets[0]?.hiddenRows).toEqual([8])
  expect(book.sheets[0]?.merges).toEqual([{ top: 2, left: 0, bottom: 3, right: 27 }])
})

test("Prefixes, single quotes, comments and an entity of the file's own do no harm", () => {
  const parts = xlsxParts({ 台账: '' })
  parts['xl/worksheets/sheet0.xml'] =
    `<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a "b">]><!-- <c> --><x:worksheet
    xmlns:x="y"><x:sheetData><x:row r='2'><x:c r='B2' t='str' ><x:v>&a;甲</x:v></x:c ></x:row></x:sheetData></x:worksheet>`
  expect(must(readXlsx(zipOf(parts))).sheets[0]?.rows[1]?.map(cellText)).toEqual(['', '&a;甲'])
})

test('Hidden sheets are read and marked; a sheet of charts holds no cells', () => {
  const parts = xlsxParts(
    { 明: '<sheetData/>', 暗: '<sheetData/>', 更暗: '' },
    { states: { 暗: 'state="hidden"', 更暗: 'state="veryHidden"' } },
  )
  parts['xl/workbook.xml'] = parts['xl/workbook.xml']!.replace(
    '</sheets>',
    '<sheet name="图" r:id="c"/></sheets>',
  )
  expect(must(readXlsx(zipOf(parts))).sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
    ['明', false],
    ['暗', true],
    ['更暗', true],
  ])
})

describe('Rows', () => {
  const cell = (at: string, text: string) =>
    `<row r="${at.slice(1)}"><c r="${at}" t="str"><v>${text}</v></c></row>`
  const long = ['A1', 'A2000', 'A2001', 'A4001', 'B2', 'B4001', 'A9000'].map((at) => cell(at, at)).join('')
  const places = (rows: readonly (readonly Cell[])[] = []) =>
    rows.flatMap((cells, row) =>
      cells.flatMap((one, column) =>
        one.type === 'empty' ? [] : [`${'AB'[column]}${row + 1}=${cellText(one)}`],
      ),
    )
  const stand = ['A1=A1', 'B2=B2', 'A2000=A2000', 'A2001=A2001', 'A4001=A4001', 'B4001=B4001', 'A9000=A9000']

  test('stand where the file says, also where it leaves thousands out or goes back', () => {
    const rows = rowsOf(long)
    expect(places(rows)).toEqual(stand)
    expect(rows).toHaveLength(9000)
  })

  test('are handed on in pieces while the sheet is read, and the workbook comes without them', () => {
    const rows: Cell[][] = []
    const pieces: number[] = []
    const zip = zipOf(xlsxParts({ 台账: `<sheetData>${long}</sheetData>` }))
    const book = must(
      readXlsx(zip, (_, first, piece) => {
        pieces.push(piece.length)
        layRows(rows, first, piece)
      }),
    )
    expect(places(rows)).toEqual(stand)
    expect(Math.max(...pieces)).toBe(PIECE)
    expect(book.sheets[0]?.rows).toEqual([])
  })

  test('with a number that is none are damage, not lost', () => {
    const zip = zipOf(
      xlsxParts({ 台账: '<sheetData><row r="1.5"><c t="str"><v>甲</v></c></row></sheetData>' }),
    )
    expect(readXlsx(zip)).toMatchObject({ ok: false, problems: [{ code: 'file-damaged' }] })
  })
})

test('No disturbed file makes the reader throw', () => {
  const zip = zipOf(
    xlsxParts(
      {
        台账: '<sheetData><row r="1"><c r="A1" t="s" s="1"><v>0</v></c><c t="inlineStr"><is><t>乙</t></is></c></row></sheetData>',
      },
      { ...formatted('yyyy-mm-dd'), strings: '<si><t>甲</t></si>' },
    ),
  )
  fc.assert(
    fc.property(fc.nat(zip.length - 1), fc.nat(255), fc.nat(zip.length), (at, value, length) => {
      const bytes = Buffer.from(zip)
      bytes[at] = value
      for (const one of [bytes, bytes.subarray(0, length)]) expect(typeof readXlsx(one).ok).toBe('boolean')
    }),
    { numRuns: 300 },
  )
})

test('No disturbed markup makes the reader throw', () => {
  const sheet =
    '<sheetData><row r="1" hidden="1"><c r="A1" t="s"><v>0</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
  fc.assert(
    fc.property(fc.nat(sheet.length - 1), fc.string({ maxLength: 4 }), (at, put) => {
      const zip = zipOf(
        xlsxParts({ 台账: sheet.slice(0, at) + put + sheet.slice(at + put.length) }, { strings: '<si/>' }),
      )
      expect(typeof readXlsx(zip).ok).toBe('boolean')
    }),
    { numRuns: 500 },
  )
})
