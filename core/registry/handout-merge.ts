/** All that came back for one line of a form, laid together: what is taken, and what a person has to decide. */
import type { Value, Values } from '../kernel/field.ts'
import type { Register } from '../kernel/register.ts'
import { sameValue } from './import-plan.ts'

/** One returned row for the line. */
export interface ReturnedAnswer {
  id: string
  file: string
  /** What could be read; null or absent is unknown. */
  values: Values
}

/** The record as it stands now. */
export interface StandingRecord {
  values: Values
  effectiveOn: string
  /** The file that it came from, where it came from one. */
  file: string | null
}

export interface MergeRequest {
  register: Register
  /** What was filled in and locked when the line was issued; null for a row that nobody asked for. */
  known: Values | null
  answers: readonly ReturnedAnswer[]
  /** The record that stands under these key fields. */
  standing: (record: Values) => StandingRecord | null
  /** The key of the choice that a person made about a field, or null. */
  chosen: (field: string) => string | null
}

export interface CellChoice {
  key: string
  label: string
  value: Value | null
  file: string | null
}

export interface CellConflict {
  field: string
  kind: 'two-files' | 'locked-cell'
  choices: CellChoice[]
  chosen: string | null
}

export interface MergedLine {
  /** Key or date of the record are in dispute: nothing of the line is taken before that is decided. */
  held: boolean
  /** What is to be written, by the answer that it comes from; each with the key fields and the date of the record. */
  writes: { answer: string; values: Values }[]
  conflicts: CellConflict[]
  /** Cells that were open and are answered. */
  answered: string[]
  /** The record that the answers complete: the one of the same day, or one that has no date yet. */
  onto: StandingRecord | null
}

/** The choice that leaves things as they are. */
export const KEEP = 'keep'

/**
 * Merges the answers to one line. A cell that was open is taken where all files agree and nothing else stands there by
 * now; a locked cell is never taken unless a person says so; an empty cell says nothing.
 */
export function mergeAnswers(request: MergeRequest): MergedLine {
  const { register } = request
  const frame = new Set([...register.key, ...(register.effective === undefined ? [] : [register.effective])])
  const record: Values = {}
  const conflicts: CellConflict[] = []
  const told = new Map<string, string>()
  for (const field of frame) {
    const cell = decide(request, { field, standing: undefined })
    if (cell.conflict) conflicts.push(cell.conflict)
    if (cell.taken) told.set(field, cell.taken.answer)
    record[field] = cell.taken?.value ?? request.known?.[field] ?? null
  }
  if (conflicts.some((one) => one.chosen === null))
    return { held: true, writes: [], conflicts, answered: [], onto: null }
  const standing = standingNow(request, record)
  const writes = new Map<string, Values>()
  const answered: string[] = []
  const dates = register.effective === undefined ? undefined : told.get(register.effective)
  if (standing && dates !== undefined && !isTold(dayOf(request, standing))) {
    writes.set(dates, {})
    answered.push(register.effective!)
  }
  for (const field of fieldsOf(request).filter((one) => !frame.has(one))) {
    const cell = decide(request, { field, standing: standing?.values[field] })
    if (cell.conflict) conflicts.push(cell.conflict)
    if (!isLocked(request, field)) answered.push(field)
    if (cell.taken)
      writes.set(cell.taken.answer, { ...writes.get(cell.taken.answer), [field]: cell.taken.value })
  }
  const whole = [...writes].map(([answer, values]) => ({ answer, values: { ...record, ...values } }))
  return { held: false, writes: whole, conflicts, answered, onto: standing }
}

/** The record against which answers are held: that of the same day; or the latest, where either of the two has no day. */
function standingNow(request: MergeRequest, record: Values): StandingRecord | null {
  const { effective } = request.register
  const standing = request.standing(record)
  const day = effective === undefined ? null : record[effective]
  if (standing === null || !isTold(day)) return standing
  const own = dayOf(request, standing)
  return !isTold(own) || own === day || standing.effectiveOn === day ? standing : null
}

/** The date that the record itself says; records without one stand from the day of their entry. */
function dayOf({ register }: MergeRequest, standing: StandingRecord): Value | null | undefined {
  return register.effective === undefined ? null : standing.values[register.effective]
}

function fieldsOf({ answers }: MergeRequest): string[] {
  const told = answers.flatMap(({ values }) => Object.keys(values).filter((key) => isTold(values[key])))
  return [...new Set(told)]
}

const isTold = (value: Value | null | undefined): value is Value =>
  value !== null && value !== undefined && value !== ''
const isLocked = ({ known }: MergeRequest, field: string): boolean => isTold(known?.[field])

interface Decided {
  taken: { answer: string; value: Value } | null
  conflict: CellConflict | null
}

function decide(request: MergeRequest, cell: { field: string; standing: Value | null | undefined }): Decided {
  const { field } = cell
  const locked = isLocked(request, field)
  const holds = isTold(cell.standing) ? cell.standing : (request.known?.[field] ?? null)
  const all = distinct(request.answers, field)
  const told = all.filter(
    ({ value }) => !sameValue(value, holds) && !sameValue(value, request.known?.[field]),
  )
  if (told.length === 0) return { taken: null, conflict: null }
  if (told.length === 1 && !isTold(holds)) return { taken: told[0]!, conflict: null }
  const choices = told.map(({ answer, value, files }) => ({
    key: answer,
    label: '采用文件中的值',
    value,
    file: files.join('、'),
  }))
  const keep = isTold(holds) ? [{ key: KEEP, label: '保留台账原有的值', value: holds, file: null }] : []
  const conflict: CellConflict = {
    field,
    kind: locked ? 'locked-cell' : 'two-files',
    choices: [...keep, ...choices],
    chosen: null,
  }
  const wish = request.chosen(field)
  // What was chosen stands by now: it is kept.
  const stands = all.some(({ answer, value }) => answer === wish && sameValue(value, holds))
  const chosen = stands ? KEEP : wish
  if (conflict.choices.some(({ key }) => key === chosen)) conflict.chosen = chosen
  return { taken: told.find(({ answer }) => answer === conflict.chosen) ?? null, conflict }
}

/** The different values of a field, each with the answer that gave it first and all files in which it stands. */
function distinct(answers: readonly ReturnedAnswer[], field: string) {
  const found: { answer: string; value: Value; files: string[] }[] = []
  for (const { id, file, values } of answers) {
    const value = values[field]
    if (!isTold(value)) continue
    const same = found.find((one) => sameValue(one.value, value))
    if (same) same.files.push(...(same.files.includes(file) ? [] : [file]))
    else found.push({ answer: id, value, files: [file] })
  }
  return found
}
