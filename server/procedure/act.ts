/** What a person may do with an item of any procedure, and doing it. */
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type { actOnItem, Item, ItemHead, UnitRef } from '#contract/kernel/procedures.ts'
import { lightOf, OWN_AREA, OWN_UNIT, type ItemProcedure } from '#core/kernel/item-procedure.ts'
import { offeredActions, tryAction, type Done } from '#core/kernel/procedure.ts'
import { refused } from '#core/values/problem.ts'
import { addWorkingDays, isWorkingDay, type HolidayCalendar } from '#core/values/working-days.ts'
import { notFound, Refusal, take } from '#server/http/refusal.ts'
import { actorOf, seatOf, type Caller } from '#server/http/route.ts'
import * as store from './store.ts'
import { unitMoves } from './unit-changes.ts'
import { listUnits, unitsOf } from './units.ts'

export interface Acting {
  trx: Kysely<unknown>
  caller: Caller
  today: string
  calendar: HolidayCalendar
}

export interface Given extends z.infer<typeof actOnItem.body> {}

/** What a module adds to its procedure: conditions of the world, and what an action carries beyond the common. */
export interface Handler {
  of: ItemProcedure
  /** Names of the conditions that hold for the item now. */
  holds?: (acting: Acting, item: store.ItemRow) => Promise<string[]>
  /** What the action adds to the item; refuses what it may not. Without it an action carries nothing of its own. */
  payload?: (acting: Acting, item: store.ItemRow, given: Given) => Promise<Record<string, unknown>>
  /** What follows from an action in the same transaction. */
  after?: (acting: Acting, item: store.ItemRow, given: Given) => Promise<void>
}

/** An item with its past and what this person may do now. */
export async function readItem(acting: Acting, handler: Handler, id: string): Promise<Item> {
  const row = await store.findItem(acting.trx, { procedure: handler.of.id, id })
  if (!row) throw notFound('个事项')
  const actions = await store.actionsOf(acting.trx, row.id)
  const { caller, today, calendar } = acting
  const offered = offeredActions(handler.of, {
    log: logOf(actions),
    actor: actorOf(caller),
    holds: await holdsOf(acting, handler, row),
  })
  return {
    ...toWireItem(row, handler.of, today),
    openedBy: row.opener ?? (row.opened_by === 'system' ? '系统' : row.opened_by),
    history: ordered([
      ...actions.map((one) => toWireAction(one, handler.of)),
      ...(row.unit === null ? [] : await unitMoves(acting.trx, row)),
    ]),
    actions: offered.map((one) => {
      const step = handler.of.actions[one.action]
      return {
        action: one.action,
        label: one.label,
        happens: step?.happens ?? null,
        needs: [...one.needs],
        onPaper: step?.onPaper ?? false,
        proposedDue: proposeDue(one.dueInWorkingDays, { today, calendar }),
        refusedBecause: one.refusedBecause,
      }
    }),
  }
}

const ordered = (history: Item['history']): Item['history'] =>
  history.toSorted((a, b) => a.at.localeCompare(b.at))

/** Those of the module; whether the item is of the person's own area, and of a unit of the person. */
async function holdsOf(acting: Acting, handler: Handler, row: store.ItemRow): Promise<string[]> {
  const { caller } = acting
  const holds = (await handler.holds?.(acting, row)) ?? []
  if (caller.area === null || row.area.startsWith(caller.area)) holds.push(OWN_AREA)
  if (row.unit !== null && (await isOfUnit(acting, row, row.unit))) holds.push(OWN_UNIT)
  return holds
}

/** Of the lead or a helping unit, or named as responsible; the county acts for a lead that has nobody with an account. */
async function isOfUnit({ trx, caller }: Acting, row: store.ItemRow, lead: string): Promise<boolean> {
  if (row.owner === seatOf(caller)) return true
  const concerned = new Set([lead, ...row.helpers.map((one) => one.id)])
  const units = (await listUnits(trx, caller)).filter((one) => concerned.has(one.id))
  const leading = units.find((one) => one.id === lead)
  const nobody = leading !== undefined && leading.people.length === 0 && leading.area === row.area
  return units.some((one) => one.own) || (nobody && caller.role === 'county')
}

function logOf(actions: readonly store.ActionRow[]): Done[] {
  return actions.map(({ action, actor, signer, acted_for }) => ({
    action,
    by: actor,
    signer,
    inPlaceOf: acted_for,
  }))
}

/** Takes an action with the version that the person saw; gives the item as it stands after it. */
export async function takeAction(
  acting: Acting,
  handler: Handler,
  of: { id: string; given: Given },
): Promise<Item> {
  const { trx, caller, today } = acting
  const { given } = of
  const row = await store.findItem(trx, { procedure: handler.of.id, id: of.id })
  if (!row) throw notFound('个事项')
  if (row.version !== given.version)
    throw new Refusal(409, [refused('changed-meanwhile', '这个事项刚刚被别人办理过，请刷新后再办')], {
      mine: { ...given },
      current: await readItem(acting, handler, row.id),
    })
  const state = take(
    tryAction(handler.of, {
      action: given.action,
      log: logOf(await store.actionsOf(trx, row.id)),
      actor: actorOf(caller),
      given: { ...given, note: given.note?.trim(), unit: given.unit?.lead },
      holds: await holdsOf(acting, handler, row),
      paper: given.paper ?? null,
    }),
  )
  checkDays(given, today)
  const [lead = null, ...helpers] = given.unit ? await unitsOf(trx, unitIds(given.unit)) : []
  const payload = (await handler.payload?.(acting, row, given)) ?? {}
  await store.appendActions(trx, [actionOf(acting, { item: row, given, state, lead, helpers, payload })])
  await handler.after?.(acting, row, given)
  return readItem(acting, handler, row.id)
}

interface Decided {
  item: store.AppendedTo['item']
  given: Given
  state: string
  lead: UnitRef | null
  helpers: readonly UnitRef[]
  payload: Record<string, unknown>
}

/** An action that may be taken, as it is written. */
export function actionOf({ caller, today, calendar }: Acting, of: Decided): store.AppendedTo {
  const { given, lead } = of
  return {
    item: of.item,
    action: given.action,
    state: of.state,
    onDay: today,
    actorName: caller.name,
    note: given.note?.trim() || null,
    owner: given.owner?.trim() || null,
    dueOn: given.dueOn ?? null,
    dueNote: given.dueOn ? dueNote(given.dueOn, calendar) : null,
    unit: lead,
    helpers: lead && of.helpers,
    files: given.files ?? [],
    payload: of.payload,
    paper: given.paper ?? null,
  }
}

const unitIds = (unit: NonNullable<Given['unit']>): string[] => [...new Set([unit.lead, ...unit.helpers])]

/** Errors: a deadline in the past, a signature of tomorrow. */
export function checkDays(given: Pick<Given, 'dueOn' | 'paper'>, today: string): void {
  if (given.dueOn && given.dueOn < today)
    throw new Refusal(422, [refused('due-past', '完成期限不能早于今天', { field: 'dueOn' })])
  if (given.paper && given.paper.signedOn > today)
    throw new Refusal(422, [refused('signed-later', '签批日期不能晚于今天', { field: 'signedOn' })])
}

/** The day so many working days from today; a year without a holiday notice counts Monday to Friday and says so. */
export function proposeDue(
  days: number | null,
  from: { today: string; calendar: HolidayCalendar },
): { day: string; says: string } | null {
  if (days === null) return null
  const { day, confirmed } = addWorkingDays(from.today, days, from.calendar)
  return { day, says: `自今天起 ${days} 个工作日，可以另定${confirmed ? '' : '（节假日待确认）'}` }
}

/** What has to be said of a deadline: it lies in a year without a holiday notice, or on a day off. */
export function dueNote(day: string, calendar: HolidayCalendar): string | null {
  const known = calendar.some((one) => one.year === Number(day.slice(0, 4)))
  if (!known) return '节假日待确认'
  return isWorkingDay(day, calendar) ? null : '期限当日为休息日'
}

/** Who answers for a step, in words: whoever signed on paper, with who recorded it. */
export function whoActed(one: Pick<store.ActionRow, 'actor_name' | 'signer' | 'signed_on'>): string {
  return one.signer === null
    ? one.actor_name
    : `纸质签批，${one.signer} ${one.signed_on ?? ''} 签，${one.actor_name}代录`
}

/** The head of an item as it travels. */
export function toWireItem(row: store.ItemRow, of: ItemProcedure, today: string): ItemHead {
  const unit = row.unit !== null && {
    id: row.unit,
    name: row.unit_name ?? '',
    area: row.unit_area ?? row.area,
  }
  return {
    id: row.id,
    procedure: row.procedure,
    code: row.code,
    title: row.title,
    area: row.area,
    areaName: row.area_name,
    body: row.body,
    bodyName: row.body_name,
    parent: row.parent,
    subject: row.subject,
    state: row.state,
    stateLabel: of.states[row.state]?.label ?? row.state,
    final: of.states[row.state]?.final ?? false,
    openedOn: row.opened_on,
    dueOn: row.due_on,
    dueNote: row.due_note,
    light: lightOf(of, { state: row.state, dueOn: row.due_on }, today),
    owner: row.owner,
    unit: unit || null,
    helpers: row.helpers,
    payload: row.payload,
    version: row.version,
  }
}

function toWireAction(row: store.ActionRow, of: ItemProcedure): Item['history'][number] {
  const label = of.actions[row.action]?.label ?? row.action
  const helpers = (row.helpers ?? []).map((one) => one.name).join('、')
  const more = [
    row.unit_name && `牵头 ${row.unit_name}`,
    helpers && `配合 ${helpers}`,
    row.owner && `责任人 ${row.owner}`,
    row.due_on && `期限 ${row.due_on}`,
  ]
  return {
    number: row.number,
    action: row.action,
    label,
    at: row.at.toISOString(),
    onDay: row.on_day,
    says: [`${label}：${whoActed(row)}`, more.filter(Boolean).join('，')].filter(Boolean).join('；'),
    onPaper: row.signer !== null,
    note: row.note,
    files: row.files,
  }
}
