/** The overview over HTTP. */
import * as contract from '#contract/reporting.ts'
import { notFound } from '#server/http/refusal.ts'
import { route, type Edge } from '#server/http/route.ts'
import { topOf } from '#server/regions/seen-areas.ts'
import type { SupervisionServices } from '#server/supervision/services.ts'
import { readOverview } from './overview.ts'

/** The endpoint of the overview. */
export function overviewRoutes(edge: Edge, services: SupervisionServices): void {
  route(edge, { endpoint: contract.overview, says: '辖区总览' }, async (call) => {
    const top = await topOf(call, services)
    const area = call.query.area ?? top.top
    if (!area.startsWith(top.top)) throw notFound('个辖区')
    return readOverview(call.trx, services, { ...top, area })
  })
}
