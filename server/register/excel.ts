/** A register as Excel: the empty template that an office may fill, and the list on the screen with its filters. */
import type { Field } from '#core/kernel/field.ts'
import type { Register } from '#core/kernel/register.ts'
import type { WireRecord, WireValue } from '#contract/kernel.ts'
import type { CellValue, ColumnSpec, SheetSpec } from '#server/files/workbook/write.ts'

/** The heading row of an import template, with drop-downs; codes and numbers that are not amounts are text. */
export function templateSheet(register: Register): SheetSpec {
  const subject = { body: SUBJECT, area: PLACE, none: [] }[register.belongsTo]
  const columns = Object.entries(register.fields)
    .filter(([, field]) => field.kind !== 'files' && field.kind !== 'ref')
    .map(([, field]) => columnOf(field))
  return {
    name: register.label,
    title: `${register.label}（填写后导入）`,
    columns: [...subject, ...columns],
    rows: [],
  }
}

/** The records of a list; secrets stay masked. */
export function exportSheet(register: Register, records: readonly WireRecord[]): SheetSpec {
  const fields = Object.entries(register.fields).filter(([, field]) => field.kind !== 'files')
  const subject =
    register.belongsTo === 'body' ? [{ heading: '合作社名称', width: 34, kind: 'text' as const }] : []
  return {
    name: register.label,
    title: register.label,
    columns: [
      ...subject,
      { heading: '所在乡镇村', width: 22, kind: 'text' },
      ...fields.map(([, field]) => columnOf(field)),
    ],
    rows: records.map((one) => [
      ...(subject.length > 0 ? [one.bodyName] : []),
      one.areaName,
      ...fields.map(([key, field]) => cellOf(field, one.values[key] ?? null)),
    ]),
  }
}

const SUBJECT: ColumnSpec[] = [
  { heading: '合作社名称', width: 34, kind: 'text' },
  { heading: '统一社会信用代码', width: 22, kind: 'text' },
]

const PLACE: ColumnSpec[] = [
  { heading: '所在乡镇', width: 18, kind: 'text' },
  { heading: '所在村', width: 18, kind: 'text' },
]

function columnOf(field: Field): ColumnSpec {
  const heading = field.kind === 'money' ? `${field.label}（元）` : field.label
  const width = Math.max(10, Math.min(40, heading.length * 2 + 4))
  if (field.kind === 'choice') return { heading, width, kind: 'text', options: [...field.options] }
  if (field.kind === 'flag') return { heading, width, kind: 'flag', options: ['是', '否'] }
  if (field.kind === 'money' || field.kind === 'date') return { heading, width, kind: field.kind }
  return { heading, width, kind: field.kind === 'count' || field.kind === 'year' ? 'number' : 'text' }
}

/** A value as the sheet's cell: amounts as fen for the writer, everything else as text or number. */
export function cellOf(field: Field, value: WireValue): CellValue {
  if (value === null) return null
  if (Array.isArray(value)) return value.join('、')
  if (field.kind === 'flag') return value === true ? '是' : '否'
  if (field.kind === 'money') return BigInt(String(value).replace('.', ''))
  return typeof value === 'boolean' ? String(value) : value
}
