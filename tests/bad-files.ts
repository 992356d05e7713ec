/**
 * The corpus of bad input, made from a seed and kept as a program, not as files: what offices send by mistake and what
 * somebody might send on purpose. Each entry is made when it is asked for.
 */
import { chanceOf } from '#examples/county/chance.ts'
import { zipOf } from '#server/files/zip-fixture.ts'
import {
  HEADS,
  LIST,
  ODD_WORDS,
  csvOf,
  cut,
  goodCsv,
  goodXls,
  goodXlsx,
  harmed,
  line,
  many,
  one,
  pick,
  randomOf,
  withCell,
  type Kind,
} from './bad-parts.ts'
import { STRUCTURES } from './bad-workbooks.ts'

export interface BadFile {
  kind: string
  name: string
  make: () => Buffer
}

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

const MIB = 2 ** 20

/** What is bad by its size alone: made one at a time, asked for by the long test only. */
export function hugeFiles(): (BadFile & { previews: boolean })[] {
  const rows = [HEADS, ...Array.from({ length: 100_000 }, (_, at) => line(at))]
  const lines = Buffer.from(`${line(1).join(',')}\r\n`)
  return [
    { kind: '200 MB', name: '大.csv', make: () => Buffer.alloc(200 * MIB, lines), previews: false },
    {
      kind: '200 MB',
      name: '大.xlsx',
      make: () => Buffer.concat([goodXlsx(), Buffer.alloc(200 * MIB)]),
      previews: false,
    },
    { kind: '十万行', name: '十万行.csv', make: () => goodCsv(rows), previews: true },
    { kind: '十万行', name: '十万行.xlsx', make: () => goodXlsx(rows), previews: true },
  ]
}

/** The whole corpus; every entry comes out the same from the same seed, whatever was asked for before. */
export function badFiles(seed: number): BadFile[] {
  return [...TEXTS, ...STRUCTURES, ...DAMAGED].flatMap(({ kind, times, make }) =>
    Array.from({ length: times }, (_, turn) => {
      const own = () => randomOf(chanceOf(seed, `${kind} ${turn}`))
      const [name] = make(turn, own())
      return { kind, name, make: () => make(turn, own())[1]() }
    }),
  )
}
