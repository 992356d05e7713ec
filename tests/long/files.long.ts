import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type Cell, cellText } from '#core/kernel/cell.ts'
import { NOTICE, PLAN } from '#server/files/paper/example-papers.ts'
import { officialPaper } from '#server/files/paper/official-paper.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { type ColumnSpec, metadataOf, type SheetSpec, writeWorkbook } from '#server/files/workbook/write.ts'
import { must } from '../must.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'heshe-files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string) => path.join(folder, name)

/** Opens a file in LibreOffice and saves it again, as a clerk would. */
function resave(name: string, ending: string, filter = ending): Buffer {
  const out = path.join(folder, `as-${ending}`)
  const words = [
    `-env:UserInstallation=file://${file('office')}`,
    '--headless',
    '--convert-to',
    filter,
    '--outdir',
    out,
  ]
  execFileSync('soffice', [...words, file(name)], { stdio: 'ignore', timeout: 180_000 })
  return readFileSync(path.join(out, name.replace(/\.[^.]*$/u, `.${ending}`)))
}

const COLUMNS: ColumnSpec[] = [
  { heading: '行号', width: 6, kind: 'text', hidden: true, locked: true },
  { heading: '合作社名称', width: 30, kind: 'text' },
  { heading: '统一社会信用代码', width: 22, kind: 'text' },
  { heading: '出资额（元）', width: 14, kind: 'money', note: '按认缴数填写' },
  { heading: '成立日期', width: 12, kind: 'date' },
  { heading: '成员数', width: 8, kind: 'number' },
  { heading: '正常经营', width: 8, kind: 'flag' },
  {
    heading: '村',
    width: 16,
    kind: 'text',
    options: Array.from({ length: 90 }, (_, i) => `第${i}村民委员会`),
  },
]
const SHEET: SheetSpec = {
  name: '2023年 城关镇',
  title: '青禾县合作社填报表',
  columns: COLUMNS,
  rows: [
    [
      'k1',
      '张　三·种植\u{20BB7}合作社',
      '93620422665413555N',
      123_456_789n,
      '2010-01-31',
      5,
      '是',
      '第3村民委员会',
    ],
    ['k2', '=1+1', '0012', null, null, null, null, null],
    ['k3', '@乙\n合作社', '110101199003070012', -5n, '约2012年', 0, '否', null],
  ],
  protect: true,
  footer: '填表人：　　　　审核人：',
}

describe('A workbook that went through LibreOffice', () => {
  test.each([
    ['xlsx', 'xlsx:Calc MS Excel 2007 XML'],
    ['xls', 'xls:MS Excel 97'],
  ])('as .%s has the same cells, keys and metadata', async (ending, filter) => {
    const metadata = { form: 'annual', version: '3' }
    const bytes = await writeWorkbook({ sheets: [SHEET], metadata })
    writeFileSync(file('form.xlsx'), bytes)
    const before = must(await readWorkbook(bytes, 'form.xlsx'))
    const after = must(await readWorkbook(resave('form.xlsx', ending, filter), `form.${ending}`))
    const plain = (row: Cell[]) => row.map((cell) => (cell.type === 'date' ? cell.day : cellText(cell)))
    expect(after.sheets[0]?.rows.map(plain)).toEqual(before.sheets[0]?.rows.map(plain))
    expect(after.sheets[0]?.rows.map((row) => row.map(({ type }) => type))).toEqual(
      before.sheets[0]?.rows.map((row) => row.map(({ type }) => type)),
    )
    expect(after.sheets[0]?.merges).toEqual(before.sheets[0]?.merges)
    expect(metadataOf(after)).toEqual(metadata)
    expect(after.remarks).toEqual([])
  })

  test('prints on one page width with its headings', async () => {
    const rows = Array.from({ length: 120 }, (_, i) => [
      `k${i}`,
      `第${i}合作社`,
      '0012',
      5n,
      null,
      i,
      null,
      null,
    ])
    writeFileSync(file('list.xlsx'), await writeWorkbook({ sheets: [{ ...SHEET, rows }] }))
    resave('list.xlsx', 'pdf')
    const pdf = path.join(folder, 'as-pdf', 'list.pdf')
    const info = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' })
    const pages = Number(/Pages:\s+(\d+)/u.exec(info)?.[1])
    expect(info).toMatch(/Page size:\s+84\d[.\d]* x 595/u)
    const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' })
    expect(text.match(/统一社会信用代码/gu)).toHaveLength(pages)
    expect(text).toContain(`第 1 页，共 ${pages} 页`)
  })

  test('keeps its hidden rows marked in .xls', async () => {
    const sheet = '<table:table-row table:visibility="collapse">'
    const fods = `<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
      xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
      office:mimetype="application/vnd.oasis.opendocument.spreadsheet" office:version="1.2"><office:body><office:spreadsheet>
      <table:table table:name="甲">${['<table:table-row>', sheet, '<table:table-row>']
        .map(
          (row, i) =>
            `${row}<table:table-cell office:value-type="string"><text:p>行${i}</text:p></table:table-cell></table:table-row>`,
        )
        .join('')}</table:table></office:spreadsheet></office:body></office:document>`
    writeFileSync(file('hidden.fods'), fods)
    for (const [ending, filter] of [
      ['xls', 'xls:MS Excel 97'],
      ['xlsx', 'xlsx:Calc MS Excel 2007 XML'],
    ] as const) {
      const [read] = must(await readWorkbook(resave('hidden.fods', ending, filter), `a.${ending}`)).sheets
      expect(read?.rows.map((row) => row.map(cellText))).toEqual([['行0'], ['行1'], ['行2']])
      expect(read?.hiddenRows).toEqual([1])
    }
  })
})

describe('A paper that LibreOffice lays out', () => {
  /** Lines of text as [left, top, right, bottom] in millimetres, page by page. */
  function linesOf(name: string): number[][][] {
    resave(name, 'pdf')
    const pdf = path.join(folder, 'as-pdf', name.replace('docx', 'pdf'))
    const boxes = execFileSync('pdftotext', ['-bbox-layout', pdf, '-'], { encoding: 'utf8' })
    return boxes
      .split('<page ')
      .slice(1)
      .map((page) =>
        [...page.matchAll(/<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"/gu)].map(
          (line) => line.slice(1).map((points) => (Number(points) * 25.4) / 72),
        ),
      )
  }

  test.each([
    ['notice', NOTICE],
    ['plan', PLAN],
  ])('keeps within the type area: %s', async (name, paper) => {
    writeFileSync(file(`${name}.docx`), await officialPaper(paper))
    const pages = linesOf(`${name}.docx`)
    expect(pages.length).toBeLessThanOrEqual(5)
    for (const lines of pages) {
      const body = lines.filter(([, top = 0]) => top < 262)
      // Punctuation may hang over the right edge by its own width.
      for (const [left = 0, top = 0, right = 0, bottom = 0] of body) {
        expect(left).toBeGreaterThan(27)
        expect(right).toBeLessThan(210 - 26 + 6)
        expect(top).toBeGreaterThan(36)
        expect(bottom).toBeLessThan(297 - 35 + 2)
      }
      expect(lines.length - body.length).toBe(1)
    }
  })

  test('has room for 22 lines of 28 characters on a page', async () => {
    const text = '农'.repeat(28 * 60)
    writeFileSync(
      file('full.docx'),
      await officialPaper({ title: '题', body: [{ kind: 'paragraph', text }] }),
    )
    const [, second = []] = linesOf('full.docx')
    const body = second.filter(([, top = 0]) => top < 262)
    expect(body).toHaveLength(22)
    const [left = 0, , right = 0] = body[3] ?? []
    expect(right - left).toBeGreaterThan(154)
  })
})

test('100 000 rows of 15 columns are read within the limits of time', async () => {
  const columns = Array.from({ length: 15 }, (_, i): ColumnSpec => ({
    heading: `列${i}`,
    width: 9,
    kind: i % 3 === 0 ? 'number' : 'text',
  }))
  const rows = Array.from({ length: 100_000 }, (_, r) =>
    columns.map((_column, c) => (c % 3 === 0 ? r * c : `值${r % 1000}·${c}`)),
  )
  const bytes = await writeWorkbook({ sheets: [{ name: '大表', columns, rows }] })
  const started = process.cpuUsage()
  const read = must(await readWorkbook(bytes, 'big.xlsx'))
  const { user, system } = process.cpuUsage(started)
  expect(read.sheets[0]?.rows).toHaveLength(100_001)
  console.log(
    `100 000 × 15: ${((user + system) / 1e6).toFixed(1)} CPU s, ${Math.round(process.memoryUsage.rss() / 1e6)} MB`,
  )
})
