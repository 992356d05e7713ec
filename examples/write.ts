import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Cell } from '#core/kernel/cell.ts'
import { type ExampleCounty, exampleCounty } from './county/county.ts'
import type { ExampleOptions } from './county/days.ts'
import { scaleCsv, type ScaleOptions } from './county/scale.ts'
import type { ExampleFile, ExampleSheet } from './county/table.ts'

/** What a writer of .xlsx is given; server/files/workbook/write.ts is one. The county itself knows no file format. */
export interface WorkbookPlan {
  sheets: SheetPlan[]
  properties: { title: string; author: string }
}

export interface SheetPlan {
  name: string
  title: string
  columns: { heading: string; width: number; kind: 'text' | 'number' | 'money' | 'date' }[]
  rows: (string | number | null)[][]
  footer: string
  freeze: number
}

export type WriteWorkbook = (plan: WorkbookPlan) => Promise<Uint8Array>

export interface WrittenFile {
  name: string
  bytes: Uint8Array
}

/** The offices' workbooks of the county as .xlsx, in the order in which an officer would bring them in. */
export async function exampleFiles(county: ExampleCounty, write: WriteWorkbook): Promise<WrittenFile[]> {
  const files: WrittenFile[] = []
  for (const file of county.files) files.push({ name: file.name, bytes: await write(workbookPlan(file)) })
  return files
}

/** One workbook as a writer takes it. */
export function workbookPlan(file: ExampleFile): WorkbookPlan {
  return {
    sheets: file.sheets.map(sheetPlan),
    properties: { title: file.name.replace(/\.xlsx$/, ''), author: '虚构县演示数据' },
  }
}

/** Writes the workbooks of the example county into a folder, which is made where it is missing; gives their paths. */
export async function writeExampleWorkbooks(
  folder: string,
  options: ExampleOptions,
  write: WriteWorkbook,
): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const written: string[] = []
  for (const { name, bytes } of await exampleFiles(exampleCounty(options), write)) {
    const file = path.join(folder, name)
    await writeFile(file, bytes)
    written.push(file)
  }
  return written
}

/** Writes a registry list of any length as CSV (UTF-8), row by row, so that it never stands whole in memory. */
export async function writeExampleList(file: string, options: ScaleOptions): Promise<void> {
  await pipeline(Readable.from(scaleCsv(options)), createWriteStream(file))
}

function sheetPlan(sheet: ExampleSheet): SheetPlan {
  return {
    name: sheet.name,
    title: sheet.title,
    columns: sheet.columns.map((column) => ({ ...column })),
    rows: sheet.rows.map((row) => row.map(valueOf)),
    footer: sheet.footer,
    freeze: 2,
  }
}

function valueOf(cell: Cell): string | number | null {
  if (cell.type === 'empty') return null
  if (cell.type === 'number') return cell.number
  return cell.type === 'date' ? cell.day : cell.text
}
