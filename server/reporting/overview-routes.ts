/** The overview over HTTP. */
import * as contract from '#contract/reporting.ts'
import { notFound } from '#server/http/refusal.ts'
import { route, type Call, type Edge } from '#server/http/route.ts'
import type { SupervisionServices } from '#server/supervision/services.ts'
import { readOverview } from './overview.ts'
import { namedAreas } from './overview-store.ts'

/** The endpoint of the overview. */
export function overviewRoutes(edge: Edge, services: SupervisionServices): void {
  route(edge, { endpoint: contract.overview }, async (call) => {
    const top = await topOf(call, services)
    const area = call.query.area ?? top.top
    if (!area.startsWith(top.top)) throw notFound('个辖区')
    return readOverview(call.trx, services, { ...top, area })
  })
}

/** The top of what a person sees: the own area; the country where all of it is seen; the deployment's for single bodies. */
async function topOf({ caller, trx }: Pick<Call, 'caller' | 'trx'>, services: SupervisionServices) {
  const { area, areaName } = services.deployment
  if (caller.area === null && caller.scope['national'] === 'on') return { top: '', topName: '全国' }
  if (caller.area === null) return { top: area, topName: areaName, bodiesOnly: true }
  if (caller.area === area) return { top: area, topName: areaName }
  const [own] = (await namedAreas(trx, caller.area, [caller.area])).filter((one) => one.code === caller.area)
  return { top: caller.area, topName: own?.name ?? caller.area }
}
