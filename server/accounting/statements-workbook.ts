/** The three statements as a workbook in the layout of the official forms (会农社01–03表). */
import { sumOf, type EquityColumn } from '#core/accounting/equity-statement.ts'
import type { StatementRow } from '#core/accounting/statements.ts'
import { printDayLong } from '#core/values/day.ts'
import type { CellValue, ColumnSpec, SheetSpec } from '#server/files/workbook/write.ts'
import { writeWorkbook } from '#server/files/workbook/write.ts'
import type { Statements } from './statements.ts'

const text = (heading: string, width: number): ColumnSpec => ({ heading, width, kind: 'text' })
const money = (heading: string): ColumnSpec => ({ heading, width: 18, kind: 'money' })

const ASSETS: readonly (number | string)[] = [
  '流动资产：',
  ...range(1, 5),
  '非流动资产：',
  ...range(6, 21),
  ...range(22, 22),
]
const SOURCES: readonly (number | string)[] = [
  '流动负债：',
  ...range(23, 31),
  '非流动负债：',
  ...range(32, 35),
  '所有者权益：',
  ...range(36, 41),
]

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/** The workbook. `day` is the last day of the period. */
export function statementsWorkbook(of: Statements & { bodyName: string; day: string }): Promise<Uint8Array> {
  const head = (form: string, name: string, when: string): Pick<SheetSpec, 'name' | 'title' | 'footer'> => ({
    name,
    title: `${name}（${form}）　编制单位：${of.bodyName}　${when}　单位：元`,
    footer: '理事长：　　　　　　　会计：　　　　　　　制表：',
  })
  const year = `${of.day.slice(0, 4)} 年 1—${Number(of.day.slice(5, 7))} 月`
  return writeWorkbook({
    properties: { title: `${of.bodyName} 会计报表` },
    sheets: [
      { ...head('会农社01表', '资产负债表', printDayLong(of.day)), ...balanceSheetOf(of.sheet) },
      { ...head('会农社02表', '盈余及盈余分配表', year), ...incomeOf(of.income) },
      { ...head('会农社03表', '成员权益变动表', year), ...equityOf(of.equity) },
    ],
  })
}

function balanceSheetOf(rows: readonly StatementRow[]): Pick<SheetSpec, 'columns' | 'rows'> {
  const cells = (row: number | string | undefined): CellValue[] => {
    if (row === undefined) return [null, null, null, null]
    if (typeof row === 'string') return [row, null, null, null]
    const found = rows.find((one) => one.row === row)!
    return [found.label, String(row), found.now, found.before]
  }
  // The two totals stand beside each other in the last row.
  const height = ASSETS.length
  const right = [...SOURCES, ...Array.from({ length: height - 1 - SOURCES.length }, () => undefined), 42]
  return {
    columns: [
      text('资产', 30),
      text('行次', 6),
      money('期末余额'),
      money('年初余额'),
      text('负债和所有者权益', 26),
      text('行次', 6),
      money('期末余额'),
      money('年初余额'),
    ],
    rows: ASSETS.map((row, index) => [...cells(row), ...cells(right[index])]),
  }
}

function incomeOf(rows: readonly StatementRow[]): Pick<SheetSpec, 'columns' | 'rows'> {
  return {
    columns: [text('项目', 30), text('行次', 6), money('本年金额'), money('上年金额')],
    rows: rows.map((one) => [one.label, String(one.row), one.now, one.before]),
  }
}

function equityOf(columns: readonly EquityColumn[]): Pick<SheetSpec, 'columns' | 'rows'> {
  const line = (label: string, of: (one: EquityColumn) => bigint): CellValue[] => {
    const values = columns.map(of)
    return [label, ...values, values.reduce((sum, one) => sum + one, 0n)]
  }
  const parts = (side: 'increases' | 'decreases'): CellValue[][] => {
    const labels = [...new Set(columns.flatMap((one) => one[side].map((part) => part.label)))]
    return labels.map((label) => {
      const values = columns.map((one) => one[side].find((part) => part.label === label)?.amount ?? null)
      return [`　其中：${label}`, ...values, values.reduce<bigint>((sum, one) => sum + (one ?? 0n), 0n)]
    })
  }
  return {
    columns: [text('项目', 30), ...columns.map((one) => money(one.label)), money('合计')],
    rows: [
      line('年初余额', (one) => one.begin),
      line('本年增加数', (one) => sumOf(one.increases)),
      ...parts('increases'),
      line('本年减少数', (one) => sumOf(one.decreases)),
      ...parts('decreases'),
      line('年末余额', (one) => one.end),
    ],
  }
}
