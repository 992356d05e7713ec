/** An import from file to records: read, planned, and written whole or not at all. */
import { sql, type Kysely } from 'kysely'
import type { Register } from '#core/kernel/register.ts'
import type { UnitAnswers } from '#core/kernel/amount-units.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import type { Keys } from '#server/database/crypt.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { keepVillages } from '#server/regions/keep-areas.ts'
import { prepareWorkbook, type Prepared } from './candidate.ts'
import { planImport, type ImportPlan } from './plan.ts'
import type { PlaceFinder, PlaceRequest } from './place.ts'
import { writePlan } from './write.ts'

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

export interface Planned {
  prepared: Prepared
  plan: ImportPlan
}

/** Reads a file and compares it with what stands. Fails where the file can not be read or holds no table that is known. */
export async function planFile(
  trx: Kysely<unknown>,
  services: ImportServices,
  request: ImportRequest,
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

/** Compares a file that was read already with what stands. */
export async function planPrepared(
  trx: Kysely<unknown>,
  services: ImportServices,
  of: { request: Omit<ImportRequest, 'bytes' | 'register'>; prepared: Prepared },
): Promise<Planned> {
  const { request, prepared } = of
  await lockImports(trx, request.onlyArea)
  const words = prepared.candidates.map((one) => ({
    creditCode: one.subject.code,
    address: String(one.values['address'] ?? ''),
    above: one.place.above,
  }))
  // Bodies and records of areas are placed: a sheet about bodies that stand needs no areas.
  const placed = request.createBodies || prepared.candidates.some((one) => one.register.belongsTo !== 'body')
  const plan = await planImport(trx, {
    candidates: prepared.candidates,
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
  })
  return { prepared, plan }
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
  plan: ImportPlan,
): Promise<void> {
  await keepVillages(
    trx,
    plan.rows.flatMap((row) => (row.version ? [row.version.area] : [])),
  )
  const bodies = await writePlan(trx, plan, services)
  await services.onChange(trx, bodies)
}
