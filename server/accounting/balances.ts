/** Balances from the monthly sums: a trial balance and the figures of the statements never scan the journal. */
import { sql, type Kysely } from 'kysely'
import type { AccountSums, YearFigures } from '#core/accounting/figures.ts'
import type { Fen } from '#core/values/money.ts'

export interface BalanceRow {
  account: string
  /** Before the month, debit above zero. */
  begin: Fen
  /** Within the month. */
  debit: Fen
  credit: Fen
  /** From January to the month. */
  year_debit: Fen
  year_credit: Fen
  end: Fen
}

/** 余额表 of one month: one row per account that was ever used. `month` is its first day. */
export async function trialBalance(
  trx: Kysely<unknown>,
  of: { home: string; body: string; month: string },
): Promise<BalanceRow[]> {
  const { home, body, month } = of
  const year = `${month.slice(0, 4)}-01-01`
  const { rows } = await sql<BalanceRow>`
    select account, coalesce(sum(debit - credit) filter (where month < ${month}::date), 0)::bigint as begin,
      coalesce(sum(debit) filter (where month = ${month}::date), 0)::bigint as debit,
      coalesce(sum(credit) filter (where month = ${month}::date), 0)::bigint as credit,
      coalesce(sum(debit) filter (where month >= ${year}::date), 0)::bigint as year_debit,
      coalesce(sum(credit) filter (where month >= ${year}::date), 0)::bigint as year_credit,
      sum(debit - credit)::bigint as end
    from account_month where home = ${home} and body = ${body} and month <= ${month}::date
    group by account order by account`.execute(trx)
  return rows
}

export interface DetailRow {
  detail: string
  item: string
  /** Name of the member, where the detail is one. */
  person: string | null
  begin: Fen
  debit: Fen
  credit: Fen
  end: Fen
}

/** The details of one account in a month: by member, party or item. */
export async function detailBalances(
  trx: Kysely<unknown>,
  of: { home: string; body: string; month: string; account: string },
): Promise<DetailRow[]> {
  const { home, body, month, account } = of
  const { rows } = await sql<DetailRow>`
    select d.detail, d.item, max(m.person) as person,
      coalesce(sum(debit - credit) filter (where month < ${month}::date), 0)::bigint as begin,
      coalesce(sum(debit) filter (where month = ${month}::date), 0)::bigint as debit,
      coalesce(sum(credit) filter (where month = ${month}::date), 0)::bigint as credit,
      sum(debit - credit)::bigint as end
    from account_detail_month d left join member m on m.home = d.home and m.body = d.body and m.id::text = d.detail
    where d.home = ${home} and d.body = ${body} and d.account = ${account} and d.month <= ${month}::date
    group by d.detail, d.item order by max(m.person) nulls last, d.detail, d.item`.execute(trx)
  return rows
}

/** The figures of the statements for the year of the month, up to its end. */
export async function yearFigures(
  trx: Kysely<unknown>,
  of: { home: string; body: string; month: string },
): Promise<YearFigures> {
  const accounts = await sql<AccountSums & { key: string }>`
    ${sums(of, 'account', 'account_month')} group by 1`.execute(trx)
  const items = await sql<AccountSums & { key: string }>`
    ${sums(of, `account || '|' || item`, 'account_detail_month')} and item <> '' group by 1`.execute(trx)
  const members = await sql<Record<'begin_owing' | 'begin_owed' | 'end_owing' | 'end_owed', Fen>>`
    select coalesce(sum(greatest(begin, 0)), 0)::bigint as begin_owing, coalesce(sum(greatest(-begin, 0)), 0)::bigint as begin_owed,
      coalesce(sum(greatest("end", 0)), 0)::bigint as end_owing, coalesce(sum(greatest(-"end", 0)), 0)::bigint as end_owed
    from (${sums(of, 'detail', 'account_detail_month')} and account = '114' group by 1) each`.execute(trx)
  const found = members.rows[0]!
  return {
    accounts: byKey(accounts.rows),
    items: byKey(items.rows),
    members: {
      begin: { owing: found.begin_owing, owed: found.begin_owed },
      end: { owing: found.end_owing, owed: found.end_owed },
    },
  }
}

/** Opening balances of a year that began elsewhere count as its beginning, but results carried in count as earned. */
function sums(of: { home: string; body: string; month: string }, key: string, table: string) {
  const year = `${of.month.slice(0, 4)}-01-01`
  const before = sql`(month < ${year}::date or (phase = 'opening' and account < '5'))`
  const within = sql`(month >= ${year}::date and (phase = 'current' or (phase = 'opening' and account >= '5')))`
  return sql`
    select ${sql.raw(key)} as key, coalesce(sum(debit - credit) filter (where ${before}), 0)::bigint as begin,
      sum(debit - credit)::bigint as "end",
      coalesce(sum(debit) filter (where ${within}), 0)::bigint as debit,
      coalesce(sum(credit) filter (where ${within}), 0)::bigint as credit
    from ${sql.table(table)} where home = ${of.home} and body = ${of.body} and month <= ${of.month}::date`
}

const byKey = (rows: readonly (AccountSums & { key: string })[]): Map<string, AccountSums> =>
  new Map(rows.map(({ key, begin, end, debit, credit }) => [key, { begin, end, debit, credit }]))
