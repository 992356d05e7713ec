/** The one door out: a row of the database as it travels, secrets masked. */
import type { Field, FieldOf, Value } from '#core/kernel/field.ts'
import { wireOfValue } from '#core/kernel/kinds/table.ts'
import type { Register } from '#core/kernel/register.ts'
import { maskBankAccount } from '#core/values/bank-account.ts'
import { maskIdNumber } from '#core/values/id-number.ts'
import type { WireRecord, WireValue } from '#contract/kernel.ts'
import { columnName } from '#server/database/columns.ts'
import { open, type Keys } from '#server/database/crypt.ts'
import type { Row } from './list.ts'

/** A record for the page. */
export function toWireRecord(register: Register, row: Row, keys: Keys): WireRecord {
  return {
    id: row.id,
    home: row.home,
    area: row.area,
    areaName: row.area_name ?? '',
    body: row.body,
    bodyName: row.body_name,
    version: row.version,
    effectiveOn: row.effective_on,
    ended: row.ended,
    values: toWireValues(register, row, keys),
  }
}

/** The fields of a row, each in its wire form. */
export function toWireValues(
  register: Register,
  row: Record<string, unknown>,
  keys: Keys,
): Record<string, WireValue> {
  return Object.fromEntries(
    Object.entries(register.fields).map(([key, field]) => [key, toWire(field, row[columnName(key)], keys)]),
  )
}

function toWire(field: Field, held: unknown, keys: Keys): WireValue {
  if (held === null || held === undefined) return null
  if (field.kind === 'secret') return mask(open(keys, held as Buffer).toString(), field.of)
  if (field.kind === 'count') return Number(held)
  return wireOfValue(held as Value, field)
}

/** A secret as pages show it: the same signs that a paper or a wall shows. */
export function mask(secret: string, of: FieldOf<'secret'>['of']): string {
  return of === 'bankAccount' ? maskBankAccount(secret) : maskIdNumber(secret)
}
