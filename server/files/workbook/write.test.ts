import { read, type WorkBook } from '@e965/xlsx'
import { readXlsx as readByHucre } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { cellText } from '#core/kernel/cell.ts'
import { must } from '../../../tests/must.ts'
import { unzip, zipDirectory } from '../zip.ts'
import { readWorkbook } from './read.ts'
import { type ColumnSpec, metadataOf, type SheetSpec, writeWorkbook } from './write.ts'

const COLUMNS: ColumnSpec[] = [
  { heading: '行号', width: 6, kind: 'text', hidden: true, locked: true },
  { heading: '合作社名称', width: 30, kind: 'text' },
  { heading: '统一社会信用代码', width: 22, kind: 'text' },
  { heading: '出资额（元）', width: 14, kind: 'money' },
  { heading: '成立日期', width: 12, kind: 'date' },
  { heading: '成员数', width: 8, kind: 'number', note: '以成员名册为准' },
  { heading: '正常经营', width: 8, kind: 'flag' },
  { heading: '类型', width: 10, kind: 'text', options: ['种植', '养殖'] },
]
const ROWS: SheetSpec['rows'] = [
  ['k1', '张　三种植\u{20BB7}专业合作社', '93620422665413555N', 123_456_789n, '2010-01-31', 5, '是', '种植'],
  ['k2', '=HYPERLINK("http://x","点")', '007', -5n, '二〇一〇年', null, null, null],
]
const SHEET: SheetSpec = { name: '2023年(一)', title: '合水县合作社填报表', columns: COLUMNS, rows: ROWS }

/** The same bytes as another library sees them. */
const seenByOther = (bytes: Uint8Array): WorkBook =>
  read(bytes, { type: 'buffer', cellNF: true, sheetStubs: true })

function partOf(bytes: Uint8Array, name: string): string {
  const entry = zipDirectory(bytes)?.find((one) => one.name === name)
  return entry ? new TextDecoder().decode(unzip(bytes, entry)) : ''
}

describe('A written workbook', () => {
  test('comes back as it was, for our own reader and for another library', async () => {
    const bytes = await writeWorkbook({ sheets: [SHEET] })
    const own = must(await readWorkbook(bytes, 'a.xlsx'))
    expect(own.remarks).toEqual([])
    expect(own.sheets[0]?.rows[0]?.map(cellText)).toEqual(['', '合水县合作社填报表'])
    expect(own.sheets[0]?.merges).toEqual([{ top: 0, left: 1, bottom: 0, right: 7 }])
    expect(own.sheets[0]?.rows[1]?.map(cellText)).toEqual(COLUMNS.map(({ heading }) => heading))
    expect(own.sheets[0]?.rows[2]).toEqual([
      { type: 'text', text: 'k1' },
      { type: 'text', text: '张　三种植\u{20BB7}专业合作社' },
      { type: 'text', text: '93620422665413555N' },
      { type: 'number', number: 1_234_567.89, text: '1,234,567.89' },
      { type: 'date', day: '2010-01-31', text: '2010-01-31' },
      { type: 'number', number: 5, text: '5' },
      { type: 'text', text: '是' },
      { type: 'text', text: '种植' },
    ])
    const other = seenByOther(bytes).Sheets['2023年(一)']
    expect(other?.['B3']).toMatchObject({ t: 's', v: '张　三种植\u{20BB7}专业合作社' })
    expect(other?.['C3']).toMatchObject({ t: 's', v: '93620422665413555N', z: '@' })
    expect(other?.['D3']).toMatchObject({ t: 'n', v: 1_234_567.89, w: '1,234,567.89' })
    expect(other?.['E3']).toMatchObject({ t: 'n', v: 40_209, w: '2010-01-31' })
  })

  test('keeps as text what looks like a formula, an error, a number or an escape', async () => {
    const texts = [
      '=1+1',
      '+86',
      '-x',
      '@SUM(A1)',
      '\t=1',
      '#N/A',
      '#REF!',
      '007',
      '1E5',
      '_x0041_',
      ' 前后 ',
      '甲\n乙',
    ]
    const columns: ColumnSpec[] = [{ heading: '文字', width: 20, kind: 'text' }]
    const bytes = await writeWorkbook({ sheets: [{ name: 'a', columns, rows: texts.map((one) => [one]) }] })
    const own = must(await readWorkbook(bytes, 'a.xlsx'))
    expect(own.sheets[0]?.rows.slice(1).flat()).toEqual(texts.map((text) => ({ type: 'text', text })))
    const other = seenByOther(bytes).Sheets['a']
    expect(texts.map((_, i) => other?.[`A${i + 2}`])).toEqual(
      texts.map((text): unknown => expect.objectContaining({ t: 's', v: text })),
    )
    expect(partOf(bytes, 'xl/worksheets/sheet1.xml')).not.toContain('<f')
  })

  test('keeps an amount, a day or a number that does not fit its column as text', async () => {
    const bytes = await writeWorkbook({ sheets: [SHEET] })
    const row = must(await readWorkbook(bytes, 'a.xlsx')).sheets[0]?.rows[3]
    expect(row?.[3]).toEqual({ type: 'number', number: -0.05, text: '-0.05' })
    expect(row?.[4]).toEqual({ type: 'text', text: '二〇一〇年' })
    const far = 123_456_789_012_345_678_901n
    const large = await writeWorkbook({
      sheets: [{ ...SHEET, rows: [[far, far, far, far, '2023-02-30', far]] }],
    })
    const cells = must(await readWorkbook(large, 'a.xlsx')).sheets[0]?.rows[2]
    expect(cells?.map((cell) => cell.type)).toEqual(Array.from({ length: 6 }, () => 'text'))
    expect(cells?.map(cellText).slice(3, 5)).toEqual(['1234567890123456789.01', '2023-02-30'])
  })

  test('prints on A4 landscape, as wide as the page, with headings and page numbers on every page', async () => {
    const bytes = await writeWorkbook({ sheets: [SHEET] })
    const sheet = partOf(bytes, 'xl/worksheets/sheet1.xml')
    expect(sheet).toContain('<pageSetUpPr fitToPage="1"/>')
    expect(sheet).toMatch(
      /<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"\/>/u,
    )
    expect(sheet).toContain('&amp;P')
    expect(sheet).toMatch(/<pane ySplit="2"[^>]*state="frozen"/u)
    expect(partOf(bytes, 'xl/workbook.xml')).toContain(">'2023年(一)'!$1:$2</definedName>")
  })

  test('has drop-downs, short ones in the rule and long ones from a sheet that nobody sees', async () => {
    const villages = Array.from({ length: 80 }, (_, i) => `第${i + 1}村民委员会`)
    const columns: ColumnSpec[] = [...COLUMNS, { heading: '村', width: 20, kind: 'text', options: villages }]
    const bytes = await writeWorkbook({ sheets: [{ ...SHEET, columns }] })
    const sheet = partOf(bytes, 'xl/worksheets/sheet1.xml')
    expect(sheet).toContain('<formula1>"种植,养殖"</formula1>')
    expect(sheet).toContain('<formula1>"是,否"</formula1>')
    expect(sheet).toContain("<formula1>'_选项'!$A$1:$A$80</formula1>")
    const own = must(await readWorkbook(bytes, 'a.xlsx'))
    expect(own.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['2023年(一)', false],
      ['_选项', true],
    ])
  })

  test('without rows is a template with text cells ready for codes', async () => {
    const bytes = await writeWorkbook({ sheets: [{ ...SHEET, rows: [] }] })
    expect(seenByOther(bytes).Sheets['2023年(一)']?.['C150']).toMatchObject({ t: 'z', z: '@' })
    expect(must(await readWorkbook(bytes, 'a.xlsx')).sheets[0]?.rows).toHaveLength(2)
    expect(partOf(bytes, 'xl/worksheets/sheet1.xml')).toContain('type="date"')
  })

  test('carries metadata on a very hidden sheet', async () => {
    const metadata = { form: 'annual', version: '3', key: '=1_x0041_' }
    const bytes = await writeWorkbook({ sheets: [SHEET], metadata })
    expect(partOf(bytes, 'xl/workbook.xml')).toContain('state="veryHidden"')
    expect(metadataOf(must(await readWorkbook(bytes, 'a.xlsx')))).toEqual(metadata)
    expect(metadataOf(must(await readWorkbook(await writeWorkbook({ sheets: [SHEET] }), 'a.xlsx')))).toEqual(
      {},
    )
  })

  test('gives a row that wraps the height of its lines, and leaves the others to the program', async () => {
    const columns: ColumnSpec[] = [{ heading: '范围', width: 11, kind: 'text' }]
    const texts = ['一二三四五', '一二三四五六', '甲\n乙\n丙', 'abcdefghijk']
    const rows = texts.map((one) => [one])
    const bytes = await writeWorkbook({ sheets: [{ name: 'a', columns, rows, rowHeights: { 0: 50 } }] })
    const heights = [
      ...partOf(bytes, 'xl/worksheets/sheet1.xml').matchAll(/<row r="(\d+)"(?: ht="(\d+)")?/gu),
    ]
    expect(heights.map(([, row, height]) => [row, height])).toEqual([
      ['1', '24'],
      ['2', '50'],
      ['3', '35'],
      ['4', '51'],
      ['5', '35'],
    ])
  })

  test('has sheet names that Excel accepts, each once', async () => {
    const names = ['城关镇/东[1]', '城关镇/东[1]', '', 'History', "'引'", '很'.repeat(40), '很'.repeat(40)]
    const bytes = await writeWorkbook({ sheets: names.map((name) => ({ ...SHEET, name })) })
    const made = must(await readWorkbook(bytes, 'a.xlsx')).sheets.map(({ name }) => name)
    expect(new Set(made).size).toBe(names.length)
    expect(made.slice(0, 5)).toEqual(['城关镇 东 1', '城关镇 东 1(2)', '表', '表History', '引'])
    expect(made.every((name) => name.length <= 31)).toBe(true)
  })
})

test('A large workbook is made in another thread, and is the same', async () => {
  const rows = Array.from({ length: 2000 }, (_, r) => [
    `k${r}`,
    `第${r}社`,
    '0012',
    BigInt(r),
    '2010-01-31',
    r,
    '是',
    null,
  ])
  const own = must(await readWorkbook(await writeWorkbook({ sheets: [{ ...SHEET, rows }] }), 'a.xlsx'))
  expect(own.sheets[0]?.rows).toHaveLength(2002)
  expect(own.sheets[0]?.rows[2001]?.map(cellText).slice(0, 6)).toEqual([
    'k1999',
    '第1999社',
    '0012',
    '19.99',
    '2010-01-31',
    '1999',
  ])
})

describe('A protected sheet', () => {
  test('locks what is known and opens what is missing, in pale yellow', async () => {
    const bytes = await writeWorkbook({
      sheets: [{ ...SHEET, protect: true, freeze: 2, footer: '填表人：' }],
    })
    const [sheet] = (await readByHucre(bytes, { readStyles: true })).sheets
    expect(sheet?.protection?.sheet).toBe(true)
    const cell = (row: number, column: number) => sheet?.cells?.get(`${row},${column}`)?.style
    for (const column of [0, 1, 2, 3, 4]) expect(cell(2, column)?.protection?.locked).not.toBe(false)
    for (const column of [5, 6, 7]) {
      expect(cell(3, column)?.protection?.locked).toBe(false)
      expect(cell(3, column)?.fill).toMatchObject({ fgColor: { rgb: 'FFF9DB' } })
    }
    expect(cell(2, 5)?.fill).toBeUndefined()
    expect(sheet?.columns?.[0]?.hidden).toBe(true)
    expect(sheet?.merges).toHaveLength(2)
  })

  test('a column that is always open or never open does not look at its values', async () => {
    const columns: ColumnSpec[] = [
      { heading: '甲', width: 9, kind: 'text', locked: false },
      { heading: '乙', width: 9, kind: 'text', locked: true },
    ]
    const bytes = await writeWorkbook({
      sheets: [{ name: 'a', columns, rows: [['知', null]], protect: true }],
    })
    const [sheet] = (await readByHucre(bytes, { readStyles: true })).sheets
    expect(sheet?.cells?.get('1,0')?.style?.protection?.locked).toBe(false)
    expect(sheet?.cells?.get('1,1')?.style?.protection?.locked).not.toBe(false)
  })
})
