/** A list comes in: the whole use case against bare parsing of the same file by the same reader. */
import { withScope } from '#server/database/connect.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { writeWorkbook, type CellValue, type ColumnSpec } from '#server/files/workbook/write.ts'
import { cellText } from '#core/kernel/cell.ts'
import { SCALE_HEADINGS, scaleRows } from '#examples/county/scale.ts'
import { prepareFile } from '#server/registry/imports/run.ts'
import { importLedger } from '#server/supervision/import-ledger.ts'
import { must } from '../must.ts'
import { DAY, SYSTEM, type Bench } from './county.ts'
import { ofTurns, peakMemory, takeTurn, type Line, type Turn } from './measure.ts'

/** Columns that offices keep beside; the reader has to go through them all the same. */
const BESIDE = ['网格员', '备注', '所属网格', '登记机关', '核准日期']

/** Goes on where the last list ended. */
const ROWS = scaleRows({ seed: 1, day: DAY, size: 10_000_000 })

/** Lists of ten known columns and five others, as .xlsx: each with bodies that are in none of the others. */
export async function listsOf(sizes: readonly number[]): Promise<Uint8Array[]> {
  const columns: ColumnSpec[] = [...SCALE_HEADINGS, ...BESIDE].map((heading) => ({
    heading,
    width: 14,
    kind: 'text',
  }))
  const lists: Uint8Array[] = []
  for (const length of sizes) {
    const cells = Array.from({ length }, (_, index): CellValue[] => [
      ...(ROWS.next().value?.cells.map(cellText) ?? []),
      ...BESIDE.map((one) => `${one}${index % 97}`),
    ])
    lists.push(await writeWorkbook({ sheets: [{ name: '名录', columns, rows: cells }] }))
  }
  return lists
}

const FILE = '名录.xlsx'
/** Rows of a list that only wakes everything up. */
const FIRST = 200

export async function benchImport(bench: Bench, of: { rows: number; lists: number }): Promise<Line[]> {
  const lists = await listsOf([FIRST, ...Array.from({ length: of.lists }, () => of.rows)])
  const parse = (bytes: Uint8Array) => takeTurn(async () => must(await readWorkbook(bytes, FILE)))
  const take = (bytes: Uint8Array) => takeTurn(() => importOne(bench, bytes))
  const turns: Record<'parse' | 'first' | 'again', Turn>[] = []
  for (const bytes of lists)
    turns.push({ parse: await parse(bytes), first: await take(bytes), again: await take(bytes) })
  const line = (what: string, of_: 'first' | 'again'): Line => {
    // The first list only wakes everything up.
    const taken = ofTurns(turns.slice(1).map((one) => ({ work: one[of_], floor: one.parse })))
    return { what, ...taken, floor: { what: '同一文件只读成表格', milliseconds: taken.floor } }
  }
  return [
    {
      ...line(`导入 ${of.rows} 行 × 15 列新名录（含检查、留痕、提交）`, 'first'),
      goal: { floors: 2 },
      stood: 5,
    },
    { ...line('同一文件再导入一次（无变化）', 'again'), stood: 3.5 },
    { what: '导入时的内存最高值（整个进程）', milliseconds: peakMemory(), unit: 'MB', goal: { most: 600 } },
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
