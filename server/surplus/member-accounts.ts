/** Member accounts of a year, and what a household may know of its own money. */
import { sql, type Kysely } from 'kysely'
import { reserveMoves, type Inheritance, type ReserveMove } from '#core/surplus/inherited-reserve.ts'
import { accountRows, type AccountFacts, type AccountRow } from '#core/surplus/member-account.ts'
import { shareKind } from '#core/membership/share-kinds.ts'
import type { Fen } from '#core/values/money.ts'

export interface MemberAccount {
  member: string
  number: string
  name: string
  address: string | null
  rows: AccountRow[]
}

interface Of {
  home: string
  body: string
  year: number
  /** One member; all of them where none is named. */
  member?: string | undefined
}

/** The accounts of a year in the official form, by member number: five questions to the database, however many members. */
export async function memberAccounts(trx: Kysely<unknown>, of: Of): Promise<MemberAccount[]> {
  const only = sql`(${of.member ?? null}::uuid is null or x.member = ${of.member ?? null}::uuid)`
  const [first, last] = [`${of.year}-01-01`, `${of.year}-12-31`]
  const members = await sql<{ member: string; number: string; name: string; address: string | null }>`
    select x.member, x.number, coalesce(m.person, '') as name, m.village as address
    from member_numbers(${of.home}, ${of.body}::uuid) x join member m on m.home = ${of.home} and m.id = x.member
    where ${only} and not m.ended and (m.joined_on is null or m.joined_on <= ${last}::date)
      and (m.left_on is null or m.left_on >= ${first}::date) order by length(x.number), x.number`.execute(trx)
  const moves = await sql<{ member: string; day: string; kind: string; amount: Fen }>`
    select x.member, x.day, e.kind, x.amount from share_move x join share_event e on e.home = x.home and e.id = x.id
    where x.home = ${of.home} and x.body = ${of.body}::uuid and x.day <= ${last}::date and ${only} order by x.day, e.written_at`.execute(
    trx,
  )
  const shares = await sql<DivisionRow>`
    select x.member, a.day, p.year, x.reserve_before, x.reserve_share as reserve, x.subsidy_share as subsidy, x.gift_share as gift,
      x.patronage, x.remainder
    from surplus_share x join surplus_plan p on p.home = x.home and p.id = x.plan
    join surplus_action a on a.home = p.home and a.plan = p.id and a.action = 'post'
    where x.home = ${of.home} and x.body = ${of.body}::uuid and a.day <= ${last}::date and ${only} order by a.day`.execute(
    trx,
  )
  const trades = await sql<AccountFacts['trades'][number] & { member: string }>`
    select x.member, x.day, x.direction, x.product, x.unit, x.quantity as volume, x.amount from trade x
    where x.home = ${of.home} and x.body = ${of.body}::uuid and x.day between ${first}::date and ${last}::date and ${only}
    order by x.day, x.recorded_at`.execute(trx)
  const passed = Map.groupBy(await passedReserves(trx, of, last), (one) => one.member)
  const grouped = {
    moves: Map.groupBy(moves.rows, (one) => one.member),
    shares: Map.groupBy(shares.rows, (one) => one.member),
    trades: Map.groupBy(trades.rows, (one) => one.member),
  }
  return members.rows.map((row) => ({
    ...row,
    rows: accountRows(
      factsOf(of.year, {
        moves: grouped.moves.get(row.member) ?? [],
        shares: grouped.shares.get(row.member) ?? [],
        trades: grouped.trades.get(row.member) ?? [],
        passed: passed.get(row.member) ?? [],
      }),
    ),
  }))
}

/** Reserve that passed with inherited shares up to the day, as it stood in the account of the dead member. */
async function passedReserves(trx: Kysely<unknown>, of: Of, last: string): Promise<ReserveMove[]> {
  const { rows } = await sql<Inheritance & { day: string; kept: Fen | null; held: Fen }>`
    select e.member as dead, e.receiver as heir, extract(year from e.day)::int as year, e.amount, e.day, r.kept,
      coalesce(h.amount, 0)::bigint as held
    from share_event e
    left join lateral (
      select (s.reserve_before + s.reserve_share)::bigint as kept from surplus_share s join surplus_plan p on p.home = s.home and p.id = s.plan
      join surplus_action a on a.home = p.home and a.plan = p.id and a.action = 'post'
      where s.home = e.home and s.member = e.member and a.day <= e.day order by p.year desc limit 1) r on true
    left join holdings_at(${last}::date) h on h.home = e.home and h.body = e.body and h.member = e.member
    where e.home = ${of.home} and e.body = ${of.body}::uuid and e.kind = 'inheritance' and e.reverses is null and e.day <= ${last}::date
      and not exists (select from share_event x where x.home = e.home and x.reverses = e.id) order by e.day, e.id`.execute(
    trx,
  )
  return reserveMoves({
    kept: rows.map((row) => ({ member: row.dead, year: row.year, amount: row.kept ?? 0n })),
    inheritances: rows,
    held: new Map(rows.map((row) => [row.dead, row.held])),
  }).filter((one) => one.amount !== 0n)
}

interface DivisionRow {
  member: string
  day: string
  year: number
  reserve_before: Fen
  reserve: Fen
  subsidy: Fen
  gift: Fen
  patronage: Fen
  remainder: Fen
}

function factsOf(
  year: number,
  of: {
    moves: readonly { day: string; kind: string; amount: Fen }[]
    shares: readonly DivisionRow[]
    trades: AccountFacts['trades']
    passed: readonly ReserveMove[]
  },
): AccountFacts {
  const first = `${year}-01-01`
  const before = of.shares.filter((one) => one.day < first)
  const within = of.shares.filter((one) => one.day >= first)
  const latest = before.at(-1)
  // A plan of that year or later has in its account what was inherited.
  const came = of.passed.filter((one) => one.day < first && (latest === undefined || latest.year < one.year))
  const posted = latest ? latest.reserve_before + latest.reserve : undefined
  const inheritedBefore = came.reduce((sum, one) => sum + one.amount, 0n)
  return {
    year,
    contributionBefore: of.moves.filter((one) => one.day < first).reduce((sum, one) => sum + one.amount, 0n),
    contributions: of.moves
      .filter((one) => one.day >= first)
      .map((one) => ({ day: one.day, label: shareKind(one.kind)?.label ?? one.kind, amount: one.amount })),
    reserveBefore:
      posted === undefined && came.length === 0
        ? (within[0]?.reserve_before ?? 0n)
        : (posted ?? 0n) + inheritedBefore,
    inherited: of.passed.filter((one) => one.day >= first),
    subsidyBefore: latest?.subsidy ?? 0n,
    giftBefore: latest?.gift ?? 0n,
    divisions: within,
    trades: of.trades,
  }
}

export interface HouseholdYear {
  year: number
  patronage: Fen
  remainder: Fen
  converted: Fen
  paid: Fen
  pending: Fen
  owed: Fen
}

/** What a member got of each posted division, what was paid and what he is owed: for the household's own page. */
export async function householdMoney(
  trx: Kysely<unknown>,
  of: { home: string; body: string; member: string },
): Promise<HouseholdYear[]> {
  const { rows } = await sql<HouseholdYear>`
    with pay as (
      select l.plan, coalesce(sum(l.amount) filter (where r.outcome = 'paid'), 0)::bigint as paid,
        coalesce(sum(l.amount) filter (where r.outcome is null), 0)::bigint as pending
      from surplus_pay_line l left join surplus_pay_result r on r.home = l.home and r.batch = l.batch and r.member = l.member
      where l.home = ${of.home} and l.body = ${of.body}::uuid and l.member = ${of.member}::uuid group by 1)
    select p.year, s.patronage, s.remainder, s.converted, coalesce(y.paid, 0)::bigint as paid, coalesce(y.pending, 0)::bigint as pending,
      (s.patronage + s.remainder - s.converted - coalesce(y.paid, 0) - coalesce(y.pending, 0))::bigint as owed
    from surplus_share s join surplus_plan p on p.home = s.home and p.id = s.plan
    join surplus_action a on a.home = p.home and a.plan = p.id and a.action = 'post'
    left join pay y on y.plan = p.id
    where s.home = ${of.home} and s.body = ${of.body}::uuid and s.member = ${of.member}::uuid order by p.year desc`.execute(
    trx,
  )
  return rows
}
