/** The check, its findings and what it can not know. */
import { sql } from 'kysely'
import * as contract from '#contract/supervision.ts'
import type { CheckResult } from '#contract/supervision.ts'
import { may, READ_ONLY, type Role } from '#core/access/role.ts'
import { factsOfRule } from '#core/kernel/rule.ts'
import { route, type Call, type Edge } from '#server/http/route.ts'
import { checkToday } from './findings.ts'
import { listFindings, toWireFinding } from './lists.ts'
import { areasOn, type SupervisionServices } from './services.ts'
import { summarise } from './summary.ts'
import { cellsFor, namesOf, unknownBodies } from './unknown.ts'

const UNKNOWN_PAGE = 100

/** The endpoints of the check. */
export function checkRoutes(edge: Edge, services: SupervisionServices): void {
  const checks = (role: string): boolean => may(role as Role, 'check')
  route(
    edge,
    { endpoint: contract.runCheck, guard: checks, says: '体检（当天的问题随之开、销）' },
    async (call) => {
      const today = services.clock.today()
      const day = call.body.day ?? today
      const writes = day === today && !READ_ONLY.includes(call.caller.role as Role)
      if (writes)
        await checkToday(call.trx, await areasOn(call.trx, services, day), { day, ...whichOf(call.body) })
      return resultOf(call, services, call.body)
    },
  )
  route(edge, { endpoint: contract.readCheck, says: '体检结果' }, (call) =>
    resultOf(call, services, call.query),
  )
  route(edge, { endpoint: contract.listFindings, says: '问题清单' }, async ({ trx, query }) => {
    const { rows, total } = await listFindings(trx, query)
    const areas = await areasOn(trx, services, services.clock.today())
    return { findings: rows.map((row) => toWireFinding(row, services.documents, areas)), total }
  })
  unknownRoute(edge, services)
}

interface Which {
  area?: string | undefined
  body?: string | undefined
  day?: string | undefined
}

function whichOf({ area, body }: Which) {
  return { ...(area && { area }), ...(body && { bodies: [body] }) }
}

async function resultOf(
  call: Pick<Call, 'trx' | 'caller'>,
  services: SupervisionServices,
  which: Which,
): Promise<CheckResult> {
  const today = services.clock.today()
  const day = which.day ?? today
  const areas = await areasOn(call.trx, services, day)
  const summary = await summarise(call.trx, areas, { day, stored: day === today, ...whichOf(which) })
  const area = which.area ?? call.caller.area ?? ''
  const { rows } = await sql<{ name: string | null }>`select area_label(${area}) as name`.execute(call.trx)
  return { day, area, areaName: rows[0]?.name ?? '', ...summary }
}

function unknownRoute(edge: Edge, services: SupervisionServices): void {
  route(edge, { endpoint: contract.listUnknown, says: '待查明清单' }, async ({ trx, query }) => {
    const today = services.clock.today()
    const day = query.day ?? today
    const areas = await areasOn(trx, services, day)
    const bodies = await unknownBodies(trx, areas, {
      day,
      stored: day === today,
      registers: services.registers,
      ...whichOf(query),
      ...(query.rule && { rules: query.rule.split(',') }),
    })
    const start = ((query.page ?? 1) - 1) * UNKNOWN_PAGE
    const shown = bodies
      .toSorted((a, b) => b.rules.length - a.rules.length || (a.area < b.area ? -1 : 1))
      .slice(start, start + UNKNOWN_PAGE)
    const names = await namesOf(
      trx,
      shown.map((one) => one.body),
    )
    return {
      rules: byRule(bodies, areas, services),
      rows: shown.map((one) => ({
        body: one.body,
        bodyName: names.get(one.body)?.name ?? '',
        areaName: names.get(one.body)?.areaName ?? '',
        rules: one.rules.map((rule) => rule.label),
        missing: one.missing.map((cell) => cell.label),
      })),
      total: bodies.length,
    }
  })
}

function byRule(
  bodies: Awaited<ReturnType<typeof unknownBodies>>,
  areas: Awaited<ReturnType<typeof areasOn>>,
  services: SupervisionServices,
) {
  const counts = new Map<string, { rule: string; label: string; bodies: number }>()
  for (const one of bodies)
    for (const { rule, label } of one.rules) {
      const held = counts.get(rule) ?? { rule, label, bodies: 0 }
      counts.set(rule, { ...held, bodies: held.bodies + 1 })
    }
  const rules = areas.flatMap((one) => one.inForce.rules)
  return [...counts.values()]
    .toSorted((a, b) => b.bodies - a.bodies)
    .map((one) => ({
      ...one,
      asks: asksOf(
        rules.find((rule) => rule.id === one.rule),
        services,
      ),
    }))
}

function asksOf(
  rule: Parameters<typeof factsOfRule>[0] | undefined,
  services: SupervisionServices,
): string[] {
  return rule ? cellsFor(factsOfRule(rule), services.registers).map((cell) => cell.label) : []
}
