/** Money accounts and lines of statements: the SQL. */
import { createHash, randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { MoneyLine, MoneyStatement } from '#core/accounting/money-lines.ts'

export interface AccountRow {
  home: string
  id: string
  body: string
  area: string
  name: string
  kind: 'bank' | 'wechat' | 'alipay' | 'person'
  account: string
  member: string | null
  member_name: string | null
  lines: number
  open: number
  last_day: string | null
  last_balance: bigint | null
}

/** A line is open while its last settlement is none, or a voucher that was reversed. */
const LAST = sql`left join lateral (
  select m.voucher, m.aside, v.year, v.number,
    exists (select from voucher r where r.home = m.home and r.reverses = m.voucher) as reversed
  from money_settle m left join voucher v on v.home = m.home and v.id = m.voucher
  where m.home = l.home and m.line = l.id order by m.number desc limit 1) s on true`
const IS_OPEN = sql`(s.voucher is null and s.aside is null or coalesce(s.reversed, false))`

/** Money accounts of a body with what is open on each. */
export async function listAccounts(
  trx: Kysely<unknown>,
  of: { home: string; body: string },
): Promise<AccountRow[]> {
  const { rows } = await sql<AccountRow>`
    select a.home, a.id, a.body, a.area, a.name, a.kind, a.account, a.member, m.person as member_name,
      coalesce(n.lines, 0) as lines, coalesce(n.open, 0) as open, e.day as last_day, e.balance as last_balance
    from money_account a left join member m on m.home = a.home and m.id = a.member
    left join (select l.source, count(*)::int as lines, (count(*) filter (where ${IS_OPEN}))::int as open
      from money_line l ${LAST} where l.home = ${of.home} and l.body = ${of.body} group by l.source) n on n.source = a.id
    left join lateral (select l.day, l.balance from money_line l where l.home = a.home and l.body = a.body and l.source = a.id
      order by l.day desc, l.file_row desc limit 1) e on true
    where a.home = ${of.home} and a.body = ${of.body} order by a.opened_at`.execute(trx)
  return rows
}

/** The account with this id that the caller may see. */
export async function findAccount(trx: Kysely<unknown>, id: string): Promise<AccountRow | undefined> {
  const { rows } = await sql<AccountRow>`
    select home, id, body, area, name, kind, account, member from money_account where id = ${id}::uuid`.execute(
    trx,
  )
  return rows[0]
}

/** Opens a money account; undefined where the name is taken. */
export async function addAccount(
  trx: Kysely<unknown>,
  of: {
    home: string
    body: string
    area: string
    name: string
    kind: AccountRow['kind']
    member: string | null
  },
): Promise<string | undefined> {
  const account = of.kind === 'bank' ? '102' : of.kind === 'person' ? '114' : '109'
  const { rows } = await sql<{ id: string }>`
    insert into money_account (home, id, body, area, name, kind, account, member)
    values (${of.home}, ${randomUUIDv7()}, ${of.body}, ${of.area}, ${of.name}, ${of.kind}, ${account}, ${of.member})
    on conflict (home, body, name) do nothing returning id`.execute(trx)
  return rows[0]?.id
}

/** What a line is known by in its body: the account and the line's own key. */
function hashOf(account: AccountRow, line: MoneyLine): string {
  return createHash('sha256').update(`${account.id}|${line.key}`).digest('hex')
}

/** Rows of the lines that are kept already. */
export async function keptLines(
  trx: Kysely<unknown>,
  account: AccountRow,
  lines: readonly MoneyLine[],
): Promise<Set<number>> {
  const hashes = lines.map((line) => hashOf(account, line))
  const { rows } = await sql<{ hash: string }>`
    select hash from money_line where home = ${account.home} and body = ${account.body} and hash = any (${hashes}::text[])`.execute(
    trx,
  )
  const kept = new Set(rows.map((row) => row.hash))
  return new Set(lines.filter((_, index) => kept.has(hashes[index]!)).map((line) => line.row))
}

/** Keeps the lines of a statement that are not kept yet; gives how many they were. */
export async function keepStatement(
  trx: Kysely<unknown>,
  account: AccountRow,
  of: { statement: MoneyStatement; fileName: string },
): Promise<number> {
  const { lines, skipped } = of.statement
  // Two people who upload the same file at once: the second waits, then finds every line kept.
  await sql`select pg_advisory_xact_lock(hashtextextended(${account.id}, 0))`.execute(trx)
  const kept = await keptLines(trx, account, lines)
  const fresh = lines.filter((line) => !kept.has(line.row))
  const { home, body, area } = account
  const id = randomUUIDv7()
  await sql`
    insert into money_import (home, id, body, area, source, file_name, added, repeated, skipped)
    values (${home}, ${id}, ${body}, ${area}, ${account.id}, ${of.fileName}, ${fresh.length}, ${kept.size},
      ${JSON.stringify(skipped)}::jsonb)`.execute(trx)
  await sql`
    insert into money_line (home, id, body, area, source, import, hash, file_row, day, amount, party, memo, balance)
    select ${home}, l.id, ${body}::uuid, ${area}, ${account.id}::uuid, ${id}::uuid, l.hash, l.file_row, l.day, l.amount,
      l.party, l.memo, l.balance
    from unnest(${fresh.map(() => randomUUIDv7())}::uuid[], ${fresh.map((line) => hashOf(account, line))}::text[],
      ${fresh.map((line) => line.row)}::int[], ${fresh.map((line) => line.day)}::date[],
      ${fresh.map((line) => line.amount)}::bigint[], ${fresh.map((line) => line.party)}::text[],
      ${fresh.map((line) => line.memo)}::text[], ${fresh.map((line) => line.balance)}::bigint[])
      l (id, hash, file_row, day, amount, party, memo, balance)`.execute(trx)
  return fresh.length
}

export interface LineRow {
  home: string
  id: string
  body: string
  area: string
  day: string
  amount: bigint
  party: string
  memo: string
  account_name: string
  account: string
  member: string | null
  voucher: string | null
  year: number | null
  number: number | null
  aside: string | null
  open: boolean
  /** The member whose name stands as counterparty. */
  party_member: string | null
  /** The book is closed until this day. */
  closed_through: string | null
  rule_template: string | null
  rule_answers: Record<string, string> | null
  total: number
}

export const LINES_A_PAGE = 50

/** Lines of a body, the oldest first, with what is remembered for their counterparties. */
export async function listLines(
  trx: Kysely<unknown>,
  of: {
    home: string
    body: string
    source?: string
    state?: 'open' | 'posted' | 'aside'
    ids?: readonly string[]
    page: number
    size?: number
  },
): Promise<LineRow[]> {
  const state = of.state ?? null
  const size = of.ids?.length ?? of.size ?? LINES_A_PAGE
  const { rows } = await sql<LineRow>`
    select l.home, l.id, l.body, l.area, l.day, l.amount, l.party, l.memo, a.name as account_name, a.account, a.member,
      case when ${IS_OPEN} then null else s.voucher end as voucher, s.year, s.number, s.aside, ${IS_OPEN} as open,
      (select min(p.id::text) from member p where p.home = l.home and p.body = l.body and p.person = l.party and not p.ended
        having count(*) = 1) as party_member,
      (select k.closed_through from book k where k.home = l.home and k.body = l.body) as closed_through,
      r.template as rule_template, r.answers as rule_answers, count(*) over ()::int as total
    from money_line l join money_account a on a.home = l.home and a.id = l.source ${LAST}
    left join money_rule r on r.home = l.home and r.body = l.body and r.party = l.party and l.party <> '' and r.word = ''
      and r.direction = case when l.amount > 0 then 'in' else 'out' end
    where l.home = ${of.home} and l.body = ${of.body}
      and (${of.source ?? null}::uuid is null or l.source = ${of.source ?? null}::uuid)
      and (${of.ids ?? null}::uuid[] is null or l.id = any (${of.ids ?? null}::uuid[]))
      and (${state}::text is null or ${state} = case when ${IS_OPEN} then 'open' when s.aside is not null then 'aside' else 'posted' end)
    order by l.day, l.source, l.file_row limit ${size} offset ${(of.page - 1) * size}`.execute(trx)
  return rows
}

/** How many lines until the day nobody has explained yet. */
export async function openLinesUntil(
  trx: Kysely<unknown>,
  of: { home: string; body: string; day: string },
): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    select (count(*) filter (where ${IS_OPEN}))::int as open from money_line l ${LAST}
    where l.home = ${of.home} and l.body = ${of.body} and l.day <= ${of.day}::date`.execute(trx)
  return rows[0]!.open
}

/** One line that the caller may see. */
export async function findLine(trx: Kysely<unknown>, id: string): Promise<LineRow | undefined> {
  const found = await sql<{ home: string; body: string }>`
    select home, body from money_line where id = ${id}::uuid`.execute(trx)
  const at = found.rows[0]
  return at && (await listLines(trx, { ...at, ids: [id], page: 1 }))[0]
}

/** Writes what became of a line. */
export async function settle(
  trx: Kysely<unknown>,
  line: Pick<LineRow, 'home' | 'id' | 'body' | 'area'>,
  by: { voucher: string } | { aside: string },
): Promise<void> {
  const [voucher, aside] = 'voucher' in by ? [by.voucher, null] : [null, by.aside]
  await sql`insert into money_settle (home, line, number, body, area, voucher, aside)
    values (${line.home}, ${line.id}, 0, ${line.body}, ${line.area}, ${voucher}, ${aside})`.execute(trx)
}

/** Remembers a choice for the line's counterparty, or for the word of its memo. */
export async function remember(
  trx: Kysely<unknown>,
  line: LineRow,
  of: { template: string; answers: Record<string, string>; word?: string },
): Promise<void> {
  const word = of.word ?? ''
  await sql`
    insert into money_rule (home, body, area, party, word, direction, template, answers)
    values (${line.home}, ${line.body}, ${line.area}, ${word === '' ? line.party : ''}, ${word}, ${line.amount > 0n ? 'in' : 'out'}, ${of.template},
      ${JSON.stringify(of.answers)}::jsonb)
    on conflict (home, body, party, word, direction) do update set template = excluded.template, answers = excluded.answers,
      changed_at = excluded.changed_at, actor = excluded.actor`.execute(trx)
}

export interface WordRule {
  word: string
  direction: 'in' | 'out'
  template: string
  answers: Record<string, string>
}

/** What is remembered by the word of the memo, whoever the counterparty is. */
export async function wordRules(
  trx: Kysely<unknown>,
  of: { home: string; body: string },
): Promise<WordRule[]> {
  const { rows } = await sql<WordRule>`
    select word, direction, template, answers from money_rule
    where home = ${of.home} and body = ${of.body} and word <> ''`.execute(trx)
  return rows
}

export interface Candidate {
  id: string
  year: number
  number: number
  day: string
  summary: string
}

/** Vouchers that move just this money within ten days of the line and belong to no line of the same account. */
export async function candidates(trx: Kysely<unknown>, line: LineRow): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select v.id, v.year, v.number, v.day, v.summary
    from voucher v join voucher_line d on d.home = v.home and d.voucher = v.id
    where v.home = ${line.home} and v.body = ${line.body} and v.day between ${line.day}::date - 10 and ${line.day}::date + 10
      and v.phase = 'current' and v.reverses is null and d.account = ${line.account}
      and (${line.member}::uuid is null or d.member = ${line.member}::uuid)
      and not exists (select from voucher r where r.home = v.home and r.reverses = v.id)
      and not exists (select from money_settle m join money_line o on o.home = m.home and o.id = m.line
        join money_account a on a.home = o.home and a.id = o.source
        where m.home = v.home and m.voucher = v.id and a.account = ${line.account}
          and a.member is not distinct from ${line.member}::uuid
          and m.number = (select max(number) from money_settle x where x.home = m.home and x.line = m.line))
    group by 1, 2, 3, 4, 5 having sum(d.debit - d.credit) = ${line.amount}
    order by abs(v.day - ${line.day}::date), v.day limit 10`.execute(trx)
  return rows
}
