/** 退票: what was paid came back to the cooperative's account; the member is owed it again, and the books have the receipt. */
import { sql, type Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import type { VoucherLine } from '#core/accounting/voucher.ts'
import { returnLines } from '#core/surplus/posting.ts'
import type { Day } from '#core/values/day.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { postVoucher } from '#server/accounting/post-voucher.ts'
import { holdBook } from '#server/accounting/store.ts'
import { batchLines, findPlan, sharesOf, type BatchRow } from './plan-store.ts'

/** Keeps that paid lines came back, all in one voucher. Errors: return-stranger, plan-day-future, of `postVoucher`, pay-refused. */
export async function tellReturned(
  trx: Kysely<unknown>,
  batch: BatchRow,
  given: { day: Day; members: readonly string[]; reason: string; file?: string | undefined; today: Day },
): Promise<Outcome<{ returned: number; voucher: string }>> {
  const { day, reason } = given
  const members = [...new Set(given.members)]
  // As payments: what comes back hangs on what is paid still.
  await holdBook(trx, batch)
  const lines = new Map(
    (await batchLines(trx, { home: batch.home, batches: [batch.id] })).map((one) => [one.member, one]),
  )
  const problems: Problem[] = members.flatMap((member) => {
    const line = lines.get(member)
    if (line?.outcome === 'paid') return []
    const who = line === undefined ? '有人' : `${line.number} ${line.name} `
    return [
      refused('return-stranger', `${who}在这一批里没有付成过，或已经登记退回，不能登记退回；请刷新后重选`),
    ]
  })
  if (day > given.today)
    problems.push(refused('plan-day-future', '日期不能晚于今天，请改日期', { field: 'day' }))
  if (problems.length > 0) return { ok: false, problems }
  const plan = (await findPlan(trx, batch.plan))!
  const shares = new Map(
    (await sharesOf(trx, { home: plan.home, plan: plan.id })).map((one) => [one.member, one]),
  )
  const credits: VoucherLine[] = members.flatMap((member) =>
    returnLines(shares.get(member)!, { paid: shares.get(member)!.paid, amount: lines.get(member)!.amount }),
  )
  const debit = credits.reduce((sum, one) => sum + (one.credit ?? 0n), 0n)
  const posted = await postVoucher(trx, {
    home: plan.home,
    body: plan.body,
    area: plan.area,
    on: day,
    summary: `${plan.year} 年盈余兑付退回（${members.length} 人）：${reason}`.slice(0, 200),
    lines: [{ account: batch.way === 'bank' ? '102' : '101', debit }, ...credits],
    source: { plan: plan.id, batch: batch.id },
  })
  if (!posted.ok) return posted
  const voucher = posted.value.id
  try {
    await sql`
      insert into surplus_pay_return (home, batch, member, body, area, reason, day, voucher, file)
      select ${batch.home}, ${batch.id}::uuid, m, ${batch.body}::uuid, ${batch.area}, ${reason}, ${day}::date, ${voucher}::uuid,
        ${given.file ?? null}::uuid
      from unnest(${members}::uuid[]) m`.execute(trx)
    return done({ returned: members.length, voucher })
  } catch (error) {
    if (error instanceof DatabaseError && error.code?.startsWith('HP'))
      return failed(refused('pay-refused', `${error.message}；没有登记，请刷新后重试`))
    throw error
  }
}
