/** The SQL of projects: what a village owes and earns. */
import { sql, type Kysely } from 'kysely'
import { DEBT_PLAN } from '#core/reviews/debt-gate.ts'

export interface DebtRow {
  id: string
  name: string
  creditor: string | null
  borrowed_on: string | null
  balance: bigint | null
  rate: string | null
  collateral: string | null
  project: string | null
}

/** Debts of the village as the register has them on the day; one that is cleared by then is owed no more. */
export async function debtsOf(
  trx: Kysely<unknown>,
  of: { home: string; area: string; day: string },
): Promise<DebtRow[]> {
  const { rows } = await sql<DebtRow>`
    select id, coalesce(name, '') as name, creditor, borrowed_on, rate, collateral, project,
      case when cleared_on <= ${of.day}::date then 0 else balance end::bigint as balance
    from village_debt_at(${of.day}::date)
    where home = ${of.home} and area = ${of.area} and not ended order by borrowed_on nulls last, name`.execute(
    trx,
  )
  return rows
}

/** Income of the village in the last year that is known; null where none is. */
export async function incomeOf(
  trx: Kysely<unknown>,
  of: { home: string; area: string; day: string },
): Promise<{ year: number; amount: bigint } | null> {
  const { rows } = await sql<{ year: number; amount: bigint }>`
    select year, income as amount from village_income_at(${of.day}::date)
    where home = ${of.home} and area = ${of.area} and not ended and income is not null
      and year <= extract(year from ${of.day}::date) order by year desc limit 1`.execute(trx)
  return rows[0] ?? null
}

export interface UnallowedRow {
  id: string
  village: string
  name: string
  creditor: string | null
  borrowed_on: string
  since: string
  principal: bigint | null
  balance: bigint | null
  /** The project that it names; null where there is none of that number in the village. */
  state: string | null
  /** What the standing debts of that project come to, and how much it was allowed to borrow. */
  together: bigint
  allowed: bigint | null
  total: number
}

const PAGE = 50

/** From when to when each place has the plan, as said by the day. */
const ADOPTED = (day: string) => sql`
  select area, from_day as since, to_day as until from adoptions_said() where document = ${DEBT_PLAN} and from_day <= ${day}::date`

/** Debts formed while the plan held and not cleared by the day, whose project did not allow them; the latest first. */
export async function unallowedDebts(
  trx: Kysely<unknown>,
  of: { area: string; day: string; page: number },
): Promise<UnallowedRow[]> {
  const { rows } = await sql<UnallowedRow>`
    with adopted as materialized (${ADOPTED(of.day)}),
    debt as (
      select d.*, (select min(a.since) from adopted a where starts_with(d.area, a.area)
          and d.borrowed_on > a.since and (a.until is null or d.borrowed_on <= a.until)) as since,
        sum(coalesce(d.principal, 0)) over (partition by d.home, d.area, d.project) as together
      from village_debt_at(${of.day}::date) d where starts_with(d.area, ${of.area}) and not d.ended
        and (d.cleared_on is null or d.cleared_on > ${of.day}::date))
    select d.id, area_label(d.area) as village, coalesce(d.name, '') as name, d.creditor, d.borrowed_on, d.since, d.principal,
      d.balance, i.state, d.together::bigint as together, case when i.state = 'approved' then coalesce((i.payload ->> 'borrow')::bigint, 0) end as allowed,
      (count(*) over ())::int as total
    from debt d left join procedure_item i on i.home = d.home and i.procedure = 'village_project' and i.code = d.project and i.area = d.area
    where d.since is not null and (d.principal is null or d.principal > 0)
      and (i.state is distinct from 'approved' or coalesce((i.payload ->> 'borrow')::bigint, 0) < d.together)
    order by d.borrowed_on desc, d.area, d.name, d.id limit ${PAGE} offset ${(of.page - 1) * PAGE}`.execute(
    trx,
  )
  return rows
}

/** Whether a place in sight has the plan, and how many debts there have no day. */
export async function debtsToDate(
  trx: Kysely<unknown>,
  of: { area: string; day: string },
): Promise<{ adopted: boolean; undated: number }> {
  const { rows } = await sql<{ adopted: boolean; undated: number }>`
    with adopted as materialized (${ADOPTED(of.day)})
    select exists (select from adopted a where starts_with(a.area, ${of.area}) or starts_with(${of.area}, a.area)) as adopted,
      (select count(*) from village_debt_at(${of.day}::date) d where starts_with(d.area, ${of.area}) and not d.ended
        and d.borrowed_on is null and exists (select from adopted a where starts_with(d.area, a.area)))::int as undated`.execute(
    trx,
  )
  return rows[0] ?? { adopted: false, undated: 0 }
}
