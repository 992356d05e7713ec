import type { Register } from '#core/kernel/register.ts'
import type { WireImportRow } from '#contract/kernel/imports.ts'
import type { SheetSpec } from '#server/files/workbook/write.ts'

const OUTCOMES: Record<string, string> = { refused: '没有录入', warned: '已录入，待确认' }

/** The rows that were refused or warned, the reason beside each, to be mended and sent in again. */
export function problemsSheet(rows: readonly WireImportRow[], registers: readonly Register[]): SheetSpec {
  return {
    name: '问题行',
    title: '导入问题行（改正后可重新导入）',
    columns: [
      { heading: '工作表', width: 16, kind: 'text' },
      { heading: '原行号', width: 8, kind: 'number' },
      { heading: '合作社名称', width: 34, kind: 'text' },
      { heading: '处理', width: 16, kind: 'text' },
      { heading: '原因和办法', width: 80, kind: 'text' },
      { heading: '原内容', width: 60, kind: 'text' },
    ],
    rows: rows.map((row) => [
      row.sheet,
      row.row,
      row.bodyName,
      OUTCOMES[row.outcome] ?? row.outcome,
      reasons(row),
      contentOf(row, registers),
    ]),
  }
}

function reasons(row: WireImportRow): string {
  return row.problems
    .filter((one) => one.severity !== 'noted')
    .map((one) => `${one.place?.column ? `${one.place.column} 列：` : ''}${one.says}`)
    .join('；')
}

function contentOf(row: WireImportRow, registers: readonly Register[]): string {
  const fields = registers.find((one) => one.id === row.register)?.fields ?? {}
  return Object.entries(row.values)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${fields[key]?.label ?? key}：${String(value)}`)
    .join('；')
}
