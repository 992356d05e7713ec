/** An import from file to records: read, planned, and written whole or not at all. */
import { sql, type Kysely } from 'kysely'
import type { Register } from '#core/kernel/register.ts'
import type { UnitAnswers } from '#core/kernel/amount-units.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import type { Keys } from '#server/database/crypt.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { keepVillages } from '#server/regions/keep-areas.ts'
import { ROWS_AT_ONCE } from '#server/register/write.ts'
import { rowsAsText } from './batch-rows.ts'
import { prepareWorkbook, type Candidate, type Prepared } from './candidate.ts'
import { collectGarbage } from './memory.ts'
import { Packs } from './packs.ts'
import { openPlan, type PlannedRow, type PlanRequest } from './plan.ts'
import type { PlaceFinder, PlaceRequest } from './place.ts'
import { Tally } from './tally.ts'
import { PackedWrites } from './write.ts'

export interface ImportServices {
  registers: readonly Register[]
  bodyRegister: Register
  keys: Keys
  /** A finder over the areas that these rows can mean. */
  finderFor: (
    trx: Kysely<unknown>,
    of: { words: readonly Pick<PlaceRequest, 'creditCode' | 'address' | 'above'>[]; area: string },
  ) => Promise<PlaceFinder>
  /** Told of bodies whose records changed, in the same transaction. */
  onChange: (
    trx: Kysely<unknown>,
    bodies: readonly string[],
    /** What was written of them since then was taken back. */
    takenBackSince?: Date,
  ) => Promise<void>
}

export interface ImportRequest {
  bytes: Uint8Array
  fileName: string
  /** Narrows the reading to one register. */
  register: string | null
  onlyArea: string | null
  fallbackArea: string
  asOf: string
  createBodies: boolean
  importId: string
  sender: string | null
  receiver: string | null
  /** Answers on columns of amounts without a unit. */
  units?: UnitAnswers | undefined
}

/** What a file would do, packed: the rows themselves are gone. */
export interface Planned {
  prepared: Omit<Prepared, 'candidates'>
  plan: PackedPlan
}

export interface PackedPlan {
  tally: Tally
  /** Null where the plan is only shown. */
  writes: PackedWrites | null
  /** The rows of the batch. */
  rows: Packs
}

/** From so many rows on what was done with is let go of at once; while rows are decided, after as many again. */
const LONG_LIST = 20_000

export interface HowToPlan {
  /** It is only shown, and not written. */
  shown?: boolean
  /** Rows that are decided together. */
  piece?: number
  /** Looks at the rows as they are decided. */
  look?: (rows: readonly PlannedRow[]) => void
}

/** Reads a file and compares it with what stands. Fails where the file can not be read or holds no table that is known. */
export async function planFile(
  trx: Kysely<unknown>,
  services: ImportServices,
  request: ImportRequest & HowToPlan,
): Promise<Outcome<Planned>> {
  const prepared = await prepareFile(services, request)
  if (!prepared.ok) return prepared
  return done(await planPrepared(trx, services, { request, prepared: prepared.value }))
}

/** Reads a file, without the database. */
export async function prepareFile(
  services: Pick<ImportServices, 'registers'>,
  request: Pick<ImportRequest, 'bytes' | 'fileName' | 'register' | 'units'>,
): Promise<Outcome<Prepared>> {
  const registers = request.register
    ? services.registers.filter((one) => one.id === request.register)
    : services.registers
  const workbook = await readWorkbook(request.bytes, request.fileName)
  if (!workbook.ok) return workbook
  const { fileName: file, units } = request
  const prepared = prepareWorkbook(workbook.value, { file, registers, units })
  if (prepared.sheets.some((sheet) => sheet.register !== null)) return done(prepared)
  const nothing = refused('nothing-understood', '文件里没有找到认识的表格：请核对表头，或下载模板填写', {
    file: request.fileName,
  })
  return failed(nothing, ...prepared.problems)
}

/**
 * Compares a file that was read already with what stands. The rows are taken out of it as they are decided, a piece at a
 * time, and only what is to be shown and written of them is kept, packed: of a long list no more stands in memory.
 */
export async function planPrepared(
  trx: Kysely<unknown>,
  services: ImportServices,
  of: { request: Omit<ImportRequest, 'bytes' | 'register'> & HowToPlan; prepared: Prepared },
): Promise<Planned> {
  const { request } = of
  const { candidates, ...prepared } = of.prepared
  const letGo = candidates.length < LONG_LIST ? () => undefined : collectGarbage
  letGo() // of the cells of the file
  await lockImports(trx, request.onlyArea)
  const planning = await planRequest(trx, services, { request, candidates })
  const { made, pieces } = await openPlan(trx, planning)
  letGo()
  const tally = new Tally()
  const writes = request.shown ? null : new PackedWrites(services, made)
  const rows = new Packs()
  let decided = 0
  for await (const some of pieces(request.piece ?? ROWS_AT_ONCE)) {
    request.look?.(some)
    tally.add(some)
    writes?.add(some)
    for (let start = 0; start < some.length; start += ROWS_AT_ONCE)
      rows.add(rowsAsText(some.slice(start, start + ROWS_AT_ONCE)))
    decided += some.length
    if (decided >= LONG_LIST && candidates.length > 0) {
      decided = 0
      letGo()
    }
  }
  letGo() // of the rows
  return { prepared, plan: { tally, writes, rows } }
}

async function planRequest(
  trx: Kysely<unknown>,
  services: ImportServices,
  of: { request: Omit<ImportRequest, 'bytes' | 'register'>; candidates: Candidate[] },
): Promise<PlanRequest> {
  const { request, candidates } = of
  const words = candidates.map((one) => ({
    creditCode: one.subject.code,
    address: String(one.values['address'] ?? ''),
    above: one.place.above,
  }))
  // Bodies and records of areas are placed: a sheet about bodies that stand needs no areas.
  const placed = request.createBodies || candidates.some((one) => one.register.belongsTo !== 'body')
  return {
    candidates,
    bodyRegister: services.bodyRegister,
    asOf: request.asOf,
    onlyArea: request.onlyArea,
    fallbackArea: request.fallbackArea,
    createBodies: request.createBodies,
    finder: placed
      ? await services.finderFor(trx, { words, area: request.onlyArea ?? request.fallbackArea })
      : nowhere,
    keys: services.keys,
    source: {
      import: request.importId,
      file: request.fileName,
      ...(request.sender && { sender: request.sender }),
      ...(request.receiver && { receiver: request.receiver }),
    },
  }
}

/**
 * Holds other imports of the same county back until the end of this transaction: two of one new list at the same
 * moment would both make its bodies. An import that is bound to no county waits for all, and all wait for it.
 */
export async function lockImports(trx: Kysely<unknown>, onlyArea: string | null): Promise<void> {
  const county = onlyArea !== null && onlyArea.length >= 6 ? onlyArea.slice(0, 6) : null
  if (county === null) await sql`select pg_advisory_xact_lock(hashtext('heshe-import'))`.execute(trx)
  else
    await sql`
      select pg_advisory_xact_lock_shared(hashtext('heshe-import')),
        pg_advisory_xact_lock(hashtext(${`heshe-import/${county}`}))`.execute(trx)
}

function nowhere(): never {
  throw new Error('no row of this file makes a body')
}

/** Writes what was planned, with the villages that it names, and lets figures follow, in the same transaction. */
export async function writePlanned(
  trx: Kysely<unknown>,
  services: ImportServices,
  { writes }: Pick<PackedPlan, 'writes'>,
): Promise<void> {
  if (!writes) throw new Error('this plan is only shown')
  await keepVillages(trx, writes.places)
  await services.onChange(trx, await writes.write(trx))
}
