/** What is the same every month – wages, interest, tax that are owed – is posted again as it was the month before. */
import { sql, type Kysely } from 'kysely'
import { addDays, addMonths } from '#core/values/day.ts'
import type { Fen } from '#core/values/money.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { entryOf } from '#core/accounting/template.ts'
import { templateOf } from '#core/accounting/templates.ts'
import { nextMonth, type OpenBook } from './close-month.ts'
import { postVoucher } from './post-voucher.ts'
import { holdBook } from './store.ts'

/** Entries that a month makes by itself, with no money moving. */
const MONTHLY = ['wages-owed', 'interest-owed', 'tax-owed']

export interface Repeatable {
  id: string
  day: string
  summary: string
  template: string
  answers: Record<string, string>
  total: Fen
}

/** Vouchers of the month before that stand, and that the month which closes next has not yet. */
export async function repeatable(trx: Kysely<unknown>, book: OpenBook): Promise<Repeatable[]> {
  const month = nextMonth(book)
  const { rows } = await sql<Repeatable>`
    with kept as (
      select v.id, v.home, v.day, v.number, v.summary, v.source ->> 'template' as template, v.source -> 'answers' as answers
      from voucher v where v.home = ${book.home} and v.body = ${book.body} and v.phase = 'current' and v.reverses is null
        and v.day >= ${addMonths(month, -1)}::date and v.day < ${addMonths(month, 1)}::date
        and v.source ->> 'template' = any (${MONTHLY}::text[]) and not v.source ? 'moneyLine'
        and not exists (select from voucher r where r.home = v.home and r.reverses = v.id))
    select k.id, k.day, k.summary, k.template, k.answers,
      (select sum(l.debit) from voucher_line l where l.home = k.home and l.voucher = k.id)::bigint as total
    from kept k where k.day < ${month}::date and not exists (
      select from kept n where n.day >= ${month}::date and n.template = k.template and n.answers - 'amount' = k.answers - 'amount')
    order by k.number`.execute(trx)
  return rows
}

/** Posts them again, each on its day of the month that closes next. Errors: repeat-none, those of posting. */
export async function repeatMonth(
  trx: Kysely<unknown>,
  book: OpenBook,
  ids: readonly string[],
): Promise<Outcome<number>> {
  // Of two who do it at once the second finds it done.
  await holdBook(trx, book)
  const found = (await repeatable(trx, book)).filter((one) => ids.includes(one.id))
  if (found.length === 0)
    return failed(refused('repeat-none', '上月的这几张凭证本月已经记过，或已被冲销；请刷新后再看'))
  const month = nextMonth(book)
  const last = addDays(addMonths(month, 1), -1)
  for (const one of found) {
    const entry = entryOf(templateOf(one.template)!, one.answers)
    if (!entry.ok) return entry
    const same = `${month.slice(0, 8)}${one.day.slice(8)}`
    const posted = await postVoucher(trx, {
      home: book.home,
      body: book.body,
      area: book.area,
      on: same > last ? last : same,
      summary: one.summary,
      lines: entry.value,
      source: { template: one.template, answers: one.answers, repeats: one.id },
    })
    if (!posted.ok) return posted
  }
  return done(found.length)
}
