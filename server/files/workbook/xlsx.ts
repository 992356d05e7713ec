import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { unzip, zipDirectory } from '../zip.ts'
import { TextReader } from './cells.ts'
import { NumberReader } from './numbers.ts'
import { layRows, type RowSink, type Workbook, type WorkbookSheet } from './workbook.ts'
import { readParts } from './xlsx-parts.ts'
import { damagedSheet, readSheetContent } from './xlsx-sheet.ts'
import type { Markup } from './xml.ts'

const DAMAGED = refused(
  'file-damaged',
  '文件不完整或已损坏，打不开；请用 Excel 或 WPS 打开原文件、另存为 .xlsx 后再上传。',
)

/** Takes over the rows of one sheet, counted from 0. */
export type SheetSink = (sheet: number, ...rows: Parameters<RowSink>) => void

/**
 * Reads an .xlsx whose directory has been found harmless. Every part is checked against its checksum. With a sink the
 * rows go there as they are read, also those of a file that is refused in the end, and the workbook comes without them.
 */
export function readXlsx(bytes: Uint8Array, sink?: SheetSink): Outcome<Workbook> {
  const entries = new Map(zipDirectory(bytes)?.map((entry) => [entry.name, entry]))
  let damaged = false
  const read = (path: string) => {
    const entry = entries.get(path)
    const content = entry && unzip(bytes, entry)
    if (entry && !content) damaged = true
    return content && markup(content)
  }
  const parts = readParts(read)
  if (parts === undefined || damaged) return failed(DAMAGED)

  const texts = new TextReader()
  const using = { parts, texts, numbers: new NumberReader(parts.dateSystem), shared: [] }
  const sheets: WorkbookSheet[] = []
  for (const [index, { name, path, hidden }] of parts.sheets.entries()) {
    const xml = read(path)
    if (xml === undefined) return failed(damagedSheet(name))
    const rows: WorkbookSheet['rows'] = []
    const own: RowSink = sink ? (...taken) => sink(index, ...taken) : (...taken) => layRows(rows, ...taken)
    const content = readSheetContent(xml, name, { ...using, sink: own })
    if ('code' in content) return failed(content)
    sheets.push({ name, hidden, rows, ...content })
  }
  const remarks = texts.remarks()
  return done({ format: 'xlsx', dateSystem: parts.dateSystem, sheets, remarks }, remarks)
}

/** Bytes that are made into text at once: of little text nothing outlives the next small collection of garbage. */
const DECODED_AT_ONCE = 64 * 1024

function markup(bytes: Uint8Array): Markup {
  return bytes.length === 0 ? '' : decoded(bytes)
}

function* decoded(bytes: Uint8Array): Iterable<string> {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe
  const decoder = new TextDecoder(wide ? 'utf-16le' : 'utf-8')
  for (let at = 0; at < bytes.length; at += DECODED_AT_ONCE) {
    const end = at + DECODED_AT_ONCE
    yield decoder.decode(bytes.subarray(at, end), { stream: end < bytes.length })
  }
}
