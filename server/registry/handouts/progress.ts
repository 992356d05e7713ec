/** How far every form has come back, township by township. */
import { sql, type Kysely } from 'kysely'
import type { Handout } from '#contract/registry.ts'
import { reminderText, returnState } from '#core/registry/handout-progress.ts'
import type { HandoutHead } from './store.ts'

interface TownshipRow {
  handout: string
  area: string
  name: string
  rows: number
  cells: number
  returnedRows: number
  lines: number
  returnedAt: Date | null
  refused: number
  conflicts: number
}

/**
 * Figures of all townships of these forms. A line is back when it was written with an answer, or came back empty where
 * nothing had to be filled in, or stands beside an answered line of the same body (one of several years or funds). A
 * body is back when all its lines are. Refused rows count until their line is written.
 */
async function townshipsOf(trx: Kysely<unknown>, handouts: readonly string[]): Promise<TownshipRow[]> {
  const { rows } = await sql<TownshipRow>`
    with back as (
      select row_key, bool_or(answered > 0) as answered, max(taken_at) as at
      from handout_answer where taken_at is not null and outcome <> 'refused' and row_key is not null
        and handout = any (${[...handouts]}::uuid[])
      group by row_key
    ), line as (
      select r.handout, r.area, r.body, cardinality(r.wanted) as cells, b.row_key is not null as came, b.at,
        coalesce(b.answered, false) as answered,
        b.row_key is not null and (b.answered or cardinality(r.must) = 0
          or coalesce(bool_or(b.answered) over (partition by r.handout, r.body, r.register), false)) as done
      from handout_row r left join back b on b.row_key = r.key
      where r.handout = any (${[...handouts]}::uuid[])
    ), one_body as (
      select handout, area, body, sum(cells) as cells, bool_and(done) as done, count(*) filter (where came and done) as lines, max(at) as at
      from line group by handout, area, body
    ), refused as (
      select a.handout, a.area, count(distinct coalesce(a.row_key, a.return::text || a.number)) as refused
      from handout_answer a left join back b on b.row_key = a.row_key
      where a.taken_at is not null and a.outcome = 'refused' and b.row_key is null and a.handout = any (${[...handouts]}::uuid[])
      group by a.handout, a.area
    ), latest as (
      select distinct on (f.handout, f.area) f.handout, f.area, r.waiting
      from handout_return_file f join handout_return r on r.home = f.home and r.id = f.return
      where r.state <> 'dropped' and f.handout = any (${[...handouts]}::uuid[])
      order by f.handout, f.area, r.returned_at desc
    )
    select t.handout, t.area, t.name || coalesce((
        select '（' || case when exists (select from area s where s.code = t.area and s.valid_to is null) then '部分' else '' end
          || '现归' || string_agg(a.name, '、' order by a.code) || '）'
        from area a where a.code = any (t.heirs) and a.valid_to is null having count(*) > 0), '') as name,
      count(o.body)::int as rows, coalesce(sum(o.cells), 0)::int as cells,
      count(*) filter (where o.done)::int as "returnedRows", coalesce(sum(o.lines), 0)::int as lines, max(o.at) as "returnedAt",
      coalesce(max(f.refused), 0)::int as refused,
      coalesce((select sum((w ->> 'count')::int) from latest l, jsonb_array_elements(l.waiting) w
        where l.handout = t.handout and l.area = t.area
          and w ->> 'handout' = t.handout::text and w ->> 'area' = t.area), 0)::int as conflicts
    from handout_township t
      left join one_body o on o.handout = t.handout and o.area = t.area
      left join refused f on f.handout = t.handout and f.area = t.area
    where t.handout = any (${[...handouts]}::uuid[])
    group by t.handout, t.area, t.name, t.heirs order by t.area`.execute(trx)
  return rows
}

/** The forms with the state of every township and the words to remind those that are late. */
export async function presentHandouts(
  trx: Kysely<unknown>,
  heads: readonly HandoutHead[],
  today: string,
): Promise<Handout[]> {
  if (heads.length === 0) return []
  const townships = await townshipsOf(
    trx,
    heads.map((one) => one.id),
  )
  return heads.map((head) => {
    const own = townships.filter((one) => one.handout === head.id)
    return {
      id: head.id,
      title: head.title,
      dueOn: head.dueOn,
      formVersion: head.formVersion,
      registers: Object.keys(head.asked.columns),
      createdAt: head.createdAt.toISOString(),
      by: head.by,
      townships: own.map(toWire),
      // Rows without a township are the county's own to place; nobody is reminded of them.
      reminder: reminderText({ ...head, today, townships: own.filter(({ area }) => area.length >= 9) }),
    }
  })
}

function toWire(one: TownshipRow): Handout['townships'][number] {
  const { area, name, rows, cells, returnedRows, conflicts, refused } = one
  const returnedAt = one.returnedAt?.toISOString() ?? null
  return { area, name, rows, cells, returnedRows, state: returnState(one), returnedAt, conflicts, refused }
}
