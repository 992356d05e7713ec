/** Member accounts of a year, and what a household may know of its own money. */
import { sql, type Kysely } from 'kysely'
import { reserveMoves, type ReserveMove } from '#core/membership/reserve-account.ts'
import { accountRows, type AccountFacts, type AccountRow } from '#core/surplus/member-account.ts'
import { shareKind } from '#core/membership/share-kinds.ts'
import type { Fen } from '#core/values/money.ts'
import { reserveFacts } from '#server/membership/reserve-store.ts'

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

/** The accounts of a year in the official form, by member number: six questions to the database, however many members. */
export async function memberAccounts(trx: Kysely<unknown>, of: Of): Promise<MemberAccount[]> {
  const only = sql`(${of.member ?? null}::uuid is null or x.member = ${of.member ?? null}::uuid)`
  const [first, last] = [`${of.year}-01-01`, `${of.year}-12-31`]
  const members = await sql<{ member: string; number: string; name: string; address: string | null }>`
    select x.member, x.number, coalesce(m.person, '') as name, m.village as address
    from member_numbers(${of.home}, ${of.body}::uuid) x join member m on m.home = ${of.home} and m.id = x.member
    where ${only} and not m.ended and (m.joined_on is null or m.joined_on <= ${last}::date)
      and (m.left_on is null or m.left_on >= ${first}::date
        -- Who left still has what was not repaid to him, what is divided for his last year and what is repaid.
        or (select sum(s.amount) from share_move s where s.home = m.home and s.body = m.body and s.member = m.id
          and s.day < ${first}::date) <> 0
        or exists (select from share_move s where s.home = m.home and s.body = m.body and s.member = m.id
          and s.day between ${first}::date and ${last}::date)
        or exists (select from surplus_share s join surplus_action a on a.home = s.home and a.plan = s.plan and a.action = 'post'
          where s.home = m.home and s.body = m.body and s.member = m.id and a.day between ${first}::date and ${last}::date))
    order by length(x.number), x.number`.execute(trx)
  const moves = await sql<{ member: string; day: string; kind: string; amount: Fen; project: Fen }>`
    select x.member, x.day, e.kind, x.amount, x.project from share_move x join share_event e on e.home = x.home and e.id = x.id
    where x.home = ${of.home} and x.body = ${of.body}::uuid and x.day <= ${last}::date and ${only} order by x.day, e.written_at`.execute(
    trx,
  )
  const shares = await sql<DivisionRow>`
    select x.member, a.day, p.year, x.reserve_share as reserve, x.subsidy_share as subsidy, x.gift_share as gift,
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
  const reserves = Map.groupBy(reserveMoves(await reserveFacts(trx, of, { day: last })), (one) => one.member)
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
        reserves: reserves.get(row.member) ?? [],
      }),
    ),
  }))
}

interface DivisionRow {
  member: string
  day: string
  year: number
  reserve: Fen
  subsidy: Fen
  gift: Fen
  patronage: Fen
  remainder: Fen
}

/** What of the reserve share has a row of its own; what a plan gave stands in the row of its division. */
const RESERVE_WORDS: Partial<Record<ReserveMove['kind'], string>> = {
  passed: '继承（公积金份额）',
  moved: '随股金转让（公积金份额）',
  converted: '公积金份额转为出资',
  covered: '公积金弥补亏损',
  repaid: '退还公积金份额',
}

function factsOf(
  year: number,
  of: {
    moves: readonly { day: string; kind: string; amount: Fen; project: Fen }[]
    shares: readonly DivisionRow[]
    trades: AccountFacts['trades']
    reserves: readonly ReserveMove[]
  },
): AccountFacts {
  const first = `${year}-01-01`
  const before = of.shares.filter((one) => one.day < first)
  const within = of.shares.filter((one) => one.day >= first)
  const latest = before.at(-1)
  const sumBefore = (key: 'amount' | 'project') =>
    of.moves.filter((one) => one.day < first).reduce((sum, one) => sum + one[key], 0n)
  // What a plan of this year found without its having been given is from before the accounts: it was there when the year began.
  const opening = of.reserves.filter((one) => one.day < first || one.kind === 'carried')
  return {
    year,
    contributionBefore: sumBefore('amount'),
    projectBefore: sumBefore('project'),
    contributions: of.moves
      .filter((one) => one.day >= first)
      .map(({ kind, ...one }) => ({ ...one, label: shareKind(kind)?.label ?? kind })),
    reserveBefore: opening.reduce((sum, one) => sum + one.amount, 0n),
    reserves: of.reserves.flatMap(({ kind, day, amount }) => {
      const label = RESERVE_WORDS[kind]
      return label === undefined || day < first ? [] : [{ day, label, amount }]
    }),
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
  /** Why the last payment did not arrive, in the bank's words; null where it did, or nothing more is owed. */
  failed: string | null
}

/** What a member got of each posted division, what was paid and what he is owed: for the household's own page. */
export async function householdMoney(
  trx: Kysely<unknown>,
  of: { home: string; body: string; member: string },
): Promise<HouseholdYear[]> {
  const { rows } = await sql<HouseholdYear>`
    with pay as (
      select l.plan, coalesce(sum(l.amount) filter (where l.outcome = 'paid'), 0)::bigint as paid,
        coalesce(sum(l.amount) filter (where l.outcome is null), 0)::bigint as pending,
        (array_agg(l.reason order by l.made_at desc, l.batch desc))[1] as failed
      from surplus_pay_stand l
      where l.home = ${of.home} and l.body = ${of.body}::uuid and l.member = ${of.member}::uuid group by 1)
    select p.year, s.patronage, s.remainder, s.converted, coalesce(y.paid, 0)::bigint as paid, coalesce(y.pending, 0)::bigint as pending,
      (s.patronage + s.remainder - s.converted - coalesce(y.paid, 0) - coalesce(y.pending, 0))::bigint as owed,
      case when s.patronage + s.remainder - s.converted > coalesce(y.paid, 0) + coalesce(y.pending, 0) then y.failed end as failed
    from surplus_share s join surplus_plan p on p.home = s.home and p.id = s.plan
    join surplus_action a on a.home = p.home and a.plan = p.id and a.action = 'post'
    left join pay y on y.plan = p.id
    where s.home = ${of.home} and s.body = ${of.body}::uuid and s.member = ${of.member}::uuid order by p.year desc`.execute(
    trx,
  )
  return rows
}
