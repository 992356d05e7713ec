import { type Cell, cellText, EMPTY, type Sheet } from '#core/kernel/cell.ts'
import type { Field, Value, Values } from '#core/kernel/field.ts'
import { headingForms, subjectRole } from '#core/kernel/heading.ts'
import type { Register } from '#core/kernel/register.ts'
import { bodyNameKey } from '#core/values/body-name.ts'
import { chanceOf } from './chance.ts'
import { type ExampleBody, recordsOf } from './example-body.ts'
import { DAY_STYLES, flag, number, text, writtenDay } from './written.ts'

/** One cell that a clerk filled in; rows and columns count from 0. */
export interface CellEdit {
  sheet: string
  row: number
  column: number
  cell: Cell
}

export interface FillOptions {
  bodies: readonly ExampleBody[]
  /** The registers that the form may ask for. */
  registers: readonly Register[]
  seed: number
  /** How many cells of a hundred stay empty, because the clerk does not know either; none unless it says so. */
  leave?: number
}

/**
 * What a township's clerk writes into the open cells of a form: what is true of the bodies, in the clerk's own words
 * (是, √, 有, dates with dots, 户 behind a figure). Cells that hold something are left alone.
 */
export function fillForm(sheets: readonly Sheet[], options: FillOptions): CellEdit[] {
  return sheets.flatMap((sheet) => fillSheet(sheet, options))
}

/** The sheets with the edits in them. */
export function withEdits(sheets: readonly Sheet[], edits: readonly CellEdit[]): Sheet[] {
  return sheets.map((sheet) => {
    const rows = sheet.rows.map((cells) => [...cells])
    for (const { row, column, cell } of edits.filter((one) => one.sheet === sheet.name)) {
      const cells = rows[row]
      if (cells === undefined) continue
      while (cells.length <= column) cells.push(EMPTY)
      cells[column] = cell
    }
    return { ...sheet, rows }
  })
}

interface FormColumn {
  index: number
  register: Register
  key: string
  field: Field
}

interface Form {
  headingRow: number
  nameColumn: number
  columns: readonly FormColumn[]
}

function fillSheet(sheet: Sheet, options: FillOptions): CellEdit[] {
  const form = formOf(sheet, options.registers)
  if (form === null) return []
  const chance = chanceOf(options.seed, `form ${sheet.name}`)
  const style = chance.pick(DAY_STYLES)
  const edits: CellEdit[] = []
  for (const [row, cells] of sheet.rows.entries()) {
    const body = row > form.headingRow ? bodyOf(cells[form.nameColumn], options.bodies) : null
    for (const column of body ? form.columns : []) {
      const open = (cells[column.index] ?? EMPTY).type === 'empty'
      const value = open && body ? truthOf(body, { form, column, cells }) : null
      if (value === null || value === undefined || chance.hit(options.leave ?? 0, 100)) continue
      const cell = typed(value, { field: column.field, style, loud: chance.hit(1, 4) })
      edits.push({ sheet: sheet.name, row, column: column.index, cell })
    }
  }
  return edits
}

/** The heading row is the first that names the body and at least one field. */
function formOf(sheet: Sheet, registers: readonly Register[]): Form | null {
  for (const [headingRow, cells] of sheet.rows.entries()) {
    const headings = cells.map((cell) => headingForms(cellText(cell)))
    const nameColumn = headings.findIndex((forms) => subjectRole(forms)?.role === 'name')
    if (nameColumn < 0) continue
    const columns = headings.flatMap((forms, index) => columnOf(forms, { index, sheet, registers }))
    if (columns.length > 0) return { headingRow, nameColumn, columns }
  }
  return null
}

/** The field that a heading asks for; where several registers have it, the one that the sheet is named after. */
function columnOf(
  forms: readonly string[],
  { index, sheet, registers }: { index: number; sheet: Sheet; registers: readonly Register[] },
): FormColumn[] {
  const found = registers
    .filter((one) => one.belongsTo === 'body')
    .flatMap((register) =>
      Object.entries(register.fields)
        .filter(([, field]) =>
          headingForms(field.label).some((form) => forms.some((own) => own.endsWith(form))),
        )
        .map(([key, field]) => ({ index, register, key, field })),
    )
    .toSorted((a, b) => rank(b, sheet) - rank(a, sheet))
  return found.slice(0, 1)
}

function rank({ register, field }: FormColumn, sheet: Sheet): number {
  return (sheet.name.includes(register.label) ? 100 : 0) + field.label.length
}

function bodyOf(cell: Cell | undefined, bodies: readonly ExampleBody[]): ExampleBody | null {
  const key = bodyNameKey(cellText(cell))
  return key === '' ? null : (bodies.find((one) => bodyNameKey(one.name) === key) ?? null)
}

/** The record that the row is about: the one whose prefilled year agrees, else the latest. */
function truthOf(
  body: ExampleBody,
  { form, column, cells }: { form: Form; column: FormColumn; cells: readonly Cell[] },
): Value | null | undefined {
  const keys = form.columns.filter(
    (one) => one.register.id === column.register.id && column.register.key.includes(one.key),
  )
  const agrees = (record: Values): boolean =>
    keys.every((one) => {
      const given = cellText(cells[one.index])
      return given === '' || String(record[one.key]) === given
    })
  return recordsOf(body, column.register.id).findLast(agrees)?.[column.key]
}

interface Hand {
  field: Field
  style: (typeof DAY_STYLES)[number]
  /** Whether the clerk adds words that nobody asked for. */
  loud: boolean
}

function typed(value: Value, { field, style, loud }: Hand): Cell {
  if (typeof value === 'boolean') return flag(value, loud ? 'tick' : 'shi-fou')
  if (typeof value === 'bigint')
    return loud ? text(`${Number(value) / 1_000_000}万元`) : number(Number(value) / 100)
  if (typeof value === 'number') {
    return loud && field.kind === 'count' ? text(`${value}${field.unit}`) : number(value)
  }
  if (field.kind === 'date' && typeof value === 'string') return writtenDay(value, style)
  return text(String(value))
}
