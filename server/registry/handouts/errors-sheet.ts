/** What goes back to the townships: one sheet each, every fault with its place, the reason and what to do. */
import type { SheetSpec } from '#server/files/workbook/write.ts'
import { fileOf } from './match.ts'
import type { RowResult } from './outcomes.ts'
import type { BatchFile, OpenReturn } from './returns.ts'

/** Questions that the county answers are none of the township's business. */
const OF_THE_COUNTY: ReadonlySet<string> = new Set([
  'return-undecided',
  'return-cell-undecided',
  'return-skipped',
  'row-twice',
])

const COLUMNS: SheetSpec['columns'] = [
  { heading: '文件', width: 30, kind: 'text' },
  { heading: '工作表', width: 16, kind: 'text' },
  { heading: '行', width: 7, kind: 'number' },
  { heading: '列', width: 7, kind: 'text' },
  { heading: '合作社名称', width: 34, kind: 'text' },
  { heading: '处理', width: 16, kind: 'text' },
  { heading: '原因和办法', width: 80, kind: 'text' },
]

/** One sheet per township in the order of their codes, those without a township last; a sheet that says so where all is well. */
export function errorSheets(
  results: readonly RowResult[],
  of: { batch: OpenReturn; names: ReadonlyMap<string, string> },
): SheetSpec[] {
  const { batch, names } = of
  const rows = results.flatMap((one) =>
    errorRows(one, batch).map((cells) => ({ area: one.area ?? '', cells })),
  )
  const files = batch.files.flatMap((file) =>
    fileErrors(file).map((cells) => ({ area: file.area ?? '', cells })),
  )
  const all = [...files, ...rows]
  const areas = [...new Set(all.map((one) => one.area))].toSorted((one, other) =>
    one === '' ? 1 : other === '' || one < other ? -1 : 1,
  )
  if (areas.length === 0) return [sheet('没有问题', [])]
  return areas.map((area) =>
    sheet(
      area === '' ? '认不出的文件' : (names.get(area) ?? area),
      all.filter((one) => one.area === area).map((one) => one.cells),
    ),
  )
}

function sheet(name: string, rows: SheetSpec['rows']): SheetSpec {
  return {
    name,
    title: `${name} 填报表退回改正（改好后把整个文件再发回）`,
    columns: COLUMNS,
    rows,
    spareRows: 0,
  }
}

function errorRows({ row, outcome, problems, bodyName }: RowResult, batch: OpenReturn): SheetSpec['rows'] {
  return problems
    .filter((one) => one.severity !== 'noted' && !OF_THE_COUNTY.has(one.code))
    .map((one) => [
      fileOf(batch, row)?.name ?? '',
      row.sheet,
      row.row,
      one.place?.column ?? null,
      bodyName,
      outcome === 'refused' ? '没有写入' : '该格没有写入或待核实',
      one.says,
    ])
}

function fileErrors(file: BatchFile): SheetSpec['rows'] {
  return file.problems
    .filter((one) => one.severity !== 'noted')
    .map((one) => [
      file.name,
      one.place?.sheet ?? null,
      one.place?.row ?? null,
      one.place?.column ?? null,
      null,
      '请核对',
      one.says,
    ])
}
