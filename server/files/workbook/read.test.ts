import { utils, write, type WorkBook } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { type Cell, cellText } from '#core/kernel/cell.ts'
import { xlsxParts, zipOf } from '../zip-fixture.ts'
import { readInThread, readWorkbook } from './read.ts'
import { LIMITS, spreadMerges, type Workbook } from './workbook.ts'

const text = (value: string) => Buffer.from(value, 'utf8')

async function readOk(bytes: Uint8Array, name: string): Promise<Workbook> {
  const outcome = await readWorkbook(bytes, name)
  if (!outcome.ok) throw new Error(outcome.problems.map((problem) => problem.says).join())
  return outcome.value
}

async function refusalOf(bytes: Uint8Array, name = '台账.xlsx') {
  const outcome = await readWorkbook(bytes, name)
  if (outcome.ok) throw new Error('was read')
  expect(outcome.problems).toHaveLength(1)
  expect(outcome.problems[0]?.severity).toBe('refused')
  expect(outcome.problems[0]?.place?.file).toBe(name)
  return outcome.problems[0]
}

function book(rows: unknown[][], type: 'xlsx' | 'biff8'): Buffer {
  const made = utils.book_new(utils.aoa_to_sheet(rows), '台账')
  return write(made, { type: 'buffer', bookType: type })
}

const oleStart = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const oleWith = (stream: string) =>
  Buffer.concat([oleStart, Buffer.alloc(504), Buffer.from(`${stream}\0`, 'utf16le'), Buffer.alloc(512)])

describe('A file that is no table', () => {
  test.each<[string, string, Uint8Array]>([
    ['file-empty', 'an empty file', Buffer.alloc(0)],
    ['file-is-web-page', 'a web page', text('\uFEFF\n<html><table><tr><td>甲</td></tr></table></html>')],
    [
      'file-is-web-page',
      'a mail archive of a web page',
      text('MIME-Version: 1.0\r\nContent-Type: multipart'),
    ],
    ['file-is-xml', 'an XML table', text('<?xml version="1.0"?><Workbook/>')],
    ['file-encrypted', 'a workbook with a password', oleWith('EncryptedPackage')],
    ['file-is-document', 'an old Word document', oleWith('WordDocument')],
    ['file-unknown', 'another OLE file', oleWith('Contents')],
    ['file-is-pdf', 'a PDF', text('%PDF-1.7\n')],
    ['file-is-image', 'a photograph', Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['file-is-archive', 'a plain ZIP', zipOf({ 'a.txt': 'a' })],
    ['file-is-archive', 'a RAR', Buffer.from('526172211a0700', 'hex')],
    ['file-is-document', 'a Word document', zipOf({ '[Content_Types].xml': '', 'word/document.xml': '' })],
    ['file-is-xlsb', 'a binary workbook', zipOf({ '[Content_Types].xml': '', 'xl/workbook.bin': '' })],
    ['file-is-ods', 'an ODS', zipOf({ mimetype: 'x', 'content.xml': '' })],
    ['file-unknown', 'a program', Buffer.from(Array.from({ length: 900 }, (_, i) => (i * 7) % 29))],
  ])('is refused as %s with one sentence: %s', async (code, _, bytes) => {
    const problem = await refusalOf(bytes, '台账.xls')
    expect(problem?.code).toBe(code)
    expect(problem?.says).toMatch(/[\u4E00-\u9FFF].*。$/u)
  })

  test('of more than 50 MB is refused before it is looked at', async () => {
    expect((await refusalOf(new Uint8Array(LIMITS.bytes + 1)))?.code).toBe('file-too-large')
  })
})

describe('A damaged or hostile file', () => {
  const whole = book([['名称'], ['甲']], 'xlsx')

  test('cut off anywhere is refused', async () => {
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      const problem = await refusalOf(whole.subarray(0, Math.floor(whole.length * share)))
      expect(problem?.code).toBe('file-damaged')
    }
  })

  test('with a flipped byte in its packed cells is refused, not half read', async () => {
    const parts = xlsxParts({ 台账: '<sheetData><row><c t="str"><v>甲</v></c></row></sheetData>' })
    const zip = zipOf(parts)
    const at = zip.indexOf('xl/worksheets/sheet0.xml') + 'xl/worksheets/sheet0.xml'.length + 12
    zip[at] = (zip[at] ?? 0) ^ 0x11
    expect((await refusalOf(zip))?.code).toBe('file-damaged')
  })

  test('with markup that breaks off is refused', async () => {
    const zip = zipOf(xlsxParts({ 台账: '<sheetData><row><c t="str"><v>甲</v></c></row><row ' }))
    expect((await refusalOf(zip))?.says).toContain('台账')
  })

  test('cut off .xls is refused', async () => {
    const xls = book([['名称'], ['甲']], 'biff8')
    expect((await refusalOf(xls.subarray(0, 900)))?.code).toMatch(/file-(damaged|unknown)/u)
  })

  test('that unpacks to a thousand times its size is refused before it is unpacked', async () => {
    const parts = { ...xlsxParts({ 台账: '' }), 'xl/media/a.bin': Buffer.alloc(40 * 1024 * 1024) }
    const zip = zipOf(parts)
    expect(zip.length).toBeLessThan(100_000)
    const started = performance.now()
    expect((await refusalOf(zip))?.code).toBe('file-unsafe')
    expect(performance.now() - started).toBeLessThan(100)
  })

  test('that declares less than it unpacks to is refused', async () => {
    const parts = xlsxParts({ 台账: `<sheetData/>${' '.repeat(1_000_000)}` })
    const zip = zipOf(parts, { 'xl/worksheets/sheet0.xml': 100 })
    expect((await refusalOf(zip))?.code).toBe('file-damaged')
  })

  test('with ten thousand and one entries is refused', async () => {
    const many = Array.from({ length: 10_001 }, (_, i) => [`xl/media/${i}`, ''])
    const zip = zipOf({ ...xlsxParts({ 台账: '' }), ...Object.fromEntries(many) })
    expect((await refusalOf(zip))?.code).toBe('file-unsafe')
  })
})

describe('The limits of a sheet', () => {
  const cellAt = (reference: string, value = '甲') =>
    zipOf(
      xlsxParts({
        台账: `<sheetData><row r="${/\d+/u.exec(reference)?.[0]}"><c r="${reference}" t="str"><v>${value}</v></c></row></sheetData>`,
      }),
    )

  test('row 200000 and column 300 are read', async () => {
    expect((await readOk(cellAt('A200000'), 'a.xlsx')).sheets[0]?.rows).toHaveLength(200_000)
    expect((await readOk(cellAt('KN1'), 'a.xlsx')).sheets[0]?.rows[0]).toHaveLength(300)
  })

  test('content in row 200001 or column 301 refuses the file and names the place', async () => {
    expect(await refusalOf(cellAt('A200001'))).toMatchObject({
      code: 'file-too-many-rows',
      place: { sheet: '台账', row: 200_001, column: 'A' },
    })
    expect(await refusalOf(cellAt('KO7'))).toMatchObject({
      code: 'file-too-many-columns',
      place: { sheet: '台账', row: 7, column: 'KO' },
    })
  })

  test('a stray blank far outside is no content', async () => {
    expect((await readOk(cellAt('XFD1048576', ' '), 'a.xlsx')).sheets[0]?.rows).toEqual([])
  })

  test('a text file of too many rows or columns is refused too', async () => {
    expect((await refusalOf(text('甲\n'.repeat(200_001)), 'a.csv'))?.code).toBe('file-too-many-rows')
    expect((await refusalOf(text(`${',甲'.repeat(301)}\n`), 'a.csv'))?.code).toBe('file-too-many-columns')
  })
})

describe('A wrong ending', () => {
  test('does not hinder reading, and is noted', async () => {
    const rows = [['名称'], ['甲']]
    const cases: [Uint8Array, string, string][] = [
      [book(rows, 'xlsx'), '台账.xls', 'xlsx'],
      [book(rows, 'biff8'), '台账.xlsx', 'xls'],
      [text('名称\n甲\n'), '台账.xls', 'csv'],
    ]
    for (const [bytes, name, format] of cases) {
      const read = await readOk(bytes, name)
      expect(read.format).toBe(format)
      expect(read.remarks.map((remark) => remark.code)).toContain('file-ending')
      expect(read.sheets[0]?.rows.map((row) => row.map(cellText))).toEqual(rows)
    }
  })

  test('is no matter where the ending is right or missing', async () => {
    for (const name of ['台账.et', '台账.XLS', '台账']) {
      expect((await readOk(book([['甲']], 'biff8'), name)).remarks).toEqual([])
    }
  })
})

describe('The same cells in .xlsx and .xls', () => {
  const sheet = utils.aoa_to_sheet([
    ['名称', '代码', '成立', '出资', '比例', '注销', '坏'],
    ['张　三·合作社\u{20BB7}', '0012', 40_179, 3, 0.6, true, 'x'],
  ])
  const formatted = (at: string, z: string) => {
    sheet[at] = { ...sheet[at], z }
  }
  formatted('C2', 'yyyy-mm-dd')
  formatted('D2', '0.00"万元"')
  formatted('E2', '0.00%')
  sheet['G2'] = { t: 'e', v: 0x17, w: '#REF!' }
  sheet['!merges'] = [{ s: { r: 2, c: 0 }, e: { r: 3, c: 1 } }]
  const made: WorkBook = utils.book_new(sheet, '台账')
  utils.book_append_sheet(made, utils.aoa_to_sheet([['暗']]), '隐藏')
  made.Workbook = {
    Sheets: [
      { name: '台账', Hidden: 0 },
      { name: '隐藏', Hidden: 2 },
    ],
  }

  const expected: Cell[] = [
    { type: 'text', text: '张　三·合作社\u{20BB7}' },
    { type: 'text', text: '0012' },
    { type: 'date', day: '2010-01-01', text: '2010-01-01' },
    { type: 'number', number: 3, text: '3.00万元' },
    { type: 'number', number: 0.6, text: '60.00%' },
    { type: 'flag', flag: true, text: 'TRUE' },
    { type: 'error', text: '#REF!' },
  ]

  test.each(['xlsx', 'biff8'] as const)('%s', async (bookType) => {
    const read = await readOk(write(made, { type: 'buffer', bookType }), '台账')
    expect(read.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['台账', false],
      ['隐藏', true],
    ])
    expect(read.sheets[0]?.rows[1]).toEqual(expected)
    expect(read.sheets[0]?.merges).toEqual([{ top: 2, left: 0, bottom: 3, right: 1 }])
  })

  test.each(['xlsx', 'biff8'] as const)('%s counting from 1904', async (bookType) => {
    const early: WorkBook = { ...made, Workbook: { ...made.Workbook, WBProps: { date1904: true } } }
    const read = await readOk(write(early, { type: 'buffer', bookType }), '台账')
    expect(read.dateSystem).toBe(1904)
    expect(read.sheets[0]?.rows[1]?.[2]).toMatchObject({ type: 'date', day: '2014-01-02' })
  })
})

test('A merged value is repeated only where the reader asks for it', async () => {
  const sheet = utils.aoa_to_sheet([['标题'], ['城关镇', '甲'], ['', '乙']])
  sheet['!merges'] = [
    { s: { r: 0, c: 0 }, e: { r: 0, c: 1 } },
    { s: { r: 1, c: 0 }, e: { r: 2, c: 0 } },
  ]
  const bytes: Buffer = write(utils.book_new(sheet, '台账'), { type: 'buffer', bookType: 'xlsx' })
  const [read] = (await readOk(bytes, 'a.xlsx')).sheets
  if (!read) throw new Error('no sheet')
  expect(
    spreadMerges(read, (merge) => merge.bottom > merge.top).rows.map((row) => row.map(cellText)),
  ).toEqual([['标题'], ['城关镇', '甲'], ['城关镇', '乙']])
  expect(spreadMerges(read).rows[0]?.map(cellText)).toEqual(['标题', '标题'])
})

test('Many files at once all come back', async () => {
  const books = Array.from({ length: 6 }, (_, i) => book([[`第${i}份`]], i % 2 === 0 ? 'xlsx' : 'biff8'))
  const read = await Promise.all(books.map((bytes) => readOk(bytes, '台账')))
  expect(read.map(({ sheets }) => cellText(sheets[0]?.rows[0]?.[0]))).toEqual(books.map((_, i) => `第${i}份`))
})

test('A file that takes too long or too much memory is refused', async () => {
  const bytes = text('甲,乙,丙\n'.repeat(190_000))
  const task = { bytes, format: 'csv', sheetName: '台账' } as const
  const slow = await readInThread(task, { milliseconds: 5, megabytes: 500 })
  expect(slow).toMatchObject({ ok: false, problems: [{ code: 'file-too-slow' }] })
  const large = await readInThread(task, { milliseconds: 30_000, megabytes: 20 })
  expect(large).toMatchObject({ ok: false, problems: [{ code: 'file-too-complex' }] })
})
