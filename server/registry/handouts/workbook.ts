/** The workbook that a township fills in: one sheet per register, known cells locked, missing ones open. */
import type { Field } from '#core/kernel/field.ts'
import { headingOf, SUBJECT_HEADINGS } from '#core/kernel/heading.ts'
import { wireOfValue } from '#core/kernel/kinds/table.ts'
import type { Register } from '#core/kernel/register.ts'
import { printDayLong } from '#core/values/day.ts'
import {
  writeWorkbook,
  type CellValue,
  type ColumnSpec,
  type SheetSpec,
} from '#server/files/workbook/write.ts'
import { cellOf } from '#server/register/excel.ts'
import type { HandoutHead, IssuedLine } from './store.ts'

export interface TownshipForm {
  handout: HandoutHead
  county: string
  area: string
  name: string
  lines: readonly IssuedLine[]
}

/** Keys of what travels with the file. */
export const FORM_METADATA = { handout: 'handout', area: 'area', version: 'formVersion' } as const

/** The headings that are ours and no field's: they are read back for matching only. */
export const OWN_HEADINGS = ['序号', '村'] as const

export function formFileName(form: Pick<TownshipForm, 'name' | 'handout'>): string {
  return `${form.name}_补填表_${form.handout.dueOn}.xlsx`
}

/** The file as it is handed out; the same form gives the same file at any time. */
export async function formWorkbook(form: TownshipForm): Promise<Uint8Array> {
  const { handout, area } = form
  const registers = [...new Set(form.lines.map((one) => one.register))]
  return writeWorkbook({
    sheets: registers.map((register) => sheetOf(form, register)),
    properties: { title: handout.title, subject: `${form.county}${form.name}` },
    metadata: {
      [FORM_METADATA.handout]: handout.id,
      [FORM_METADATA.area]: area,
      [FORM_METADATA.version]: String(handout.formVersion),
    },
  })
}

function sheetOf(form: TownshipForm, register: Register): SheetSpec {
  const { handout, county, name } = form
  const fields = (handout.asked.columns[register.id] ?? []).flatMap((key) => {
    const field = register.fields[key]
    return field ? [{ key, field }] : []
  })
  const lines = form.lines.filter((one) => one.register === register)
  return {
    name: register.label,
    title: `${county}${name} ${register.label}（${handout.title}　第${handout.formVersion}版　${printDayLong(handout.dueOn)}前报回）`,
    columns: [...SUBJECT, ...fields.map(({ field }) => columnOf(field)), KEY],
    rows: lines.map((line, index) => [
      index + 1,
      line.name,
      line.code,
      line.village,
      ...fields.map(({ key, field }): CellValue => {
        const value = line.known[key]
        return value === undefined || value === null ? null : cellOf(field, wireOfValue(value, field))
      }),
      line.key,
    ]),
    freeze: 2,
    protect: true,
    footer: FOOTER,
  }
}

const FOOTER = [
  '填表说明：1．只填浅黄色的格子，其余内容已经锁定；锁定内容有误的，请另行说明，不要改动。',
  '2．金额以元为单位；是否类栏目从下拉框选“是”或“否”；没有的填 0，不掌握的先空着。',
  '3．填好后整个文件发回，文件名、格式（.xlsx、.xls、.et、.csv）不限；不要删除隐藏的“行标识”列。',
].join('\n')

const SUBJECT: ColumnSpec[] = [
  { heading: OWN_HEADINGS[0], width: 6, kind: 'number', locked: true },
  { heading: SUBJECT_HEADINGS.name[0]!, width: 38, kind: 'text', locked: true },
  // A code that nobody knows yet may be filled in.
  { heading: SUBJECT_HEADINGS.code[0]!, width: 24, kind: 'text' },
  { heading: OWN_HEADINGS[1], width: 14, kind: 'text', locked: true },
]
const KEY: ColumnSpec = {
  heading: SUBJECT_HEADINGS.key[0]!,
  width: 14,
  kind: 'text',
  locked: true,
  hidden: true,
}

function columnOf(field: Field): ColumnSpec {
  const heading = headingOf(field)
  const width = Math.max(field.kind === 'text' ? 22 : 11, Math.min(26, heading.length * 2 + 2))
  const column = { heading, width, ...(field.help !== undefined && { note: field.help }) }
  if (field.kind === 'choice') return { ...column, kind: 'text', options: [...field.options] }
  if (field.kind === 'flag' || field.kind === 'money' || field.kind === 'date')
    return { ...column, kind: field.kind }
  return { ...column, kind: field.kind === 'count' || field.kind === 'year' ? 'number' : 'text' }
}
