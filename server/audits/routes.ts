/** Audits over HTTP, beside what every procedure has. */
import { sql, type Kysely } from 'kysely'
import type { z } from 'zod'
import * as contract from '#contract/audits/audits.ts'
import * as draws from '#contract/audits/draws.ts'
import { may, type Role } from '#core/access/role.ts'
import { auditDraw } from '#core/audits/audit-draw.ts'
import { auditNotice } from '#core/audits/audit-notice.ts'
import { AUDIT_KINDS } from '#core/audits/kinds.ts'
import { bookAudit } from '#core/audits/book-audit.ts'
import { classNames } from '#core/kernel/classify.ts'
import { ownRoute } from '#server/disclosure/household-routes.ts'
import { notFound } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, type Edge } from '#server/http/route.ts'
import { actingOf, type ProcedureServices } from '#server/procedure/routes.ts'
import { findItem } from '#server/procedure/store.ts'
import { inForceAt } from '#server/supervision/books.ts'
import { areasOn, type SupervisionServices } from '#server/supervision/services.ts'
import { findDraw } from './draw-store.ts'
import { freeze, toWireDraw } from './draws.ts'
import { plan } from './plan.ts'
import { planSheet } from './plan-sheet.ts'
import { planRows, planTowns, population, type PlanQuery, type PlanRow } from './store.ts'

type AuditServices = Pick<ProcedureServices, 'clock' | 'deployment' | 'loadCalendar'> & SupervisionServices

const reads = (role: string): boolean => may(role as Role, 'readBooks')
const plans = (role: string): boolean => bookAudit.opens.includes(role)
const holdsDraws = (role: string): boolean => auditDraw.opens.includes(role)

/** The endpoints of audits. */
export function bookAuditRoutes(edge: Edge, services: AuditServices): void {
  planRoutes(edge, services)
  drawRoutes(edge, services)
  noticeRoutes(edge)
}

function planRoutes(edge: Edge, services: AuditServices): void {
  route(edge, { endpoint: contract.readAudits, guard: reads, says: '一年的审计计划和进展' }, async (call) => {
    const today = services.clock.today()
    const query = askedOf(call.query, today)
    const { rows, total } = await planRows(call.trx, query, call.query.page ?? 1)
    const towns = await planTowns(call.trx, query)
    return { year: query.year, kind: query.kind, total, rows: rows.map(toWireRow), towns }
  })
  bytesRoute(
    edge,
    {
      method: 'GET',
      path: contract.PLAN_SHEET_PATH,
      guard: reads,
      says: '审计计划和进展（.xlsx）',
      query: contract.readAudits.query,
    },
    async ({ trx, query, reply }) => {
      const day = services.clock.today()
      const asked = askedOf(contract.readAudits.query.parse(query), day)
      const { rows } = await planRows(trx, asked, null)
      const bytes = await planSheet(
        rows.map((row) => ({ ...toWireRow(row), town: row.town })),
        { place: services.deployment.areaName, year: asked.year, kind: asked.kind, day },
      )
      return asDownload(reply, { name: `${asked.year}年${AUDIT_KINDS[asked.kind]}计划.xlsx`, bytes })
    },
  )
  route(edge, { endpoint: contract.planAudits, guard: plans, says: '列入审计计划' }, async ({ trx, body }) =>
    plan(trx, body, services.clock.today()),
  )
}

function askedOf(query: z.output<typeof contract.readAudits.query>, today: string): PlanQuery {
  const { year = Number(today.slice(0, 4)), kind = 'yearly', area, state } = query
  return { year, kind, area, state, today }
}

/** A row of the plan as it travels. */
export function toWireRow(row: PlanRow): contract.AuditRow {
  const { state } = row
  return {
    body: row.body,
    bodyName: row.body_name,
    area: row.area,
    areaName: row.area_name,
    item: row.item,
    title: row.title ?? '',
    state: state ?? 'unplanned',
    stateLabel: state === null ? '未列入计划' : (bookAudit.states[state]?.label ?? state),
    auditor: row.auditor ?? '',
    quarter: row.quarter,
    dueOn: row.due_on,
    late: row.late,
    points: row.points,
    open: row.open,
    notice: row.notice,
    noticeLabel:
      row.notice_state === null ? null : (auditNotice.states[row.notice_state]?.label ?? row.notice_state),
    noticeLate: row.untold,
    postedOn: row.posted_on,
  }
}

function drawRoutes(edge: Edge, services: AuditServices): void {
  const placeOf = (area: string | null): string => area ?? services.deployment.area
  route(
    edge,
    { endpoint: draws.readPopulation, guard: holdsDraws, says: '可抽的合作社有多少' },
    async ({ trx, query, caller }) => {
      const day = services.clock.today()
      const place = placeOf(caller.area)
      const all = await population(trx, query, { area: place, day })
      const skipped = all.filter((one) => one.skipped).length
      const inForce = inForceAt(await areasOn(trx, services, day), query.area ?? place)
      return { count: all.length - skipped, skipped, classes: classNames(inForce.classes) }
    },
  )
  route(edge, { endpoint: draws.openDraw, guard: holdsDraws, says: '定下抽取的总体' }, async (call) => ({
    id: await freeze(await actingOf(call, services), placeOf(call.caller.area), call.body),
  }))
  route(
    edge,
    { endpoint: draws.readDraw, guard: reads, says: '一次抽取：总体、种子、名单' },
    async (call) => {
      const row = await findDraw(call.trx, call.params.id)
      if (!row) throw notFound('次抽取')
      return toWireDraw(row, await nameOf(call.trx, row.filters.area))
    },
  )
}

async function nameOf(trx: Kysely<unknown>, area: string | undefined): Promise<Map<string, string>> {
  if (area === undefined) return new Map()
  const { rows } = await sql<{ name: string | null }>`select area_label(${area}) as name`.execute(trx)
  return new Map([[area, rows[0]?.name || area]])
}

function noticeRoutes(edge: Edge): void {
  route(
    edge,
    { endpoint: contract.readAuditNotice, guard: reads, says: '审计结果通报的内容' },
    async ({ trx, params }) => {
      const item = await findItem(trx, { procedure: auditNotice.id, id: params.id })
      const content = contract.noticeContent.safeParse(item?.payload)
      if (!item || !content.success) throw notFound('件通报')
      return {
        id: item.id,
        code: item.code,
        audit: item.parent ?? '',
        bodyName: item.body_name ?? '',
        stateLabel: auditNotice.states[item.state]?.label ?? item.state,
        dueOn: item.due_on,
        content: content.data,
      }
    },
  )
  ownRoute(edge, { endpoint: contract.readOwnAudits, says: '本社已通报的审计结果' }, async ({ trx }) => {
    const { rows } = await sql<{
      id: string
      payload: object
    }>`select * from household_audit_notices()`.execute(trx)
    const notice = contract.readOwnAudits.response.shape.notices.element
    return { notices: rows.map(({ id, payload }) => notice.parse({ ...payload, id })) }
  })
}
