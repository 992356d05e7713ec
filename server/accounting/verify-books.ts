/** Computes every monthly sum, balance and number of the books anew from their lines, and says what differs. */
import { sql, type Kysely } from 'kysely'
import { accountLabel } from '#core/accounting/chart.ts'
import { printYuan, type Fen } from '#core/values/money.ts'

export interface Verified {
  books: number
  vouchers: number
  /** One sentence each; empty where all is as it should be. */
  differences: string[]
}

interface SumRow {
  name: string
  account: string
  detail: string
  month: string
  kept: Fen
  found: Fen
}

/** Goes over every book that the caller sees. */
export async function verifyBooks(trx: Kysely<unknown>): Promise<Verified> {
  const counts = await sql<{ books: number; vouchers: number }>`
    select (select count(*) from book)::int as books, (select count(*) from voucher)::int as vouchers`.execute(
    trx,
  )
  const sums = [...(await monthSums(trx)), ...(await detailSums(trx))]
  return {
    ...counts.rows[0]!,
    differences: [
      ...(await unbalanced(trx)),
      ...(await gaps(trx)),
      ...sums.map(
        (row) =>
          `${row.name} ${row.month.slice(0, 7)} ${accountLabel(row.account)}${row.detail === '' ? '' : `（${row.detail}）`}：` +
          `月度发生额记为 ${printYuan(row.kept)} 元，按分录重算是 ${printYuan(row.found)} 元`,
      ),
      ...(await late(trx)),
    ],
  }
}

async function monthSums(trx: Kysely<unknown>): Promise<SumRow[]> {
  const { rows } = await sql<SumRow>`
    select coalesce(b.name, '') as name, x.account, '' as detail, x.month, sum(kept)::bigint as kept, sum(found)::bigint as found from (
      select home, body, account, month, phase, 'debit' as side, debit as kept, 0 as found from account_month
      union all select home, body, account, month, phase, 'credit', credit, 0 from account_month
      union all select l.home, l.body, l.account, date_trunc('month', l.day)::date, v.phase, 'debit', 0, l.debit
        from voucher_line l join voucher v on v.home = l.home and v.id = l.voucher
      union all select l.home, l.body, l.account, date_trunc('month', l.day)::date, v.phase, 'credit', 0, l.credit
        from voucher_line l join voucher v on v.home = l.home and v.id = l.voucher) x
    join body b on b.home = x.home and b.id = x.body
    group by b.name, x.home, x.body, x.account, x.month, x.phase, x.side having sum(kept) <> sum(found)
    order by 1, 4, 2 limit 1000`.execute(trx)
  return rows
}

async function detailSums(trx: Kysely<unknown>): Promise<SumRow[]> {
  // The names are looked up for what differs alone: a detail is the text of a member's id or a party's name.
  const { rows } = await sql<SumRow>`
    select coalesce(b.name, '') as name, d.account, coalesce(m.person, d.detail) || d.item as detail, d.month, d.kept, d.found from (
      select x.home, x.body, x.account, x.detail, x.item, x.month, sum(kept)::bigint as kept, sum(found)::bigint as found from (
        select home, body, account, detail, item, month, debit - credit as kept, 0 as found from account_detail_month
        union all select home, body, account, coalesce(member::text, party, ''), coalesce(item, ''), date_trunc('month', day)::date, 0,
          debit - credit from voucher_line where member is not null or party is not null or item is not null) x
      group by x.home, x.body, x.account, x.detail, x.item, x.month having sum(kept) <> sum(found)) d
    join body b on b.home = d.home and b.id = d.body
    left join member m on m.home = d.home and m.body = d.body and m.id::text = d.detail
    order by 1, 4, 2 limit 1000`.execute(trx)
  return rows
}

async function unbalanced(trx: Kysely<unknown>): Promise<string[]> {
  const { rows } = await sql<{ name: string; code: string; off: Fen }>`
    select coalesce(b.name, '') as name, v.year || '-' || v.number as code, coalesce(sum(l.debit - l.credit), 0)::bigint as off
    from voucher v join body b on b.home = v.home and b.id = v.body
    left join voucher_line l on l.home = v.home and l.voucher = v.id
    group by b.name, v.home, v.id having coalesce(sum(l.debit - l.credit), 1) <> 0 order by 1, 2 limit 1000`.execute(
    trx,
  )
  return rows.map((row) => `${row.name} 凭证 ${row.code}：借贷相差 ${printYuan(row.off)} 元，或没有分录`)
}

async function gaps(trx: Kysely<unknown>): Promise<string[]> {
  const { rows } = await sql<{ name: string; year: number; count: number; last: number }>`
    select coalesce(b.name, '') as name, v.year, count(*)::int as count, max(v.number) as last
    from voucher v join body b on b.home = v.home and b.id = v.body
    group by b.name, v.home, v.body, v.year having count(*) <> max(v.number) or min(v.number) <> 1 order by 1, 2`.execute(
    trx,
  )
  return rows.map(
    (row) => `${row.name} ${row.year} 年：最大凭证号是 ${row.last}，凭证却有 ${row.count} 张，编号不连续`,
  )
}

async function late(trx: Kysely<unknown>): Promise<string[]> {
  const { rows } = await sql<{ name: string; kept: string | null; found: string | null }>`
    select coalesce(b.name, '') as name, k.closed_through as kept, c.through as found
    from book k join body b on b.home = k.home and b.id = k.body
    left join lateral (select (max(month) + interval '1 month' - interval '1 day')::date as through
      from book_close c where c.home = k.home and c.body = k.body and not exists (select from book_reopen r
        where r.home = c.home and r.body = c.body and r.month <= c.month and r.reopened_at > c.closed_at)) c on true
    where k.closed_through is distinct from c.through order by 1`.execute(trx)
  return rows.map(
    (row) => `${row.name}：记为结账到 ${row.kept ?? '未结账'}，结账记录是 ${row.found ?? '没有'}`,
  )
}
