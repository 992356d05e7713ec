/** Divisions over HTTP: what a year is divided from, alternatives, freezing. */
import type { Kysely } from 'kysely'
import * as contract from '#contract/surplus/plans.ts'
import { may, type Role } from '#core/access/role.ts'
import type { ParameterInForce } from '#core/kernel/in-force.ts'
import { sayPercent, type CharterShares } from '#core/surplus/year.ts'
import { sayPart, type Part } from '#core/values/share.ts'
import { wireOfFen } from '#core/values/money.ts'
import type { Clock } from '#server/clock.ts'
import type { Keys } from '#server/database/crypt.ts'
import { forbidden, notFound, take } from '#server/http/refusal.ts'
import { passedItems } from '#server/governance/resolutions.ts'
import { route, type Call, type Caller, type Edge } from '#server/http/route.ts'
import { totalsOf } from '#server/membership/trade-store.ts'
import { charterShares } from './charter-shares.ts'
import { freezePlan, makePlan } from './make-plan.ts'
import { bookedRewards } from './reward-store.ts'
import { actionsOf, listDivisions, plansOf } from './plan-store.ts'
import { stateOf, toWireDivision, toWireReward } from './plan-wire.ts'
import {
  findSurplusBody,
  policyValues,
  suggestedPlan,
  yearMembers,
  type PolicyValues,
  type SurplusBody,
} from './year-inputs.ts'

export interface SurplusServices {
  clock: Clock
  keys: Keys
  /** Parameters in force at a place and day. */
  parametersAt: (
    trx: Kysely<unknown>,
    area: string,
    day: string,
  ) => Promise<ReadonlyMap<string, ParameterInForce>>
}

export const reads = (role: string): boolean => may(role as Role, 'readTrades')
const writes = (role: string): boolean => may(role as Role, 'keepBooks')

/** Whether this person keeps the money of that body. */
export function keeps(caller: Caller, body: string): boolean {
  return writes(caller.role) && caller.bodies.includes(body)
}

/** The endpoints of dividing a year. */
export function divisionRoutes(edge: Edge, services: SurplusServices): void {
  route(
    edge,
    { endpoint: contract.listDivisions, says: '各社盈余分配', guard: reads },
    async ({ trx, query }) => {
      const { q, page = 1 } = query
      const found = await listDivisions(trx, { page, ...(q !== undefined && { q }) })
      const log = Map.groupBy(
        await actionsOf(
          trx,
          found.rows.flatMap((row) => row.plan ?? []),
        ),
        (one) => one.plan,
      )
      return {
        total: found.total,
        rows: found.rows.map((row) => ({
          body: row.body,
          bodyName: row.body_name,
          areaName: row.area_name,
          year: row.year,
          plan: row.plan,
          stateLabel: row.plan === null ? null : stateOf(log.get(row.plan) ?? []).label,
          law: wired(row.law),
          patronage: wired(row.patronage),
          owed: wired(row.owed),
        })),
      }
    },
  )
  route(edge, { endpoint: contract.readDivision, says: '一年的盈余分配', guard: reads }, (call) =>
    readDivision(call, services),
  )
  route(edge, { endpoint: contract.previewDivision, says: '试算盈余分配', guard: reads }, async (call) => {
    const body = await bodyOf(call)
    const policy = await policyOf(call, services, body)
    return toWireDivision(take(await makePlan(call.trx, body, { ...call.body, policy })))
  })
  route(edge, { endpoint: contract.freezePlan, says: '固定分配方案', guard: writes }, async (call) => {
    const body = await bodyOf(call)
    if (!keeps(call.caller, body.body)) throw forbidden()
    const policy = await policyOf(call, services, body)
    return take(await freezePlan(call.trx, body, { ...call.body, policy }))
  })
}

const wired = (fen: bigint | null): string | null => (fen === null ? null : wireOfFen(fen))

async function readDivision(call: Call<typeof contract.readDivision>, services: SurplusServices) {
  const { trx } = call
  const today = services.clock.today()
  const body = await bodyOf(call)
  const year = call.query.year ?? Number(today.slice(0, 4)) - 1
  const policy = await policyOf(call, services, body)
  const charter = await charterShares(trx, body, year)
  const { typed, fromBooks } = await suggestedPlan(trx, body, { year, floor: policy.floor, charter })
  const { members, fromLedger } = await yearMembers(trx, body, year)
  const totals = await totalsOf(trx, { ...body, from: `${year}-01-01`, to: `${year}-12-31` })
  const sum = (direction: string) =>
    totals.filter((one) => one.direction === direction).reduce((all, one) => all + one.amount, 0n)
  const plans = await plansOf(trx, { ...body, year })
  const log = Map.groupBy(
    await actionsOf(
      trx,
      plans.map((one) => one.id),
    ),
    (one) => one.plan,
  )
  const thisYear = Number(today.slice(0, 4))
  return {
    bodyName: body.body_name,
    areaName: body.area_name,
    mayWrite: keeps(call.caller, body.body),
    year,
    years: [thisYear, thisYear - 1, thisYear - 2, thisYear - 3],
    bookFrom: body.book_from,
    fromBooks,
    suggested: { ...typed, factors: { ...typed.factors }, rewards: [...typed.rewards] },
    floor: sayPercent(policy.floor),
    floorClause: policy.floorClause,
    cap: policy.cap === null ? null : sayPercent(policy.cap),
    capClause: policy.capClause,
    charter: charter && toWireCharterShares(charter),
    members: members.length,
    contributions: wireOfFen(members.reduce((all, one) => all + one.contribution, 0n)),
    fromLedger,
    traded: {
      delivered: wireOfFen(sum('delivered')),
      supplied: wireOfFen(sum('supplied')),
      open: totals.reduce((all, one) => all + one.open, 0),
    },
    booked: (await bookedRewards(trx, body, { from: `${year}-01-01`, to: `${year}-12-31` })).map(
      toWireReward,
    ),
    resolutions: (await passedItems(trx, body)).map((one) => one.says),
    products: [...new Set(totals.map((one) => one.product))],
    plans: plans.map((one) => {
      const { label, final } = stateOf(log.get(one.id) ?? [])
      return {
        id: one.id,
        stateLabel: label,
        final,
        frozenAt: one.frozen_at.toISOString(),
        law: wireOfFen(one.law),
      }
    }),
  }
}

function toWireCharterShares({ says, reserveRate, patronageRate }: CharterShares) {
  const said = (part: Part | null): string | null => part && sayPart(part)
  return { says, reserveRate: said(reserveRate), patronageRate: said(patronageRate) }
}

async function bodyOf({
  trx,
  params,
}: Pick<Call, 'trx'> & { params: { body: string } }): Promise<SurplusBody> {
  const found = await findSurplusBody(trx, params.body)
  if (!found) throw notFound('家合作社')
  return found
}

async function policyOf(
  call: Pick<Call, 'trx'>,
  services: SurplusServices,
  body: SurplusBody,
): Promise<PolicyValues> {
  return policyValues(await services.parametersAt(call.trx, body.area, services.clock.today()))
}
