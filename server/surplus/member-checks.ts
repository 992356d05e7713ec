/** What member accounts come to on a day: the SQL behind the checks against the statements. */
import { sql, type Kysely } from 'kysely'
import { valueAt, type CrossCheck, type StatementRow } from '#core/accounting/statements.ts'
import { memberChecks, type MemberSums } from '#core/surplus/member-checks.ts'
import type { Day } from '#core/values/day.ts'
import type { Fen } from '#core/values/money.ts'

interface Of {
  home: string
  body: string
  day: Day
}

/** The checks of member accounts against the statements of that day. */
export async function checkMembers(
  trx: Kysely<unknown>,
  of: Of,
  { sheet, income }: { sheet: readonly StatementRow[]; income: readonly StatementRow[] },
): Promise<CrossCheck[]> {
  return memberChecks(await memberSums(trx, of), {
    shares: valueAt(sheet, 36),
    patronage: valueAt(income, 17),
    remainder: valueAt(income, 18),
  })
}

/** Sums over the accounts of all members of a body, in two statements whatever their number. */
async function memberSums(trx: Kysely<unknown>, of: Of): Promise<MemberSums> {
  const { home, body, day } = of
  const held = await sql<{ contributions: Fen | null; patronage: Fen; remainder: Fen }>`
    with ledger as (
      select coalesce(sum(m.amount), 0)::bigint as amount, coalesce(bool_or(m.day < k.started_on), false) as opened
      from book k left join share_move m on m.home = k.home and m.body = k.body and m.day <= ${day}::date
      where k.home = ${home} and k.body = ${body}::uuid),
    opening as (
      select coalesce(sum(m.credit - m.debit), 0) as amount from account_month m where m.home = ${home}
        and m.body = ${body}::uuid and m.account = '301' and m.phase = 'opening')
    select (select case when l.opened or o.amount = 0 then l.amount end from ledger l, opening o) as contributions,
      coalesce(sum(s.patronage), 0)::bigint as patronage, coalesce(sum(s.remainder), 0)::bigint as remainder
    from surplus_share s join surplus_action a on a.home = s.home and a.plan = s.plan and a.action = 'post'
    where s.home = ${home} and s.body = ${body}::uuid and a.day between date_trunc('year', ${day}::date) and ${day}::date`.execute(
    trx,
  )
  const latest = await sql<{ year: number; amount: Fen; fund: Fen }>`
    select p.year, (select coalesce(sum(s.subsidy_share + s.gift_share), 0) from surplus_share s where s.home = p.home
        and s.plan = p.id)::bigint as amount,
      (select coalesce(sum(m.credit - m.debit), 0) from account_month m where m.home = p.home and m.body = p.body
        and m.account = '311' and m.month <= make_date(p.year, 12, 1))::bigint as fund
    from surplus_plan p join surplus_action a on a.home = p.home and a.plan = p.id and a.action = 'post'
    where p.home = ${home} and p.body = ${body}::uuid and a.day <= ${day}::date order by p.year desc limit 1`.execute(
    trx,
  )
  return { ...held.rows[0]!, quantified: latest.rows[0] ?? null }
}
