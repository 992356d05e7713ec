/** A yearly report as a workbook: the form's lines, last year's beside them, where each figure is taken from; unknown stays empty. */
import type { YearlyAnswer } from '#contract/reporting/yearly.ts'
import { writeWorkbook, type ColumnSpec } from '#server/files/workbook/write.ts'

const NUMBER = /^-?[\d,]+(\.\d+)?$/

/** A figure as a number that can be added up; words, codes and days stay text. */
function cellOf(value: string | null | undefined, unit: string): string | number {
  if (value === null || value === undefined) return ''
  return unit !== '' && unit !== '%' && NUMBER.test(value) ? Number(value.replaceAll(',', '')) : value
}

const number = (heading: string, width: number): ColumnSpec => ({ heading, width, kind: 'number' })
const text = (heading: string, width: number): ColumnSpec => ({ heading, width, kind: 'text' })

/** The workbook. */
export function yearlySheet(answer: YearlyAnswer): Promise<Uint8Array> {
  const title = `${answer.subject ?? ''}${answer.year}年${answer.label}`
  const footer = `空白的没有数，不按0计。${answer.unverified ?? ''}`
  const areas = answer.per === 'area'
  return writeWorkbook({
    properties: { title },
    sheets: [
      {
        name: answer.label,
        title,
        freeze: 1,
        columns: areas
          ? [
              text('指标', 28),
              text('单位', 8),
              ...answer.columns.flatMap((one, at) =>
                at === 0 ? [number(one.name, 18), number('上年', 18)] : [number(one.name, 16)],
              ),
              text('说明', 50),
            ]
          : [
              text('项目', 30),
              text('单位', 8),
              number(`${answer.year}年`, 24),
              number('上年', 24),
              text('取自', 24),
              text('标准', 24),
              text('对照', 10),
              text('说明', 50),
            ],
        rows: answer.lines.map((line) => {
          const [first] = line.cells
          if (areas)
            return [
              line.label,
              line.unit,
              ...line.cells.flatMap((cell, at) =>
                at === 0
                  ? [cellOf(cell.value, line.unit), cellOf(cell.before, line.unit)]
                  : [cellOf(cell.value, line.unit)],
              ),
              [line.formula, first?.note].filter(Boolean).join('；'),
            ]
          return [
            line.label,
            line.unit,
            cellOf(first?.value, line.unit),
            cellOf(first?.before, line.unit),
            first?.source ?? '',
            line.standard?.wanted ?? '',
            line.standard?.state ?? '',
            [first?.note, first?.differs].filter(Boolean).join('；'),
          ]
        }),
        footer,
      },
    ],
  })
}
