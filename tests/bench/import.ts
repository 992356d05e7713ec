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
import { measure, median, peakMemory, type Line } from './measure.ts'

/** Columns that offices keep beside; the reader has to go through them all the same. */
const BESIDE = ['网格员', '备注', '所属网格', '登记机关', '核准日期']

/** A list of ten known columns and five others, as .xlsx. */
async function sheetOf(rows: number): Promise<Uint8Array> {
  const columns: ColumnSpec[] = [...SCALE_HEADINGS, ...BESIDE].map((heading) => ({
    heading,
    width: 14,
    kind: 'text',
  }))
  const cells = Array.from(scaleRows({ seed: 1, day: DAY, size: rows }), (row, index): CellValue[] => [
    ...row.cells.map(cellText),
    ...BESIDE.map((one) => `${one}${index % 97}`),
  ])
  return writeWorkbook({ sheets: [{ name: '名录', columns, rows: cells }] })
}

export async function benchImport({ database, services }: Bench, rows: number): Promise<Line[]> {
  const bytes = await sheetOf(rows)
  const fileName = '名录.xlsx'
  const parse = await median(2, async () => must(await readWorkbook(bytes, fileName)))
  const once = async (): Promise<void> => {
    const prepared = must(await prepareFile(services, { bytes, fileName, register: 'body' }))
    const ledger = { bytes, fileName, prepared, register: 'body', area: null, asOf: DAY, receiver: 'bench' }
    await withScope(database.app, SYSTEM, (trx) => importLedger(trx, services, ledger))
  }
  const floor = { what: '同一文件只读成表格', milliseconds: parse }
  const first = await measure(once)
  const memory = peakMemory()
  const again = await measure(once)
  return [
    {
      what: `导入 ${rows} 行 × 15 列新名录（含检查、留痕、提交）`,
      milliseconds: first,
      floor,
      goal: { floors: 2 },
      stood: 12,
    },
    { what: '同一文件再导入一次（无变化）', milliseconds: again, floor, stood: 5 },
    { what: '导入时的内存最高值（整个进程）', milliseconds: memory, unit: 'MB', goal: { most: 600 } },
  ]
}
