/** The endpoints of merging two records of one body. */
import { sql, type Kysely } from 'kysely'
import * as contract from '#contract/registry/merges.ts'
import { may, type Role } from '#core/access/role.ts'
import { take } from '#server/http/refusal.ts'
import { route, type Edge } from '#server/http/route.ts'
import { mergePair, previewOfMerge, undoMergeOf, type MergeServices } from './merge.ts'

export interface MergeRouteServices extends MergeServices {
  clock: { now: () => Date; today: () => string }
}

const PAIRS_A_PAGE = 50
const merges = (role: string): boolean => may(role as Role, 'mergeBodies')

/** Candidates, preview, merging, list, undo. */
export function mergeRoutes(edge: Edge, services: MergeRouteServices): void {
  route(
    edge,
    { endpoint: contract.mergeCandidates, says: '疑似重复的主体', guard: merges },
    ({ trx, query }) => candidates(trx, query.page ?? 1),
  )
  route(edge, { endpoint: contract.previewMerge, says: '合并预览', guard: merges }, async ({ trx, query }) =>
    take(await previewOfMerge(trx, services, query)),
  )
  route(
    edge,
    { endpoint: contract.mergeBodies, says: '合并主体', guard: merges },
    async ({ trx, body, caller }) => {
      const asked = { ...body, actorName: caller.name, today: services.clock.today() }
      return { id: take(await mergePair(trx, services, asked), 409) }
    },
  )
  route(edge, { endpoint: contract.listMerges, says: '合并记录' }, async ({ trx, query }) => ({
    merges: await mergesOf(trx, query.body),
  }))
  route(
    edge,
    { endpoint: contract.undoMerge, says: '撤销合并', guard: merges },
    async ({ trx, params, caller }) => {
      const { now, today } = services.clock
      const asked = { id: params.id, username: caller.username, now: now(), today: today() }
      take(await undoMergeOf(trx, services, asked), 409)
      return {}
    },
  )
}

interface PairRow {
  ground: string
  one: contract.MergeSide
  other: contract.MergeSide
  total: bigint
}

/** Each pair once, under its surest ground: set-based over the bodies that the caller sees. */
async function candidates(
  trx: Kysely<unknown>,
  page: number,
): Promise<{ pairs: Omit<PairRow, 'total'>[]; total: number }> {
  const { rows } = await sql<PairRow>`
    with standing as (
      select b.home, b.id, b.area, left(b.area, 9) as town, b.name, b.credit_code, b.old_registration_no, s.name_key, s.initials
      from body b join body_search s on s.home = b.home and s.body = b.id where not b.ended),
    found as (
      select 1 as rank, '代码相同' as ground, a.id as one, b.id as other from standing a
        join standing b on b.home = a.home and b.credit_code = a.credit_code and a.id < b.id
      union all
      select 2, '原注册号相同', a.id, b.id from standing a
        join standing b on b.home = a.home and b.old_registration_no = a.old_registration_no and a.id < b.id
      union all
      select 3, '同一乡镇同名', a.id, b.id from standing a
        join standing b on b.town = a.town and b.name_key = a.name_key and a.id < b.id and length(a.town) = 9
      union all
      select 4, '同县同名', a.id, b.id from standing a
        join standing b on b.home = a.home and b.name_key = a.name_key and a.id < b.id
      union all
      select 5, '同一乡镇名称音近', a.id, b.id from standing a
        join standing b on b.town = a.town and b.initials = a.initials and a.id < b.id and length(a.town) = 9
          and length(a.initials) > 4 and a.name_key <> b.name_key),
    pairs as (select distinct on (one, other) * from found order by one, other, rank)
    select p.ground, ${side('a')} as one, ${side('b')} as other, count(*) over () as total
    from pairs p join standing a on a.id = p.one join standing b on b.id = p.other
    -- Two licences are two bodies, however alike their names are.
    where p.rank <= 2 or a.credit_code is null or b.credit_code is null
    order by p.rank, a.area, a.name, a.id limit ${PAIRS_A_PAGE} offset ${(page - 1) * PAIRS_A_PAGE}`.execute(
    trx,
  )
  return {
    pairs: rows.map(({ ground, one, other }) => ({ ground, one, other })),
    total: Number(rows[0]?.total ?? 0n),
  }
}

const side = (name: string) =>
  sql`jsonb_build_object('body', ${sql.ref(`${name}.id`)}, 'name', coalesce(${sql.ref(`${name}.name`)}, ''),
    'creditCode', ${sql.ref(`${name}.credit_code`)}, 'areaName', area_label(${sql.ref(`${name}.area`)}))`

async function mergesOf(trx: Kysely<unknown>, body: string | undefined): Promise<contract.BodyMerge[]> {
  const { rows } = await sql<
    Omit<contract.BodyMerge, 'at' | 'undoneAt'> & { at: Date; undoneAt: Date | null }
  >`
    select g.id, ${side('a')} as kept, ${side('b')} as merged, g.reason, g.merged_at as at, g.actor_name as by,
      g.undone_at as "undoneAt", coalesce(u.name, g.undone_by) as "undoneBy"
    from body_merge g join body a on a.home = g.home and a.id = g.kept join body b on b.home = g.home and b.id = g.merged
      left join app_user u on u.username = g.undone_by
    where ${body ?? null}::text is null or g.kept::text = ${body ?? null} or g.merged::text = ${body ?? null}
    order by g.merged_at desc limit 100`.execute(trx)
  return rows.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    undoneAt: row.undoneAt?.toISOString() ?? null,
  }))
}
