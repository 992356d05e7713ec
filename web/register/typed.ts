import type { WireProblem, WireValue } from '#contract/kernel.ts'
import type { Field } from '#core/kernel/field.ts'
import { parseCell, wireOfValue } from '#core/kernel/kinds/table.ts'
import type { Register } from '#core/kernel/register.ts'

/** What stands in a form: text for all that is typed, the value itself for all that is picked. */
export type Typed = Record<string, WireValue>

export interface ReadForm {
  /** Only the fields that differ from what was there before. */
  values: Record<string, WireValue>
  /** Refusals stand against sending; the rest is told beside the field. */
  problems: WireProblem[]
}

/** Reads a typed form as the server will, so that a slip is told before it is sent. */
export function readTyped(register: Register, typed: Typed, before: Typed = {}): ReadForm {
  const read: ReadForm = { values: {}, problems: [] }
  for (const [key, field] of Object.entries(register.fields)) {
    const now = typed[key] ?? null
    if (now === null && !field.optional && !(field.kind === 'secret' && before[key])) {
      read.problems.push(refusedAt(key, 'field-required', `请填写“${field.label}”`))
    } else if (!same(now, before[key] ?? null)) {
      take(read, key, readOne(field, now))
    }
  }
  return read
}

interface One {
  value: WireValue
  problems: WireProblem[]
}

function take(read: ReadForm, key: string, one: One): void {
  read.values[key] = one.value
  read.problems.push(...one.problems.map((problem) => ({ ...problem, place: { field: key } })))
}

function readOne(field: Field, typed: WireValue): One {
  if (typeof typed !== 'string') return { value: typed, problems: [] }
  if (typed.trim() === '') return { value: null, problems: [] }
  if (field.kind === 'ref' || field.kind === 'choice') return { value: typed, problems: [] }
  const heading = field.kind === 'money' ? `${field.label}（元）` : field.label
  const found = parseCell({ type: 'text', text: typed }, field, { heading })
  if (!found.ok) {
    return { value: null, problems: found.problems.map((one) => asProblem(one, 'refused')) }
  }
  return {
    value: wireOfValue(found.value, field),
    problems: found.remarks.map((one) => asProblem(one, 'noted')),
  }
}

/** At a form a person stands by: what can not be read is mended at once, and a remark asks nothing. */
function asProblem(one: { code: string; says: string }, severity: WireProblem['severity']): WireProblem {
  return { code: one.code, says: one.says, severity }
}

function refusedAt(field: string, code: string, says: string): WireProblem {
  return { code, severity: 'refused', says, place: { field } }
}

/** Whether two values are the same, lists word by word. */
export function same(one: WireValue, other: WireValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** Fields whose typed value is not what was there before. */
export function changedFields(typed: Typed, before: Typed): string[] {
  return Object.keys({ ...before, ...typed }).filter((key) => !same(typed[key] ?? null, before[key] ?? null))
}
