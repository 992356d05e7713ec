/** The own text of a document over HTTP: read into pieces, looked at, attached to this deployment; the product ships none. */
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import * as contract from '#contract/supervision/policy-texts.ts'
import { may, type Role } from '#core/access/role.ts'
import type { PolicyDocument } from '#core/kernel/policy.ts'
import { clausesWithoutText, PIECES_MAX, readPolicyText } from '#core/supervision/policy-text.ts'
import { refused } from '#core/values/problem.ts'
import { documentText } from '#server/files/document-text.ts'
import { notFound, Refusal, take } from '#server/http/refusal.ts'
import { bytesRoute, route, type Edge } from '#server/http/route.ts'
import { readUpload } from '#server/http/upload.ts'
import type { SupervisionServices } from './services.ts'

const manages = (role: string): boolean => may(role as Role, 'confirmParameter')

/** The endpoints of the attached text. */
export function policyTextRoutes(edge: Edge, services: SupervisionServices): void {
  route(edge, { endpoint: contract.readPolicyText, says: '本单位附上的文件原文' }, async (call) => {
    const document = mustFind(services, call.params.id)
    return {
      title: document.title,
      clauses: document.clauses.map(({ id, heading }) => ({ id, heading })),
      attached: await attachedText(call.trx, document.id, call.caller.area ?? services.deployment.area),
    }
  })
  route(
    edge,
    { endpoint: contract.previewPolicyText, says: '把文件正文读成条款（不保存）', guard: manages },
    async ({ params, body }) => pieced(mustFind(services, params.id), body.text),
  )
  bytesRoute(
    edge,
    {
      method: 'POST',
      path: contract.POLICY_TEXT_FILE_PATH,
      says: '读入文件正文（.docx、.txt、.html，不保存）',
      guard: manages,
    },
    async ({ request, params }) => {
      const { files } = await readUpload(request)
      const document = mustFind(services, (params as { id: string }).id)
      return pieced(document, take(documentText(files[0]!.bytes)))
    },
  )
  route(
    edge,
    { endpoint: contract.attachPolicyText, says: '附上文件原文', guard: manages },
    async ({ trx, params, body, caller }) => {
      const document = mustFind(services, params.id)
      const known = new Set(document.clauses.map((one) => one.id))
      const strange = body.pieces.find((one) => one.clause !== null && !known.has(one.clause))
      if (strange)
        throw new Refusal(422, [
          refused('policy-text-clause', `这份文件没有“${strange.clause ?? ''}”这一条，请重新选条款`),
        ])
      const place = caller.area ?? services.deployment.area
      await sql`
        insert into policy_text (document, place, source, file_name, pieces, on_day, actor_name)
        values (${document.id}, ${place}, ${body.source}, ${body.fileName}, ${JSON.stringify(body.pieces)}::jsonb,
          ${services.clock.today()}, ${caller.name})`.execute(trx)
      return {}
    },
  )
}

function pieced(document: PolicyDocument, text: string): z.output<typeof contract.policyTextFileAnswer> {
  const ids = document.clauses.map((one) => one.id)
  const pieces = readPolicyText(text, ids)
  if (pieces.length === 0)
    throw new Refusal(422, [refused('policy-text-empty', '没有读到文字；请检查文件，或把正文粘贴到框里')])
  if (pieces.length > PIECES_MAX)
    throw new Refusal(422, [
      refused('policy-text-long', `正文有 ${pieces.length} 段，最多 ${PIECES_MAX} 段；请去掉附表再附上`),
    ])
  return {
    pieces: [...pieces].map((one) => ({ ...one, doubts: [...one.doubts] })),
    without: clausesWithoutText(pieces, ids),
  }
}

interface Row {
  place_name: string
  source: string
  file_name: string | null
  actor_name: string
  on_day: string
  pieces: unknown
}

/** The last text attached for the nearest place that holds the caller's. */
async function attachedText(
  trx: Kysely<unknown>,
  document: string,
  area: string,
): Promise<z.output<typeof contract.readPolicyText.response>['attached']> {
  const { rows } = await sql<Row>`
    select coalesce(area_label(place), place) as place_name, source, file_name, actor_name, on_day::text, pieces
    from policy_text where document = ${document} and starts_with(${area}, place)
    order by length(place) desc, id desc limit 1`.execute(trx)
  const [row] = rows
  const pieces = z.array(contract.textPiece).parse(row?.pieces ?? [])
  if (row === undefined || pieces.length === 0) return null
  return {
    placeName: row.place_name,
    source: row.source,
    fileName: row.file_name,
    by: row.actor_name,
    onDay: row.on_day,
    pieces,
  }
}

function mustFind(services: SupervisionServices, id: string): PolicyDocument {
  const document = services.documents.find((one) => one.id === id)
  if (!document) throw notFound('份文件')
  return document
}
