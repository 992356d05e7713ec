import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Cell } from '#core/kernel/cell.ts'
import { type CellValue, type SheetSpec, writeWorkbook } from '#server/files/workbook/write.ts'
import { type ExampleCounty, exampleCounty } from './county/county.ts'
import type { ExampleOptions } from './county/days.ts'
import { scaleCsv, type ScaleOptions } from './county/scale.ts'
import type { ExampleFile, ExampleSheet } from './county/table.ts'

export interface WrittenFile {
  name: string
  bytes: Uint8Array
}

/** The offices' workbooks of the county as .xlsx, in the order in which an officer would bring them in. */
export async function exampleFiles(county: ExampleCounty): Promise<WrittenFile[]> {
  const files: WrittenFile[] = []
  for (const file of county.files) files.push({ name: file.name, bytes: await exampleWorkbook(file) })
  return files
}

/** One workbook as .xlsx. */
export async function exampleWorkbook(file: ExampleFile): Promise<Uint8Array> {
  return writeWorkbook({
    sheets: file.sheets.map(specOf),
    properties: { title: file.name.replace(/\.xlsx$/, ''), author: '虚构县演示数据' },
  })
}

/** Writes the workbooks of the example county into a folder, which is made where it is missing; gives their paths. */
export async function writeExampleWorkbooks(folder: string, options: ExampleOptions): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const written: string[] = []
  for (const { name, bytes } of await exampleFiles(exampleCounty(options))) {
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

function specOf(sheet: ExampleSheet): SheetSpec {
  return {
    name: sheet.name,
    title: sheet.title,
    columns: sheet.columns.map((column) => ({ ...column })),
    rows: sheet.rows.map((row) => row.map(valueOf)),
    footer: sheet.footer,
    freeze: 2,
  }
}

function valueOf(cell: Cell): CellValue {
  if (cell.type === 'empty') return null
  if (cell.type === 'number') return cell.number
  return cell.type === 'date' ? cell.day : cell.text
}
