/** Reading books and vouchers. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Depth } from '#core/accounting/depth.ts'
import { linesBehind, type Behind } from './behind.ts'
import { asUuid } from '#server/database/columns.ts'

export interface BookRow {
  home: string
  body: string
  body_name: string
  area: string
  area_name: string
  started_on: string | null
  closed_through: string | null
  depth: Depth | null
  vouchers: number
  last_day: string | null
  begins_with_body: boolean
}

/**
 * How many vouchers a book has: numbers run without gaps in each year and none is taken away, so the last number of each
 * year is read instead of half a million rows.
 */
const vouchersOf = (home: RawBuilder<unknown>, body: RawBuilder<unknown>) => sql`(
  with recursive each as (
    select max(v.year) as year from voucher v where v.home = ${home} and v.body = ${body}
    union all
    select (select max(v.year) from voucher v where v.home = ${home} and v.body = ${body} and v.year < each.year)
    from each where each.year is not null)
  select coalesce(sum((select max(v.number) from voucher v
    where v.home = ${home} and v.body = ${body} and v.year = each.year)), 0)::int from each)`

const BOOK = sql`
  b.home, b.id as body, coalesce(b.name, '') as body_name, b.area, area_label(b.area) as area_name, k.started_on, k.closed_through,
  (select d.depth from book_depth d where d.home = b.home and d.body = b.id order by d.number desc limit 1) as depth,
  ${vouchersOf(sql.ref('b.home'), sql.ref('b.id'))} as vouchers,
  (select max(day) from voucher v where v.home = b.home and v.body = b.id) as last_day,
  coalesce(b.registered_on >= k.started_on, false) as begins_with_body
  from body b left join book k on k.home = b.home and k.body = b.id`

/** The body with its book, whether opened or not. */
export async function findBook(trx: Kysely<unknown>, body: string): Promise<BookRow | undefined> {
  const { rows } = await sql<BookRow>`select ${BOOK} where b.id = ${body}::uuid`.execute(trx)
  return rows[0]
}

/** The opened books of these bodies that the caller may see, by name. */
export async function openedBooks(
  trx: Kysely<unknown>,
  bodies: readonly string[],
): Promise<(BookRow & { started_on: string })[]> {
  const { rows } = await sql<BookRow & { started_on: string }>`
    select ${BOOK} where b.id = any (${[...bodies]}::uuid[]) and not b.ended and k.started_on is not null
    order by b.name collate pinyin, b.id`.execute(trx)
  return rows
}

/** Holds a book to the end of the transaction: what is read of it afterwards stays true until it is written by. */
export async function holdBook(trx: Kysely<unknown>, of: { home: string; body: string }): Promise<void> {
  await sql`select hold_book(${of.home}, ${of.body}::uuid)`.execute(trx)
}

export const BOOKS_A_PAGE = 50

/** Whose books are kept by the system of 2021; a body whose kind nobody gave is taken for a cooperative. */
const KEEPS_THESE = sql`coalesce(b.body_kind, '农民专业合作社') in ('农民专业合作社', '农民专业合作社联合社')`

/** Cooperatives and their federations with their books, those with books first; another body only where it has one. */
export async function listBooks(
  trx: Kysely<unknown>,
  of: { q?: string; opened?: boolean; page: number },
): Promise<{ rows: BookRow[]; total: number }> {
  const where = sql`where not b.ended and (${KEEPS_THESE} or k.body is not null
      or exists (select from book_depth d where d.home = b.home and d.body = b.id)) and (${of.q ?? ''} = '' or position(${of.q ?? ''} in coalesce(b.name, '')) > 0)
    and (${of.opened ?? null}::boolean is null or (k.body is not null) = ${of.opened ?? null}::boolean)`
  const { rows } = await sql<BookRow>`select ${BOOK} ${where}
    order by k.started_on nulls last, b.name collate pinyin, b.id limit ${BOOKS_A_PAGE} offset ${(of.page - 1) * BOOKS_A_PAGE}`.execute(
    trx,
  )
  const count = await sql<{ n: number }>`
    select count(*)::int n from body b left join book k on k.home = b.home and k.body = b.id ${where}`.execute(
    trx,
  )
  return { rows, total: count.rows[0]?.n ?? 0 }
}

export interface NamedMember {
  id: string
  name: string
  /** Contributed before the book began. */
  share: bigint
}

/** Members of the roll and counterparties written before, for choosing. */
export async function namesOf(
  trx: Kysely<unknown>,
  of: { home: string; body: string; started_on?: string | null },
): Promise<{ members: NamedMember[]; parties: string[]; opening: boolean }> {
  const from = of.started_on ?? null
  const members = await sql<NamedMember>`
    select m.id, coalesce(m.person, '') as name,
      (case when m.joined_on < ${from}::date then coalesce(h.amount, m.contribution, 0) else 0 end)::bigint as share
    from member m left join holdings_at(${from}::date - 1) h on h.home = m.home and h.body = m.body and h.member = m.id
    where m.home = ${of.home} and m.body = ${of.body} and not m.ended order by m.person, m.id`.execute(trx)
  const parties = await sql<{ name: string }>`
    select distinct detail as name from account_detail_month where home = ${of.home} and body = ${of.body}
      and account in ('113', '211', '235', '127', '128') and detail !~ '^[0-9a-f]{8}-' order by 1 limit 500`.execute(
    trx,
  )
  const opening =
    await sql`select from voucher v where v.home = ${of.home} and v.body = ${of.body} and v.phase = 'opening' and v.reverses is null
      and not exists (select from voucher r where r.home = v.home and r.reverses = v.id) limit 1`.execute(trx)
  return {
    members: members.rows,
    parties: parties.rows.map((one) => one.name),
    opening: opening.rows.length > 0,
  }
}

export interface VoucherRow {
  home: string
  id: string
  body: string
  area: string
  body_name: string
  year: number
  number: number
  day: string
  phase: 'opening' | 'current' | 'closing'
  summary: string
  reverses: string | null
  reversed_by: string | null
  actor: string
  /** Names of who made it and who reviewed it. */
  maker: string
  reviewer: string | null
  posted_at: Date
  template: string | null
  files: string[]
  total: number
}

export interface LineRow {
  voucher: string
  account: string
  member: string | null
  person: string | null
  party: string | null
  item: string | null
  note: string | null
  debit: bigint
  credit: bigint
}

export interface VoucherFilter {
  home: string
  body: string
  id?: string
  from?: string
  to?: string
  accounts?: readonly string[]
  detail?: string
  q?: string
  review?: 'open'
  behind?: Behind
  page: number
}

export const VOUCHERS_A_PAGE = 50

const nameOf = (username: RawBuilder<unknown>) =>
  sql`coalesce((select u.name from app_user u where u.username = ${username}), ${username})`

/** Opening balances have their own signatures. */
const OPEN_REVIEW = sql`v.phase <> 'opening' and not exists (select from voucher_review w where w.home = v.home and w.voucher = v.id)`

/** Only what is asked for is in the statement: a month then is read from its place in the index. */
function conditionsOf(of: VoucherFilter): RawBuilder<unknown> {
  const all = [sql`v.home = ${of.home} and v.body = ${of.body}`]
  if (of.id !== undefined) all.push(sql`v.id = ${of.id}::uuid`)
  if (of.from !== undefined) all.push(sql`v.day >= ${of.from}::date`)
  if (of.to !== undefined) all.push(sql`v.day <= ${of.to}::date`)
  if (of.q) all.push(sql`position(${of.q} in v.summary) > 0`)
  if (of.review === 'open') all.push(OPEN_REVIEW)
  if (of.accounts !== undefined)
    all.push(sql`exists (
      select from voucher_line l where l.home = v.home and l.voucher = v.id and l.account = any (${[...of.accounts]}::text[])
        and (${of.detail ?? null}::text is null or coalesce(l.member::text, l.party, '') = ${of.detail ?? null}::text))`)
  if (of.behind !== undefined) all.push(sql`v.id in (select b.voucher from ${linesBehind(of, of.behind)} b)`)
  return sql.join(all, sql` and `)
}

/** How many there are on all pages. A whole book is not counted. */
function totalOf(of: VoucherFilter): RawBuilder<unknown> {
  const whole =
    [of.id, of.from, of.to, of.review, of.accounts, of.behind].every((one) => one === undefined) && !of.q
  if (whole) return vouchersOf(sql`${of.home}`, sql`${of.body}::uuid`)
  return sql`(select count(*) from voucher v where ${conditionsOf(of)})::int`
}

/** Vouchers of a body with their lines, the newest first. A day has its year, so that the index of days gives the order. */
export async function listVouchers(
  trx: Kysely<unknown>,
  of: VoucherFilter,
): Promise<{ rows: (VoucherRow & { lines: LineRow[] })[]; total: number }> {
  const { rows } = await sql<VoucherRow>`
    select v.home, v.id, v.body, v.area, v.year, v.number, v.day, v.phase, v.summary, v.reverses, v.actor, v.posted_at,
      v.source ->> 'template' as template, coalesce(b.name, '') as body_name, ${nameOf(sql.ref('v.actor'))} as maker,
      (select ${nameOf(sql.ref('w.actor'))} from voucher_review w where w.home = v.home and w.voucher = v.id) as reviewer,
      (select r.id from voucher r where r.home = v.home and r.reverses = v.id) as reversed_by,
      array(select f.file from voucher_file f where f.home = v.home and f.voucher = v.id) as files,
      ${totalOf(of)} as total
    from voucher v join body b on b.home = v.home and b.id = v.body
    where ${conditionsOf(of)}
    order by v.day desc, v.number desc limit ${VOUCHERS_A_PAGE} offset ${(of.page - 1) * VOUCHERS_A_PAGE}`.execute(
    trx,
  )
  const ids = rows.map((row) => row.id)
  const lines = await sql<LineRow>`
    select l.voucher, l.account, l.member, m.person, l.party, l.item, l.note, l.debit, l.credit
    from voucher_line l left join member m on m.home = l.home and m.id = l.member
    where l.home = ${of.home} and l.voucher = any (${ids}::uuid[]) order by l.voucher, l.line`.execute(trx)
  const byVoucher = Map.groupBy(lines.rows, (line) => line.voucher)
  return {
    rows: rows.map((row) => ({ ...row, lines: byVoucher.get(row.id) ?? [] })),
    total: rows[0]?.total ?? 0,
  }
}

/** Where a voucher belongs; undefined where the caller may not see it. */
export async function findVoucher(
  trx: Kysely<unknown>,
  id: string,
): Promise<(VoucherRow & { lines: LineRow[] }) | undefined> {
  const found = await sql<{
    home: string
    body: string
  }>`select home, body from voucher where id = ${id}::uuid`.execute(trx)
  const at = found.rows[0]
  if (!at) return undefined
  return (await listVouchers(trx, { ...at, id, page: 1 })).rows[0]
}

/** Adds stored files to a voucher, each once; the database leaves a line in the trail. How many are new. */
export async function attachFiles(
  trx: Kysely<unknown>,
  of: Pick<VoucherRow, 'home' | 'id' | 'body' | 'area'> & { files: readonly string[] },
): Promise<number> {
  const { rows } = await sql`
    insert into voucher_file (home, voucher, file, body, area)
    select f.home, ${of.id}::uuid, f.id, ${of.body}::uuid, ${of.area} from file f
    where f.home = ${of.home} and f.id = any (${[...of.files].filter((one) => asUuid(one) === one)}::uuid[])
    on conflict do nothing returning file`.execute(trx)
  return rows.length
}
