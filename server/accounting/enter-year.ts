/** Enters a year of business, given in plain words, into a new book: for the fictional county and for tests. */
import type { Kysely } from 'kysely'
import { entryOf } from '#core/accounting/template.ts'
import { templateOf } from '#core/accounting/templates.ts'
import type { VoucherLine } from '#core/accounting/voucher.ts'
import { addDays } from '#core/values/day.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { openBook, postVoucher } from './post-voucher.ts'

/** Opens the book on 1 January, posts opening balances and business in order; gives how many vouchers. */
export async function enterYear(
  trx: Kysely<unknown>,
  of: {
    home: string
    body: string
    area: string
    year: number
    opening: readonly VoucherLine[]
    happened: readonly { on: string; template: string; summary: string; answers: Record<string, string> }[]
  },
): Promise<Outcome<number>> {
  const { home, body, area } = of
  const startedOn = `${of.year}-01-01`
  const opened = await openBook(trx, { home, body, area, startedOn })
  if (!opened.ok) return opened
  const first = await postVoucher(trx, {
    home,
    body,
    area,
    on: addDays(startedOn, -1),
    summary: '期初余额',
    phase: 'opening',
    lines: of.opening,
  })
  if (!first.ok) return first
  for (const { on, template, summary, answers } of of.happened) {
    const known = templateOf(template)
    const entry = known
      ? entryOf(known, answers)
      : failed(refused('template-unknown', `没有“${template}”这种业务，请核对`))
    if (!entry.ok) return entry
    const source = { template, answers }
    const posted = await postVoucher(trx, { home, body, area, on, summary, lines: entry.value, source })
    if (!posted.ok) return posted
  }
  return done(of.happened.length + 1)
}
