/** How all cooperatives in sight stand to a quarter, in one statement. */
import { sql, type Kysely, type RawBuilder } from 'kysely'

export interface BoardRow {
  body: string
  body_name: string
  area: string
  area_name: string
  books: boolean
  /** Whether the books are closed through the quarter; null where they are not kept here. */
  closed: boolean | null
  item: string | null
  state: string | null
  posted_on: string | null
}

export interface Town {
  area: string
  name: string
  total: number
  posted: number
}

export interface BoardQuery {
  from: string
  to: string
  area?: string | undefined
  state?: 'posted' | 'signed' | 'made' | 'open' | 'waiting' | 'late' | undefined
}

/** Cooperatives that still exist, with the item of the quarter that was not withdrawn. */
const board = ({ from, to, area }: BoardQuery): RawBuilder<unknown> => sql`
  board as (
    select b.home, b.id as body, coalesce(b.name, '') as body_name, b.area, k.started_on is not null as books,
      case when k.started_on <= ${to}::date then coalesce(k.closed_through >= ${to}::date, false) end as closed,
      i.id as item, i.state, i.payload ->> 'postedOn' as posted_on
    from body b left join book k on k.home = b.home and k.body = b.id
    left join procedure_item i on i.home = b.home and i.body = b.id and i.procedure = 'disclosure'
      and i.payload ->> 'from' = ${from} and i.state <> 'withdrawn'
    where not b.ended and coalesce(b.registration_state, '存续') not in ('注销', '迁出', '吊销未注销')
      and (b.registered_on is null or b.registered_on <= ${to}::date)
      and coalesce(b.body_kind, case when b.name like '%专业合作社%' then '农民专业合作社' end) in ('农民专业合作社', '农民专业合作社联合社')
      ${area === undefined ? sql`` : sql`and b.area >= ${area} and b.area < ${`${area}A`}`})`

const STATES: Readonly<Record<NonNullable<BoardQuery['state']>, RawBuilder<unknown>>> = {
  posted: sql`state = 'posted'`,
  signed: sql`state = 'signed'`,
  made: sql`state = 'made'`,
  open: sql`state is null and closed is distinct from false`,
  waiting: sql`state is null and closed = false`,
  late: sql`state is distinct from 'posted'`,
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

/** By township: how many there are, how many hang. */
export async function boardTowns(trx: Kysely<unknown>, query: BoardQuery): Promise<Town[]> {
  const { rows } = await sql<Town>`
    with ${board(query)}, towns as (
      select left(area, 9) as town, count(*)::int as total, (count(*) filter (where state = 'posted'))::int as posted
      from board group by 1)
    select town as area, coalesce(nullif(area_label(town), ''), town) || case when length(town) < 9 then '（未落到乡镇）' else '' end as name,
      total, posted from towns order by town`.execute(trx)
  return rows
}
