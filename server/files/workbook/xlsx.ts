import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { unzip, zipDirectory } from '../zip.ts'
import { TextReader } from './cells.ts'
import { NumberReader } from './numbers.ts'
import type { Workbook, WorkbookSheet } from './workbook.ts'
import { readParts } from './xlsx-parts.ts'
import { damagedSheet, readSheetContent } from './xlsx-sheet.ts'

const DAMAGED = refused(
  'file-damaged',
  '文件不完整或已损坏，打不开；请用 Excel 或 WPS 打开原文件、另存为 .xlsx 后再上传。',
)

/** Reads an .xlsx whose directory has been found harmless. Every part is checked against its checksum. */
export function readXlsx(bytes: Uint8Array): Outcome<Workbook> {
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
  const using = { parts, texts, numbers: new NumberReader(parts.dateSystem) }
  const sheets: WorkbookSheet[] = []
  for (const { name, path, hidden } of parts.sheets) {
    const xml = read(path)
    if (xml === undefined) return failed(damagedSheet(name))
    const content = readSheetContent(xml, name, using)
    if ('code' in content) return failed(content)
    sheets.push({ name, hidden, ...content })
  }
  const remarks = texts.remarks()
  return done({ format: 'xlsx', dateSystem: parts.dateSystem, sheets, remarks }, remarks)
}

function markup(bytes: Uint8Array): string {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe
  return new TextDecoder(wide ? 'utf-16le' : 'utf-8').decode(bytes)
}
