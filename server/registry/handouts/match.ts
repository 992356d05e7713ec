/** Whose the returned rows are, and which lines of which form they answer. */
import type { Kysely } from 'kysely'
import type { Register } from '#core/kernel/register.ts'
import { matchReturned, similarBodies, type Meant } from '#core/registry/handout-match.ts'
import { bodyNameKey } from '#core/values/body-name.ts'
import { findBodies, findMerged, type KnownBody } from '../imports/standing.ts'
import type { BatchFile, BatchRow, OpenReturn } from './returns.ts'
import { bodiesOf } from './standing.ts'
import { findLines, type IssuedLine } from './store.ts'

export const SKIP = 'skip'
const BODY_CHOICE = 'body:'

/** A row that only a person can place. */
export interface RowQuestion {
  id: string
  kind: 'no-key' | 'unknown-body'
  why: 'name-only' | 'torn' | 'unknown'
  bodies: Meant[]
  chosen: string | null
}

export interface MatchedRow {
  row: BatchRow
  body: KnownBody | null
  line: IssuedLine | null
  question: RowQuestion | null
}

interface Index {
  bodies: ReadonlyMap<string, KnownBody>
  byCode: ReadonlyMap<string, KnownBody>
  byName: ReadonlyMap<string, KnownBody[]>
  byKey: ReadonlyMap<string, IssuedLine>
  /** body/register → its lines, those of the newest form first. */
  byBody: ReadonlyMap<string, IssuedLine[]>
}

/** Finds the body and the line of every row of a batch; set-based, a few statements for any number of rows. */
export async function matchRows(
  trx: Kysely<unknown>,
  batch: OpenReturn,
  registers: readonly Register[],
): Promise<MatchedRow[]> {
  const index = await loadIndex(trx, batch, registers)
  const matched = batch.rows.map((row) => matchRow(row, { index, batch }))
  const unplaced = matched.filter((one) => one.question?.kind === 'unknown-body')
  if (unplaced.length > 0) await suggest(trx, unplaced)
  return matched.map((one) => decided(one, index, batch))
}

async function loadIndex(
  trx: Kysely<unknown>,
  batch: OpenReturn,
  registers: readonly Register[],
): Promise<Index> {
  const some = (texts: readonly (string | null)[]): string[] => [
    ...new Set(texts.filter((one): one is string => one !== null && one !== '')),
  ]
  const keys = some(batch.rows.map((row) => row.key))
  const keyed = await findLines(trx, { keys, bodies: [], registers })
  const chosen = [...batch.choices.values()]
    .filter((one) => one.startsWith(BODY_CHOICE))
    .map((one) => one.slice(BODY_CHOICE.length))
  const words = {
    codes: some(batch.rows.map((row) => row.code)),
    oldNumbers: [],
    nameKeys: some(batch.rows.map((row) => (row.name === null ? null : bodyNameKey(row.name)))),
    ids: some([...keyed.map((line) => line.body), ...chosen]),
  }
  const known = await findBodies(trx, words)
  const merged = await findMerged(trx, words)
  const lines = await findLines(trx, { keys, bodies: known.map((one) => one.id), registers })
  const byName = new Map<string, KnownBody[]>()
  for (const body of known) byName.set(body.nameKey, [...(byName.get(body.nameKey) ?? []), body])
  const byBody = new Map<string, IssuedLine[]>()
  for (const line of lines) {
    const at = `${line.body}/${line.register.id}`
    byBody.set(at, [...(byBody.get(at) ?? []), line])
  }
  return {
    bodies: new Map([
      ...merged.map((one) => [one.id, one.into] as const),
      ...known.map((one) => [one.id, one] as const),
    ]),
    byCode: new Map(known.flatMap((one) => (one.creditCode ? [[one.creditCode, one]] : []))),
    byName,
    byKey: new Map(lines.map((line) => [line.key, line])),
    byBody,
  }
}

type MeantBody = Meant & { known: KnownBody }

const meant = (body: KnownBody): MeantBody => ({
  id: body.id,
  name: body.name,
  code: body.creditCode,
  known: body,
})

function matchRow(row: BatchRow, of: { index: Index; batch: OpenReturn }): MatchedRow {
  const { index, batch } = of
  const issued = row.key === null ? undefined : index.byKey.get(row.key)
  const line = issued?.register === row.register ? issued : undefined
  const match = matchReturned<MeantBody>(
    { key: line?.key ?? null, code: row.code, name: row.name },
    {
      byKey: () => {
        const body = line && index.bodies.get(line.body)
        return body && meant(body)
      },
      byCode: (code) => {
        const body = index.byCode.get(code)
        return body && meant(body)
      },
      byName: (key) => (index.byName.get(key) ?? []).map(meant),
    },
  )
  const id = `row:${row.number}`
  if (match.how === 'key') return { row, body: match.body.known, line: line ?? null, question: null }
  if (match.how === 'code')
    return {
      row,
      body: match.body.known,
      line: lineFor(row, match.body.known, { index, batch }),
      question: null,
    }
  const asked =
    match.how === 'ask' ? { kind: 'no-key' as const, why: match.why, bodies: [...match.bodies] } : UNKNOWN
  return { row, body: null, line: null, question: { id, chosen: null, ...asked } }
}

const UNKNOWN: Pick<RowQuestion, 'kind' | 'why' | 'bodies'> = {
  kind: 'unknown-body',
  why: 'unknown',
  bodies: [],
}

/** The line of a body that a row without its key answers: in the form of its file, else in the newest that asked. */
function lineFor(row: BatchRow, body: KnownBody, of: { index: Index; batch: OpenReturn }): IssuedLine | null {
  const file = fileOf(of.batch, row)
  const lines = of.index.byBody.get(`${body.id}/${row.register.id}`) ?? []
  const own = lines.filter((line) => file?.handout === line.handout)
  const fits = (line: IssuedLine): boolean =>
    row.register.key.every((key) => {
      const told = row.values[key]
      return (
        told === undefined ||
        told === null ||
        line.record[key] === undefined ||
        String(told) === String(line.record[key])
      )
    })
  return (own.length > 0 ? own : lines).find(fits) ?? null
}

export function fileOf(batch: Pick<OpenReturn, 'files'>, row: Pick<BatchRow, 'file'>): BatchFile | undefined {
  return batch.files.find((one) => one.number === row.file)
}

/** Puts bodies with names that come near beside the rows that fit none. */
async function suggest(trx: Kysely<unknown>, rows: readonly MatchedRow[]): Promise<void> {
  const all = await bodiesOf(trx, {})
  for (const { row, question } of rows)
    if (question && row.name !== null) question.bodies = similarBodies<Meant>(row.name, all)
}

function decided(one: MatchedRow, index: Index, batch: OpenReturn): MatchedRow {
  const { question, row } = one
  if (!question) return one
  const choice = batch.choices.get(question.id)
  const body = choice?.startsWith(BODY_CHOICE)
    ? index.bodies.get(choice.slice(BODY_CHOICE.length))
    : undefined
  if (body)
    return {
      row,
      body,
      line: lineFor(row, body, { index, batch }),
      question: { ...question, chosen: choice ?? null },
    }
  return { ...one, question: { ...question, chosen: choice === SKIP ? SKIP : null } }
}

/** The key of the choice that takes a row as that body's. */
export function bodyChoice(id: string): string {
  return `${BODY_CHOICE}${id}`
}
