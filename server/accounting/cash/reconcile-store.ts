/** What banks and books say of the same money on a day: the SQL. */
import { sql, type Kysely } from 'kysely'
import type { OneSided } from '#core/accounting/reconciliation.ts'

interface Of {
  home: string
  body: string
  day: string
}

export interface BankAccount {
  name: string
  /** The day of the last line until then; null where there is none. */
  last_day: string | null
  /** What that line ends with; null where the statement has no column for it. */
  balance: bigint | null
}

/** The bank accounts with what their statements end with on the day. */
export async function bankAccounts(trx: Kysely<unknown>, of: Of): Promise<BankAccount[]> {
  const { rows } = await sql<BankAccount>`
    select a.name, e.day as last_day, e.balance from money_account a
    left join lateral (select l.day, l.balance from money_line l where l.home = a.home and l.body = a.body and l.source = a.id
      and l.day <= ${of.day}::date order by l.day desc, l.file_row desc limit 1) e on true
    where a.home = ${of.home} and a.body = ${of.body} and a.kind = 'bank' order by a.opened_at`.execute(trx)
  return rows
}

/** What account 102 ends with on the day, whatever month has been closed: the months before it by their sums, its own month by its lines. */
export async function booksBalance(trx: Kysely<unknown>, of: Of): Promise<bigint> {
  const month = `${of.day.slice(0, 7)}-01`
  const { rows } = await sql<{ balance: bigint }>`
    select (coalesce((select sum(m.debit - m.credit) from account_month m where m.home = ${of.home} and m.body = ${of.body}::uuid
        and m.account = '102' and m.month < ${month}::date), 0)
      + coalesce((select sum(d.debit - d.credit) from voucher_line d where d.home = ${of.home} and d.body = ${of.body}::uuid
        and d.account = '102' and d.day between ${month}::date and ${of.day}::date), 0))::bigint as balance`.execute(
    trx,
  )
  return rows[0]!.balance
}

/** The last word on each line of a bank statement until the day, with the day of its voucher where that still stands. */
const settled = (of: Of) => sql`
  bank as (
    select l.id, l.home, l.day, l.amount, l.party, l.memo from money_line l
    join money_account a on a.home = l.home and a.id = l.source and a.kind = 'bank'
    where l.home = ${of.home} and l.body = ${of.body} and l.day <= ${of.day}::date),
  settled as (
    select b.*, s.voucher, s.day as booked_on from bank b left join lateral (
      select m.voucher, v.day from money_settle m left join voucher v on v.home = m.home and v.id = m.voucher
        and not exists (select from voucher r where r.home = v.home and r.reverses = v.id)
      where m.home = b.home and m.line = b.id order by m.number desc limit 1) s on true)`

/** On a statement by the day, in the books not or later: also what was set aside, since the statement counts it. */
export async function onStatementOnly(trx: Kysely<unknown>, of: Of): Promise<OneSided[]> {
  const { rows } = await sql<OneSided>`
    with ${settled(of)}
    select day, concat_ws(' ', nullif(party, ''), nullif(memo, '')) as says, amount from settled
    where booked_on is null or booked_on > ${of.day}::date order by day, id`.execute(trx)
  return rows
}

/**
 * On 102 since the first line of a statement, on no statement by the day; a voucher that was taken back by then is left out
 * with what took it back. What takes back is never earlier, so that it needs no look at its day.
 */
export async function inBooksOnly(trx: Kysely<unknown>, of: Of): Promise<OneSided[]> {
  const { rows } = await sql<OneSided>`
    with ${settled(of)},
    moved as (
      select d.voucher, sum(d.debit - d.credit)::bigint as amount from voucher_line d
      where d.home = ${of.home} and d.body = ${of.body}::uuid and d.account = '102'
        and d.day between (select min(day) from bank) and ${of.day}::date group by 1 having sum(d.debit - d.credit) <> 0)
    select v.day, concat('记-', v.number, ' ', v.summary) as says, d.amount
    from moved d join voucher v on v.home = ${of.home} and v.id = d.voucher
    where v.phase = 'current' and v.reverses is null
      and d.voucher not in (select s.voucher from settled s where s.voucher is not null)
      and not exists (select from voucher r where r.home = v.home and r.reverses = v.id and r.day <= ${of.day}::date)
    order by v.day, v.number`.execute(trx)
  return rows
}
