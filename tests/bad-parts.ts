/** Good files and the makers of bad ones: what the kinds of the corpus are put together from. */
import xlsx from '@e965/xlsx'
import type { Chance } from '#examples/county/chance.ts'
import { xlsxParts, zipOf } from '#server/files/zip-fixture.ts'

/** A number from 0 to below this one. */
export type Random = (below: number) => number

/** The stream of chance, asked in the way of the makers. */
export const randomOf =
  (chance: Chance): Random =>
  (below) =>
    chance.int(0, below - 1)

export const HEADS = ['合作社名称', '统一社会信用代码', '注册日期', '注册资金', '住所'] as const
export type Rows = readonly (readonly (string | number)[])[]
export const line = (n: number): string[] => [
  `禾丰县坏${n}种植专业合作社`,
  '',
  '2015-01-02',
  '100(万元人民币)',
  '禾丰县麦川镇',
]
export const LIST: Rows = [HEADS, line(1), line(2), line(3)]

export const csvOf = (rows: Rows): string => rows.map((row) => row.join(',')).join('\r\n')
export const cellXml = (value: string | number): string =>
  typeof value === 'number'
    ? `<c><v>${value}</v></c>`
    : `<c t="inlineStr"><is><t>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></is></c>`
export const sheetXml = (rows: Rows, more = ''): string =>
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

export type Maker = (turn: number, random: Random) => [name: string, bytes: () => Buffer]
export interface Kind {
  kind: string
  times: number
  make: Maker
}

export const one = (kind: string, name: string, make: () => Buffer): Kind => ({
  kind,
  times: 1,
  make: () => [name, make],
})
export const many = (kind: string, times: number, make: Maker): Kind => ({ kind, times, make })
export const withCell = (text: string | number, column: number): Rows => [
  HEADS,
  line(1).map((held, at) => (at === column ? text : held)),
]
export const xlsxSheets = (
  sheets: Record<string, string>,
  more: Parameters<typeof xlsxParts>[1] = {},
): Buffer => zipOf(xlsxParts(sheets, more))
export const pick = <T>(from: readonly T[], turn: number): T => from[turn % from.length]!

export const cut = (bytes: Buffer, random: Random): Buffer => bytes.subarray(0, 1 + random(bytes.length - 1))
export const harmed = (bytes: Buffer, random: Random): Buffer =>
  flipped(
    bytes,
    Array.from({ length: 1 + random(12) }, () => random(bytes.length)),
  )

export const ODD_WORDS = [
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

export const ODD_NUMBERS = [0, -1, 60, 61, 59, 2_958_465, 2_958_466, 1e308, -1e308, 1e-320, 43_831.5, 9.36e17]
