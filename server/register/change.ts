/** One record made or changed by a person: checked field by field, written as a new version. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Value, Values } from '#core/kernel/field.ts'
import { readWire } from '#core/kernel/kinds/table.ts'
import type { Register } from '#core/kernel/register.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { at, refused, type Problem } from '#core/values/problem.ts'
import type { WireValue } from '#contract/kernel.ts'
import { columnName, toValues } from '#server/database/columns.ts'
import type { Keys } from '#server/database/crypt.ts'
import type { Row } from './list.ts'
import { hex, writeVersions, type Version } from './write.ts'

/** An id of a record: UUIDv7 in the order in which they are made, so that they lie together in the index and a list keeps its order. */
export function newId(): string {
  const id = randomUUIDv7()
  const moment = id.slice(0, 13)
  place = moment === last ? place + 1 : 0
  last = moment
  // Beyond 12 bits in one millisecond the order is left to chance, uniqueness never is.
  return place > 0xfff ? id : `${moment}-7${place.toString(16).padStart(3, '0')}${id.slice(18)}`
}

/** The millisecond of the id before, and how many were given within it. */
let last = ''
let place = 0

export interface Entry {
  home: string
  area: string
  body?: string
  effectiveOn?: string
  today: string
  values: Record<string, WireValue>
}

/** A new record from a form; gives its id, or every fault of the form. */
export async function createRecord(
  trx: Kysely<unknown>,
  register: Register,
  given: { entry: Entry; keys: Keys; id?: string },
): Promise<Outcome<string>> {
  const { entry, keys } = given
  const read = readForm(register, entry.values, { before: {} })
  if (!read.ok) return read
  const id = given.id ?? newId()
  const version: Version = {
    home: entry.home,
    id,
    ...(entry.body && { body: entry.body }),
    area: entry.area,
    version: 1,
    effectiveOn: effectiveDay(register, read.value, entry),
    values: read.value,
  }
  await writeVersions(trx, register, { rows: [version], keys })
  return done(id, read.remarks)
}

/** A changed record: fields not given stay as they are. */
export async function changeRecord(
  trx: Kysely<unknown>,
  register: Register,
  given: { row: Row; entry: Omit<Entry, 'home' | 'body'>; keys: Keys; ended?: boolean },
): Promise<Outcome<void>> {
  const { row, entry, keys } = given
  const read = readForm(register, entry.values, {
    before: toValues(register, row),
    ended: given.ended,
  })
  if (!read.ok) return read
  const version: Version = {
    home: row.home,
    id: row.id,
    ...(register.belongsTo === 'body' && row.body && { body: row.body }),
    area: entry.area,
    version: row.version + 1,
    effectiveOn: entry.effectiveOn ?? changeDay(register, { row, values: read.value, today: entry.today }),
    ended: given.ended ?? false,
    values: read.value,
    closed: carriedSecrets(register, row, entry.values),
  }
  await writeVersions(trx, register, { rows: [version], keys })
  return done(undefined, read.remarks)
}

/** The day from which a new record holds: its own date field where it has one, else the day of entry. */
export function effectiveDay(
  register: Register,
  values: Values,
  entry: { effectiveOn?: string; today: string },
): string {
  const own = register.effective ? values[register.effective] : undefined
  return entry.effectiveOn ?? (typeof own === 'string' ? own : entry.today)
}

/** A later version of a body holds from the day of the change; its first one from its registration. */
function changeDay(register: Register, change: { row: Row; values: Values; today: string }): string {
  if (register.belongsTo === 'none') return laterOf(change.today, change.row.effective_on)
  return effectiveDay(register, change.values, { today: laterOf(change.today, change.row.effective_on) })
}

const laterOf = (one: string, other: string): string => (one > other ? one : other)

/** The record as it is to stand; one that ends is only taken out, as it is. */
function readForm(
  register: Register,
  wire: Record<string, WireValue>,
  of: { before: Values; ended?: boolean | undefined },
): Outcome<Values> {
  const problems: Problem[] = []
  const values: Values = { ...of.before }
  for (const [key, given] of Object.entries(wire)) {
    const field = register.fields[key]
    if (!field) {
      problems.push(refused('field-unknown', `没有“${key}”这一栏`, { field: key }))
      continue
    }
    const read = readWire(Array.isArray(given) && given.length === 0 ? null : given, field)
    problems.push(...(read.ok ? read.remarks : read.problems).map((one) => at(one, { field: key })))
    if (read.ok) values[key] = read.value
  }
  for (const [key, field] of Object.entries(register.fields))
    if (!field.optional && isEmpty(values[key]) && !(field.kind === 'secret' && !(key in wire)))
      problems.push(refused('field-required', `请填写“${field.label}”`, { field: key }))
  if (of.ended !== true) problems.push(...(register.clashes?.(values) ?? []))
  const [first, ...rest] = problems.filter((one) => one.severity === 'refused')
  return first ? failed(first, ...rest) : done(values, problems)
}

const isEmpty = (value: Value | null | undefined): boolean =>
  value === null || value === undefined || value === ''

/** Secrets that the form left alone stay closed as they are. */
export function carriedSecrets(
  register: Register,
  row: Record<string, unknown>,
  given: Record<string, unknown>,
): Record<string, string> {
  const carried: Record<string, string> = {}
  for (const [key, field] of Object.entries(register.fields)) {
    const name = columnName(key)
    const held = row[name]
    if (field.kind !== 'secret' || key in given || !Buffer.isBuffer(held)) continue
    carried[name] = hex(held)
    carried[`${name}_hash`] = hex(row[`${name}_hash`] as Buffer)
  }
  return carried
}

/** Notes an act that changes nothing but has to be known: a secret shown, a list exported. */
export async function noteAct(
  trx: Kysely<unknown>,
  act: {
    action: string
    subject: string
    record: string | null
    home: string
    area: string
    after: Record<string, unknown>
  },
): Promise<void> {
  await sql`
    insert into audit (home, area, action, subject, record, after)
    values (${act.home}, ${act.area}, ${act.action}, ${act.subject}, ${act.record}, ${JSON.stringify(act.after)}::jsonb)`.execute(
    trx,
  )
}
