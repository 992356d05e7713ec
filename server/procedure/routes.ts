/** Lists, items and actions of every declared procedure, over HTTP. */
import * as contract from '#contract/kernel/procedures.ts'
import { addDays } from '#core/values/day.ts'
import type { HolidayCalendar } from '#core/values/working-days.ts'
import { notFound } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, seatOf, type Call, type Edge } from '#server/http/route.ts'
import type { Services } from '#server/services.ts'
import { readItem, takeAction, toWireItem, type Acting, type Handler } from './act.ts'
import { itemSheet } from './sheet.ts'
import * as store from './store.ts'
import { unitChangeRoutes } from './unit-changes.ts'
import { listUnits, unitRoutes } from './units.ts'

export interface ProcedureServices extends Services {
  handlers: readonly Handler[]
  loadCalendar: (trx: Call['trx']) => Promise<HolidayCalendar>
}

const PAGE_SIZE = 50
/** They have no part in the business of cooperatives. */
const SYSTEM_ROLES = ['security', 'auditAdmin']
const guard = (role: string): boolean => !SYSTEM_ROLES.includes(role)

/** The endpoints of the common tables. */
export function procedureRoutes(edge: Edge, services: ProcedureServices): void {
  const procedures = services.handlers.map((one) => one.of)
  unitRoutes(edge, services)
  unitChangeRoutes(edge, { ...services, procedures })
  route(edge, { endpoint: contract.listItems, guard, procedures, says: '事项列表' }, (call) =>
    list(call, services),
  )
  route(edge, { endpoint: contract.readItem, guard, procedures, says: '一个事项' }, async (call) =>
    readItem(await actingOf(call, services), handlerOf(services, call.params.procedure), call.params.id),
  )
  route(
    edge,
    {
      endpoint: contract.actOnItem,
      guard,
      procedures,
      moves: true,
      reason: (body) => body.note,
      says: '办理',
    },
    async (call) =>
      takeAction(await actingOf(call, services), handlerOf(services, call.params.procedure), {
        id: call.params.id,
        given: call.body,
      }),
  )
  bytesRoute(
    edge,
    { method: 'GET', path: contract.ITEM_SHEET_PATH, guard, procedures, says: '签批单（.docx）' },
    async (call) => {
      const { procedure, id } = call.params as { procedure: string; id: string }
      const handler = handlerOf(services, procedure)
      const one = await readItem(await actingOf(call, services), handler, id)
      const bytes = await itemSheet(one, { label: handler.of.label, office: services.deployment.areaName })
      return asDownload(call.reply, { name: `${one.code}签批单.docx`, bytes })
    },
  )
}

/** Who acts, when, by which calendar. */
export async function actingOf(
  call: Pick<Call, 'trx' | 'caller'>,
  services: Pick<ProcedureServices, 'clock' | 'loadCalendar'>,
): Promise<Acting> {
  return {
    trx: call.trx,
    caller: call.caller,
    today: services.clock.today(),
    calendar: await services.loadCalendar(call.trx),
  }
}

function handlerOf(services: ProcedureServices, id: string): Handler {
  const found = services.handlers.find((one) => one.of.id === id)
  if (!found) throw notFound('个流程')
  return found
}

async function list(call: Call<typeof contract.listItems>, services: ProcedureServices) {
  const { trx, caller, query } = call
  const { of } = handlerOf(services, call.params.procedure)
  const today = services.clock.today()
  const own = query.mine === '1' ? (await listUnits(trx, caller)).filter((one) => one.own) : []
  const filter = {
    ...query,
    procedure: of.id,
    today,
    soon: addDays(today, of.warnDays),
    finals: finalsOf(of),
    mine: query.mine === '1' ? { units: own.map((one) => one.id), username: seatOf(caller) } : undefined,
  }
  const page = { page: query.page ?? 1, size: query.size ?? PAGE_SIZE }
  const { rows, total } = await store.listItems(trx, filter, page)
  const counts = await store.countStates(trx, { ...filter, state: undefined })
  return {
    items: rows.map((row) => toWireItem(row, of, today)),
    total,
    states: Object.entries(of.states).map(([state, { label }]) => ({
      state,
      label,
      ...(counts.get(state) ?? { count: 0, late: 0 }),
    })),
  }
}

/** The states in which nothing is to be done any more. */
export function finalsOf(of: Handler['of']): string[] {
  return Object.entries(of.states).flatMap(([state, { final }]) => (final === true ? [state] : []))
}
