/** The share ledger over HTTP. */
import type { z } from 'zod'
import * as contract from '#contract/membership.ts'
import { percentOf, structureOf } from '#core/membership/holdings.ts'
import { hundredths, type NamedHolder } from '#core/membership/share-caps.ts'
import { shareKind } from '#core/membership/share-kinds.ts'
import { wireOfFen } from '#core/values/money.ts'
import { take } from '#server/http/refusal.ts'
import { route, type Call, type Edge } from '#server/http/route.ts'
import type { GlideRow } from './caps.ts'
import { coverageRoutes } from './coverage-routes.ts'
import { glideRoutes } from './glide-routes.ts'
import {
  holdersAt,
  ledgerOf,
  reads,
  rulesAt,
  typed,
  writes,
  type LedgerHolder,
  type Rules,
  type ShareServices,
} from './ledger-view.ts'
import { openLedger, recordShare, reverseShare } from './record-share.ts'
import { askReason, findingsOf, look, namesOf, toWireStructure } from './share-preview.ts'
import { shareSheetRoutes } from './share-sheet-routes.ts'
import * as store from './store.ts'

/** The endpoints of shares and holdings. */
export function shareRoutes(edge: Edge, services: ShareServices): void {
  const today = () => services.clock.today()
  route(
    edge,
    { endpoint: contract.listShares, guard: reads, says: '各社股金概况' },
    async ({ trx, query }) => {
      const { q, page = 1 } = query
      const found = await store.listLedgers(trx, { on: today(), page, ...(q !== undefined && { q }) })
      return { rows: found.rows.map(toWireLedger), total: found.total }
    },
  )
  route(edge, { endpoint: contract.readShares, guard: reads, says: '一社的持股与股金事项' }, (call) =>
    readLedger(call, services),
  )
  eventRoutes(edge, services)
  glideRoutes(edge, services)
  coverageRoutes(edge, services)
  shareSheetRoutes(edge, services)
}

function eventRoutes(edge: Edge, services: ShareServices): void {
  const today = () => services.clock.today()
  route(edge, { endpoint: contract.previewShareEvent, guard: writes, says: '试算股金事项' }, async (call) => {
    const ledger = await ledgerOf(call)
    return (await look(call.trx, ledger, { services, today: today(), events: [typed(call.body)] })).preview
  })
  route(edge, { endpoint: contract.recordShareEvent, guard: writes, says: '登记股金事项' }, async (call) => {
    const ledger = await ledgerOf(call)
    const event = typed(call.body)
    const { note, file } = call.body
    if (!note?.trim())
      askReason(await look(call.trx, ledger, { services, today: today(), events: [event] }), note)
    return take(await recordShare(call.trx, ledger, { event, note, file, today: today() }))
  })
  route(edge, { endpoint: contract.openShares, guard: writes, says: '由名册结转期初股金' }, async (call) =>
    take(await openLedger(call.trx, await ledgerOf(call), today())),
  )
  route(
    edge,
    { endpoint: contract.reverseShareEvent, guard: writes, says: '冲销股金事项' },
    async ({ trx, params, body }) => take(await reverseShare(trx, { id: params.id, reason: body.reason })),
  )
}

async function readLedger(call: Call<typeof contract.readShares>, services: ShareServices) {
  const ledger = await ledgerOf(call)
  const on = call.query.on ?? services.clock.today()
  const members = await store.membersOf(call.trx, ledger)
  const events = await store.eventsOf(call.trx, ledger)
  const due = await store.openingDue(call.trx, ledger)
  const holders = holdersAt(events, { members, on })
  const rules = await rulesAt(call.trx, ledger, { services, on })
  const { single } = rules.caps
  return {
    bodyName: ledger.body_name,
    areaName: ledger.area_name,
    on,
    mayWrite: writes(call.caller.role),
    structure: toWireStructure(holders, findingsOf(holders, rules, namesOf(members))),
    holders: toWireHolders(holders),
    events: toWireEvents(events, members),
    members: members.filter((one) => one.present).map(({ id, name }) => ({ id, name })),
    opening: { members: due.members, amount: wireOfFen(due.amount) },
    cap: single && { says: percentOf(single.num, single.den), clause: single.ground },
    glides: rules.glides.map((one) => toWireGlide(one, { holders, rules })),
  }
}

function toWireGlide(
  glide: GlideRow,
  of: { holders: readonly NamedHolder[]; rules: Rules },
): contract.WireGlide {
  const { total } = structureOf(of.holders)
  const holder = of.holders.find((one) => one.member === glide.member)
  return {
    member: glide.member,
    name: holder?.name ?? '',
    steps: glide.steps.map((one) => ({ by: one.by, atMost: hundredths(one.atMost) })),
    resolution: glide.resolution,
    resolvedOn: glide.resolved_on,
    now: percentOf(holder?.amount ?? 0n, total),
    kept: !findingsOf(of.holders, of.rules, new Map()).some(
      (one) => one.code === 'slipped' && one.member === glide.member,
    ),
  }
}

function toWireHolders(holders: readonly LedgerHolder[]): contract.WireHolder[] {
  const { total } = structureOf(holders)
  return holders.map((one) => ({
    ...one,
    amount: wireOfFen(one.amount),
    percent: percentOf(one.amount, total),
  }))
}

function toWireEvents(
  events: readonly store.EventRow[],
  members: readonly store.MemberRow[],
): contract.WireShareEvent[] {
  const names = new Map(members.map((one) => [one.id, one.name]))
  return events.map((row) => ({
    id: row.id,
    day: row.on,
    kindLabel: shareKind(row.kind)?.label ?? row.kind,
    memberName: names.get(row.member) ?? '',
    receiverName: row.receiver === null ? null : (names.get(row.receiver) ?? ''),
    amount: wireOfFen(row.amount),
    project: wireOfFen(row.project),
    basis: row.basis,
    resolution: row.resolution,
    resolvedOn: row.resolved_on,
    note: row.note,
    file: row.file,
    reverses: row.reverses,
    reversed: row.reversed,
    actor: row.actor,
  }))
}

function toWireLedger(row: store.LedgerRow): z.input<typeof contract.listShares.response>['rows'][number] {
  return {
    body: row.body,
    bodyName: row.body_name,
    areaName: row.area_name,
    holders: row.holders,
    total: wireOfFen(row.total),
    unopened: row.unopened,
  }
}
