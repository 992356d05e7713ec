/** The one search box: part of a name, a former name, a code, or the initials of the name. */
import { sql, type Kysely } from 'kysely'
import type { z } from 'zod'
import type { search } from '#contract/registry.ts'

type Hits = z.infer<typeof search.response>

const HITS_MAX = 20

export async function searchBodies(trx: Kysely<unknown>, q: string): Promise<Hits> {
  const words = q.trim().replaceAll(/[%_\\]/g, String.raw`\$&`)
  const { rows } = await sql<{
    body: string
    name: string
    credit_code: string | null
    area_name: string
    by: string
  }>`
    select b.id as body, b.name, b.credit_code, area_label(b.area) as area_name,
      case when b.name ilike ${`%${words}%`} then '名称' when b.credit_code ilike ${`%${words}%`} then '信用代码'
        when s.words like lower(${`%${words}%`}) then '曾用名或原注册号' else '拼音首字母' end as by
    from body_found(${words}) f join body b on b.home = f.home and b.id = f.id
      join body_search s on s.home = f.home and s.body = f.id
    where not b.ended
    order by b.name ilike ${`${words}%`} desc, length(b.name), b.name collate pinyin limit ${HITS_MAX}`.execute(
    trx,
  )
  return {
    hits: rows.map((row) => ({
      body: row.body,
      name: row.name,
      creditCode: row.credit_code,
      areaName: row.area_name,
      by: row.by,
    })),
  }
}
