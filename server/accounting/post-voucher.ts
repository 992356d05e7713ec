/** Posting a voucher: the one door to the books. The database gives the number, keeps the sums and refuses what must not be. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { DatabaseError } from 'pg'
import { checkVoucher, type CheckedLine, type VoucherLine } from '#core/accounting/voucher.ts'
import { isDay, type Day } from '#core/values/day.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'

export interface VoucherRequest {
  home: string
  body: string
  /** Area of the body; the book's own area is what is kept. */
  area: string
  on: Day
  summary: string
  lines: readonly VoucherLine[]
  /** What it was made from: a template with its answers, a resolution, an import. */
  source?: Record<string, unknown>
  /** Opening balances and the entries of closing are kept apart from what happened in the period. */
  phase?: 'opening' | 'current' | 'closing'
  reverses?: string
  /** Receipts and photographs, already kept as files. */
  files?: readonly string[]
}

export interface Posted {
  id: string
  number: number
}

/** Posts a voucher whole or not at all. Errors: all of `checkVoucher`, book-missing, voucher-before-start, period-closed, voucher-refused. */
export async function postVoucher(trx: Kysely<unknown>, request: VoucherRequest): Promise<Outcome<Posted>> {
  if (!isDay(request.on))
    return failed(refused('voucher-day', '请填写凭证日期，如 2023-03-15', { field: 'on' }))
  const checked = checkVoucher(request)
  if (!checked.ok) return checked
  try {
    const posted = await insert(trx, request, checked.value)
    return posted ? done(posted) : failed(await whyNot(trx, request))
  } catch (error) {
    // A month closed in this very moment, a member of another body: the transaction is lost, the reason is not.
    if (error instanceof DatabaseError && error.code?.startsWith('HB'))
      return failed(refused('voucher-refused', `${error.message}；凭证没有记入，请核对后重试`))
    if (error instanceof DatabaseError && error.constraint === 'voucher_reversed_once')
      return failed(refused('voucher-reversed-already', '这张凭证已经冲销过，不能再冲；请查看它的红字凭证'))
    throw error
  }
}

async function insert(
  trx: Kysely<unknown>,
  request: VoucherRequest,
  lines: readonly CheckedLine[],
): Promise<Posted | undefined> {
  const { home, body, on, summary } = request
  const id = randomUUIDv7()
  const phase = request.phase ?? 'current'
  const source = request.source === undefined ? null : JSON.stringify(request.source)
  const column = (of: keyof CheckedLine) => lines.map((line) => line[of])
  const { rows } = await sql<Posted>`
    with open as (
      select area from book where home = ${home} and body = ${body} and (closed_through is null or closed_through < ${on}::date)
        and (${phase} = 'opening') = (${on}::date < started_on)),
    posted as (
      insert into voucher (home, id, body, area, day, phase, summary, reverses, source)
      select ${home}, ${id}::uuid, ${body}::uuid, area, ${on}::date, ${phase}, ${summary.trim()}, ${request.reverses ?? null}::uuid,
        ${source}::jsonb from open returning id, number, area),
    lines as (
      insert into voucher_line (home, voucher, line, body, area, day, account, member, party, item, note, debit, credit)
      select ${home}, p.id, l.line, ${body}::uuid, p.area, ${on}::date, l.account, l.member, l.party, l.item, l.note, l.debit, l.credit
      from posted p, unnest(${column('account')}::text[], ${column('member')}::uuid[], ${column('party')}::text[],
        ${column('item')}::text[], ${column('note')}::text[], ${column('debit')}::bigint[], ${column('credit')}::bigint[])
        with ordinality l (account, member, party, item, note, debit, credit, line))
      ${request.files?.length ? filesOf(request) : NONE}
    select id, number from posted`.execute(trx)
  return rows[0]
}

const NONE = sql``

/** Most vouchers come without: an insert of nothing would still wake the checks of receipts. */
function filesOf({ home, body, files }: VoucherRequest): RawBuilder<unknown> {
  return sql`, files as (
      insert into voucher_file (home, voucher, file, body, area)
      select ${home}, p.id, f, ${body}::uuid, p.area from posted p, unnest(${files}::uuid[]) f)`
}

async function whyNot(trx: Kysely<unknown>, { home, body, on }: VoucherRequest): Promise<Problem> {
  const { rows } = await sql<{ started_on: string; closed_through: string | null }>`
    select started_on, closed_through from book where home = ${home} and body = ${body}`.execute(trx)
  const book = rows[0]
  if (!book) return refused('book-missing', '这家合作社还没有建账，请先在“建账”中选择启用月份')
  if (book.closed_through !== null && on <= book.closed_through)
    return refused(
      'period-closed',
      `已结账到 ${book.closed_through}，不能再记入 ${on}；请把日期改到结账之后，更正旧账用红字冲销`,
      { field: 'on' },
    )
  return refused(
    'voucher-before-start',
    `账簿从 ${book.started_on} 起用：日常凭证的日期不能早于这一天，期初余额的日期要在这一天之前；请改日期`,
    { field: 'on' },
  )
}

/** Starts the book of a body with the first day of a month; what a body already has is left. Errors: book-day. */
export async function openBook(
  trx: Kysely<unknown>,
  book: { home: string; body: string; area: string; startedOn: Day },
): Promise<Outcome<void>> {
  const { home, body, area, startedOn } = book
  if (!isDay(startedOn) || !startedOn.endsWith('-01'))
    return failed(refused('book-day', '账簿从某月 1 日起用，请选择月份', { field: 'startedOn' }))
  await sql`insert into book (home, body, area, started_on) values (${home}, ${body}, ${area}, ${startedOn})
    on conflict (home, body) do nothing`.execute(trx)
  return done(undefined)
}
