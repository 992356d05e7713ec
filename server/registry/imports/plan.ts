/** What a file would do: every row compared with what stands, nothing written yet. */
import type { Kysely } from 'kysely'
import type { Register } from '#core/kernel/register.ts'
import type { Change, RowOutcome } from '#core/registry/import-plan.ts'
import { bodyNameKey } from '#core/values/body-name.ts'
import type { Problem } from '#core/values/problem.ts'
import type { Keys } from '#server/database/crypt.ts'
import type { Source, Version } from '#server/register/write.ts'
import { BodyIndex } from './bodies.ts'
import type { Candidate } from './candidate.ts'
import type { PlaceFinder, Placement } from './place.ts'
import { Planner } from './planner.ts'
import { refsOf } from './row-words.ts'
import { findBodies, findMerged, type KnownBody } from './standing.ts'

export interface PlanRequest {
  /** They are taken out as they are decided: what became of a row stands in their place. */
  candidates: Candidate[]
  bodyRegister: Register
  /** The day of which the file speaks where its rows do not say. */
  asOf: string
  /** Rows that lie elsewhere are refused; null takes the whole file. */
  onlyArea: string | null
  /** Home of bodies whose county nobody knows. */
  fallbackArea: string
  /** A sheet about bodies that are not in the roll makes them (a ledger judged on its own). */
  createBodies: boolean
  finder: PlaceFinder
  keys: Keys
  source: Omit<Source, 'sheet' | 'row' | 'columns'>
}

export interface PlannedRow {
  candidate: Candidate
  outcome: RowOutcome
  body: KnownBody | null
  changes: Change[]
  problems: Problem[]
  /** Null where nothing is to be written. */
  version: Version | null
  placement: Placement | null
}

export interface ImportPlan {
  rows: PlannedRow[]
  /** Bodies made for rows of other sheets. */
  made: Version[]
}

/** A plan of which all rows have been looked at, to be decided piece by piece. */
export interface OpenPlan {
  /** Bodies made for rows of other sheets. */
  made: readonly Version[]
  /** What becomes of the rows, bodies before what belongs to them, else in the order of the file, so many at a time. */
  pieces: (size: number) => AsyncIterable<PlannedRow[]>
}

/**
 * Looks at all rows: which bodies they mean, bodies before what belongs to them. A row is decided only then, so that it
 * is the same in whatever pieces it is done.
 */
export async function openPlan(trx: Kysely<unknown>, request: PlanRequest): Promise<OpenPlan> {
  const { candidates, bodyRegister } = request
  const words = wordsOf(candidates)
  const bodies = new BodyIndex(await findBodies(trx, words), await findMerged(trx, words))
  const planner = new Planner(request, bodies)
  for (const one of candidates) if (one.register.id === bodyRegister.id) planner.place(one)
  for (const one of candidates) {
    if (one.register.id === bodyRegister.id) continue
    if (one.register.belongsTo === 'area') planner.lay(one)
    else planner.attach(one)
  }
  // Whatever the order of the sheets: where a body lies is decided before what belongs to it is laid there.
  const after = ({ register }: Candidate): number => Number(register.id !== bodyRegister.id)
  candidates.sort((one, other) => after(one) - after(other))
  return { made: planner.made, pieces: (size) => decidePieces(trx, { planner, candidates, size }) }
}

async function* decidePieces(
  trx: Kysely<unknown>,
  { planner, candidates, size }: { planner: Planner; candidates: Candidate[]; size: number },
): AsyncGenerator<PlannedRow[]> {
  while (candidates.length > 0) {
    const some = candidates.splice(0, size)
    await planner.load(trx, some)
    yield some.map((one) => planner.decide(one))
  }
}

/** Compares every row with what stands; for few rows, which may all be looked at. */
export async function planImport(
  trx: Kysely<unknown>,
  request: Omit<PlanRequest, 'candidates'> & { candidates: readonly Candidate[] },
): Promise<ImportPlan> {
  const candidates = [...request.candidates]
  const { made, pieces } = await openPlan(trx, { ...request, candidates })
  const rows: PlannedRow[] = []
  for await (const some of pieces(candidates.length)) for (const row of some) rows.push(row)
  return { rows, made: [...made] }
}

function wordsOf(candidates: readonly Candidate[]) {
  const some = (pick: (one: Candidate) => string | null): string[] => [
    ...new Set(candidates.map(pick).filter((word): word is string => word !== null && word !== '')),
  ]
  const named = candidates.flatMap((one) => refsOf(one).map(([, text]) => bodyNameKey(text)))
  return {
    codes: some((one) => one.subject.code),
    oldNumbers: some((one) => one.subject.oldRegistrationNo),
    nameKeys: [
      ...some((one) => (one.subject.name === null ? null : bodyNameKey(one.subject.name))),
      ...named,
    ],
    ids: some((one) => one.subject.id),
  }
}
