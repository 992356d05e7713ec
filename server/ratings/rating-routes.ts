/** Ratings over HTTP; the directory is the one page that asks nobody who calls. */
import { sql, type Kysely } from 'kysely'
import type { z } from 'zod'
import * as contract from '#contract/ratings/ratings.ts'
import { EXAMPLE_SCHEMES } from '#core/ratings/example-schemes.ts'
import { ratingApplication } from '#core/ratings/rating-application.ts'
import { ratingRound } from '#core/ratings/rating-round.ts'
import { notFound } from '#server/http/refusal.ts'
import { withScope } from '#server/database/connect.ts'
import { asDownload, bytesRoute, route, type Edge } from '#server/http/route.ts'
import { readUpload } from '#server/http/upload.ts'
import { readItem } from '#server/procedure/act.ts'
import { actingOf } from '#server/procedure/routes.ts'
import { applyFor } from './applications.ts'
import { placeOf, type RatingServices } from './class-routes.ts'
import { openRounds } from './rounds.ts'
import { listSchemes, saveScheme, schemeOfFile, schemeSheet } from './schemes.ts'
import { scoreSheet } from './score-sheet.ts'

const runs = (role: string): boolean => ratingRound.opens.includes(role)
const keeps = (role: string): boolean => ['county', 'admin'].includes(role)
const applies = (role: string): boolean => ratingApplication.opens.includes(role)
const PER_MINUTE = 60

/** The endpoints of ratings, beside those that every procedure has. */
export function ratingRoutes(edge: Edge, services: RatingServices): void {
  route(edge, { endpoint: contract.openRound, says: '发起评级', guard: runs }, async (call) => {
    const { area } = await placeOf(call, services, undefined)
    return { id: await openRounds(await actingOf(call, services), area, call.body) }
  })
  route(edge, { endpoint: contract.apply, says: '申报评级', guard: applies }, async (call) => ({
    id: await applyFor(await actingOf(call, services), { round: call.params.id, body: call.body.body }),
  }))
  bytesRoute(
    edge,
    { method: 'GET', path: contract.SCORE_SHEET_PATH, says: '评分表（.docx）' },
    async (call) => {
      const { id } = call.params as { id: string }
      const item = await readItem(await actingOf(call, services), { of: ratingApplication }, id)
      const content = contract.applicationContent.parse(item.payload)
      const bytes = await scoreSheet(item, content, services.deployment.areaName)
      return asDownload(call.reply, { name: `${item.code}评分表.docx`, bytes })
    },
  )
  schemeRoutes(edge, services)
  publicRoute(edge, services)
}

function schemeRoutes(edge: Edge, services: RatingServices): void {
  route(edge, { endpoint: contract.listSchemes, says: '评级方案' }, async ({ trx }) => ({
    schemes: await listSchemes(trx),
  }))
  route(edge, { endpoint: contract.saveScheme, says: '保存评级方案', guard: keeps }, async (call) => {
    const { area } = await placeOf(call, services, undefined)
    const scheme = { ...call.body.scheme, example: false }
    return { id: await saveScheme(call.trx, { area, scheme, file: call.body.file }) }
  })
  bytesRoute(
    edge,
    { method: 'POST', path: contract.READ_SCHEME_PATH, says: '读入评级方案表', guard: keeps },
    async ({ request }) => {
      const { files } = await readUpload(request)
      const { name, bytes } = files[0]!
      const found = await schemeOfFile(bytes, name)
      return contract.readSchemeAnswer.parse(
        found.ok ? { scheme: found.value, problems: [] } : { scheme: null, problems: found.problems },
      )
    },
  )
  bytesRoute(
    edge,
    { method: 'GET', path: contract.SCHEME_SHEET_PATH, says: '评级方案表（.xlsx）' },
    async ({ trx, query, reply }) => {
      const { title } = query as { title?: string }
      const found = (await listSchemes(trx)).find((one) => one.scheme.title === title)
      const scheme = found?.scheme ?? EXAMPLE_SCHEMES[0]
      if (!scheme) throw notFound('个评级方案')
      return asDownload(reply, { name: `${scheme.title}.xlsx`, bytes: await schemeSheet(scheme) })
    },
  )
}

type PublicRow = z.infer<typeof contract.publicRow>

/** Names, levels and days, and nothing else; few calls a minute from one address. */
function publicRoute(edge: Edge, services: RatingServices): void {
  edge.server.get(
    contract.publicDirectory.path,
    { config: { rateLimit: { max: PER_MINUTE, timeWindow: 60_000 } } },
    async (_request, reply) => {
      const day = services.clock.today()
      const rows = await withScope(edge.app, { user: '', role: '', door: 'public' }, (trx) =>
        publicRows(trx, day),
      )
      return reply
        .header('cache-control', 'public, max-age=60')
        .send(
          contract.publicDirectory.response.parse({ countyName: services.deployment.areaName, day, rows }),
        )
    },
  )
}

async function publicRows(trx: Kysely<unknown>, day: string): Promise<PublicRow[]> {
  const { rows } = await sql<PublicRow & { area_name: string }>`
    select * from public_ratings(${day}::date) order by kind desc, year desc, scheme, level, area_name, name limit 2000`.execute(
    trx,
  )
  return rows.map(({ area_name, ...one }) => ({ ...one, areaName: area_name }))
}
