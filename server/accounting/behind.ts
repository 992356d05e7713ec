/** The SQL of what lies behind a figure of the statements: the same cut of time as the figures themselves. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Key } from '#core/accounting/behind.ts'
import type { Fen } from '#core/values/money.ts'

export interface Behind {
  keys: readonly Key[]
  /** First day of the month up to which the figure counts. */
  month: string
}

type Of = { home: string; body: string }

/** The lines, as a table of `voucher`, `debit`, `credit`. */
export function linesBehind(of: Of, { keys, month }: Behind): RawBuilder<unknown> {
  const column = (name: keyof Key) => keys.map((one) => one[name])
  const year = sql`date_trunc('year', ${month}::date)`
  const stood = (day: RawBuilder<unknown>, phase: RawBuilder<unknown>, account: RawBuilder<unknown>) =>
    sql`(${day} < ${year} or (${phase} = 'opening' and ${account} < '5'))`
  // Who owes and who is owed is told by the balance of each member at that time, as the statement tells it.
  const sides = sql`
    select d.detail, (sum(d.debit - d.credit) > 0) as owing, t.time from account_detail_month d, (values ('begin'), ('end')) t (time)
    where d.home = ${of.home} and d.body = ${of.body}::uuid and d.account = '114' and d.month <= ${month}::date
      and (t.time = 'end' or ${stood(sql`d.month`, sql`d.phase`, sql`d.account`)}) group by 1, 3`
  return sql`(
    select l.voucher, l.debit, l.credit from voucher_line l join voucher v on v.home = l.home and v.id = l.voucher
    join unnest(${column('time')}::text[], ${column('account')}::text[], ${column('item')}::text[], ${column('side')}::text[])
      k (time, account, item, side) on k.account = l.account and (k.item is null or k.item = l.item)
    where l.home = ${of.home} and l.body = ${of.body}::uuid and l.day < ${month}::date + interval '1 month'
      and case k.time when 'begin' then ${stood(sql`l.day`, sql`v.phase`, sql`l.account`)}
        when 'year' then l.day >= ${year} and (v.phase = 'current' or (v.phase = 'opening' and l.account >= '5')) else true end
      and (k.side is null or exists (select from (${sides}) s where s.detail = l.member::text and s.time = k.time
        and s.owing = (k.side = 'owing'))))`
}

/** What they come to. */
export async function sumsBehind(
  trx: Kysely<unknown>,
  of: Of,
  behind: Behind,
): Promise<{ debit: Fen; credit: Fen }> {
  const { rows } = await sql<{ debit: Fen; credit: Fen }>`
    select coalesce(sum(b.debit), 0)::bigint as debit, coalesce(sum(b.credit), 0)::bigint as credit
    from ${linesBehind(of, behind)} b`.execute(trx)
  return rows[0]!
}
