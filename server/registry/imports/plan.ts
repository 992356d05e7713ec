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
  candidates: readonly Candidate[]
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

/** Compares every row with what stands, in the order of the file, bodies before what belongs to them. */
export async function planImport(trx: Kysely<unknown>, request: PlanRequest): Promise<ImportPlan> {
  const { candidates, bodyRegister } = request
  const words = wordsOf(candidates)
  const bodies = new BodyIndex(await findBodies(trx, words), await findMerged(trx, words))
  const planner = new Planner(request, bodies)
  const ofBodies = candidates.filter((one) => one.register.id === bodyRegister.id)
  const others = candidates.filter((one) => one.register.id !== bodyRegister.id)
  for (const one of ofBodies) planner.place(one)
  for (const one of others) {
    if (one.register.belongsTo === 'area') planner.lay(one)
    else planner.attach(one)
  }
  await planner.load(trx)
  const rows = candidates.map((one) => planner.decide(one))
  return { rows, made: planner.made }
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
