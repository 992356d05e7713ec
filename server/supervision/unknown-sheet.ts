/** 待补数据: what can not be judged yet, body by body, with what has to be asked for. */
import type { Kysely } from 'kysely'
import { writeWorkbook } from '#server/files/workbook/write.ts'
import { printDayLong } from '#core/values/day.ts'
import { namesOf, type UnknownBody } from './unknown.ts'

/** The list as a workbook, by township. */
export async function unknownSheet(
  trx: Kysely<unknown>,
  bodies: readonly UnknownBody[],
  head: { area: string; day: string },
): Promise<Uint8Array> {
  const names = await namesOf(
    trx,
    bodies.map((one) => one.body),
  )
  const sorted = bodies.toSorted((a, b) => (a.area < b.area ? -1 : a.area > b.area ? 1 : 0))
  return writeWorkbook({
    properties: { title: `${head.area}待补数据` },
    sheets: [
      {
        name: '待补数据',
        title: `${head.area}农民合作社待补数据（截至${printDayLong(head.day)}）`,
        freeze: 3,
        columns: [
          { heading: '序号', width: 6, kind: 'number' },
          { heading: '乡镇村', width: 22, kind: 'text' },
          { heading: '合作社名称', width: 36, kind: 'text' },
          { heading: '暂不能判定', width: 60, kind: 'text' },
          { heading: '需要补报', width: 60, kind: 'text' },
        ],
        rows: sorted.map((one, index) => [
          index + 1,
          names.get(one.body)?.areaName ?? '',
          names.get(one.body)?.name ?? '',
          one.rules.map((rule) => rule.label).join('、'),
          one.missing.map((cell) => cell.label).join('、'),
        ]),
        footer: `共 ${sorted.length} 家。缺数据不算问题，补齐后重新检查。`,
      },
    ],
  })
}
