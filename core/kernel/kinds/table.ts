import { done, failed, type Outcome } from '../../values/outcome.ts'
import { type Problem, refused } from '../../values/problem.ts'
import type { z } from 'zod'
import type { Cell } from '../cell.ts'
import type { Field, Kind, Value } from '../field.ts'
import { choice } from './choice.ts'
import { choices } from './choices.ts'
import { count } from './count.ts'
import { creditCode } from './credit-code.ts'
import { date } from './date.ts'
import type { CellContext, KindDefinition, Wire } from './definition.ts'
import { files } from './files.ts'
import { flag } from './flag.ts'
import { money } from './money.ts'
import { phone } from './phone.ts'
import { ref } from './ref.ts'
import { secret } from './secret.ts'
import { text } from './text.ts'
import { year } from './year.ts'

/** Every kind of field; a new kind does not compile until it stands here. */
export const kinds = {
  text,
  choice,
  choices,
  count,
  money,
  date,
  year,
  flag,
  creditCode,
  phone,
  secret,
  ref,
  files,
} satisfies { [K in Kind]: KindDefinition<K> }

/** A definition seen by callers that hold a field of any kind: the field that they pass is the one that they asked with. */
interface AnyDefinition {
  parse(cell: Cell, field: Field, context: CellContext): Outcome<Value | null>
  check(value: Value, field: Field): Problem[]
  print(value: Value, field: Field): string
  toWire(value: Value): Wire
  fromWire(wire: Wire): Value
  zod(field: Field): z.ZodType<Wire>
}

function definitionOf(field: Field): AnyDefinition {
  return kinds[field.kind]
}

/** The value of a cell, null for unknown. */
export function parseCell(cell: Cell, field: Field, context: CellContext): Outcome<Value | null> {
  return definitionOf(field).parse(cell, field, context)
}

/** What stands against a value from a form or a program. */
export function checkValue(value: Value, field: Field): Problem[] {
  return definitionOf(field).check(value, field)
}

/** The text for screens and exports; unknown prints ''. Secrets print masked. */
export function printValue(value: Value | null | undefined, field: Field): string {
  return value === null || value === undefined ? '' : definitionOf(field).print(value, field)
}

/** The JSON form; unknown is null. */
export function wireOfValue(value: Value | null | undefined, field: Field): Wire | null {
  return value === null || value === undefined ? null : definitionOf(field).toWire(value)
}

/** The schema of a field's JSON form (without null). */
export function zodOf(field: Field): z.ZodType<Wire> {
  return definitionOf(field).zod(field)
}

/**
 * The value of a JSON form from outside, with all that stands against it; null, undefined and '' are unknown. Remarks
 * are what a person should be asked about; refusals make it a failure.
 */
export function readWire(wire: unknown, field: Field): Outcome<Value | null> {
  if (wire === null || wire === undefined || wire === '') return done(null)
  const parsed = zodOf(field).safeParse(wire)
  if (!parsed.success) {
    const says = parsed.error.issues[0]?.message ?? `“${field.label}”的值不能识别`
    return failed(refused('value-malformed', says))
  }
  const value = definitionOf(field).fromWire(parsed.data)
  const problems = checkValue(value, field)
  const [first, ...more] = problems.filter((problem) => problem.severity === 'refused')
  return first === undefined ? done(value, problems) : failed(first, ...more)
}
