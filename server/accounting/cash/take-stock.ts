/** The signed stock-taking becomes the opening balances; how deep a body keeps its books. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { WireStockItem } from '#contract/accounting/cash-book.ts'
import type { Depth } from '#core/accounting/depth.ts'
import { openingOf } from '#core/accounting/stock-taking.ts'
import { addDays } from '#core/values/day.ts'
import { failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import type { OpenBook } from '../close-month.ts'
import { findConversion } from '../conversion/convert-books.ts'
import { postVoucher, type Posted } from '../post-voucher.ts'
import { holdBook } from '../store.ts'

export interface SignedStock {
  items: readonly WireStockItem[]
  chair: string
  supervisor: string
  paper: string
}

/** Posts the opening entry of a signed count. Errors: stock-signers, stock-taken, those of the count and of posting. */
export async function takeStock(
  trx: Kysely<unknown>,
  book: OpenBook,
  signed: SignedStock,
): Promise<Outcome<Posted & { day: string }>> {
  const { home, body, area } = book
  if (signed.chair.trim() === signed.supervisor.trim())
    return failed(refused('stock-signers', '理事长和监事不能是同一个人，请由监事（监事长）另签'))
  const opening = openingOf(signed.items)
  if (!opening.ok) return opening
  await holdBook(trx, book)
  if (await findConversion(trx, book))
    return failed(
      refused('stock-taken', '已按旧账转换记过期初余额，不能再盘点；要改用盘点，先把那张期初凭证红字冲销'),
    )
  if ((await listStockTakings(trx, { home, body })).length > 0)
    return failed(refused('stock-taken', '已有一次有效的盘点；要重做，先把那张期初凭证红字冲销'))
  const day = addDays(book.started_on, -1)
  const posted = await postVoucher(trx, {
    home,
    body,
    area,
    on: day,
    summary: '期初余额（盘点表）',
    phase: 'opening',
    lines: opening.value.lines,
    source: { stockTaking: true },
    files: [signed.paper],
  })
  if (!posted.ok) return posted
  await sql`
    insert into stock_taking (home, id, body, area, day, items, chair, supervisor, paper, voucher)
    values (${home}, ${randomUUIDv7()}, ${body}, ${area}, ${day}, ${JSON.stringify(signed.items)}::jsonb,
      ${signed.chair.trim()}, ${signed.supervisor.trim()}, ${signed.paper}, ${posted.value.id})`.execute(trx)
  return { ...posted, value: { ...posted.value, day } }
}

export interface StockTakingRow {
  day: string
  chair: string
  supervisor: string
  paper: string
  voucher: string
}

/** Stock-takings whose voucher stands. */
export async function listStockTakings(
  trx: Kysely<unknown>,
  of: { home: string; body: string },
): Promise<StockTakingRow[]> {
  const { rows } = await sql<StockTakingRow>`
    select day, chair, supervisor, paper, voucher from stock_taking t where home = ${of.home} and body = ${of.body}
      and not exists (select from voucher r where r.home = t.home and r.reverses = t.voucher) order by taken_at`.execute(
    trx,
  )
  return rows
}

/** What the count that stands found; nothing where nobody counted. */
export async function countedItems(
  trx: Kysely<unknown>,
  of: { home: string; body: string },
): Promise<WireStockItem[]> {
  const { rows } = await sql<{ items: WireStockItem[] }>`
    select items from stock_taking t where home = ${of.home} and body = ${of.body}
      and not exists (select from voucher r where r.home = t.home and r.reverses = t.voucher) order by taken_at`.execute(
    trx,
  )
  return rows.flatMap((row) => row.items)
}

/** Chooses the depth of a body's books; the accounts so far stay as they are. */
export async function chooseDepth(
  trx: Kysely<unknown>,
  of: { home: string; body: string; area: string; depth: Depth },
): Promise<void> {
  await sql`
    insert into book_depth (home, body, number, area, depth)
    select ${of.home}, ${of.body}, coalesce(max(number), 0) + 1, ${of.area}, ${of.depth}
    from book_depth where home = ${of.home} and body = ${of.body}`.execute(trx)
}
