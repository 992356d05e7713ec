/** The share ledger over HTTP. */
import type { z } from 'zod'
import * as contract from '#contract/membership.ts'
import { may, type Role } from '#core/access/role.ts'
import {
  capWarnings,
  holdingsAt,
  percentOf,
  structureOf,
  type Holder,
  type KeptShareEvent,
} from '#core/membership/holdings.ts'
import { checkShareEvent, type ShareEvent } from '#core/membership/share-event.ts'
import { shareKind } from '#core/membership/share-kinds.ts'
import { fenOfWire, wireOfFen } from '#core/values/money.ts'
import type { Clock } from '#server/clock.ts'
import { notFound, take } from '#server/http/refusal.ts'
import { route, type Call, type Edge } from '#server/http/route.ts'
import { openLedger, recordShare, reverseShare } from './record-share.ts'
import * as store from './store.ts'

const reads = (role: string): boolean => may(role as Role, 'readShares')
const writes = (role: string): boolean => may(role as Role, 'keepShares')

/** The endpoints of shares and holdings. */
export function shareRoutes(edge: Edge, services: { clock: Clock }): void {
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
  route(edge, { endpoint: contract.readShares, guard: reads, says: '一社的持股与股金事项' }, async (call) => {
    const ledger = await ledgerOf(call)
    const on = call.query.on ?? today()
    const members = await store.membersOf(call.trx, ledger)
    const events = await store.eventsOf(call.trx, ledger)
    const due = await store.openingDue(call.trx, ledger)
    const holders = holdersAt(events, { members, on })
    return {
      bodyName: ledger.body_name,
      areaName: ledger.area_name,
      on,
      mayWrite: writes(call.caller.role),
      structure: toWireStructure(holders),
      holders: toWireHolders(holders),
      events: toWireEvents(events, members),
      members: members.filter((one) => one.present).map(({ id, name }) => ({ id, name })),
      opening: { members: due.members, amount: wireOfFen(due.amount) },
    }
  })
  route(edge, { endpoint: contract.previewShareEvent, guard: writes, says: '试算股金事项' }, async (call) => {
    const ledger = await ledgerOf(call)
    const event = take(checkShareEvent(typed(call.body), today()))
    const members = await store.membersOf(call.trx, ledger)
    const events = await store.eventsOf(call.trx, ledger)
    const with_ = [...events, { ...event, receiver: event.receiver || null }]
    return previewOf(holdersAt(events, { members, on: today() }), holdersAt(with_, { members, on: today() }))
  })
  route(edge, { endpoint: contract.recordShareEvent, guard: writes, says: '登记股金事项' }, async (call) => {
    const ledger = await ledgerOf(call)
    return take(
      await recordShare(call.trx, ledger, {
        event: typed(call.body),
        note: call.body.note,
        today: today(),
      }),
    )
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

async function ledgerOf({
  trx,
  params,
}: Pick<Call, 'trx'> & { params: { body: string } }): Promise<store.LedgerBody> {
  const found = await store.findLedgerBody(trx, params.body)
  if (!found) throw notFound('家合作社')
  return found
}

function typed({ amount, ...rest }: contract.TypedShareEvent): ShareEvent {
  return { ...rest, amount: fenOfWire(amount) }
}

interface NamedHolder extends Holder {
  name: string
  vulnerable: boolean | null
}

/** Holders on a day, the largest first. */
function holdersAt(
  events: readonly KeptShareEvent[],
  of: { members: readonly store.MemberRow[]; on: string },
): NamedHolder[] {
  const byId = new Map(of.members.map((one) => [one.id, one]))
  return [...holdingsAt(events, of.on)]
    .map(([member, amount]) => {
      const row = byId.get(member)
      return {
        member,
        amount,
        name: row?.name ?? '',
        kind: row?.kind ?? null,
        vulnerable: row?.vulnerable ?? null,
      }
    })
    .toSorted((a, b) =>
      a.amount === b.amount ? (a.member < b.member ? -1 : 1) : a.amount > b.amount ? -1 : 1,
    )
}

function toWireStructure(holders: readonly Holder[]): contract.WireStructure {
  const found = structureOf(holders)
  return {
    total: wireOfFen(found.total),
    largest: percentOf(found.largest, found.total),
    collective: percentOf(found.collective, found.total),
    farmers: percentOf(found.farmers, found.total),
    warnings: capWarnings(found),
  }
}

function toWireHolders(holders: readonly NamedHolder[]): contract.WireHolder[] {
  const { total } = structureOf(holders)
  return holders.map((one) => ({
    ...one,
    amount: wireOfFen(one.amount),
    percent: percentOf(one.amount, total),
  }))
}

function previewOf(
  before: readonly NamedHolder[],
  after: readonly NamedHolder[],
): z.input<typeof contract.previewShareEvent.response> {
  const [was, will] = [structureOf(before).total, structureOf(after).total]
  const old = new Map(before.map((one) => [one.member, one]))
  const now = new Map(after.map((one) => [one.member, one]))
  const all = new Map([...old, ...now])
  return {
    before: toWireStructure(before),
    after: toWireStructure(after),
    changes: [...all.values()].map(({ member, name }) => {
      const [from, to] = [old.get(member)?.amount ?? 0n, now.get(member)?.amount ?? 0n]
      return {
        member,
        name,
        before: wireOfFen(from),
        after: wireOfFen(to),
        percentBefore: percentOf(from, was),
        percentAfter: percentOf(to, will),
      }
    }),
  }
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
    basis: row.basis,
    resolution: row.resolution,
    resolvedOn: row.resolved_on,
    note: row.note,
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
