import type { Field } from '#core/kernel/field.ts'
import type { Register } from '#core/kernel/register.ts'

/** Every register of the product; put in by the router, since registers belong to modules of the domain. */
let declared: readonly Register[] = []

/** Makes the registers known to the generic pages; done once, before the first page. */
export function declareRegisters(registers: readonly Register[]): void {
  declared = registers
}

/** The register of that id or alias. */
export function registerOf(id: string): Register | undefined {
  return declared.find((one) => one.id === id || one.alias.includes(id))
}

/** Registers that this role may enter. */
export function writableBy(role: string): Register[] {
  return declared.filter((one) => one.write.includes(role))
}

export interface KeyedField {
  key: string
  field: Field
}

export function fieldsOf(register: Register): KeyedField[] {
  return Object.entries(register.fields).map(([key, field]) => ({ key, field }))
}

/** The fields of a list in the order in which its columns were chosen. */
export function chosenFields(register: Register, columns: readonly string[]): KeyedField[] {
  return columns.flatMap((key) => {
    const field = register.fields[key]
    return field === undefined ? [] : [{ key, field }]
  })
}

/** The heading of a column with its unit: 成员出资总额（元）, 成员总数（名）. */
export function headingOf(field: Field): string {
  if (field.kind === 'money') return `${field.label}（元）`
  if (field.kind === 'count') return `${field.label}（${field.unit}）`
  return field.label
}

const LETTER = 14
const SORTER = 46

/** A column is never narrower than its heading with the mark of sorting beside it. */
export function columnWidth(field: Field, usual: number): number {
  return Math.max(usual, Array.from(headingOf(field)).length * LETTER + SORTER)
}

/** How a field is called; for a key that is not declared, the key itself never shows. */
export function labelOf(register: Register | undefined, key: string): string {
  if (key === 'area') return '所在辖区'
  if (key === 'body') return '所属主体'
  return register?.fields[key]?.label ?? '其他'
}

const LONG = 300
const FIRST = 8

/** Where the first eight fields are not what an officer looks for. */
const CHOSEN: Readonly<Record<string, readonly string[]>> = {
  body: [
    'name',
    'creditCode',
    'legalRepresentative',
    'phone',
    'registeredOn',
    'capital',
    'registrationState',
    'bodyKind',
  ],
}

/** The columns that a list shows before anybody chose: the first eight that fit into a cell. */
export function usualColumns(register: Register): readonly string[] {
  return (
    CHOSEN[register.id] ??
    fieldsOf(register)
      .filter(({ field }) => field.kind !== 'files' && !(field.kind === 'text' && field.max > LONG))
      .slice(0, FIRST)
      .map(({ key }) => key)
  )
}

const NARROW = 130
const MIDDLE = 180
const WIDE = 240

/** The width that a text of this length needs in a list. */
export function textWidth(max: number): number {
  if (max <= 50) return NARROW
  return max <= 100 ? MIDDLE : WIDE
}
