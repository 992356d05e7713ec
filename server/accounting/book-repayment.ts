/** What is repaid to whom membership ended, as one voucher (37号 301六；社法 28). */
import type { Kysely } from 'kysely'
import { done, type Outcome } from '#core/values/outcome.ts'
import type { Repaid } from '#server/membership/case-handlers.ts'
import { postVoucher } from './post-voucher.ts'
import { findBook } from './store.ts'

interface Whose {
  home: string
  body: string
  area: string
  member: string
  item?: string | undefined
}

/** Posts the entry; null where the books are kept elsewhere, or begin later. What of a loss was borne goes to surplus, what of it was too much comes back from it; who owes more than he gets pays in. Errors: of `postVoucher`. */
export async function bookRepayment(
  trx: Kysely<unknown>,
  of: Whose,
  repaid: Repaid,
): Promise<Outcome<string | null>> {
  const book = await findBook(trx, of.body)
  if (!book || book.started_on === null || book.depth === 'report' || repaid.on < book.started_on)
    return done(null)
  const { contribution, reserve, loss, back = 0n } = repaid
  const total = contribution + reserve + back - loss
  const lines = [
    { account: '301', debit: contribution, member: of.member, item: '成员减少出资' },
    { account: '322', debit: reserve, item: '退还成员' },
    { account: '332', credit: loss, item: '其他转入' },
    { account: '332', debit: back, item: '其他转入' },
    total < 0n ? { account: repaid.money, debit: -total } : { account: repaid.money, credit: total },
  ].filter((one) => (one.debit ?? one.credit ?? 0n) > 0n)
  if (lines.length === 0) return done(null)
  const posted = await postVoucher(trx, {
    home: of.home,
    body: of.body,
    area: of.area,
    on: repaid.on,
    summary: repaid.summary,
    lines,
    source: { case: of.item },
    files: repaid.files,
  })
  return posted.ok ? done(posted.value.id) : posted
}
