/** Grants and everything that hangs on them: the SQL. The figures come from the database's function grant_rows. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Fen } from '#core/values/money.ts'
import { asUuid } from '#server/database/columns.ts'

export interface GrantRow {
  home: string
  body: string
  body_name: string
  area: string
  area_name: string
  name: string
  project: string | null
  books: boolean
  amount: Fen | null
  received: Fen | null
  spent: Fen | null
  returned: Fen
  first_received: string | null
  lowest: Fen | null
  use_by: string | null
  vouchers: number
  bare: number
  loose: number
  photos: number
  formed: Fen | null
  carded: Fen
  cards: number
  idle: number
  quantified: Fen | null
  unquantified: Fen | null
  missed: Fen | null
  unquantified_since: string | null
  /** The lines of the budget, as far as judging needs them. */
  budget: { item: string; amount: string; spent: string | null; photos: number }[]
}

export interface GrantsAsked {
  day: string
  area?: string | undefined
  body?: string | undefined
  q?: string | undefined
  name?: string | undefined
}

/** So many are judged at once; a list this long is narrowed by area first. */
export const GRANTS_MAX = 20_000

/** Every grant in sight that the filters leave, by cooperative and name. */
export async function findGrants(trx: Kysely<unknown>, asked: GrantsAsked): Promise<GrantRow[]> {
  const { area, body, q, name, day } = asked
  const where: RawBuilder<unknown>[] = [sql`not b.ended`]
  if (area !== undefined) where.push(sql`b.area >= ${area} and b.area < ${`${area}A`}`)
  if (body !== undefined) where.push(sql`b.id = ${asUuid(body)}`)
  const words =
    q === undefined || q === ''
      ? sql``
      : sql`and (position(${q} in g.name) > 0 or position(${q} in b.name) > 0)`
  const named = name === undefined ? sql`` : sql`and g.name = btrim(${name})`
  const { rows } = await sql<GrantRow>`
    with held as materialized (
      select b.home, b.id from body b where ${sql.join(where, sql` and `)} and (
        exists (select from grant_project p where p.home = b.home and p.body = b.id and not p.ended)
        or exists (select from voucher_line l where l.home = b.home and l.body = b.id and l.account = '235'))),
    lined as materialized (
      select l.home, l.body, l.name, jsonb_agg(jsonb_build_object('item', l.item, 'amount', l.amount::text, 'spent', l.spent::text,
        'photos', cardinality(l.photos)) order by l.item) as budget
      from grant_lines(array(select distinct home from held), array(select id from held), ${day}::date) l group by 1, 2, 3)
    select g.home, g.body, b.name as body_name, b.area, area_label(b.area) as area_name, g.name, g.project, g.books, g.amount, g.received,
      g.spent, g.returned, g.first_received, g.lowest, g.use_by, g.vouchers::int, g.bare::int, g.loose::int, g.photos::int, g.formed,
      g.carded, g.cards::int, g.idle::int, g.quantified, g.unquantified, g.missed,
      g.unquantified_since, coalesce(l.budget, '[]') as budget
    from grant_rows(array(select distinct home from held), array(select id from held), ${day}::date) g
    join body b on b.home = g.home and b.id = g.body
    left join lined l on l.home = g.home and l.body = g.body and l.name = g.name
    where true ${words} ${named}
    order by b.area, b.name collate pinyin, g.body, g.name limit ${GRANTS_MAX}`.execute(trx)
  return rows
}

export interface ProjectRow {
  paper: string | null
  issuer: string | null
  approved_on: string | null
  note: string | null
  photos: string[]
}

/** What the register says of a grant beyond its figures. */
export async function findProject(trx: Kysely<unknown>, id: string | null): Promise<ProjectRow | undefined> {
  if (id === null) return undefined
  const { rows } = await sql<ProjectRow>`
    select paper, issuer, approved_on, note, coalesce(photos, '{}') as photos from grant_project where id = ${id}::uuid`.execute(
    trx,
  )
  return rows[0]
}

export interface LineRow {
  id: string
  item: string
  purpose: string | null
  amount: Fen
  spent: Fen | null
  vouchers: number
  photos: string[]
}

export interface MoveRow {
  id: string
  year: number
  number: number
  day: string
  summary: string
  opening: boolean
  credit: Fen
  debit: Fen
  back: boolean
  built: Fen
  item: string | null
  files: string[]
}

interface Of {
  home: string
  body: string
  name: string
  day: string
}

/** The lines of the budget with what was spent on each. */
export async function linesOf(trx: Kysely<unknown>, of: Of): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select l.id, l.item, l.purpose, l.amount, l.spent, l.vouchers::int, l.photos
    from grant_lines(array[${of.home}], array[${of.body}::uuid], ${of.day}::date) l where l.name = ${of.name} order by l.id`.execute(
    trx,
  )
  return rows
}

/** The vouchers of a grant, the oldest first, with their receipts and photographs. */
export async function movesOf(trx: Kysely<unknown>, of: Of): Promise<MoveRow[]> {
  const { rows } = await sql<MoveRow>`
    select v.id, v.year, v.number, m.day, v.summary, m.opening, m.credit, m.debit, m.back, m.built, m.item,
      array(select f.file from voucher_file f where f.home = m.home and f.voucher = m.voucher) as files
    from grant_moves(array[${of.home}], array[${of.body}::uuid], ${of.day}::date) m join voucher v on v.home = m.home and v.id = m.voucher
    where m.name = ${of.name} order by m.day, v.year, v.number`.execute(trx)
  return rows
}

export interface CardRow {
  id: string
  name: string
  acquired_on: string
  cost: Fen
  grant_amount: Fen
  place: string | null
  keeper: string | null
  state: 'used' | 'idle' | 'disposed'
  state_since: string | null
}

/** The asset cards that name the grant. */
export async function cardsOf(trx: Kysely<unknown>, of: Of): Promise<CardRow[]> {
  const { rows } = await sql<CardRow>`
    select c.id, c.name, c.acquired_on, c.cost, c.grant_amount, c.place, c.keeper, coalesce(e.kind, 'used') as state, e.day as state_since
    from asset_card c left join lateral (select e.kind, e.day from asset_event e where e.home = c.home and e.asset = c.id
      and e.day <= ${of.day}::date order by e.number desc limit 1) e on true
    where c.home = ${of.home} and c.body = ${of.body}::uuid and c.grant_amount > 0 and btrim(c.grant_name) = ${of.name}
      and c.acquired_on <= ${of.day}::date order by c.acquired_on, c.id`.execute(trx)
  return rows
}

export interface ShareRow {
  id: string
  day: string
  member: string
  amount: Fen
  resolution: string | null
  project: string | null
}

/** Share events of subsidies that are of this grant, or of none yet. */
export async function sharesOf(trx: Kysely<unknown>, of: Of): Promise<ShareRow[]> {
  const { rows } = await sql<ShareRow>`
    select e.id, e.day, coalesce(m.person, '') as member, e.amount, e.resolution, u.project
    from share_event e left join member m on m.home = e.home and m.id = e.member
    left join lateral (select case when u.taken_back then null else btrim(u.project) end as project from grant_use u
      where u.home = e.home and u.target = e.id order by u.number desc limit 1) u on true
    where e.home = ${of.home} and e.body = ${of.body}::uuid and e.kind = 'subsidy' and e.reverses is null and e.day <= ${of.day}::date
      and not exists (select from share_event r where r.home = e.home and r.reverses = e.id)
      and (u.project is null or u.project = ${of.name}) order by e.day, e.written_at`.execute(trx)
  return rows
}

export interface PlanRow {
  plan: string
  year: number
  posted_on: string
  members: number
  amount: Fen
}

/** Posted divisions with what they quantified of subsidies, the latest first. */
export async function plansOf(trx: Kysely<unknown>, of: Of): Promise<PlanRow[]> {
  const { rows } = await sql<PlanRow>`
    select p.id as plan, p.year, x.day as posted_on, p.members, (select coalesce(sum(s.subsidy_share), 0) from surplus_share s
      where s.home = p.home and s.plan = p.id)::bigint as amount
    from surplus_plan p join surplus_action x on x.home = p.home and x.plan = p.id and x.action = 'post'
    where p.home = ${of.home} and p.body = ${of.body}::uuid and x.day <= ${of.day}::date order by p.year desc limit 5`.execute(
    trx,
  )
  return rows
}

/** Whether the budget of the grant has such a line. */
export async function hasLine(trx: Kysely<unknown>, of: Of, item: string): Promise<boolean> {
  const { rows } = await sql`
    select from grant_lines(array[${of.home}], array[${of.body}::uuid], ${of.day}::date) l where l.name = btrim(${of.name}) and l.item = ${item}`.execute(
    trx,
  )
  return rows.length > 0
}

/** Says on which line a voucher is, or of which grant a share event. */
export async function addUse(
  trx: Kysely<unknown>,
  use: {
    home: string
    body: string
    area: string
    kind: string
    target: string
    project: string
    item: string | null
    takenBack: boolean
  },
): Promise<void> {
  await sql`
    insert into grant_use (home, target, body, area, kind, project, item, taken_back)
    values (${use.home}, ${use.target}::uuid, ${use.body}::uuid, ${use.area}, ${use.kind}, ${use.project}, ${use.item}, ${use.takenBack})`.execute(
    trx,
  )
}
