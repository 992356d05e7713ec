/**
 * The corpus of bad input, made from a seed and kept as a program, not as files: what offices send by mistake and what
 * somebody might send on purpose. Each entry is made when it is asked for.
 */
import xlsx from '@e965/xlsx'
import { xlsxParts, zipOf } from '#server/files/zip-fixture.ts'

export interface BadFile {
  kind: string
  name: string
  make: () => Buffer
}

/** A small generator of chance (mulberry32): the same seed gives the same corpus on every machine. */
export function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

const HEADS = ['合作社名称', '统一社会信用代码', '注册日期', '注册资金', '住所'] as const
type Rows = readonly (readonly (string | number)[])[]
const line = (n: number): string[] => [
  `禾丰县坏${n}种植专业合作社`,
  '',
  '2015-01-02',
  '100(万元人民币)',
  '禾丰县麦川镇',
]
const LIST: Rows = [HEADS, line(1), line(2), line(3)]

const csvOf = (rows: Rows): string => rows.map((row) => row.join(',')).join('\r\n')
const cellXml = (value: string | number): string =>
  typeof value === 'number'
    ? `<c><v>${value}</v></c>`
    : `<c t="inlineStr"><is><t>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></is></c>`
const sheetXml = (rows: Rows, more = ''): string =>
  `<sheetData>${rows.map((row) => `<row>${row.map(cellXml).join('')}</row>`).join('')}</sheetData>${more}`

/** A good .xlsx with these rows. */
export const goodXlsx = (rows: Rows = LIST): Buffer => zipOf(xlsxParts({ 名录: sheetXml(rows) }))
/** A good .xls with these rows. */
export function goodXls(rows: Rows = LIST): Buffer {
  const book = xlsx.utils.book_new()
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(rows.map((row) => [...row])), '名录')
  return xlsx.write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer
}
export const goodCsv = (rows: Rows = LIST): Buffer => Buffer.from(csvOf(rows))

/** The bytes with some of them changed. */
export function flipped(bytes: Buffer, places: readonly number[]): Buffer {
  const copy = Buffer.from(bytes)
  for (const place of places) copy[place % copy.length]! ^= 1 + (place % 255)
  return copy
}

type Maker = (turn: number, random: (below: number) => number) => [name: string, bytes: () => Buffer]
interface Kind {
  kind: string
  times: number
  make: Maker
}

const one = (kind: string, name: string, make: () => Buffer): Kind => ({
  kind,
  times: 1,
  make: () => [name, make],
})
const many = (kind: string, times: number, make: Maker): Kind => ({ kind, times, make })
const withCell = (text: string | number, column: number): Rows => [
  HEADS,
  line(1).map((held, at) => (at === column ? text : held)),
]
const xlsxSheets = (sheets: Record<string, string>, more: Parameters<typeof xlsxParts>[1] = {}): Buffer =>
  zipOf(xlsxParts(sheets, more))
const pick = <T>(from: readonly T[], turn: number): T => from[turn % from.length]!

/** An OLE container that holds a stream of this name and nothing that makes sense. */
function oleOf(stream: string): Buffer {
  const bytes = Buffer.alloc(4096)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes)
  Buffer.from(`${stream}\0`, 'utf16le').copy(bytes, 1024)
  return bytes
}

const FOREIGN: readonly [string, () => Buffer][] = [
  [
    '网页.xls',
    () =>
      Buffer.from(`<html><body><table><tr><td>${HEADS.join('</td><td>')}</td></tr></table></body></html>`),
  ],
  [
    '网页另存.xls',
    () => Buffer.from('MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html></html>'),
  ],
  [
    '表.xml.xls',
    () =>
      Buffer.from('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
  ],
  ['扫描.xlsx', () => Buffer.from('%PDF-1.7\n1 0 obj\n')],
  ['照片.xls', () => Buffer.from('ffd8ffe000104a464946', 'hex')],
  ['截图.xlsx', () => Buffer.from('89504e470d0a1a0a0000000d', 'hex')],
  ['文档.xls', () => oleOf('WordDocument')],
  ['文档.xlsx', () => zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' })],
  ['演示.xlsx', () => zipOf({ '[Content_Types].xml': '<Types/>', 'ppt/presentation.xml': '<p/>' })],
  [
    '开放.xlsx',
    () => zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<x/>' }),
  ],
  ['二进制.xlsx', () => zipOf({ '[Content_Types].xml': '<Types/>', 'xl/workbook.bin': 'x' })],
  ['压缩.xlsx', () => zipOf({ '名录.csv': csvOf(LIST) })],
  ['压缩.rar.xlsx', () => Buffer.from('526172211a0700cf', 'hex')],
  ['压缩.7z.xlsx', () => Buffer.from('377abcaf271c0004', 'hex')],
  ['压缩.gz.csv', () => Buffer.from('1f8b0800', 'hex')],
  ['加密.xlsx', () => oleOf('EncryptedPackage')],
  ['坏容器.xls', () => oleOf('Workbook')],
  ['不知.xls', () => oleOf('Something')],
]

const ODD_WORDS = [
  '=1+1',
  '=HYPERLINK("http://127.0.0.1","点")',
  '+1234',
  '-2+3',
  '@SUM(A1)',
  "=cmd|' /C calc'!A0",
  '\t=1',
  "'; drop table body; --",
  '<script>alert(1)</script>',
  '{{7*7}}',
  '\u202E倒写合作社',
  '零\u200B宽合作社',
  '\uD800孤字合作社',
  '😀合作社',
  '禾'.repeat(300),
  '丰'.repeat(301),
  '县'.repeat(32_000),
  '../../../etc/passwd',
  '%00',
  '\uFFFE\uFFFF',
]

const ODD_NUMBERS = [0, -1, 60, 61, 59, 2_958_465, 2_958_466, 1e308, -1e308, 1e-320, 43_831.5, 9.36e17]

const TEXTS: readonly Kind[] = [
  many('截断的 .csv', 10, (_, random) => ['截.csv', () => goodCsv().subarray(0, 20 + random(150))]),
  many('奇怪的文字（.csv）', ODD_WORDS.length, (turn) => [
    '字.csv',
    () => goodCsv(withCell(`"${pick(ODD_WORDS, turn)}"`, 0)),
  ]),
  many('GBK 等编码', 5, (turn) => [
    '编码.csv',
    () =>
      pick(
        [
          // 合作社名称,住所 in GBK.
          Buffer.from(
            'bacfd7f7c9e7c3fbb3c62cd7a1cbf90abaccb7e1cfd8bbb5d7a8d2b5bacfd7f7c9e72cbaccb7e1cfd80a',
            'hex',
          ),
          Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from(csvOf(LIST), 'utf16le')]),
          Buffer.concat([Buffer.from('feff', 'hex'), Buffer.from(csvOf(LIST), 'utf16le').swap16()]),
          Buffer.concat([Buffer.from('efbbbf', 'hex'), goodCsv()]),
          Buffer.concat([goodCsv(), Buffer.from('81ff80fe', 'hex')]),
        ],
        turn,
      ),
  ]),
  many('NUL 和控制字符', 10, (turn, random) => [
    '零.csv',
    () => {
      const bytes = goodCsv()
      const places = Array.from({ length: 1 + turn * 6 }, () => random(bytes.length))
      for (const place of places) bytes[place] = turn % 2 === 0 ? 0 : 1 + random(8)
      return bytes
    },
  ]),
  many('引号没有配对', 5, (turn) => [
    '引号.csv',
    () => Buffer.from(`${csvOf(LIST)}\n${'"'.repeat(turn * 2 + 1)}甲,乙\n丙`),
  ]),
  many('随机字节', 30, (turn, random) => [
    pick(['随机.xlsx', '随机.xls', '随机.csv'], turn),
    () => Buffer.from(Array.from({ length: 1 + random(3000) }, () => random(256))),
  ]),
  many('空的', 6, (turn) => [
    pick(['空.xlsx', '空.csv'], turn),
    () =>
      pick(
        [
          Buffer.alloc(0),
          Buffer.from(' \r\n\t \n'),
          Buffer.from(','.repeat(50)),
          goodCsv([HEADS]),
          Buffer.from('\uFEFF'),
          goodXlsx([]),
        ],
        turn,
      ),
  ]),
  many('太多列', 3, (turn) => [
    '宽.csv',
    () => Buffer.from(`${'列,'.repeat(pick([300, 301, 100_000], turn))}\n`),
  ]),
]

const STRUCTURES: readonly Kind[] = [
  many('两行表头', 10, (turn) => [
    '两行表头.xlsx',
    () =>
      goodXlsx([
        ['基本情况', '', '', '登记', ''],
        turn % 2 === 0 ? HEADS : HEADS.toReversed(),
        ...LIST.slice(1, 1 + (turn % 3)),
        HEADS,
        line(9),
      ]),
  ]),
  many('处处合并', 10, (turn) => [
    '合并.xlsx',
    () =>
      xlsxSheets({
        名录: sheetXml(
          LIST,
          `<mergeCells>${Array.from({ length: 1 + turn * 40 }, (_, i) => `<mergeCell ref="A${i + 1}:${pick(['C', 'XFD', 'B'], turn)}${pick([i + 2, 1_048_576, i + 3], turn)}"/>`).join('')}</mergeCells>`,
        ),
      }),
  ]),
  many('隐藏的工作表', 5, (turn) => [
    '隐藏.xlsx',
    () =>
      xlsxSheets(
        { 甲: sheetXml(LIST), 乙: sheetXml(LIST) },
        { states: { [pick(['甲', '乙'], turn)]: `state="${pick(['hidden', 'veryHidden'], turn)}"` } },
      ),
  ]),
  many('公式', 10, (turn) => [
    '公式.xlsx',
    () =>
      xlsxSheets({
        名录: `<sheetData><row>${HEADS.map(cellXml).join('')}</row><row><c t="${pick(['str', 'n', 'e', 'b', 'zz'], turn)}"><f>${pick(['A1', 'SUM(A:A)', 'WEBSERVICE("x")', '#REF!'], turn)}</f><v>${pick(['坏公式专业合作社', '12', '#REF!', '1', ''], turn)}</v></c></row></sheetData>`,
      }),
  ]),
  many('宏', 5, () => [
    '宏.xlsm',
    () => zipOf({ ...xlsxParts({ 名录: sheetXml(LIST) }), 'xl/vbaProject.bin': 'Attribute VB_Name' }),
  ]),
  many('1904 和 1900 的日期', 12, (turn) => [
    '日期.xlsx',
    () =>
      xlsxSheets(
        { 名录: sheetXml(withCell(pick(ODD_NUMBERS, turn), 2)) },
        turn % 2 === 0 ? { workbookPr: '<workbookPr date1904="1"/>' } : {},
      ),
  ]),
  many('奇怪的数', ODD_NUMBERS.length, (turn) => [
    '数.xlsx',
    () => goodXlsx(withCell(pick(ODD_NUMBERS, turn), 3)),
  ]),
  many('奇怪的文字（.xlsx）', ODD_WORDS.length, (turn) => [
    '字.xlsx',
    () => goodXlsx(withCell(pick(ODD_WORDS, turn), 0)),
  ]),
  many('200 个工作表', 1, () => [
    '多表.xlsx',
    () =>
      xlsxSheets(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`表${i}`, sheetXml([['甲']])]))),
  ]),
  many('缺一个部件', 7, (turn) => [
    '缺.xlsx',
    () => {
      const parts = Object.entries(xlsxParts({ 名录: sheetXml(LIST) }))
      return zipOf(Object.fromEntries(parts.filter((_, at) => at !== turn % parts.length)))
    },
  ]),
  many('坏的 XML', 12, (turn) => [
    '坏标记.xlsx',
    () =>
      zipOf({
        ...xlsxParts({ 名录: sheetXml(LIST) }),
        [pick(['xl/workbook.xml', 'xl/worksheets/sheet0.xml', 'xl/sharedStrings.xml'], turn)]: pick(
          [
            '<a',
            '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
            '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
            '</x>'.repeat(5000),
          ],
          turn,
        ),
      }),
  ]),
  many('离谱的单元格', 8, (turn) => [
    '格.xlsx',
    () =>
      xlsxSheets({
        名录: `<sheetData><row r="${pick(['1', '1048577', '999999999999', '-1'], turn)}"><c r="${pick(['ZZZ1', 'A0', 'XFD1048576', '甲1', 'A99999999999'], turn)}" t="s"><v>${pick(['999999', '-1', 'x'], turn)}</v></c></row></sheetData>`,
      }),
  ]),
  many('压缩炸弹', 6, (turn) => [
    '炸弹.xlsx',
    () => {
      const parts = xlsxParts({ 名录: turn % 2 === 0 ? '0'.repeat(12_000_000) : sheetXml(LIST) })
      const lies: Record<string, number> =
        turn % 3 === 0 ? {} : { 'xl/worksheets/sheet0.xml': pick([1, 700_000_000], turn) }
      const extra =
        turn === 5 ? Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`x/${i}`, ''])) : {}
      return zipOf({ ...parts, ...extra }, lies)
    },
  ]),
  many('穿越路径的压缩包', 3, (turn) => [
    '路径.xlsx',
    () =>
      zipOf({
        ...xlsxParts({ 名录: sheetXml(LIST) }),
        [pick(['../../evil', '/etc/x', String.raw`..\..\evil`], turn)]: 'x',
      }),
  ]),
]

const DAMAGED: readonly Kind[] = [
  many('截断的 .xlsx', 25, (_, random) => ['截.xlsx', () => cut(goodXlsx(), random)]),
  many('截断的 .xls', 20, (_, random) => ['截.xls', () => cut(goodXls(), random)]),
  many('改坏字节的 .xlsx', 25, (_, random) => ['坏.xlsx', () => harmed(goodXlsx(), random)]),
  many('改坏字节的 .xls', 25, (_, random) => ['坏.xls', () => harmed(goodXls(), random)]),
  many('结尾不对的好文件', 9, (turn) => [
    pick(['好.csv', '好.xls', '好.xlsx', '好.pdf', '好', '好.et'], turn),
    () => pick([goodXlsx(), goodCsv(), goodXls()], turn),
  ]),
  ...FOREIGN.map(([name, make]) => one('不是表格', name, make)),
]

const cut = (bytes: Buffer, random: (below: number) => number): Buffer =>
  bytes.subarray(0, 1 + random(bytes.length - 1))
const harmed = (bytes: Buffer, random: (below: number) => number): Buffer =>
  flipped(
    bytes,
    Array.from({ length: 1 + random(12) }, () => random(bytes.length)),
  )

/** What is too heavy for every day. */
const HEAVY: readonly Kind[] = [
  one('200 MB', '巨大.xlsx', () => Buffer.alloc(200 * 1024 * 1024, 'x')),
  one('21 MB', '偏大.csv', () => Buffer.alloc(21 * 1024 * 1024, '禾,')),
  one('100,000 行', '十万行.csv', () =>
    goodCsv([HEADS, ...Array.from({ length: 100_000 }, (_, n) => line(n))]),
  ),
  one('200,001 行', '过长.csv', () => Buffer.from('甲,乙\n'.repeat(200_001))),
]

/** The whole corpus; every entry comes out the same from the same seed. */
export function badFiles(seed: number, of: { heavy: boolean }): BadFile[] {
  const random = chance(seed)
  return [...TEXTS, ...STRUCTURES, ...DAMAGED, ...(of.heavy ? HEAVY : [])].flatMap(({ kind, times, make }) =>
    Array.from({ length: times }, (_, turn) => {
      // A generator of its own for each, so that what is made does not depend on what was asked for before.
      const own = random(2 ** 31)
      const [name] = make(turn, chance(own))
      return { kind, name, make: () => make(turn, chance(own))[1]() }
    }),
  )
}
