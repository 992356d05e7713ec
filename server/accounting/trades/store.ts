/** Trades of members that no voucher holds yet: the SQL. */
import { sql, type Kysely } from 'kysely'
import type { OpenTrade, TradeWays } from '#core/accounting/trade-entry.ts'
import type { OpenBook } from '../close-month.ts'

export type OpenTradeRow = OpenTrade & { person: string }

/** The entry of a trade holds while its voucher was not taken back. */
const STANDS = sql`not exists (select from voucher x where x.home = e.home and x.reverses = e.voucher)`

const isOpen = (book: OpenBook, until: string) => sql`
  t.home = ${book.home} and t.body = ${book.body} and t.amount <> 0
  and t.day between ${book.started_on}::date and ${until}::date
  and not exists (select from trade_entry e where e.home = t.home and e.trade = t.id and ${STANDS})
  -- A line that was taken back before it was booked is nothing to book, nor is what took it back.
  and not exists (select from trade o where o.home = t.home and (o.reverses = t.id or o.id = t.reverses)
    and not exists (select from trade_entry e where e.home = o.home and e.trade = o.id and ${STANDS}))`

/** Trades since the book began and until the day that no voucher holds, in the order in which they happened. */
export async function openTrades(
  trx: Kysely<unknown>,
  book: OpenBook,
  until: string,
): Promise<OpenTradeRow[]> {
  const { rows } = await sql<OpenTradeRow>`
    select t.id, t.day, t.member, coalesce(m.person, '') as person, t.direction, t.product, t.amount
    from trade t join member m on m.home = t.home and m.id = t.member
    where ${isOpen(book, until)} order by t.day, t.recorded_at, t.id`.execute(trx)
  return rows
}

/** How many they are. */
export async function countOpenTrades(trx: Kysely<unknown>, book: OpenBook, until: string): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    select count(*)::int as open from trade t where ${isOpen(book, until)}`.execute(trx)
  return rows[0]!.open
}

/** How this body's trades were booked the last time. */
export async function lastWays(trx: Kysely<unknown>, book: OpenBook): Promise<TradeWays | null> {
  const { rows } = await sql<{ ways: TradeWays }>`
    select source -> 'trades' as ways from voucher v where v.home = ${book.home} and v.body = ${book.body}
      and v.source ? 'trades' order by v.posted_at desc limit 1`.execute(trx)
  return rows[0]?.ways ?? null
}

/** Keeps that the voucher holds these trades. */
export async function keepEntries(
  trx: Kysely<unknown>,
  book: OpenBook,
  of: { voucher: string; trades: readonly string[] },
): Promise<void> {
  await sql`
    insert into trade_entry (home, trade, number, body, area, voucher)
    select ${book.home}, t, 0, ${book.body}::uuid, ${book.area}, ${of.voucher}::uuid from unnest(${of.trades}::uuid[]) t`.execute(
    trx,
  )
}
