import { type Cell, type WriteSheet, writeXlsx } from 'hucre/xlsx'
import { columnLetter } from '#core/kernel/cell.ts'
import { isDay } from '#core/values/day.ts'
import { wireOfFen } from '#core/values/money.ts'
import { rowHeights } from './row-heights.ts'
import { BASE_FONT, bodyStyle, FOOTER, HEADING, TITLE } from './styles.ts'
import { DropDowns, validationFor } from './validations.ts'
import {
  type CellValue,
  type ColumnKind,
  type ColumnSpec,
  METADATA_SHEET,
  type SheetSpec,
  type WorkbookSpec,
} from './write.ts'

const SPARE_ROWS = 200

/** Makes the workbook that `writeWorkbook` promises, in the thread that calls it. */
export async function buildWorkbook(spec: WorkbookSpec): Promise<Uint8Array> {
  const lists = new DropDowns()
  const taken = new Set<string>()
  const sheets = spec.sheets.map((sheet) =>
    buildSheet({ ...sheet, name: sheetName(sheet.name, taken) }, lists),
  )
  const metadata = Object.entries(spec.metadata ?? {}).map(([key, value]) => [key, value].map(escapeOffice))
  const hidden: WriteSheet[] = [
    ...lists.sheet(),
    ...(metadata.length > 0 ? [{ name: METADATA_SHEET, rows: metadata, veryHidden: true }] : []),
  ]
  const { author = '禾社', ...properties } = spec.properties ?? {}
  return writeXlsx({
    sheets: [...sheets, ...hidden],
    properties: { ...properties, creator: author },
    namedRanges: spec.sheets.map((sheet, i) => repeatedRows(sheets[i]?.name ?? sheet.name, bodyStart(sheet))),
    defaultFont: BASE_FONT,
  })
}

/** Rows above the body: the headings and, if there is one, the title. */
function bodyStart(sheet: SheetSpec): number {
  return sheet.title === undefined ? 1 : 2
}

function buildSheet(sheet: SheetSpec, lists: DropDowns): WriteSheet {
  const { columns, rows, title, footer, protect } = sheet
  const start = bodyStart(sheet)
  const spare = sheet.spareRows ?? (rows.length === 0 ? SPARE_ROWS : 0)
  const bodyEnd = start + rows.length + spare
  const cells = new Map<string, Partial<Cell>>()
  // A title in a hidden column would be hidden with it.
  const first = Math.max(
    0,
    columns.findIndex(({ hidden }) => !hidden),
  )
  if (title !== undefined) cells.set(`0,${first}`, textCell(title, TITLE))
  for (const [c, column] of columns.entries())
    cells.set(`${start - 1},${c}`, textCell(column.heading, HEADING))
  for (let r = start; r < bodyEnd; r++) {
    const row = rows[r - start]
    for (const [c, column] of columns.entries()) {
      cells.set(`${r},${c}`, bodyCell(row?.[c] ?? null, column, { protect: protect ?? false, spare: !row }))
    }
  }
  if (footer !== undefined) cells.set(`${bodyEnd},${first}`, textCell(footer, FOOTER))

  const wide = (row: number) => ({ startRow: row, startCol: first, endRow: row, endCol: columns.length - 1 })
  const across = [...(title === undefined ? [] : [0]), ...(footer === undefined ? [] : [bodyEnd])]
  const fillIn = protect === true || spare > 0
  return {
    name: sheet.name,
    columns: columns.map(({ width, hidden }) => ({ width, ...(hidden && { hidden }) })),
    cells,
    ...(columns.length > first + 1 && { merges: across.map(wide) }),
    rowDefs: rowHeights(sheet, { start, bodyEnd }),
    freezePane: { rows: start, columns: sheet.freeze ?? 0 },
    dataValidations: columns.flatMap((column, c) => {
      const letter = columnLetter(c)
      const range = `${letter}${start + 1}:${letter}${Math.max(bodyEnd, start + 1)}`
      const options = column.options ?? (column.kind === 'flag' ? ['是', '否'] : undefined)
      return validationFor({ column: { ...column, ...(options && { options }) }, range, fillIn }, lists)
    }),
    ...(protect && { protection: PROTECTION }),
    ...PRINT,
  }
}

const PROTECTION = { sheet: true, formatColumns: true, formatRows: true, autoFilter: true }
const PRINT = {
  pageSetup: {
    paperSize: 'a4',
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    horizontalCentered: true,
    margins: { top: 0.6, bottom: 0.6, left: 0.4, right: 0.4, header: 0.3, footer: 0.3 },
  },
  headerFooter: { oddFooter: '&C第 &P 页，共 &N 页' },
} as const

function bodyCell(
  value: CellValue,
  column: ColumnSpec,
  { protect, spare }: { protect: boolean; spare: boolean },
) {
  const open = protect ? !(column.locked ?? (value !== null && value !== '')) : undefined
  const style = bodyStyle({ kind: column.kind, open, spare })
  const real = realValue(value, column.kind)
  if (typeof real !== 'string') return { value: real, style }
  return textCell(real, { ...style, numFmt: '@' })
}

/** The value as the sheet keeps it: a number or a day where the kind wants one and the value is one, else text. */
function realValue(value: CellValue, kind: ColumnKind): string | number | Date | null {
  if (value === null || value === '') return null
  if (typeof value === 'bigint') {
    if (!Number.isSafeInteger(Number(value))) return kind === 'money' ? wireOfFen(value) : String(value)
    if (kind === 'money') return Number(value) / 100
    return kind === 'number' ? Number(value) : String(value)
  }
  if (typeof value === 'number') return kind === 'number' || kind === 'money' ? value : String(value)
  return kind === 'date' ? (dayValue(value) ?? value) : value
}

/** A calendar day that Excel can count (from March 1900 on); undefined for anything else. */
function dayValue(text: string): Date | undefined {
  return isDay(text) && text >= '1900-03-01' ? new Date(`${text}T00:00:00Z`) : undefined
}

const LONGEST_TEXT = 32_767

function textCell(text: string, style: NonNullable<Cell['style']>): Partial<Cell> {
  const value = escapeOffice(text).slice(0, LONGEST_TEXT)
  // A text that reads like an error (#N/A) would be written as one; as a run of rich text it stays a text.
  return value.startsWith('#') ? { value, style, richText: [{ text: value }] } : { value, style }
}

/** A literal _x0041_ would be read as the character that it names. */
function escapeOffice(text: string): string {
  return text.replace(/_(?=x[0-9a-f]{4}_)/giu, '_x005F_')
}

/** Title and headings on every printed page. The name is quoted: one that begins with a digit needs it. */
function repeatedRows(name: string, count: number) {
  return { name: '_xlnm.Print_Titles', range: `'${name.replaceAll("'", "''")}'!$1:$${count}`, scope: name }
}

/** A name that Excel accepts for a sheet and that the workbook does not have yet. */
function sheetName(wanted: string, taken: Set<string>): string {
  const plain = wanted
    .replace(/[[\]:*?/\\]/gu, ' ')
    .replace(/^'+|'+$/gu, '')
    .trim()
  const base = plain === '' || plain.toLowerCase() === 'history' ? `表${plain}` : plain
  for (let i = 1; ; i++) {
    const mark = i === 1 ? '' : `(${i})`
    const name = base.slice(0, 31 - mark.length) + mark
    if (taken.has(name.toLowerCase())) continue
    taken.add(name.toLowerCase())
    return name
  }
}
