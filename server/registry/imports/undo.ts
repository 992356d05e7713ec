/** An import is taken back whole, in one transaction, or refused with the rows that were changed or relied on since. */
import { sql, type Kysely } from 'kysely'
import { dayOf } from '#server/clock.ts'
import { asUuid } from '#server/database/columns.ts'
import type { UndoHeld, UndoPreview } from '#contract/kernel/import-undo.ts'
import type { Register } from '#core/kernel/register.ts'
import { planUndo, type Reliance, type UndoPlan } from '#core/registry/import-undo.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { append } from '#core/values/append.ts'
import { noteAct } from '#server/register/change.ts'
import { renewSearch } from '../bodies.ts'
import type { FindRelied } from '../relied.ts'
import { findBatch } from './batches.ts'
import { lockImports, type ImportServices } from './run.ts'
import { findWritten, hangingOn, writeBack, writtenRows, type WrittenByImport } from './undo-store.ts'

export interface UndoServices extends ImportServices {
  /** What each module built on records since. */
  relied: readonly FindRelied[]
}

export interface UndoRequest {
  id: string
  /** Leave what stands in the way and take back the rest. */
  rest: boolean
  forgetUnits: boolean
  /** The area in whose bounds the caller acts. */
  area: string | null
}

type WrittenRows = Awaited<ReturnType<typeof writtenRows>>

interface Undoing {
  batch: NonNullable<Awaited<ReturnType<typeof findBatch>>>['batch']
  /** When the import was written. */
  since: Date
  plan: UndoPlan<WrittenByImport>
  /** Rows whose record the caller does not see any more. */
  unseen: WrittenRows
  rows: Map<string, WrittenRows[number]>
}

const HELD_SHOWN = 200
/** Rows named in a refusal; the preview has them all. */
const HELD_TOLD = 20

/** What taking the import back would do. */
export async function previewOfUndo(
  trx: Kysely<unknown>,
  services: UndoServices,
  id: string,
): Promise<Outcome<UndoPreview>> {
  const found = await undoing(trx, services, id)
  if (!found.ok) return found
  const { plan, rows } = found.value
  const held = heldRows(services, found.value)
  const counted = (register: string, created: boolean): number =>
    plan.undo.filter((one) => one.register === register && one.created === created).length
  const touched = new Set([...rows.values()].map((one) => one.register))
  return done({
    ended: plan.undo.filter((one) => one.created).length,
    restored: plan.undo.filter((one) => !one.created).length,
    bodies: bodiesOf(services, plan).length,
    registers: services.registers
      .filter((one) => touched.has(one.id))
      .map((one) => ({
        register: one.id,
        label: one.label,
        ended: counted(one.id, true),
        restored: counted(one.id, false),
        held: held.filter((row) => row.register === one.id).length,
      })),
    held: held.length,
    heldRows: held.slice(0, HELD_SHOWN),
  })
}

/** What was taken back: records ended, records that say again what they said, records that stay. */
export interface Undone {
  ended: number
  restored: number
  kept: number
}

/** Takes it back. Errors: undo-not-written, undo-relied-on, undo-nothing, undo-not-yours. */
export async function undoBatch(
  trx: Kysely<unknown>,
  services: UndoServices,
  asked: UndoRequest,
): Promise<Outcome<Undone>> {
  await lockImports(trx, asked.area)
  const found = await undoing(trx, services, asked.id)
  if (!found.ok) return found
  const { plan, batch, since } = found.value
  const held = heldRows(services, found.value)
  if (held.length > 0 && !asked.rest) return refuseHeld(held)
  if (plan.undo.length === 0) return failed(refused('undo-nothing', '这次导入没有可以撤销的行'))
  const ended = plan.undo.filter((one) => one.created).length
  const undone = { ended, restored: plan.undo.length - ended, kept: held.length }
  if (!(await markUndone(trx, asked, undone)))
    return failed(refused('undo-not-yours', '只有导入人和县级经办可以撤销这次导入'))
  const idsOf = (register: Register): string[] =>
    plan.undo.filter((one) => one.register === register.id).map((one) => one.id)
  for (const register of services.registers)
    await writeBack(trx, register, {
      act: 'import',
      id: asked.id,
      records: idsOf(register),
      reason: `撤销导入“${batch.fileName}”`,
    })
  await renewSearch(trx, services.bodyRegister, idsOf(services.bodyRegister))
  await services.onChange(trx, bodiesOf(services, plan), since)
  await noteAct(trx, {
    action: 'undo',
    subject: 'import',
    record: asked.id,
    home: batch.home,
    area: batch.area,
    after: { title: batch.fileName, withdrawn: ended, restored: undone.restored, kept: undone.kept },
  })
  return done(undone)
}

/** The bodies of the records that are taken back; what belongs to an area has none. */
function bodiesOf(services: UndoServices, plan: UndoPlan<WrittenByImport>): string[] {
  const ofAreas = new Set(services.registers.filter((one) => one.belongsTo === 'area').map((one) => one.id))
  return [...new Set(plan.undo.filter((one) => !ofAreas.has(one.register)).map((one) => one.body))]
}

async function undoing(trx: Kysely<unknown>, services: UndoServices, id: string): Promise<Outcome<Undoing>> {
  const found = await findBatch(trx, id)
  if (!found || !['done', 'undone'].includes(found.preview.state))
    return failed(refused('undo-not-written', '没有找到这批已写入的导入，请在“表格导入”里核对'))
  const rows = await writtenRows(trx, id)
  const written: WrittenByImport[] = []
  for (const register of services.registers) {
    const records = rows.filter((one) => one.register === register.id).map((one) => one.record)
    if (records.length > 0) append(written, await findWritten(trx, register, { act: 'import', id, records }))
  }
  const open = written.filter((one) => !one.undone)
  const made = open.filter((one) => one.created && one.register === services.bodyRegister.id)
  const asked = {
    bodies: [...new Set(open.map((one) => one.body))],
    records: open.map((one) => one.id),
    since: open.reduce(
      (first, one) => (one.at < first ? one.at : first),
      open[0]?.at ?? new Date(found.preview.uploadedAt),
    ),
  }
  const reliances = [
    ...open.flatMap((one) => (one.later ? [changed(one.id, one.later)] : [])),
    ...(await hangingOn(trx, services.registers, { import: id, bodies: made.map((one) => one.id) })),
  ]
  if (open.length > 0) for (const relied of services.relied) append(reliances, await relied(trx, asked))
  const plan = planUndo(open, reliances)
  const seen = new Set(written.map((one) => one.id))
  const unseen = rows.filter((one) => !seen.has(one.record))
  return done({
    plan,
    since: asked.since,
    unseen,
    batch: found.batch,
    rows: new Map(rows.map((one) => [one.record, one])),
  })
}

/** A record that somebody changed since. */
export function changed(record: string, later: NonNullable<WrittenByImport['later']>): Reliance {
  const { by, at, file, merge } = later
  const what = merge ? '后来随主体合并动过' : file === null ? '后来改过' : `后来又由“${file}”改过`
  return { on: { record }, kind: 'changed', what, by, at: at.toISOString() }
}

/** What has to stay, in the order of the file. */
function heldRows(services: UndoServices, { plan, unseen, rows }: Undoing): UndoHeld[] {
  const wire = (record: string, because: UndoHeld['because']): UndoHeld => {
    const { register, sheet, row, bodyName } = rows.get(record)!
    const registerLabel = services.registers.find((one) => one.id === register)?.label ?? register
    return { register, registerLabel, record, bodyName, sheet, row, because }
  }
  const elsewhere = { what: '这条记录已不在您的辖区，请由县级撤销', by: null, at: null }
  return [
    ...plan.stay.map(({ record, because }) =>
      wire(
        record.id,
        because.map(({ what, by, at }) => ({ what, by, at })),
      ),
    ),
    ...unseen.map((one) => wire(one.record, [elsewhere])),
  ].toSorted((a, b) => (a.sheet === b.sheet ? a.row - b.row : a.sheet < b.sheet ? -1 : 1))
}

function refuseHeld(held: readonly UndoHeld[]): Outcome<never> {
  const head = refused(
    'undo-relied-on',
    `有 ${held.length} 行后来改过或已被用到，没有撤销；可以只撤其余的行，或先办妥这些事再撤`,
  )
  return failed(head, ...held.slice(0, HELD_TOLD).map(tellHeld))
}

/** What stands in the way, who did it and on which day in China, in words. */
export function tellReliance({ what, by, at }: UndoHeld['because'][number]): string {
  return [what, by, at === null ? '' : dayOf(new Date(at))].filter((word) => word !== '').join(' ')
}

/** One row in the way, in words: 合作社甲的成员名册：登记了股金变动（…），张某 2026-03-01. */
function tellHeld({ bodyName, registerLabel, sheet, row, because }: UndoHeld): Problem {
  const reasons = because.map(tellReliance)
  return refused('undo-relied-on', `${bodyName ?? ''}的${registerLabel}：${reasons.join('；')}`, {
    sheet,
    row,
  })
}

/** Keeps what was done with the batch; nothing where the caller may not change it. */
async function markUndone(trx: Kysely<unknown>, asked: UndoRequest, undone: Undone): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update import set state = 'undone', summary = summary
      || jsonb_build_object('undone', ${JSON.stringify(undone)}::jsonb || jsonb_build_object('by', app_setting('user')))
      || case when ${asked.forgetUnits} then '{"units": []}'::jsonb else '{}'::jsonb end
    where id = ${asUuid(asked.id)} and state in ('done', 'undone')`.execute(trx)
  return (numAffectedRows ?? 0n) > 0n
}
