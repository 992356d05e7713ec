/** How all cooperatives in sight stand to a month or quarter, in one statement. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Rhythm } from '#core/disclosure/period.ts'

export interface BoardRow {
  body: string
  body_name: string
  area: string
  area_name: string
  books: boolean
  /** Whether the books are closed through the period; null where they are not kept here. */
  closed: boolean | null
  /** Whether its place asks for this rhythm. */
  asked: boolean
  item: string | null
  state: string | null
  posted_on: string | null
}

export interface Town {
  area: string
  name: string
  total: number
  posted: number
  open: number
}

export interface BoardQuery {
  every: Rhythm
  from: string
  to: string
  /** true: one cooperative looks at itself, whatever its place asks for. */
  own?: boolean
  area?: string | undefined
  state?: 'posted' | 'signed' | 'made' | 'open' | 'waiting' | 'late' | undefined
}

/**
 * Cooperatives that still exist and whose place asks for this rhythm, with the item of the period that was not withdrawn;
 * those that showed by their own will with them.
 */
const board = ({ every, from, to, area, own }: BoardQuery): RawBuilder<unknown> => sql`
  -- The nearest place that said something on the first day of the period; where none did it is every quarter.
  rhythms as materialized (select * from disclosure_rhythms_at(${from}::date)),
  towns_asked as materialized (
    select t.town, coalesce((select r.every from rhythms r where t.town like r.area || '%' order by length(r.area) desc limit 1), 'quarter') as every
    from (select distinct left(area, 9) as town from body where not ended) t),
  everyone as (
    select b.home, b.id as body, coalesce(b.name, '') as body_name, b.area, k.started_on is not null as books,
      case when k.started_on <= ${to}::date then coalesce(k.closed_through >= ${to}::date, false) end as closed,
      i.id as item, i.state, i.payload ->> 'postedOn' as posted_on, w.every = ${every} as asked
    from body b join towns_asked w on w.town = left(b.area, 9) left join book k on k.home = b.home and k.body = b.id
    left join procedure_item i on i.home = b.home and i.body = b.id and i.procedure = 'disclosure'
      and i.payload ->> 'from' = ${from} and i.payload ->> 'to' = ${to} and i.state <> 'withdrawn'
    where not b.ended and coalesce(b.registration_state, '存续') not in ('注销', '迁出', '吊销未注销')
      and (b.registered_on is null or b.registered_on <= ${to}::date)
      and coalesce(b.body_kind, case when b.name like '%专业合作社%' then '农民专业合作社' end) in ('农民专业合作社', '农民专业合作社联合社')
      ${area === undefined ? sql`` : sql`and b.area >= ${area} and b.area < ${`${area}A`}`}),
  board as (select * from everyone where ${own === true ? sql`true` : sql`asked or item is not null`})`

const STATES: Readonly<Record<NonNullable<BoardQuery['state']>, RawBuilder<unknown>>> = {
  posted: sql`state = 'posted'`,
  signed: sql`state = 'signed'`,
  made: sql`state = 'made'`,
  open: sql`state is null and closed is distinct from false`,
  waiting: sql`state is null and closed = false`,
  late: sql`asked and state is distinct from 'posted'`,
}

export const BOARD_PAGE = 50

/** One page of the board. */
export async function boardRows(
  trx: Kysely<unknown>,
  query: BoardQuery,
  page: number,
): Promise<{ rows: BoardRow[]; total: number }> {
  const { rows } = await sql<BoardRow & { total: number }>`
    with ${board(query)}
    select *, coalesce(nullif(area_label(area), ''), area) as area_name, count(*) over ()::int as total from board
    where ${query.state === undefined ? sql`true` : STATES[query.state]}
    order by area, body_name collate pinyin, body limit ${BOARD_PAGE} offset ${(page - 1) * BOARD_PAGE}`.execute(
    trx,
  )
  return { rows, total: rows[0]?.total ?? 0 }
}

/** By township: how many there are, how many hang, how many of those asked do not. */
export async function boardTowns(trx: Kysely<unknown>, query: BoardQuery): Promise<Town[]> {
  const { rows } = await sql<Town>`
    with ${board(query)}, towns as (
      select left(area, 9) as town, count(*)::int as total, (count(*) filter (where state = 'posted'))::int as posted,
        (count(*) filter (where asked and state is distinct from 'posted'))::int as open
      from board group by 1)
    select town as area, coalesce(nullif(area_label(town), ''), town) || case when length(town) < 9 then '（未落到乡镇）' else '' end as name,
      total, posted, open from towns order by town`.execute(trx)
  return rows
}

export interface RhythmRow {
  area: string
  name: string
  every: Rhythm
  from_day: string
  ground: string
}

/** What holds at a place on a day; undefined where nobody said anything. */
export async function rhythmAt(
  trx: Kysely<unknown>,
  of: { area: string; day: string },
): Promise<RhythmRow | undefined> {
  const { rows } = await sql<RhythmRow>`
    select r.area, coalesce(nullif(area_label(r.area), ''), r.area) as name, r.every, r.from_day, r.ground
    from disclosure_rhythms_at(${of.day}::date) r where ${of.area} like r.area || '%' order by length(r.area) desc limit 1`.execute(
    trx,
  )
  return rows[0]
}

/** Places below (or of) an area that ask for a rhythm of their own on a day. */
export async function rhythmsBelow(
  trx: Kysely<unknown>,
  of: { area: string; day: string },
): Promise<RhythmRow[]> {
  const { rows } = await sql<RhythmRow>`
    select r.area, coalesce(nullif(area_label(r.area), ''), r.area) as name, r.every, r.from_day, r.ground
    from disclosure_rhythms_at(${of.day}::date) r where r.area like ${of.area} || '%' order by r.area`.execute(
    trx,
  )
  return rows
}

/** Says how often from a day on. */
export async function insertRhythm(
  trx: Kysely<unknown>,
  of: { area: string; every: Rhythm; from: string; ground: string },
): Promise<void> {
  await sql`insert into disclosure_rhythm (area, every, from_day, ground)
    values (${of.area}, ${of.every}, ${of.from}::date, ${of.ground})`.execute(trx)
}
