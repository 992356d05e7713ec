/** A list comes in: the whole use case against bare parsing of the same file by the same reader. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { withScope } from '#server/database/connect.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { prepareFile } from '#server/registry/imports/run.ts'
import { importLedger } from '#server/supervision/import-ledger.ts'
import { must } from '../must.ts'
import { DAY, SYSTEM, type Bench } from './county.ts'
import { ofTurns, peakMemory, takeTurn, type Line, type Turn } from './measure.ts'

/** Bodies that were listed so far: measured again, the lists are of other ones. */
let listed = 0

/** Lists of ten known columns and five others, each with bodies that are in none of the others; see make-lists.ts. */
function makeLists(sizes: readonly number[]): { folder: string; files: string[] } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'heshe-lists-'))
  const maker = fileURLToPath(new URL('make-lists.ts', import.meta.url))
  execFileSync(process.execPath, [maker, folder, String(listed), ...sizes.map(String)], { stdio: 'inherit' })
  listed += sizes.reduce((sum, rows) => sum + rows, 0)
  return { folder, files: sizes.map((_, index) => path.join(folder, `${index}.xlsx`)) }
}

const FILE = '名录.xlsx'
/** Rows of a list that only wakes everything up. */
const FIRST = 200

export async function benchImport(bench: Bench, of: { rows: number; lists: number }): Promise<Line[]> {
  const lists = makeLists([FIRST, ...Array.from({ length: of.lists }, () => of.rows)])
  const parse = (bytes: Uint8Array) => takeTurn(async () => must(await readWorkbook(bytes, FILE)))
  const take = (bytes: Uint8Array) => takeTurn(() => importOne(bench, bytes))
  const turns: Record<'parse' | 'first' | 'again', Turn>[] = []
  let alone = 0
  for (const [index, file] of lists.files.entries()) {
    const bytes = readFileSync(file)
    const first = await take(bytes)
    // Before the first of the large lists comes a second time, and before it is only read.
    if (index === 1) alone = peakMemory()
    turns.push({ first, parse: await parse(bytes), again: await take(bytes) })
  }
  rmSync(lists.folder, { recursive: true, force: true })
  const line = (what: string, of_: 'first' | 'again'): Line => {
    // The first list only wakes everything up.
    const taken = ofTurns(turns.slice(1).map((one) => ({ work: one[of_], floor: one.parse })))
    return { what, ...taken, floor: { what: '同一文件只读成表格', milliseconds: taken.floor } }
  }
  return [
    {
      ...line(`导入 ${of.rows} 行 × 15 列新名录（含检查、留痕、提交）`, 'first'),
      goal: { floors: 2 },
      stood: 4.5,
    },
    { ...line('同一文件再导入一次（无变化）', 'again'), stood: 2.1 },
    {
      what: '导入一次的内存最高值（整个进程，只读和再导入以前）',
      milliseconds: alone,
      unit: 'MB',
      goal: { most: 600 },
    },
    { what: '同上，连同只读和再导入', milliseconds: peakMemory(), unit: 'MB' },
  ]
}

async function importOne({ database, services }: Bench, bytes: Uint8Array): Promise<void> {
  const prepared = must(await prepareFile(services, { bytes, fileName: FILE, register: 'body' }))
  const ledger = {
    bytes,
    fileName: FILE,
    prepared,
    register: 'body',
    area: null,
    asOf: DAY,
    receiver: 'bench',
  }
  await withScope(database.app, SYSTEM, (trx) => importLedger(trx, services, ledger))
}
