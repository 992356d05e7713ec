/** Two records of one body become one, in one transaction; and apart again. */
import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { MergePreview, MergeSide } from '#contract/registry/merges.ts'
import type { Register } from '#core/kernel/register.ts'
import { planUndo, type Reliance } from '#core/registry/import-undo.ts'
import { sameBodyName } from '#core/values/body-name.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { asUuid, toValues } from '#server/database/columns.ts'
import { carriedSecrets } from '#server/register/change.ts'
import { toWireValues } from '#server/register/present.ts'
import { writeVersions } from '#server/register/write.ts'
import { renewSearch } from '../bodies.ts'
import { changed, tellReliance, type UndoServices } from '../imports/undo.ts'
import { findWritten, writeBack } from '../imports/undo-store.ts'
import { lockImports } from '../imports/run.ts'
import type { FindLedgers } from './ledgers.ts'
import * as store from './store.ts'

export interface MergeServices extends UndoServices {
  ledgers: readonly FindLedgers[]
}

interface Pair {
  kept: store.BodyRow
  merged: store.BodyRow
}

export const sideOf = (row: store.BodyRow): MergeSide => ({
  body: row.id,
  name: row.name ?? '',
  creditCode: row.credit_code,
  areaName: row.area_name,
})

async function findPair(trx: Kysely<unknown>, ids: { kept: string; merged: string }): Promise<Outcome<Pair>> {
  const rows = await store.bodiesById(trx, [ids.kept, ids.merged])
  const kept = rows.find((one) => one.id === ids.kept)
  const merged = rows.find((one) => one.id === ids.merged)
  if (!kept || !merged || kept === merged)
    return failed(refused('merge-pair', '请选两家不同的、您看得到的主体'))
  if (kept.ended || merged.ended)
    return failed(refused('merge-ended', '其中一家已经终止或已并入别家，不能再合并'))
  if (kept.home !== merged.home)
    return failed(refused('merge-homes', '两家建档的县不同，不能合并；请在其中一县办理终止'))
  return done({ kept, merged })
}

/** Ledgers can not be moved: where they stand decides which one is kept. */
async function ledgerTrouble(
  trx: Kysely<unknown>,
  services: MergeServices,
  { kept, merged }: Pair,
): Promise<string | null> {
  const found = (await Promise.all(services.ledgers.map((find) => find(trx, [kept.id, merged.id])))).flat()
  const of = (row: store.BodyRow): string =>
    found
      .filter((one) => one.body === row.id)
      .map((one) => one.ledger)
      .join('和')
  const [own, other] = [of(kept), of(merged)]
  if (other === '') return null
  if (own === '')
    return `“${sideOf(merged).name}”有${other}，不能搬到别家；请保留这一家，把“${sideOf(kept).name}”并入它`
  return `两家都有不能搬的账：一家有${own}，一家有${other}，不能合并。请只在一家继续记，另一家结清后办理终止，两份档案用“关联主体”连起来`
}

/** Both side by side, and what hangs on each. */
export async function previewOfMerge(
  trx: Kysely<unknown>,
  services: MergeServices,
  ids: { kept: string; merged: string },
): Promise<Outcome<MergePreview>> {
  const pair = await findPair(trx, ids)
  if (!pair.ok) return pair
  const { kept, merged } = pair.value
  const wire = [kept, merged].map((row) => toWireValues(services.bodyRegister, row, services.keys))
  const hangs: MergePreview['hangs'] = []
  for (const register of services.registers) {
    if (register.belongsTo !== 'body') continue
    const { same, ...count } = await store.countHanging(trx, register, ids)
    if (count.kept + count.merged > 0)
      hangs.push({ label: register.label, ...count, comes: count.merged - same, same })
  }
  for (const [label, table] of [
    ['整改单', sql`problem_case`],
    ['问题', sql`finding`],
    ['填报表的行', sql`handout_row`],
    ['审计', sql`(select body from procedure_item where procedure = 'book_audit') audits`],
  ] as const) {
    const { rows } = await sql<{ kept: number; merged: number }>`
      select count(*) filter (where body = ${ids.kept})::int as kept, count(*) filter (where body = ${ids.merged})::int as merged
      from ${table} where body = any (array[${ids.kept}, ${ids.merged}]::uuid[])`.execute(trx)
    const { kept: own, merged: other } = rows[0]!
    if (own + other > 0) hangs.push({ label, kept: own, merged: other, comes: other, same: 0 })
  }
  return done({
    kept: sideOf(kept),
    merged: sideOf(merged),
    fields: Object.keys(services.bodyRegister.fields).map((field) => ({
      field,
      kept: wire[0]![field] ?? null,
      merged: wire[1]![field] ?? null,
      differs: JSON.stringify(wire[0]![field] ?? null) !== JSON.stringify(wire[1]![field] ?? null),
    })),
    hangs,
    blocked: await ledgerTrouble(trx, services, pair.value),
  })
}

export interface MergeRequest {
  kept: string
  merged: string
  take: readonly string[]
  reason: string
  actorName: string
  today: string
}

/** Merges. Errors: merge-pair, merge-ended, merge-homes, merge-ledgers. */
export async function mergePair(
  trx: Kysely<unknown>,
  services: MergeServices,
  asked: MergeRequest,
): Promise<Outcome<string>> {
  await lockImports(trx, asked.kept === '' ? null : await homeOf(trx, asked.kept))
  const pair = await findPair(trx, asked)
  if (!pair.ok) return pair
  const trouble = await ledgerTrouble(trx, services, pair.value)
  if (trouble !== null) return failed(refused('merge-ledgers', trouble))
  const id = randomUUID()
  const { kept, merged } = pair.value
  const reason = `合并主体：${asked.reason}`
  const moving = { id, kept, merged, today: asked.today, reason }
  for (const register of services.registers.filter((one) => one.belongsTo === 'body')) {
    await store.moveRecords(trx, register, moving)
    await store.turnReferences(trx, register, moving)
  }
  await writeBodies(trx, services, { ...moving, take: asked.take })
  const moved = await store.moveRest(trx, moving)
  await sql`
    insert into body_merge (home, id, area, kept, merged, reason, moved, actor_name)
    values (${kept.home}, ${id}, ${kept.area}, ${kept.id}, ${merged.id}, ${asked.reason}, ${JSON.stringify(moved)}::jsonb,
      ${asked.actorName})`.execute(trx)
  await renewSearch(trx, services.bodyRegister, [kept.id])
  await services.onChange(trx, [kept.id, merged.id])
  return done(id)
}

async function homeOf(trx: Kysely<unknown>, body: string): Promise<string | null> {
  const { rows } = await sql<{ home: string }>`select home from body where id = ${asUuid(body)}`.execute(trx)
  return rows[0]?.home ?? null
}

/** The kept body as it is to stand, the names of the other among its former ones; the merged one ends. */
async function writeBodies(
  trx: Kysely<unknown>,
  services: MergeServices,
  of: store.Moving & { take: readonly string[] },
): Promise<void> {
  const { kept, merged, today } = of
  const register = services.bodyRegister
  const [own, other] = [toValues(register, kept), toValues(register, merged)]
  const values = { ...own, ...Object.fromEntries(of.take.map((field) => [field, other[field] ?? null])) }
  const names = [own['formerNames'], own['name'], other['name'], other['formerNames']]
    .flatMap((one) => (typeof one === 'string' ? one.split('；') : []))
    .filter((one) => one !== '' && !sameBodyName(one, String(values['name'])))
  values['formerNames'] = [...new Set(names)].join('；') || null
  const version = (row: store.BodyRow) => ({
    home: row.home,
    id: row.id,
    area: row.area,
    version: row.version + 1,
    effectiveOn: today > row.effective_on ? today : row.effective_on,
    closed: carriedSecrets(register, row, {}),
    source: { merge: of.id },
  })
  await writeVersions(trx, register, {
    rows: [
      { ...version(kept), values },
      { ...version(merged), values: other, ended: true },
    ],
    keys: services.keys,
  })
}

/** Takes a merge back. Errors: merge-missing, merge-undone, undo-relied-on. */
export async function undoMergeOf(
  trx: Kysely<unknown>,
  services: MergeServices,
  asked: { id: string; username: string; now: Date; today: string },
): Promise<Outcome<void>> {
  const { rows } = await sql<{
    kept: string
    merged: string
    home: string
    moved: store.Moved
    merged_at: Date
    undone_at: Date | null
  }>`select * from body_merge where id = ${asUuid(asked.id)}`.execute(trx)
  const merge = rows[0]
  if (!merge) return failed(refused('merge-missing', '没有找到这次合并'))
  if (merge.undone_at !== null) return failed(refused('merge-undone', '这次合并已经撤销过'))
  await lockImports(trx, merge.home)
  const bodies = [merge.kept, merge.merged]
  const written = new Map<Register, string[]>()
  for (const register of services.registers)
    written.set(register, await store.mergeRecords(trx, register, { id: asked.id, bodies }))
  const held = await heldSince(trx, services, { id: asked.id, bodies, since: merge.merged_at, written })
  if (held.length > 0) return refuseMerge(held)
  for (const [register, records] of written)
    await writeBack(trx, register, { act: 'merge', id: asked.id, records, reason: '撤销合并主体' })
  const merged = (await store.bodiesById(trx, [merge.merged]))[0]!
  await store.moveRestBack(trx, { merged, moved: merge.moved, today: asked.today })
  await sql`
    update body_merge set undone_at = ${asked.now}, undone_by = ${asked.username} where id = ${asUuid(asked.id)}`.execute(
    trx,
  )
  await renewSearch(trx, services.bodyRegister, bodies)
  await services.onChange(trx, bodies, merge.merged_at)
  return done(undefined)
}

/** What was built since on what the merge wrote. */
async function heldSince(
  trx: Kysely<unknown>,
  services: MergeServices,
  of: { id: string; bodies: string[]; since: Date; written: ReadonlyMap<Register, string[]> },
): Promise<Reliance[]> {
  const written = []
  for (const [register, records] of of.written) {
    if (records.length > 0)
      written.push(...(await findWritten(trx, register, { act: 'merge', id: of.id, records })))
  }
  const reliances = written.flatMap((one) => (one.later ? [changed(one.id, one.later)] : []))
  const asked = { bodies: of.bodies, records: written.map((one) => one.id), since: of.since }
  for (const relied of services.relied) reliances.push(...(await relied(trx, asked)))
  const because = planUndo(written, reliances).stay.flatMap((one) => one.because)
  return [...new Map(because.map((one) => [one.what, one])).values()]
}

function refuseMerge(held: readonly Reliance[]): Outcome<never> {
  const head = refused('undo-relied-on', '合并以后又办了下面这些事，合并不能撤销；请先把这些事改回或办结')
  return failed(head, ...held.map((one) => refused('undo-relied-on', tellReliance(one))))
}
