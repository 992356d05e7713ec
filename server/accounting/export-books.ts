/** The journal of one body as text for hledger or beancount. */
import { sql, type Kysely } from 'kysely'
import { journalText, type Format } from '#core/accounting/journal-text.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'

interface Row {
  day: string
  code: string
  summary: string
  voucher: string
  account: string
  member: string | null
  person: string | null
  party: string | null
  item: string | null
  amount: bigint
}

/** Every voucher of the body whose credit code, id or exact name is given, in one of FORMATS. Errors: books-body. */
export async function exportBooks(
  trx: Kysely<unknown>,
  of: { body: string; format: string },
): Promise<Outcome<{ text: string; vouchers: number }>> {
  const bodies = await sql<{ home: string; id: string }>`
    select b.home, b.id from body b join book k on k.home = b.home and k.body = b.id
    where b.credit_code = ${of.body} or b.id::text = ${of.body} or b.name = ${of.body} limit 2`.execute(trx)
  const [body, other] = bodies.rows
  if (!body || other)
    return failed(
      refused(
        'books-body',
        `${other ? '有几家' : '没有'}建了账的合作社叫“${of.body}”；请写 18 位统一社会信用代码`,
      ),
    )
  const { rows } = await sql<Row>`
    select v.day, v.year || '-' || lpad(v.number::text, greatest(4, length(v.number::text)), '0') as code, v.summary, l.voucher, l.account,
      l.member, m.person, l.party, l.item, l.debit - l.credit as amount
    from voucher v join voucher_line l on l.home = v.home and l.voucher = v.id
    left join member m on m.home = l.home and m.id = l.member
    where v.home = ${body.home} and v.body = ${body.id} order by v.day, v.year, v.number, l.line`.execute(trx)
  const vouchers = [...Map.groupBy(rows, (row) => row.voucher).values()].map((lines) => ({
    day: lines[0]!.day,
    code: lines[0]!.code,
    summary: lines[0]!.summary,
    lines: lines.map(({ account, amount, ...line }) => ({ account, amount, details: detailsOf(line) })),
  }))
  return done({ text: journalText(vouchers, of.format as Format), vouchers: vouchers.length })
}

/** Two members may have the same name: the end of the id keeps them apart. */
function detailsOf(line: Pick<Row, 'member' | 'person' | 'party' | 'item'>): string[] {
  const member = line.member === null ? null : `${line.person ?? ''} ${line.member.slice(-6)}`
  return [member, line.party, line.item].filter((word): word is string => word !== null)
}
