/** Classes over HTTP. */
import * as contract from '#contract/ratings/classes.ts'
import { classReview } from '#core/ratings/class-review.ts'
import { notFound } from '#server/http/refusal.ts'
import { route, type Call, type Edge } from '#server/http/route.ts'
import { actingOf, type ProcedureServices } from '#server/procedure/routes.ts'
import { namedAreas, topOf } from '#server/regions/seen-areas.ts'
import type { SupervisionServices } from '#server/supervision/services.ts'
import { openReviews, readClasses } from './class-review.ts'

export interface RatingServices extends SupervisionServices, Pick<ProcedureServices, 'loadCalendar'> {}

/** The endpoints of classes, beside those that every procedure has. */
export function classRoutes(edge: Edge, services: RatingServices): void {
  route(edge, { endpoint: contract.readClasses, says: '分类及各乡镇家数' }, async (call) => {
    const { area, areaName } = await placeOf(call, services, call.query.area)
    const day = call.query.day ?? services.clock.today()
    return readClasses(call.trx, services, { area, areaName, day })
  })
  const guard = (role: string): boolean => classReview.opens.includes(role)
  route(edge, { endpoint: contract.openReviews, says: '发起分类认定', guard }, async (call) => {
    const { area } = await placeOf(call, services, call.body.area)
    return openReviews(await actingOf(call, services), services, area)
  })
}

/** The place asked for, or the top of what the person sees, with its name. Errors: 404 outside of it. */
export async function placeOf(
  call: Pick<Call, 'caller' | 'trx'>,
  services: RatingServices,
  asked: string | undefined,
): Promise<{ area: string; areaName: string }> {
  const { top, topName } = await topOf(call, services)
  const area = asked ?? (top || services.deployment.area)
  if (!area.startsWith(top)) throw notFound('个辖区')
  if (area === top) return { area, areaName: topName }
  const named = (await namedAreas(call.trx, area, [area])).find((one) => one.code === area)
  return { area, areaName: named?.name ?? area }
}
