/** The SQL of the joining doors: from outside through the functions that the database opens, from the office in its bounds. */
import { sql, type Kysely } from 'kysely'
import { DOOR_RULES } from '#core/membership/joining-door.ts'
import { addDays, type Day } from '#core/values/day.ts'
import { asUuid } from '#server/database/columns.ts'

type Db = Kysely<unknown>

export interface OpenDoor {
  body_name: string
  area_name: string
  notice: string
}

/** What stands at the door; undefined where there is none or it is closed. */
export async function openDoor(db: Db, code: string): Promise<OpenDoor | undefined> {
  const { rows } = await sql<OpenDoor>`select * from joining_door_read(${code})`.execute(db)
  return rows[0]
}

export interface Given {
  person: string
  phone: string
  village: string
  kind: string
  farm: string
  grows: string | null
  brings: string | null
  consent: string
}

/** What became of an application that was sent: kept, no door, a receipt of another door, too many unanswered, too many within a day. */
export type Came = 'ok' | 'closed' | 'elsewhere' | 'full' | 'busy'

/** Keeps an application; one that was sent before under the same receipt is the same application, in its last words. */
export async function apply(
  db: Db,
  of: { door: string; receipt: Buffer; address: Buffer; given: Given; now: Date; until: Day },
): Promise<Came> {
  const { rows } = await sql<{ came: Came }>`
    select joining_apply(${of.door}, ${of.receipt}, ${of.address}, ${JSON.stringify(of.given)}::jsonb, ${of.now}, ${of.until}::date,
      ${JSON.stringify(DOOR_RULES)}::jsonb) as came`.execute(db)
  return rows[0]?.came ?? 'closed'
}

export interface ReceiptRow {
  body_name: string
  received_at: Date
  state: string
  case_state: string | null
  said: string | null
  wants_out: boolean
  ends_on: Day
}

/** How the application of a receipt stands; undefined where nobody has this receipt. */
export async function readReceiptRow(db: Db, receipt: Buffer): Promise<ReceiptRow | undefined> {
  const { rows } = await sql<ReceiptRow>`select * from joining_receipt_read(${receipt})`.execute(db)
  return rows[0]
}

/** Takes an application back, or says in its case that the person wants out. */
export async function withdraw(db: Db, of: { receipt: Buffer; now: Date; today: Day }): Promise<void> {
  const until = addDays(of.today, DOOR_RULES.toldDays)
  await sql`select joining_withdraw(${of.receipt}, ${of.now}, ${until}::date)`.execute(db)
}

/** Deletes what is past its day; run in a transaction of the system. */
export async function clearRequests(trx: Db, of: { now: Date; today: Day }): Promise<void> {
  await sql`select clear_joining_requests(${of.now}, ${of.today}::date)`.execute(trx)
}

export interface DoorRow {
  code: string
  is_open: boolean
  notice: string
}

/** The door of a cooperative in the caller's bounds. */
export async function doorOf(trx: Db, of: { home: string; body: string }): Promise<DoorRow | undefined> {
  const { rows } = await sql<DoorRow>`
    select code, is_open, notice from joining_door where home = ${of.home} and body = ${of.body}::uuid`.execute(
    trx,
  )
  return rows[0]
}

/** Opens, closes or words a door; the code is kept from the first time on. */
export async function keepDoor(
  trx: Db,
  of: { home: string; body: string; area: string },
  door: DoorRow & { now: Date },
): Promise<void> {
  await sql`
    insert into joining_door (home, body, area, code, is_open, notice)
    values (${of.home}, ${of.body}::uuid, ${of.area}, ${door.code}, ${door.is_open}, ${door.notice})
    on conflict (home, body) do update set is_open = excluded.is_open, notice = excluded.notice,
      changed_at = ${door.now}, actor = app_setting('user')`.execute(trx)
}

export interface RequestRow {
  home: string
  id: string
  body: string
  area: string
  body_name: string
  person: string
  phone: string
  village: string
  kind: string
  farm: string
  grows: string
  brings: string
  received_at: Date
  ends_on: Day
  state: string
}

const REQUEST = sql`
  q.home, q.id, q.body, q.area, coalesce(b.name, '') as body_name, coalesce(q.person, '') as person, coalesce(q.phone, '') as phone,
  coalesce(q.village, '') as village, coalesce(q.kind, '') as kind, coalesce(q.farm, '') as farm, coalesce(q.grows, '') as grows,
  coalesce(q.brings, '') as brings, q.received_at, q.ends_on, q.state
  from joining_request q join body b on b.home = q.home and b.id = q.body`

export const REQUESTS_A_PAGE = 50

/** Applications that nobody answered, the oldest first, and how many there are. */
export async function openRequests(trx: Db): Promise<{ rows: RequestRow[]; total: number }> {
  const { rows } = await sql<RequestRow>`
    select ${REQUEST} where q.state = 'open' order by q.received_at, q.id limit ${REQUESTS_A_PAGE}`.execute(
    trx,
  )
  const count = await sql<{ n: number }>`
    select count(*)::int as n from joining_request where state = 'open'`.execute(trx)
  return { rows, total: count.rows[0]?.n ?? 0 }
}

/** These applications, as far as they are in the caller's bounds. */
export async function findRequests(trx: Db, ids: readonly string[]): Promise<RequestRow[]> {
  const { rows } = await sql<RequestRow>`
    select ${REQUEST} where q.id = any (${ids.map(asUuid)}::uuid[])`.execute(trx)
  return rows
}

/** Takes applications over into a case or declines them; gives those that somebody had decided or taken back before. */
export async function decide(
  trx: Db,
  of: { ids: readonly string[]; item: string | null; said: string | null; now: Date; until: Day },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select d.id::text from (select id, decide_joining_request(id, ${of.item}::uuid, ${of.said}, ${of.now}, ${of.until}::date) as done
      from unnest(${[...of.ids]}::uuid[]) id order by id) d where not d.done`.execute(trx)
  return rows.map((one) => one.id)
}

/** The day on which the person of a case asked at the door to be let out; null where he did not. */
export async function wantsOut(trx: Db, of: { home: string; item: string }): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select wants_out_at as at from joining_request where home = ${of.home} and item = ${of.item}::uuid`.execute(
    trx,
  )
  return rows[0]?.at ?? null
}
