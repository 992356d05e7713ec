import { CsvError, parse } from 'csv-parse/sync'
import { type Cell, EMPTY } from '#core/kernel/cell.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { noted, type Problem, refused, warned } from '#core/values/problem.ts'
import { beyondLimits, TextReader } from './cells.ts'
import type { Workbook } from './workbook.ts'

const DELIMITERS = [',', '\t', ';', '|'] as const
const SAMPLE_LINES = 50
/** A formula that is only a text, `="0012"`: how web pages keep digits from Excel; a sheet shows the text. */
const QUOTED_FORMULA = /^="([^"]*)"$/u

/**
 * A delimited text file as one sheet: every field is text as written (so that a code keeps its digits and `9.1E+17`
 * can be refused as such), an empty field is empty; a row of the file is a row of the sheet.
 */
export function readDelimited(bytes: Uint8Array, sheetName: string): Outcome<Workbook> {
  const decoded = decodeText(bytes)
  const text = decoded.text.replace(/\r\n?/gu, '\n')
  const chosen = /^sep=(.)\n/iu.exec(text)
  const body = chosen ? text.slice(chosen[0].length) : text
  const records = parseRecords(body, chosen?.[1] ?? sniffDelimiter(body))
  if (!Array.isArray(records)) return failed(records)

  const reader = new TextReader()
  const rows: Cell[][] = []
  for (const [r, record] of records.entries()) {
    while (record.length > 1 && record.at(-1) === '') record.pop()
    const tooFar = beyondLimits(sheetName, r, Math.max(0, record.length - 1))
    if (tooFar) return failed(tooFar)
    rows.push(record.map((field, c) => fieldCell(field, reader, () => `第 ${r + 1} 行第 ${c + 1} 列`)))
  }
  const remarks = [...decoded.remarks, ...reader.remarks()]
  const sheet = { name: sheetName, hidden: false, rows, merges: [], hiddenRows: [] }
  return done({ format: 'csv', dateSystem: 1900, sheets: [sheet], remarks }, remarks)
}

function fieldCell(field: string, reader: TextReader, where: () => string): Cell {
  if (field === '') return EMPTY
  return reader.text(QUOTED_FORMULA.exec(field)?.[1] ?? field, where)
}

function parseRecords(text: string, delimiter: string): string[][] | Problem {
  try {
    return parse(text, { delimiter, record_delimiter: '\n', relax_column_count: true, relax_quotes: true })
  } catch (error) {
    const line = error instanceof CsvError ? error['lines'] : undefined
    const where = typeof line === 'number' ? `（第 ${line} 行附近）` : ''
    return refused('file-damaged', `文本表格里有一处引号没有配对${where}，文件可能不完整，请检查后重新导出。`)
  }
}

export interface Decoded {
  text: string
  remarks: Problem[]
}

/** UTF-8 (or UTF-16 by its mark) where it is valid, else GB18030, as older Chinese software writes. */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), remarks: [] }
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes), remarks: [] }
  const text = strictly('utf-8', bytes)
  if (text !== undefined) return { text, remarks: cutOff(text, 'utf-8', bytes) }
  const national = strictly('gb18030', bytes)
  if (national === undefined) return closest(bytes)
  const remark = noted('file-encoding', '文件按国标编码（GBK/GB18030）读取。')
  return { text: national, remarks: [remark, ...cutOff(national, 'gb18030', bytes)] }
}

/** Decodes without guessing; an unfinished character at the very end does not count against the encoding. */
function strictly(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return undefined
  }
}

function cutOff(text: string, encoding: string, bytes: Uint8Array): Problem[] {
  const complete = new TextDecoder(encoding).decode(bytes).length === text.length
  return complete ? [] : [warned('file-cut-off', '文件结尾不完整，最后几个字可能丢失，请核对后重新导出。')]
}

/** Neither encoding fits: the one with fewer unreadable characters, and a warning that names the first line. */
function closest(bytes: Uint8Array): Decoded {
  const texts = ['utf-8', 'gb18030'].map((encoding) => new TextDecoder(encoding).decode(bytes))
  const unreadable = (text: string) => text.split('\uFFFD').length - 1
  const [text = ''] = texts.toSorted((a, b) => unreadable(a) - unreadable(b))
  const line = text.slice(0, text.indexOf('\uFFFD')).split('\n').length
  const says = `有 ${unreadable(text)} 处文字无法识别（第 ${line} 行起，显示为“\uFFFD”），请用 Excel 或 WPS 另存为 .xlsx 后再上传。`
  return { text, remarks: [warned('file-unreadable-characters', says, { row: line })] }
}

/** The delimiter that splits most of the first lines, and splits them alike. */
function sniffDelimiter(text: string): string {
  const lines = text.slice(0, 262_144).split('\n', SAMPLE_LINES)
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => outsideQuotes(line).split(delimiter).length - 1)
    const usual = mostFrequent(counts.filter((count) => count > 0))
    const score = counts.filter((count) => count === usual && count > 0).length * 1000 + usual
    if (usual > 0 && score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

function outsideQuotes(line: string): string {
  return line.replace(/"(?:[^"]|"")*"/gu, '')
}

function mostFrequent(counts: readonly number[]): number {
  const times = new Map<number, number>()
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1)
  return [...times].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0
}
