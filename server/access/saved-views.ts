/** 常用筛选: saving, naming and removing the filters of a list. Row security shows everybody his own alone. */
import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import * as contract from '#contract/kernel/saved-views.ts'
import { refused } from '#core/values/problem.ts'
import { asUuid } from '#server/database/columns.ts'
import { notFound, Refusal } from '#server/http/refusal.ts'
import { route, type Edge } from '#server/http/route.ts'

/** The endpoints of saved views. */
export function savedViewRoutes(edge: Edge): void {
  route(edge, { endpoint: contract.listViews, says: '我的常用筛选' }, async ({ trx, query }) => {
    const { rows } = await sql<contract.SavedView>`
      select id, name, query from saved_view where page = ${query.page} order by name collate pinyin`.execute(
      trx,
    )
    return { views: rows }
  })
  route(edge, { endpoint: contract.saveView, says: '存下当前筛选' }, async ({ trx, body }) => {
    const { rows } = await sql<contract.SavedView>`
      insert into saved_view (id, page, name, query) values (${randomUUIDv7()}, ${body.page}, ${body.name}, ${body.query})
      on conflict (person, page, name) do nothing returning id, name, query`.execute(trx)
    if (!rows[0]) throw nameTaken(body.name)
    return rows[0]
  })
  route(edge, { endpoint: contract.renameView, says: '给常用筛选改名' }, async ({ trx, params, body }) => {
    const { rows } = await sql<contract.SavedView & { taken: boolean }>`
      update saved_view v set name = ${body.name} where v.id = ${asUuid(params.id)} and not exists (
        select from saved_view o where o.page = v.page and o.name = ${body.name} and o.id <> v.id)
      returning id, name, query`.execute(trx)
    if (rows[0]) return rows[0]
    const held = await sql`select from saved_view where id = ${asUuid(params.id)}`.execute(trx)
    throw held.rows.length > 0 ? nameTaken(body.name) : notFound('个常用筛选')
  })
  route(edge, { endpoint: contract.removeView, says: '删除常用筛选' }, async ({ trx, params }) => {
    const { rows } = await sql`delete from saved_view where id = ${asUuid(params.id)} returning id`.execute(
      trx,
    )
    if (!rows[0]) throw notFound('个常用筛选')
    return {}
  })
}

function nameTaken(name: string): Refusal {
  return new Refusal(422, [
    refused('view-name-taken', `本页已经有“${name}”，请换个名称，或先删除原来的那个`, { field: 'name' }),
  ])
}
