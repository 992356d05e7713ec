/** The board of cases, one case, and the papers. */
import type { Kysely } from 'kysely'
import * as contract from '#contract/supervision.ts'
import { ROLES, type Role } from '#core/access/role.ts'
import { problemCase } from '#core/supervision/problem-case.ts'
import { forbidden, notFound } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, seatOf, type Call, type Edge } from '#server/http/route.ts'
import type { HolidayCalendar } from '#core/values/working-days.ts'
import { loadCalendar } from './calendar.ts'
import { actOn, openCases, readCase, toWireCase, type Acting } from './case-actions.ts'
import * as store from './case-store.ts'
import { listFindings, toWireFinding, type FindingFilter } from './lists.ts'
import { caseSheet, problemList } from './papers.ts'
import { planOf } from './plan.ts'
import type { SupervisionServices } from './services.ts'

export interface CaseServices extends SupervisionServices {
  shippedCalendar: HolidayCalendar
}

const MANY = 5000
const opens = (role: string): boolean => (problemCase.actions['assign']?.roles ?? []).includes(role)

/** The endpoints of cases and their papers. */
export function caseRoutes(edge: Edge, services: CaseServices): void {
  listRoutes(edge, services)
  actRoutes(edge, services)
  paperRoutes(edge, services)
}

async function actingOf(call: Pick<Call, 'trx' | 'caller'>, services: CaseServices): Promise<Acting> {
  const calendar = await loadCalendar(call.trx, services.shippedCalendar)
  return { trx: call.trx, caller: call.caller, services, calendar }
}

function listRoutes(edge: Edge, services: CaseServices): void {
  route(edge, { endpoint: contract.listCases, says: '整改台账' }, async ({ trx, query, caller }) => {
    const today = services.clock.today()
    const { rows, total } = await store.listCases(trx, {
      ...query,
      ...(query.mine === '1' && { owner: seatOf(caller) }),
      ...(query.late === '1' && { lateOn: today }),
    })
    return { cases: rows.map((row) => toWireCase(row, today)), total }
  })
  route(edge, { endpoint: contract.readCase, says: '一件整改' }, async (call) =>
    readCase(await actingOf(call, services), call.params.id),
  )
  route(
    edge,
    { endpoint: contract.casePeople, guard: opens, says: '可任责任人' },
    async ({ trx, params }) => {
      const row = await store.findCase(trx, params.id)
      if (!row) throw notFound('件整改')
      const people = await store.peopleFor(trx, row, problemCase.actions['report']?.roles ?? [])
      return {
        people: people.map(({ username, name, role, area_name }) => ({
          username,
          name,
          roleLabel: ROLES[role as Role],
          areaName: area_name,
        })),
      }
    },
  )
}

function actRoutes(edge: Edge, services: CaseServices): void {
  route(edge, { endpoint: contract.openCase, guard: opens, says: '立案' }, async (call) => {
    const acting = await actingOf(call, services)
    const rows = await findingsOf(call.trx, { body: call.body.body, ids: call.body.findings, caseless: true })
    const [id] = await openCases(acting, rows)
    if (!id) throw notFound('些尚未立案的问题')
    return readCase(acting, id)
  })
  route(edge, { endpoint: contract.openCases, guard: opens, says: '批量立案' }, async (call) => {
    const rows = await findingsOf(call.trx, {
      area: call.body.area ?? call.caller.area ?? undefined,
      caseless: true,
      severity: 'serious,ordinary',
    })
    return { opened: (await openCases(await actingOf(call, services), rows)).length }
  })
  route(
    edge,
    {
      endpoint: contract.actOnCase,
      procedures: [problemCase],
      moves: true,
      reason: (body) => body.note,
      says: '办理整改',
    },
    async (call) => actOn(await actingOf(call, services), call.params.id, call.body),
  )
}

async function findingsOf(trx: Kysely<unknown>, filter: FindingFilter) {
  return (await listFindings(trx, { ...filter, size: MANY })).rows
}

function paperRoutes(edge: Edge, services: CaseServices): void {
  bytesRoute(
    edge,
    {
      method: 'GET',
      path: contract.PROBLEM_LIST_PATH,
      says: '问题台账（.xlsx）',
      query: contract.listFindings.query,
    },
    async ({ trx, query, reply }) => {
      const filter = contract.listFindings.query.parse(query)
      const rows = await findingsOf(trx, filter)
      const wired = rows.map((row) => ({ ...row, wire: toWireFinding(row, services.documents) }))
      const day = services.clock.today()
      const bytes = await problemList(wired, { area: services.deployment.areaName, day })
      return asDownload(reply, { name: `问题台账${day}.xlsx`, bytes })
    },
  )
  bytesRoute(
    edge,
    { method: 'GET', path: contract.PLAN_PATH, says: '一社一策（.docx）' },
    async ({ trx, params, reply }) => {
      const plan = await planOf(trx, services, (params as { id: string }).id)
      if (!plan) throw notFound('个主体')
      return asDownload(reply, { name: `${plan.name}一社一策.docx`, bytes: plan.bytes })
    },
  )
  bytesRoute(
    edge,
    { method: 'GET', path: contract.CASE_SHEET_PATH, says: '整改签批单（.docx）' },
    async (call) => {
      if (call.caller.role === 'auditAdmin') throw forbidden()
      const one = await readCase(await actingOf(call, services), (call.params as { id: string }).id)
      return asDownload(call.reply, {
        name: `${one.code}签批单.docx`,
        bytes: await caseSheet(one, services.deployment.areaName),
      })
    },
  )
}
