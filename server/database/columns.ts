import type { Field, Kind, Values } from '#core/kernel/field.ts'
import type { Register } from '#core/kernel/register.ts'

/** A column as the database holds it. */
export interface Column {
  name: string
  type: string
  comment: string
}

/** registeredOn → registered_on */
export function columnName(field: string): string {
  let name = names.get(field)
  if (name === undefined) {
    name = field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    names.set(field, name)
  }
  return name
}

/** Asked for every value of every row, of a few hundred fields that the registers declare. */
const names = new Map<string, string>()

const TYPES = {
  text: 'text',
  choice: 'text',
  choices: 'text[]',
  count: 'bigint',
  money: 'bigint',
  date: 'date',
  year: 'integer',
  flag: 'boolean',
  creditCode: 'text',
  phone: 'text',
  secret: 'bytea',
  ref: 'uuid',
  files: 'uuid[]',
} as const satisfies Record<Kind, string>

/** The type of a field's column. */
export function columnType(field: Field): string {
  return TYPES[field.kind]
}

/**
 * The columns of one field. A secret is two: the ciphertext, and a keyed hash by which two equal secrets are found
 * without opening either.
 */
export function fieldColumns(key: string, field: Field): Column[] {
  const own = { name: columnName(key), type: columnType(field), comment: commentOf(field) }
  if (field.kind !== 'secret') return [own]
  return [own, { name: `${own.name}_hash`, type: 'bytea', comment: `${field.label}（密钥散列，供查重）` }]
}

/** All columns of a register's fields, in order of declaration. */
export function registerColumns(register: Register): Column[] {
  return Object.entries(register.fields).flatMap(([key, field]) => fieldColumns(key, field))
}

function commentOf(field: Field): string {
  const unit = field.kind === 'money' ? '（分）' : field.kind === 'count' ? `（${field.unit}）` : ''
  return `${field.label}${unit}`
}

/** A row as the driver gives it (int8 as bigint) → the values of the domain. Secrets stay ciphertext and are left out. */
export function toValues(register: Register, row: Record<string, unknown>): Values {
  const values: Values = {}
  for (const [key, field] of Object.entries(register.fields)) {
    const held = row[columnName(key)]
    if (held === null || held === undefined || field.kind === 'secret') values[key] = null
    else values[key] = field.kind === 'count' ? Number(held) : (held as Exclude<Values[string], undefined>)
  }
  return values
}

const NO_ID = '00000000-0000-0000-0000-000000000000'

/** An id from outside as the key that an index finds; what is no id finds nothing. */
export function asUuid(text: string): string {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(text) ? text : NO_ID
}
