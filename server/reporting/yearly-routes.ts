/** Yearly reports over HTTP: on the screen and as .xlsx. */
import { sql } from 'kysely'
import * as contract from '#contract/reporting/yearly.ts'
import { yearlyReports } from '#core/reporting/yearly-reports.ts'
import { asUuid } from '#server/database/columns.ts'
import { notFound } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, type Call, type Edge } from '#server/http/route.ts'
import { namedAreas, topOf } from '#server/regions/seen-areas.ts'
import type { SupervisionServices } from '#server/supervision/services.ts'
import { yearlySheet } from './yearly-sheet.ts'
import { readYearlyReport, type YearlyAsked } from './yearly.ts'

type Query = { year?: number | undefined; area?: string | undefined; body?: string | undefined }

/** The endpoints of the yearly reports. */
export function yearlyRoutes(edge: Edge, services: SupervisionServices): void {
  route(edge, { endpoint: contract.readYearly, says: '年度报表（由现有台账填好）' }, async (call) =>
    readYearlyReport(
      call.trx,
      services,
      await askedOf(call, services, { id: call.params.report, query: call.query }),
    ),
  )
  bytesRoute(
    edge,
    { method: 'GET', path: contract.YEARLY_SHEET_PATH, says: '年度报表（.xlsx）' },
    async (call) => {
      const { report } = call.params as { report: string }
      const query = contract.readYearly.query.parse(call.query)
      const asked = await askedOf(call, services, { id: report, query })
      if (asked.report.per === 'body' && asked.body === null) throw notFound('家合作社')
      const answer = await readYearlyReport(call.trx, services, asked)
      const name = `${answer.subject ?? ''}${answer.year}年${answer.label}.xlsx`
      return asDownload(call.reply, { name, bytes: await yearlySheet(answer) })
    },
  )
}

/** Who of what is seen; the last whole year where none is named, and the only cooperative of who sees one alone. */
async function askedOf(
  call: Pick<Call, 'trx' | 'caller'>,
  services: SupervisionServices,
  { id, query }: { id: string; query: Query },
): Promise<YearlyAsked> {
  const report = yearlyReports.find((one) => one.id === id)
  if (!report) throw notFound('张报表')
  const top = await topOf(call, services)
  const area = query.area ?? top.top
  if (!area.startsWith(top.top)) throw notFound('个辖区')
  const own = call.caller.bodies.length === 1 ? call.caller.bodies[0] : undefined
  const body = query.body ?? own
  const [named] = (await namedAreas(call.trx, area, [area])).filter((one) => one.code === area)
  return {
    report,
    year: query.year ?? Number(services.clock.today().slice(0, 4)) - 1,
    area,
    areaName: area === top.top ? top.topName : (named?.name ?? area),
    body: report.per === 'area' || body === undefined ? null : await nameOf(call, body),
  }
}

async function nameOf({ trx }: Pick<Call, 'trx'>, id: string): Promise<{ id: string; name: string }> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from body where id = ${asUuid(id)}`.execute(trx)
  if (!rows[0]) throw notFound('家合作社')
  return rows[0]
}
