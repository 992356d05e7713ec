/** The plan of a year as the office files it: one sheet with all, then one for each township. */
import type { AuditRow } from '#contract/audits/audits.ts'
import { AUDIT_KINDS, type AuditKind } from '#core/audits/kinds.ts'
import { printDayLong } from '#core/values/day.ts'
import { writeWorkbook, type SheetSpec } from '#server/files/workbook/write.ts'

export interface PlanSheet {
  place: string
  year: number
  kind: AuditKind
  day: string
}

/** The workbook of the rows; `town` tells the township of each. */
export function planSheet(
  rows: readonly (AuditRow & { town: string })[],
  of: PlanSheet,
): Promise<Uint8Array> {
  const byTown = Map.groupBy(rows, (one) => one.town)
  const sheets = [
    sheetOf('全部', rows, of),
    ...(byTown.size > 1 ? [...byTown].map(([name, some]) => sheetOf(name, some, of)) : []),
  ]
  return writeWorkbook({ sheets, properties: { title: titleOf(of) } })
}

const titleOf = ({ place, year, kind }: PlanSheet): string =>
  `${place}${year}年${AUDIT_KINDS[kind]}计划和进展`

function sheetOf(name: string, rows: readonly AuditRow[], of: PlanSheet): SheetSpec {
  return {
    name,
    title: `${titleOf(of)}（${name === '全部' ? '全部乡镇' : name}，截至${printDayLong(of.day)}）`,
    freeze: 2,
    columns: [
      { heading: '序号', width: 6, kind: 'number' },
      { heading: '所在地', width: 18, kind: 'text' },
      { heading: '合作社名称', width: 32, kind: 'text' },
      { heading: '状态', width: 14, kind: 'text' },
      { heading: '由谁审计', width: 24, kind: 'text' },
      { heading: '计划季度', width: 10, kind: 'text' },
      { heading: '期限', width: 12, kind: 'text' },
      { heading: '是否逾期', width: 10, kind: 'text' },
      { heading: '问题', width: 8, kind: 'number' },
      { heading: '未销号', width: 8, kind: 'number' },
      { heading: '向成员通报', width: 14, kind: 'text' },
      { heading: '通报日期', width: 12, kind: 'text' },
    ],
    rows: rows.map((one, at) => [
      at + 1,
      one.areaName,
      one.bodyName,
      one.stateLabel,
      one.auditor,
      one.quarter === null ? '' : `第${one.quarter}季度`,
      one.dueOn ?? '',
      one.late ? '逾期' : '',
      one.points,
      one.open,
      `${one.noticeLabel ?? ''}${one.noticeLate ? '（逾期）' : ''}`,
      one.postedOn ?? '',
    ]),
    footer: `共 ${rows.length} 家。`,
  }
}
