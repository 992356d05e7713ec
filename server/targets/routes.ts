/** Targets over HTTP, on the screen and as a sheet. */
import * as contract from '#contract/targets.ts'
import { isDay } from '#core/values/day.ts'
import { refused } from '#core/values/problem.ts'
import { notFound, Refusal } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, type Call, type Edge } from '#server/http/route.ts'
import { topOf } from '#server/regions/seen-areas.ts'
import type { SupervisionServices } from '#server/supervision/services.ts'
import { targetsSheet } from './sheet.ts'
import { readStandings } from './standing.ts'

/** The endpoints of targets. */
export function targetRoutes(edge: Edge, services: SupervisionServices): void {
  const read = async (call: Pick<Call, 'caller' | 'trx'>, asked: { area?: string; day?: string }) => {
    const top = await topOf(call, services)
    const area = asked.area ?? top.top
    if (!area.startsWith(top.top)) throw notFound('个辖区')
    const day = asked.day ?? services.clock.today()
    if (!isDay(day))
      throw new Refusal(400, [refused('input-malformed', `“${day}”不是日期，请写成 2023-03-15 的样子`)])
    return readStandings(call.trx, services, { area, day, top })
  }
  route(edge, { endpoint: contract.readTargets, says: '目标进度' }, (call) => read(call, known(call.query)))
  bytesRoute(
    edge,
    {
      method: 'GET',
      path: contract.TARGETS_SHEET_PATH,
      says: '目标任务进度表（.xlsx）',
      query: contract.readTargets.query,
    },
    async (call) => {
      const found = await read(call, known(contract.readTargets.query.parse(call.query)))
      return asDownload(call.reply, {
        name: `${found.areaName}目标任务进度表（${found.day}）.xlsx`,
        bytes: await targetsSheet(found),
      })
    },
  )
}

function known({ area, day }: { area?: string | undefined; day?: string | undefined }) {
  return { ...(area !== undefined && { area }), ...(day !== undefined && { day }) }
}
