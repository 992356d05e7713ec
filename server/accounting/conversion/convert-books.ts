/** The signed conversion of the old books becomes the opening balances of the new ones; its draft until then. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import type { WireConversionDraft } from '#contract/accounting/conversion.ts'
import { convertBooks as convert } from '#core/accounting/conversion.ts'
import { addDays } from '#core/values/day.ts'
import { failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import type { OpenBook } from '../close-month.ts'
import { postVoucher, type Posted } from '../post-voucher.ts'
import { holdBook, namesOf } from '../store.ts'

type Of = { home: string; body: string }

export interface SignedConversion extends WireConversionDraft {
  chair: string
  supervisor: string
  paper: string
}

/**
 * Posts the opening entry of a signed conversion and keeps the paper. Errors: stock-signers, all of `convertBooks`,
 * conversion-opened, conversion-refused, those of posting.
 */
export async function convertBooks(
  trx: Kysely<unknown>,
  book: OpenBook,
  signed: SignedConversion,
): Promise<Outcome<Posted & { day: string }>> {
  const { home, body, area } = book
  const { chair, supervisor, paper, balances, parts } = signed
  const made = convert({ balances, parts })
  const problems = [...made.problems]
  if (chair.trim() === supervisor.trim())
    problems.push(refused('stock-signers', '理事长和监事不能是同一个人，请由监事（监事长）另签'))
  await holdBook(trx, book)
  if ((await namesOf(trx, book)).opening)
    problems.push(
      refused('conversion-opened', '已经记过期初余额；要按旧账转换，先把原来的期初凭证红字冲销，再来转换'),
    )
  if (problems.length > 0) return { ok: false, problems }
  const day = addDays(book.started_on, -1)
  const posted = await postVoucher(trx, {
    home,
    body,
    area,
    on: day,
    summary: '期初余额（新旧科目转换）',
    phase: 'opening',
    lines: made.lines.map(asTyped),
    source: { conversion: true },
    files: [paper],
  })
  if (!posted.ok) return posted
  try {
    await sql`
      insert into chart_conversion (home, id, body, area, day, content, chair, supervisor, paper, voucher)
      values (${home}, ${randomUUIDv7()}, ${body}, ${area}, ${day}, ${JSON.stringify({ balances, parts })}::jsonb, ${chair.trim()},
        ${supervisor.trim()}, ${paper}, ${posted.value.id})`.execute(trx)
  } catch (error) {
    if (error instanceof DatabaseError && error.code?.startsWith('HB'))
      return failed(refused('conversion-refused', `${error.message}；没有转换`))
    throw error
  }
  return { ...posted, value: { ...posted.value, day } }
}

const asTyped = ({ member, party, item, note, ...line }: ReturnType<typeof convert>['lines'][number]) => ({
  ...line,
  ...(member !== null && { member }),
  ...(party !== null && { party }),
  ...(item !== null && { item }),
  ...(note !== null && { note }),
})

export interface DraftRow {
  content: WireConversionDraft
  saved_at: Date
  /** To the minute, as the office reads it. */
  saved: string
  by: string
}

/** The draft of a book, if one was saved. */
export async function findDraft(trx: Kysely<unknown>, of: Of): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`
    select d.content, d.saved_at, to_char(d.saved_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as saved, coalesce(u.name, d.actor) as by from conversion_draft d left join app_user u on u.username = d.actor
    where d.home = ${of.home} and d.body = ${of.body}::uuid`.execute(trx)
  return rows[0]
}

/** Saves the draft over the one that it goes on from; undefined where another one stands by now. */
export async function saveDraft(
  trx: Kysely<unknown>,
  of: Of & { area: string },
  { was, ...draft }: WireConversionDraft & { was: string | null },
): Promise<Date | undefined> {
  const { rows } = await sql<{ saved_at: Date }>`
    insert into conversion_draft (home, body, area, content) values (${of.home}, ${of.body}::uuid, ${of.area}, ${JSON.stringify(draft)}::jsonb)
    on conflict (home, body) do update set content = excluded.content, saved_at = excluded.saved_at, actor = excluded.actor
    -- It travels in milliseconds.
    where date_trunc('milliseconds', conversion_draft.saved_at) = ${was}::timestamptz
    returning saved_at`.execute(trx)
  return rows[0]?.saved_at
}

export interface ConversionRow {
  day: string
  content: WireConversionDraft
  chair: string
  supervisor: string
  paper: string
  voucher: string
  converted_at: Date
  by: string
}

/** The conversion whose voucher stands. */
export async function findConversion(trx: Kysely<unknown>, of: Of): Promise<ConversionRow | undefined> {
  const { rows } = await sql<ConversionRow>`
    select c.day, c.content, c.chair, c.supervisor, c.paper, c.voucher, c.converted_at, coalesce(u.name, c.actor) as by
    from chart_conversion c left join app_user u on u.username = c.actor
    where c.home = ${of.home} and c.body = ${of.body}::uuid
      and not exists (select from voucher r where r.home = c.home and r.reverses = c.voucher)`.execute(trx)
  return rows[0]
}

/** Names of the members in a conversion, those who left since with them. */
export async function memberNames(
  trx: Kysely<unknown>,
  of: Of & { ids: readonly string[] },
): Promise<Record<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, coalesce(person, '') as name from member
    where home = ${of.home} and body = ${of.body}::uuid and id::text = any (${[...new Set(of.ids)]}::text[])`.execute(
    trx,
  )
  return Object.fromEntries(rows.map((row) => [row.id, row.name]))
}
