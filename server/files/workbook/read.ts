import type { Cell } from '#core/kernel/cell.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { noted, type Problem, refused } from '#core/values/problem.ts'
import { type FileKind, sniff } from '../sniff.ts'
import { isZipBomb, zipDirectory } from '../zip.ts'
import { layRows, LIMITS, type Workbook, type WorkbookFormat } from './workbook.ts'
import type { ReadMessage, ReadTask } from './read-worker.ts'
import { runThread, type ThreadFailure, type ThreadLimits } from './threads.ts'

/**
 * Reads a spreadsheet that someone sent: .xlsx, .xls, WPS .et, CSV or tab-separated text, known by its content, in a
 * thread of its own under limits of size, time and memory. Gives all sheets with their cells as they stand; a file
 * that can not be read gives one refusal with a sentence that says what it is and what to do.
 */
export async function readWorkbook(bytes: Uint8Array, fileName: string): Promise<Outcome<Workbook>> {
  const opened = openable(bytes, fileName)
  if ('problem' in opened) return failed({ ...opened.problem, place: { file: fileName } })
  const { format, remarks } = opened
  const outcome = await readInThread({ bytes, format, sheetName: baseName(fileName) })
  const inFile = (problem: Problem) => ({ ...problem, place: { file: fileName, ...problem.place } })
  if (!outcome.ok) return { ok: false, problems: outcome.problems.map(inFile) }
  const all = [...remarks, ...outcome.remarks].map(inFile)
  return done({ ...outcome.value, remarks: all }, all)
}

function baseName(fileName: string): string {
  return fileName.replace(/^.*[/\\]/u, '').replace(/\.[^.]*$/u, '')
}

type Opened = { format: WorkbookFormat; remarks: Problem[] } | { problem: Problem }

function openable(bytes: Uint8Array, fileName: string): Opened {
  if (bytes.length > LIMITS.bytes) {
    const size = Math.ceil(bytes.length / 1024 / 1024)
    const says = `文件有 ${size} MB，超过 50 MB 的上限，请分成几个文件后再上传。`
    return { problem: refused('file-too-large', says) }
  }
  const kind = sniff(bytes)
  const refusal = REFUSALS[kind]
  if (refusal) return { problem: refused(...refusal) }
  if (kind === 'xlsx') {
    const entries = zipDirectory(bytes)
    if (!entries || isZipBomb(entries, bytes.length, LIMITS.zip)) return { problem: UNSAFE }
  }
  const format = kind === 'xlsx' || kind === 'xls' ? kind : 'csv'
  return { format, remarks: endingRemark(format, fileName) }
}

const ENDINGS: Record<WorkbookFormat, { own: string[]; called: string }> = {
  xlsx: { own: ['xlsx', 'xlsm', 'xltx', 'et'], called: 'Excel 工作簿（.xlsx）' },
  xls: { own: ['xls', 'xlt', 'et', 'ett'], called: 'Excel 97-2003 工作簿（.xls）' },
  csv: { own: ['csv', 'tsv', 'txt', 'tab'], called: '文本表格（.csv）' },
}

function endingRemark(format: WorkbookFormat, fileName: string): Problem[] {
  const ending = /\.([^.]+)$/u.exec(fileName)?.[1]?.toLowerCase()
  if (ending === undefined || ENDINGS[format].own.includes(ending)) return []
  const says = `文件名以“.${ending}”结尾，内容实际是${ENDINGS[format].called}，已按内容读取。`
  return [noted('file-ending', says)]
}

const SAVE_AS = '请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。'
const IMAGE: [string, string] = [
  'file-is-image',
  '这是一张图片，不是表格，无法读取单元格；请上传原来的电子表格。',
]
const UNSAFE = refused(
  'file-unsafe',
  '文件压缩比例或内部结构异常，为安全起见没有打开；请用 Excel 或 WPS 另存为 .xlsx 后再上传。',
)

/** What can not be read as a table, and what to do about it. */
const REFUSALS: Partial<Record<FileKind, [string, string]>> = {
  empty: ['file-empty', '文件是空的，请检查是否选错或没有传完。'],
  encrypted: ['file-encrypted', '文件设有打开密码，请在 Excel 或 WPS 中取消密码后再上传。'],
  html: ['file-is-web-page', `文件内容是网页，不是真正的 Excel 表格（多由网页系统导出）；${SAVE_AS}`],
  xml: ['file-is-xml', `文件内容是 XML 文本，不是 Excel 工作簿；${SAVE_AS}`],
  xlsb: ['file-is-xlsb', `这是 Excel 二进制工作簿（.xlsb），不能直接读取；${SAVE_AS}`],
  ods: ['file-is-ods', `这是 ODS 表格，不能直接读取；${SAVE_AS}`],
  docx: [
    'file-is-document',
    '这是 Word 文档，不是表格；请把其中的表格复制到 Excel 或 WPS 表格，存为 .xlsx 再上传。',
  ],
  doc: [
    'file-is-document',
    '这是 Word 文档，不是表格；请把其中的表格复制到 Excel 或 WPS 表格，存为 .xlsx 再上传。',
  ],
  pptx: ['file-is-document', '这是演示文稿，不是表格；请上传 Excel 或 WPS 表格。'],
  pdf: ['file-is-pdf', '这是 PDF 文件，不是表格；请向提供方要原来的电子表格（.xlsx 或 .xls）。'],
  zip: ['file-is-archive', '这是压缩包，请先解压，再上传里面的表格。'],
  archive: ['file-is-archive', '这是压缩包，请先解压，再上传里面的表格。'],
  'broken-zip': ['file-damaged', '文件不完整或已损坏，可能没有传完；请重新下载或另存后再上传。'],
  jpeg: IMAGE,
  png: IMAGE,
  gif: IMAGE,
  bmp: IMAGE,
  tiff: IMAGE,
  webp: IMAGE,
  heic: IMAGE,
  ole: ['file-unknown', '认不出这是什么文件；请上传 Excel 或 WPS 表格（.xlsx、.xls、.et、.csv）。'],
  unknown: ['file-unknown', '认不出这是什么文件；请上传 Excel 或 WPS 表格（.xlsx、.xls、.et、.csv）。'],
}

/** Reads in a thread of its own; for tests with other limits than those of every day. */
export async function readInThread(
  task: ReadTask,
  limits: ThreadLimits = LIMITS,
): Promise<Outcome<Workbook>> {
  let workbook: Workbook | undefined
  let problems: Problem[] = []
  const rows: Cell[][][] = []
  const hear = (message: ReadMessage) => {
    if (message.step === 'rows') layRows((rows[message.sheet] ??= []), message.first, message.rows)
    else if (message.step === 'refused') problems = message.problems
    else ({ workbook } = message)
    return message.step !== 'rows'
  }
  const failure = await runThread({ module: 'read-worker.ts', task, limits, hear })
  if (failure !== undefined) return failed(FAILURES[failure])
  if (!workbook) return { ok: false, problems }
  const sheets = workbook.sheets.map((sheet, index) => ({ ...sheet, rows: rows[index] ?? [] }))
  return done({ ...workbook, sheets }, workbook.remarks)
}

const FAILURES: Record<ThreadFailure, Problem> = {
  time: refused(
    'file-too-slow',
    '文件太大或太复杂，规定时间内没有读完；请删去多余的工作表、图片和空行，或分成几个文件再上传。',
  ),
  memory: refused(
    'file-too-complex',
    '文件展开后占用内存过多；请删去多余的工作表和空行，或分成几个文件再上传。',
  ),
  fault: refused(
    'file-damaged',
    '文件不完整或已损坏，打不开；请用 Excel 或 WPS 打开原文件、另存为 .xlsx 后再上传。',
  ),
}
