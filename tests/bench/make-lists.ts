/**
 * Makes the lists that come in, in a process of its own: what making them takes is no memory of whoever reads them.
 * Called with a folder, how many bodies were listed before, and the number of rows of each list; they become 0.xlsx, 1.xlsx …
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { writeWorkbook, type CellValue, type ColumnSpec } from '#server/files/workbook/write.ts'
import { cellText } from '#core/kernel/cell.ts'
import { SCALE_HEADINGS, scaleRows } from '#examples/county/scale.ts'
import { DAY } from './county.ts'

/** Columns that offices keep beside; the reader has to go through them all the same. */
const BESIDE = ['网格员', '备注', '所属网格', '登记机关', '核准日期']

/** Goes on where the last list ended. */
const ROWS = scaleRows({ seed: 1, day: DAY, size: 10_000_000 })

/** A list of ten known columns and five others, as .xlsx, with bodies that are in none of the others. */
function listOf(length: number): Promise<Uint8Array> {
  const columns: ColumnSpec[] = [...SCALE_HEADINGS, ...BESIDE].map((heading) => ({
    heading,
    width: 14,
    kind: 'text',
  }))
  const cells = Array.from({ length }, (_, index): CellValue[] => [
    ...(ROWS.next().value?.cells.map(cellText) ?? []),
    ...BESIDE.map((one) => `${one}${index % 97}`),
  ])
  return writeWorkbook({ sheets: [{ name: '名录', columns, rows: cells }] })
}

const [folder = '.', listed = '0', ...sizes] = process.argv.slice(2)
for (let body = 0; body < Number(listed); body += 1) ROWS.next()
for (const [index, rows] of sizes.entries())
  writeFileSync(path.join(folder, `${index}.xlsx`), await listOf(Number(rows)))
