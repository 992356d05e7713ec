import { type CellObject, read, set_cptable, type WorkSheet } from '@e965/xlsx'
import * as codepages from '@e965/xlsx/dist/cpexcel.full.mjs'
import { type Cell, EMPTY } from '#core/kernel/cell.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { TextReader } from './cells.ts'
import { NumberReader } from './numbers.ts'
import { isWholeXls } from './whole-xls.ts'
import type { Workbook, WorkbookSheet } from './workbook.ts'

// Files older than Excel 97 keep their text in the code page of the machine that wrote them.
set_cptable(codepages)

const OPTIONS = {
  type: 'buffer',
  dense: true,
  cellFormula: false,
  cellHTML: false,
  cellNF: true,
  cellStyles: true,
  codepage: 936,
} as const

/** Reads an .xls or a WPS .et (the same format under another name); it holds at most 65536 rows of 256 columns. */
export function readXls(bytes: Uint8Array): Outcome<Workbook> {
  if (!isWholeXls(bytes)) return failed(CUT_OFF)
  let book
  try {
    book = read(bytes, OPTIONS)
  } catch (error) {
    const locked = error instanceof Error && /password|encrypt/iu.test(error.message)
    return failed(locked ? LOCKED : DAMAGED)
  }
  const dateSystem = book.Workbook?.WBProps?.date1904 ? 1904 : 1900
  const readers = { texts: new TextReader(), numbers: new NumberReader(dateSystem) }
  const sheets: WorkbookSheet[] = []
  for (const [i, name] of book.SheetNames.entries()) {
    const sheet = book.Sheets[name]
    // Chart sheets and macro sheets carry a type of their own and no cells.
    if (!sheet || sheet['!type'] !== undefined) continue
    const rows = readRows(name, sheet, readers)
    const hidden = (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) !== 0
    sheets.push({ name, hidden, rows, merges: mergesOf(sheet), hiddenRows: hiddenRowsOf(sheet) })
  }
  const remarks = readers.texts.remarks()
  return done({ format: 'xls', dateSystem, sheets, remarks }, remarks)
}

const LOCKED = refused('file-encrypted', '文件设有打开密码，请在 Excel 或 WPS 中取消密码后再上传。')
const DAMAGED = refused(
  'file-damaged',
  '文件不完整或已损坏，打不开；请用 Excel 或 WPS 打开原文件、另存为 .xlsx 后再上传。',
)

const CUT_OFF = refused(
  'file-damaged',
  '文件不完整：后半部分没有传完，照读会少行，所以没有读取；请重新下载或复制原文件后再上传。',
)

interface Readers {
  texts: TextReader
  numbers: NumberReader
}

function readRows(name: string, sheet: WorkSheet, readers: Readers): Cell[][] {
  const rows: Cell[][] = []
  for (const [r, source] of (sheet['!data'] ?? []).entries()) {
    const row: Cell[] = []
    for (let c = 0; c < (source?.length ?? 0); c++) {
      const cell = cellOf(source?.[c], readers, () => `“${name}”第 ${r + 1} 行`)
      if (cell.type === 'empty') continue
      while (row.length < c) row.push(EMPTY)
      row[c] = cell
    }
    rows.push(row)
  }
  while (rows.length > 0 && rows.at(-1)?.length === 0) rows.pop()
  return rows
}

function cellOf(source: CellObject | undefined, { texts, numbers }: Readers, where: () => string): Cell {
  const value = source?.v
  if (source === undefined || value === undefined || value === null) return EMPTY
  if (source.t === 'e') return { type: 'error', text: source.w ?? String(value) }
  if (typeof value === 'boolean') return { type: 'flag', flag: value, text: value ? 'TRUE' : 'FALSE' }
  if (typeof value === 'number') {
    return numbers.cell(value, typeof source.z === 'string' ? shownFormat(source.z) : 'General')
  }
  return typeof value === 'string' ? texts.text(value, where) : EMPTY
}

/** The library gives the built-in date formats in their English shape. */
function shownFormat(format: string): string {
  if (format === 'm/d/yy') return 'yyyy/m/d'
  return format === 'm/d/yy h:mm' ? 'yyyy/m/d h:mm' : format
}

function mergesOf(sheet: WorkSheet) {
  return (sheet['!merges'] ?? []).map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c }))
}

function hiddenRowsOf(sheet: WorkSheet): number[] {
  return [...(sheet['!rows'] ?? []).entries()].filter(([, row]) => row?.hidden).map(([r]) => r)
}
