/** From what a year is divided: the books or nothing, members with shares and trades, the policy of the day. */
import { sql, type Kysely } from 'kysely'
import { itemOf } from '#core/accounting/figures.ts'
import { incomeStatement, valueAt } from '#core/accounting/statements.ts'
import type { ParameterInForce } from '#core/kernel/in-force.ts'
import { reserveBefore } from '#core/membership/reserve-account.ts'
import { sayPercent, type CharterShares, type Millionths } from '#core/surplus/year.ts'
import { millionthsOf } from '#core/values/share.ts'
import type { MemberFacts, TypedPlan } from '#core/surplus/typed-plan.ts'
import { wireOfFen } from '#core/values/money.ts'
import { yearFigures } from '#server/accounting/balances.ts'
import { reserveFacts } from '#server/membership/reserve-store.ts'

export interface SurplusBody {
  home: string
  body: string
  area: string
  body_name: string
  area_name: string
  federation: boolean
  book_from: string | null
}

/** The cooperative; undefined where the caller may not see it. */
export async function findSurplusBody(trx: Kysely<unknown>, body: string): Promise<SurplusBody | undefined> {
  const { rows } = await sql<SurplusBody>`
    select b.home, b.id as body, b.area, coalesce(b.name, '') as body_name, area_label(b.area) as area_name,
      coalesce(b.body_kind, '') = '农民专业合作社联合社' as federation, k.started_on as book_from
    from body b left join book k on k.home = b.home and k.body = b.id where b.id = ${body}::uuid`.execute(trx)
  return rows[0]
}

export interface PolicyValues {
  floor: Millionths
  floorClause: string
  cap: Millionths | null
  capClause: string | null
  /** The part of the surplus from which rewards for services are told as large, where the county confirmed one. */
  rewardLimit?: Millionths | null
}

/** The floor of the return and the cap of the reserve, as in force; what nobody confirmed does not bind. */
export function policyValues(parameters: ReadonlyMap<string, ParameterInForce>): PolicyValues {
  const floor = ratioOf(parameters.get('patronage_return_floor'))
  const cap = ratioOf(parameters.get('reserve_cap'))
  return {
    floor: floor?.value ?? 0n,
    floorClause: floor?.ground ?? '',
    cap: cap?.value ?? null,
    capClause: cap?.ground ?? null,
    rewardLimit: ratioOf(parameters.get('service_reward_limit'))?.value ?? null,
  }
}

function ratioOf(found: ParameterInForce | undefined): { value: Millionths; ground: string } | null {
  if (!found?.confirmed || found.value.type !== 'ratio') return null
  const { num, den } = found.value.value
  return { value: (num * 1_000_000n) / den, ground: found.ground }
}

const EMPTY: TypedPlan = {
  surplus: '',
  opening: '',
  transferIn: '',
  reserveRate: '',
  reserve: '',
  reserveBooked: '',
  reserveBefore: '',
  patronageRate: '',
  basis: '交易额',
  counted: 'delivered',
  factors: {},
  subsidyTotal: '',
  giftTotal: '',
  reserveBasis: '出资额',
  convertRate: '',
  rewards: [],
}

/** What the page proposes: the figures of the books where they cover the year, else empty fields. */
export async function suggestedPlan(
  trx: Kysely<unknown>,
  of: SurplusBody,
  on: { year: number; floor: Millionths; charter?: CharterShares | null },
): Promise<{ typed: TypedPlan; fromBooks: boolean }> {
  const typed = { ...EMPTY, ...sharesFrom(of.federation, on) }
  const { home, body, book_from: from } = of
  if (from === null || from > `${on.year}-12-31`) return { typed, fromBooks: false }
  const figures = await yearFigures(trx, { home, body, month: `${on.year}-12-01` })
  const income = incomeStatement(figures, null)
  const row = (number: number): bigint => valueAt(income, number)
  const [booked, transfer] = [row(15), row(14)]
  const fund = (item: string): bigint => -itemOf(figures, '311', item).end
  const given = (amount: bigint): string => (amount === 0n ? '' : wireOfFen(amount))
  return {
    fromBooks: true,
    typed: {
      ...typed,
      surplus: wireOfFen(row(12)),
      opening: given(row(13)),
      transferIn: given(transfer),
      reserve: given(booked),
      reserveRate: booked === 0n ? typed.reserveRate : '',
      reserveBooked: given(booked),
      subsidyTotal: given(fund('国家财政直接补助')),
      giftTotal: given(fund('他人捐赠')),
    },
  }
}

/** The shares of the charter; of the return no less than the law asks of all but federations (社法 61). */
function sharesFrom(federation: boolean, on: { floor: Millionths; charter?: CharterShares | null }) {
  const { reserveRate = null, patronageRate = null } = on.charter ?? {}
  // A plan says its rates to four decimals: of two thirds it returns a hair more, never less.
  const returned = patronageRate === null ? on.floor : millionthsOf(patronageRate).above
  return {
    reserveRate: reserveRate === null ? '' : sayPercent(millionthsOf(reserveRate).below),
    patronageRate: sayPercent(!federation && returned < on.floor ? on.floor : returned),
  }
}

export interface YearMember extends MemberFacts {
  id: string
}

/**
 * Members of the last day of the year (who leaves with the year still shares in it, 社法 28), with shares and trades. A dead
 * member's frozen share stands for one member until an heir takes it over; then the heir is the member, and counts alone.
 */
export async function yearMembers(
  trx: Kysely<unknown>,
  of: Pick<SurplusBody, 'home' | 'body'>,
  year: number,
): Promise<{ members: YearMember[]; fromLedger: boolean }> {
  const rows = await rollOf(trx, of, `${year}-12-31`)
  const byMember = Map.groupBy(await tradesIn(trx, of, year), (one) => one.member)
  const reserves = reserveBefore(await reserveFacts(trx, of, { day: `${year}-12-31`, beforeYear: year }))
  return {
    fromLedger: rows[0]?.ledger ?? false,
    members: rows.map(({ ledger: _ledger, ...row }) => ({
      ...row,
      reserveBefore: reserves.get(row.id) ?? 0n,
      trades: byMember.get(row.id) ?? [],
    })),
  }
}

interface RollRow extends Omit<YearMember, 'trades' | 'reserveBefore'> {
  ledger: boolean
}

type Of = Pick<SurplusBody, 'home' | 'body'>

async function rollOf(trx: Kysely<unknown>, of: Of, last: string): Promise<RollRow[]> {
  const year = Number(last.slice(0, 4))
  const { rows } = await sql<RollRow>`
    with ledger as (
      select exists (select from share_event e where e.home = ${of.home} and e.body = ${of.body}::uuid and e.day <= ${last}::date) as kept)
    select m.id, n.number, coalesce(m.person, '') as name, l.kept as ledger,
      (m.left_on is null or m.left_on >= ${last}::date or coalesce(h.amount, 0) > 0) as head,
      (case when l.kept then coalesce(h.amount, 0) else coalesce(m.contribution, 0) end)::bigint as contribution
    from member m cross join ledger l join member_numbers(${of.home}, ${of.body}::uuid) n on n.member = m.id
    left join holdings_at(${last}::date) h on h.home = ${of.home} and h.body = ${of.body}::uuid and h.member = m.id
    where m.home = ${of.home} and m.body = ${of.body}::uuid and not m.ended
      and (m.joined_on is null or m.joined_on <= ${last}::date) and (m.left_on is null or m.left_on >= ${last}::date
        -- Who died still has a part: in the year for what was traded, and as long as the frozen share is in the account.
        or exists (select from membership_ends_at(m.home, m.id) e where e.kind = 'died' and (coalesce(h.amount, 0) > 0
          or exists (select from trades_of_year(${year}) t where t.home = m.home and t.member = m.id and t.amount <> 0))))
    order by length(n.number), n.number, m.id`.execute(trx)
  return rows
}

type YearTrade = YearMember['trades'][number] & { member: string }

async function tradesIn(trx: Kysely<unknown>, of: Of, year: number): Promise<YearTrade[]> {
  const { rows } = await sql<YearTrade>`
    select member, direction, product, max(unit) as unit, sum(quantity)::bigint as volume, sum(amount)::bigint as amount
    from trades_of_year(${year}) where home = ${of.home} and body = ${of.body}::uuid group by 1, 2, 3 order by 2, 3`.execute(
    trx,
  )
  return rows
}
