/** What a batch of returned files would do: rows matched, answers merged, conflicts told, and the import planned. */
import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Values } from '#core/kernel/field.ts'
import type { Register } from '#core/kernel/register.ts'
import {
  mergeAnswers,
  type CellConflict,
  type MergedLine,
  type ReturnedAnswer,
  type StandingRecord,
} from '#core/registry/handout-merge.ts'
import { showBodyName } from '#core/values/body-name.ts'
import type { Candidate } from '../imports/candidate.ts'
import { planImport, type ImportPlan } from '../imports/plan.ts'
import type { KnownBody } from '../imports/standing.ts'
import { fileOf, matchRows, type MatchedRow } from './match.ts'
import { tellable } from './outcomes.ts'
import type { BatchRow, OpenReturn } from './returns.ts'
import { askable, type HandoutServices } from './services.ts'
import { bodiesOf, recordsOf, type StandingRow } from './standing.ts'
import type { IssuedLine } from './store.ts'

/** All rows that speak of one record. */
export interface Group {
  id: string
  register: Register
  body: KnownBody
  line: IssuedLine | null
  rows: MatchedRow[]
  merged: MergedLine
}

export interface Settled {
  matched: MatchedRow[]
  groups: Group[]
  plan: ImportPlan
  /** Row of the batch → its rows in the plan. */
  planned: ReadonlyMap<number, ImportPlan['rows']>
}

export interface Bounds {
  /** Rows of bodies elsewhere are refused. */
  onlyArea: string | null
  fallbackArea: string
}

/** Settles a batch against what stands now; writes nothing. */
export async function settle(
  trx: Kysely<unknown>,
  services: HandoutServices,
  of: { batch: OpenReturn; bounds: Bounds },
): Promise<Settled> {
  const { batch } = of
  const matched = await matchRows(trx, batch, askable(services))
  const groups = [
    ...(await mergeRecords(trx, matched, batch)),
    ...(await mergeBodies(trx, services, { matched, batch })),
  ]
  const writes = groups.flatMap((group) => group.merged.writes.map((write) => ({ group, ...write })))
  const rowOf = new Map(batch.rows.map((row) => [String(row.number), row]))
  const sources = writes.map(({ group, answer, values }, number) => {
    const row = rowOf.get(answer)!
    return { row, candidate: candidateOf({ number, row, group, values }) }
  })
  const plan = await planImport(trx, {
    candidates: sources.map((one) => one.candidate),
    bodyRegister: services.bodyRegister,
    asOf: services.clock.today(),
    onlyArea: of.bounds.onlyArea,
    fallbackArea: of.bounds.fallbackArea,
    createBodies: false,
    // A body that stands is where it stands; a form moves none.
    finder: ({ village }) => ({ area: village, ground: '', remarks: [], question: null }),
    keys: services.keys,
    source: sourceOf(batch),
  })
  const planned = new Map<number, ImportPlan['rows']>()
  for (const one of plan.rows) {
    const { row } = sources[one.candidate.number]!
    const file = fileOf(batch, row)?.name ?? ''
    if (one.version?.source) one.version.source = { ...one.version.source, file }
    complete(one, writes[one.candidate.number]!.group.merged.onto)
    one.problems = one.problems.map((problem) => ({ ...problem, place: { ...problem.place, file } }))
    planned.set(row.number, [...(planned.get(row.number) ?? []), one])
  }
  return { matched, groups, plan, planned }
}

/**
 * An answer that dates a record which stood without a date completes that record: an older version beside it would
 * leave what stands as it was.
 */
function complete(row: ImportPlan['rows'][number], onto: StandingRecord | null): void {
  if (!row.version || !onto || onto.effectiveOn <= row.version.effectiveOn) return
  row.version.effectiveOn = onto.effectiveOn
  row.version.values = { ...onto.values, ...row.version.values }
  if (row.outcome === 'new') row.outcome = 'changed'
}

function sourceOf({ head }: OpenReturn) {
  return {
    import: head.id,
    file: '',
    ...(head.sender !== null && { sender: head.sender }),
    receiver: head.receiver,
  }
}

function candidateOf(of: { number: number; row: BatchRow; group: Group; values: Values }): Candidate {
  const { row, group, values, number } = of
  const { body, register } = group
  return {
    number,
    sheet: row.sheet,
    row: row.row,
    register,
    values,
    subject: {
      id: body.id,
      name: register.belongsTo === 'none' ? (textOf(values['name']) ?? body.name) : body.name,
      code: null,
      oldRegistrationNo: null,
    },
    problems: register === row.register ? tellable(row, group.line) : [],
    letters: Object.fromEntries(Object.entries(row.letters).filter(([field]) => field in values)),
    place: { above: [], township: '', village: body.area },
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** Lays the rows of each record together and merges them. */
async function mergeRecords(
  trx: Kysely<unknown>,
  matched: readonly MatchedRow[],
  batch: OpenReturn,
): Promise<Group[]> {
  const heaps = new Map<string, Omit<Group, 'merged'>>()
  for (const one of matched) {
    const { row, body, line } = one
    if (!body) continue
    const record = row.register.key.map((key) => String(line?.record[key] ?? row.values[key] ?? ''))
    const id = ['cell', row.register.id, body.id, ...record].join('/')
    const heap = heaps.get(id) ?? { id, register: row.register, body, line, rows: [] }
    heap.line ??= line
    heap.rows.push(one)
    heaps.set(id, heap)
  }
  const standing = await loadStanding(trx, [...heaps.values()])
  return [...heaps.values()].map((heap) => {
    const records = standing.get(`${heap.register.id}/${heap.body.id}`) ?? []
    const merged = mergeAnswers({
      register: heap.register,
      known: heap.line?.known ?? null,
      answers: heap.rows.map(({ row }) => answerOf(row, batch)),
      standing: (record) =>
        records.find((one) =>
          heap.register.key.every((key) => String(one.values[key] ?? '') === String(record[key] ?? '')),
        ) ?? null,
      chosen: (field) => batch.choices.get(conflictId(heap.id, field)) ?? null,
    })
    return { ...heap, merged }
  })
}

const answerOf = (row: BatchRow, batch: OpenReturn): ReturnedAnswer => ({
  id: String(row.number),
  file: fileOf(batch, row)?.name ?? '',
  values: row.values,
})

/** The id of a question about a cell; the same as long as the batch stands. */
export function conflictId(group: string, field: string): string {
  return `cell:${createHash('sha256').update(`${group}/${field}`).digest('hex').slice(0, 20)}`
}

async function loadStanding(
  trx: Kysely<unknown>,
  heaps: readonly Omit<Group, 'merged'>[],
): Promise<Map<string, StandingRow[]>> {
  const standing = new Map<string, StandingRow[]>()
  for (const register of new Set(heaps.map((one) => one.register))) {
    const bodies = [...new Set(heaps.filter((one) => one.register === register).map((one) => one.body.id))]
    for (const [body, records] of await recordsOf(trx, register, bodies))
      standing.set(`${register.id}/${body}`, records)
  }
  return standing
}

/** Names and codes that were changed in their locked cells, or filled in where the code was unknown: one question a body. */
async function mergeBodies(
  trx: Kysely<unknown>,
  services: HandoutServices,
  of: { matched: readonly MatchedRow[]; batch: OpenReturn },
): Promise<Group[]> {
  const heaps = new Map<
    string,
    { body: KnownBody; line: IssuedLine; rows: MatchedRow[]; answers: ReturnedAnswer[] }
  >()
  for (const one of of.matched) {
    const values = changedIdentity(one)
    if (!one.body || !one.line || Object.keys(values).length === 0) continue
    const heap = heaps.get(one.body.id) ?? { body: one.body, line: one.line, rows: [], answers: [] }
    heap.rows.push(one)
    heap.answers.push({ ...answerOf(one.row, of.batch), values })
    heaps.set(one.body.id, heap)
  }
  if (heaps.size === 0) return []
  const kinds = new Map((await bodiesOf(trx, { bodies: [...heaps.keys()] })).map((one) => [one.id, one.kind]))
  return [...heaps.values()].map(({ body, line, rows, answers }) => {
    const id = `body/${body.id}`
    const merged = mergeAnswers({
      register: services.bodyRegister,
      known: { name: body.name, creditCode: body.creditCode },
      answers,
      standing: () => null,
      chosen: (field) => of.batch.choices.get(conflictId(id, field)) ?? null,
    })
    for (const write of merged.writes)
      write.values = { ...write.values, bodyKind: kinds.get(body.id) ?? null }
    return { id, register: services.bodyRegister, body, line, rows, merged }
  })
}

/** Name and code as a clerk changed them; only where the hidden key says for sure whose they are. */
function changedIdentity({ row, body, line }: MatchedRow): Values {
  if (!body || !line || row.key !== line.key) return {}
  const values: Values = {}
  const name = row.name === null ? null : showBodyName(row.name)
  if (name !== null && name !== line.name && name !== body.name) values['name'] = name
  if (row.code !== null && row.code !== line.code && row.code !== body.creditCode)
    values['creditCode'] = row.code
  return values
}

/** Every question about a cell, with the group that it belongs to. */
export function cellConflicts(settled: Settled): { group: Group; conflict: CellConflict }[] {
  return settled.groups.flatMap((group) => group.merged.conflicts.map((conflict) => ({ group, conflict })))
}
