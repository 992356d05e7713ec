/** The dossier over HTTP: reading it, its acceptance, the figures behind the check. */
import * as registry from '#contract/registry.ts'
import { bodyFacts } from '#contract/registry.ts'
import { may, type Role } from '#core/access/role.ts'
import { dossierAcceptance } from '#core/registry/dossier-acceptance.ts'
import { isDay } from '#core/values/day.ts'
import { refused } from '#core/values/problem.ts'
import { Refusal } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, type Edge } from '#server/http/route.ts'
import type { SupervisionServices } from '#server/supervision/services.ts'
import { actOnDossier } from './acceptance.ts'
import { acceptanceSheet } from './acceptance-sheet.ts'
import { readBodyFacts } from './body-facts.ts'
import { readDossier } from './dossier.ts'

/** The endpoints of the dossier. */
export function dossierRoutes(edge: Edge, services: SupervisionServices): void {
  route(edge, { endpoint: registry.readDossier, says: '一社一档' }, ({ trx, caller, params, query }) =>
    readDossier({ trx, caller, services }, params.id, { day: mustBeDay(query.day) }),
  )
  const guard = (role: string): boolean => may(role as Role, 'acceptDossier')
  route(
    edge,
    {
      endpoint: registry.actOnDossier,
      procedures: [dossierAcceptance],
      moves: true,
      guard,
      reason: (body) => body.note,
      says: '档案备案',
    },
    ({ trx, caller, params, body }) => actOnDossier({ trx, caller, services }, params.id, body),
  )
  bytesRoute(
    edge,
    { method: 'GET', path: registry.ACCEPTANCE_SHEET_PATH, says: '备案签批单（.docx）', guard },
    async (call) => {
      const { trx, caller, reply } = call
      const dossier = await readDossier({ trx, caller, services }, (call.params as { id: string }).id, {})
      return asDownload(reply, {
        name: `${dossier.body.bodyName ?? ''}备案签批单.docx`,
        bytes: await acceptanceSheet(dossier, services.deployment.areaName),
      })
    },
  )
  route(edge, { endpoint: bodyFacts, says: '一社的指标及其来源' }, ({ trx, params, query }) =>
    readBodyFacts(trx, services, { body: params.id, day: mustBeDay(query.day) }),
  )
}

function mustBeDay(day: string | undefined): string | undefined {
  if (day === undefined || isDay(day)) return day
  throw new Refusal(422, [refused('day-malformed', `“${day}”不是日期，请写成 2023-03-20`, { field: 'day' })])
}
