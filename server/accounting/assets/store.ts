/** Asset cards: the SQL. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { AssetCard, AssetTerm } from '#core/accounting/depreciation.ts'

export interface CardRow extends AssetCard {
  poverty: boolean
  place: string | null
  keeper: string | null
  state: 'used' | 'idle' | 'disposed'
  stateSince: string | null
  resolutionText: string | null
}

type BookKey = { home: string; body: string }

/** Cards of a body with the state that the last event left, the oldest first. */
export async function listCards(trx: Kysely<unknown>, of: BookKey): Promise<CardRow[]> {
  const terms = Map.groupBy(await termsSaid(trx, of), (one) => one.asset)
  const works = Map.groupBy(await worksSaid(trx, of), (one) => one.asset)
  const { rows } = await sql<CardRow>`
    select c.id, c.name, c.account, c.acquired_on as "acquiredOn", c.cost, c.residual, c.worn, c.months,
      c.depreciates_from as "depreciatesFrom", c.use_account as "useAccount", c.grant_name as "grantName",
      c.grant_amount as "grantAmount", c.poverty, c.place, c.keeper, coalesce(e.kind, 'used') as state, e.day as "stateSince",
      nullif(btrim(e.resolution), '') as "resolutionText",
      case when e.kind = 'disposed' then e.day end as "disposedOn"
    from asset_card c left join lateral (select kind, day, resolution from asset_event e where e.home = c.home and e.asset = c.id
      order by e.number desc limit 1) e on true
    where c.home = ${of.home} and c.body = ${of.body} order by c.account, c.acquired_on, c.id`.execute(trx)
  return rows.map((row) => ({
    ...row,
    terms: terms.get(row.id) ?? [],
    works: new Map((works.get(row.id) ?? []).map((one) => [one.month, one.units])),
  }))
}

interface TermRow extends AssetTerm {
  asset: string
}

/** In the order in which they were said. */
async function termsSaid(trx: Kysely<unknown>, of: BookKey): Promise<TermRow[]> {
  const { rows } = await sql<Omit<TermRow, 'work'> & { total: bigint | null; unit: string | null }>`
    select asset, from_month as "from", months, residual, work_total as total, work_unit as unit, reason from asset_term
    where home = ${of.home} and body = ${of.body} order by asset, number`.execute(trx)
  return rows.map(({ total, unit, ...row }) => ({
    ...row,
    work: total === null || unit === null ? null : { total, unit },
  }))
}

async function worksSaid(trx: Kysely<unknown>, of: BookKey) {
  const { rows } = await sql<{ asset: string; month: string; units: bigint }>`
    select distinct on (asset, month) asset, month, units from asset_work
    where home = ${of.home} and body = ${of.body} order by asset, month, number desc`.execute(trx)
  return rows
}

type OfAsset = BookKey & { area: string; asset: string }

/** Says from which month on other terms hold. Throws HB032, HB033. */
export async function addTerm(
  trx: Kysely<unknown>,
  of: OfAsset,
  term: AssetTerm & { decidedOn: string },
): Promise<void> {
  await sql`insert into asset_term (home, asset, number, body, area, from_month, months, residual, work_total, work_unit, decided_on, reason)
    values (${of.home}, ${of.asset}, 0, ${of.body}, ${of.area}, ${term.from}::date, ${term.months}, ${term.residual},
      ${term.work?.total ?? null}, ${term.work?.unit.trim() ?? null}, ${term.decidedOn}::date, ${term.reason.trim()})`.execute(
    trx,
  )
}

/** Says how much work was done in a month; said again, it is corrected. Throws HB032, HB033. */
export async function addWork(
  trx: Kysely<unknown>,
  of: OfAsset,
  work: { month: string; units: bigint },
): Promise<void> {
  await sql`insert into asset_work (home, asset, month, number, body, area, units)
    values (${of.home}, ${of.asset}, ${work.month}::date, 0, ${of.body}, ${of.area}, ${work.units})`.execute(
    trx,
  )
}

export type NewCard = Omit<
  CardRow,
  'id' | 'state' | 'stateSince' | 'disposedOn' | 'resolutionText' | 'terms' | 'works'
> &
  BookKey & { area: string }

/** Opens a card; gives its id. */
export async function addCard(trx: Kysely<unknown>, card: NewCard): Promise<string> {
  const [id] = await addCards(trx, [card])
  return id!
}

/** Opens cards in one statement, however many; gives their ids in the same order. */
export async function addCards(trx: Kysely<unknown>, cards: readonly NewCard[]): Promise<string[]> {
  const rows = cards.map((card) => ({
    ...card,
    id: randomUUIDv7(),
    name: card.name.trim(),
    cost: String(card.cost),
    residual: String(card.residual),
    worn: String(card.worn),
    grantAmount: String(card.grantAmount),
  }))
  await sql`
    insert into asset_card (home, id, body, area, name, account, acquired_on, cost, residual, worn, months, depreciates_from,
      use_account, grant_name, grant_amount, poverty, place, keeper)
    select home, id, body, area, name, account, "acquiredOn", cost, residual, worn, months, "depreciatesFrom",
      "useAccount", "grantName", "grantAmount", poverty, place, keeper
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r (home text, id uuid, body uuid, area text, name text, account text,
      "acquiredOn" date, cost bigint, residual bigint, worn bigint, months integer, "depreciatesFrom" date, "useAccount" text,
      "grantName" text, "grantAmount" bigint, poverty boolean, place text, keeper text)`.execute(trx)
  return rows.map((one) => one.id)
}

type FoundCard = BookKey & Pick<AssetCard, 'depreciatesFrom'> & { area: string; state: string }

/** Where a card belongs; undefined where the caller may not see it. */
export async function findCard(trx: Kysely<unknown>, id: string): Promise<FoundCard | undefined> {
  const { rows } = await sql<FoundCard>`
    select home, body, area, depreciates_from as "depreciatesFrom", coalesce((select kind from asset_event e where e.home = c.home and e.asset = c.id
      order by number desc limit 1), 'used') as state from asset_card c where id = ${id}::uuid`.execute(trx)
  return rows[0]
}

/** Writes what happened to an asset. */
export async function addEvent(
  trx: Kysely<unknown>,
  of: BookKey & {
    area: string
    asset: string
    kind: 'idle' | 'used' | 'disposed'
    day: string
    note: string | null
    resolution: string | null
  },
): Promise<void> {
  await sql`insert into asset_event (home, asset, number, body, area, kind, day, note, resolution)
    values (${of.home}, ${of.asset}, 0, ${of.body}, ${of.area}, ${of.kind}, ${of.day}, ${of.note}, ${of.resolution})`.execute(
    trx,
  )
}

export interface RunRow {
  month: string
  voucher: string
  total: bigint
}

/** Runs whose voucher stands, the newest first. */
export async function listRuns(trx: Kysely<unknown>, of: BookKey): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    select d.month, d.voucher, (select sum(l.debit) from voucher_line l where l.home = d.home and l.voucher = d.voucher)::bigint as total
    from depreciation_run d where d.home = ${of.home} and d.body = ${of.body}
      and not exists (select from voucher r where r.home = d.home and r.reverses = d.voucher)
    order by d.month desc limit 36`.execute(trx)
  return rows
}

/** Opening balances of the same accounts, debit above zero; an opening that was taken back is gone by its reversal. */
export async function openingBalances(trx: Kysely<unknown>, of: BookKey): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ account: string; end: bigint }>`
    select account, sum(debit - credit)::bigint as end from account_month
    where home = ${of.home} and body = ${of.body} and phase = 'opening'
      and account in ('151', '142', '161', '141', '144', '152', '143', '162') group by account`.execute(trx)
  return new Map(rows.map((row) => [row.account, row.end]))
}

/** Balances of the accounts that cards stand behind, by account. */
export async function assetBalances(trx: Kysely<unknown>, of: BookKey): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ account: string; end: bigint }>`
    select account, sum(debit - credit)::bigint as end from account_month
    where home = ${of.home} and body = ${of.body} and account in ('151', '142', '161', '171', '141', '144', '152', '143', '162')
    group by account`.execute(trx)
  return new Map(rows.map((row) => [row.account, row.end]))
}
