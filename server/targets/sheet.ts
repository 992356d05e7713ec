/** 目标任务进度表: each target of a place with its figures, and below it those of the areas right below. */
import type { TargetCell, Targets } from '#contract/targets.ts'
import { printDayLong } from '#core/values/day.ts'
import { writeWorkbook } from '#server/files/workbook/write.ts'

/** The table as a workbook. */
export function targetsSheet(found: Targets): Promise<Uint8Array> {
  const rows = found.targets.flatMap((one) =>
    [one.own, ...one.below].map((cell, at) => [
      at === 0 ? one.label : '',
      cell.wanted ?? '',
      one.by,
      cell.name,
      cell.actual ?? '未知',
      cell.parts ?? '',
      ...standing(cell),
      one.missing.join('；'),
      one.clauseLabel,
    ]),
  )
  const title = `${found.areaName}目标任务进度表（截至${printDayLong(found.day)}）`
  return writeWorkbook({
    properties: { title },
    sheets: [
      {
        name: '目标任务进度表',
        title,
        freeze: 1,
        columns: [
          { heading: '目标', width: 24, kind: 'text' },
          { heading: '要求', width: 14, kind: 'text' },
          { heading: '期限', width: 12, kind: 'date' },
          { heading: '辖区', width: 16, kind: 'text' },
          { heading: '实际', width: 10, kind: 'text' },
          { heading: '分子/分母', width: 12, kind: 'text' },
          { heading: '差距', width: 10, kind: 'text' },
          { heading: '按进度应达', width: 12, kind: 'text' },
          { heading: '照此到期预计', width: 14, kind: 'text' },
          { heading: '状态', width: 10, kind: 'text' },
          { heading: '待补正', width: 40, kind: 'text' },
          { heading: '依据', width: 50, kind: 'text' },
        ],
        rows,
        footer: '没有台账可算的为“未知”，不按0计；进度线从方案起始日的基期数直线推到期限。',
      },
    ],
  })
}

function standing(cell: TargetCell): string[] {
  return [cell.gap ?? '', cell.pace ?? '', cell.forecast ?? '', cell.state]
}
