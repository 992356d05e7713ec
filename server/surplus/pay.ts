/** Paying what is owed: batches by bank or in cash, their results, each payment in the books. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import type { VoucherLine } from '#core/accounting/voucher.ts'
import { paymentLines } from '#core/surplus/posting.ts'
import type { Day } from '#core/values/day.ts'
import type { Fen } from '#core/values/money.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { postVoucher } from '#server/accounting/post-voucher.ts'
import { holdBook } from '#server/accounting/store.ts'
import { batchLines, findPlan, sharesOf, type BatchRow, type PlanRow } from './plan-store.ts'

/** Puts members on a pay list, whole or in part. Errors: pay-amount, pay-stranger, pay-refused. */
export async function makeBatch(
  trx: Kysely<unknown>,
  plan: PlanRow,
  given: { way: 'bank' | 'cash'; day: Day; lines: readonly { member: string; amount: Fen | null }[] },
): Promise<Outcome<{ id: string }>> {
  const shares = new Map(
    (await sharesOf(trx, { home: plan.home, plan: plan.id })).map((one) => [one.member, one]),
  )
  const problems = given.lines.flatMap(({ member, amount }): Problem[] => {
    const share = shares.get(member)
    if (!share) return [refused('pay-stranger', '所选的人不在这个方案里，请刷新页面后重选')]
    const owed = share.patronage + share.remainder - share.converted - share.paid - share.pending
    if (amount !== null && amount > 0n && amount <= owed) return []
    return [
      refused('pay-amount', `${share.number} ${share.name}：金额应大于 0，且不超过尚欠的数，请核对`, {
        field: member,
      }),
    ]
  })
  if (problems.length > 0) return { ok: false, problems }
  const id = randomUUIDv7()
  const rows = given.lines.map((one) => ({ member: one.member, amount: String(one.amount) }))
  return kept(async () => {
    await sql`
      insert into surplus_pay_batch (home, id, plan, body, area, way, day)
      values (${plan.home}, ${id}, ${plan.id}, ${plan.body}, ${plan.area}, ${given.way}, ${given.day})`.execute(
      trx,
    )
    await sql`
      insert into surplus_pay_line (home, batch, member, plan, body, area, amount)
      select ${plan.home}, ${id}::uuid, r.member, ${plan.id}::uuid, ${plan.body}::uuid, ${plan.area}, r.amount
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r (member uuid, amount bigint)`.execute(trx)
    return { id }
  })
}

export interface Result {
  member: string
  outcome: 'paid' | 'failed'
  reason?: string | undefined
}

/**
 * Keeps what became of lines: what was paid goes into the books in one voucher, what came back is owed again with its
 * reason. Errors: result-stranger, result-twice, result-reason, of `postVoucher`, pay-refused.
 */
export async function tellResults(
  trx: Kysely<unknown>,
  batch: BatchRow,
  given: { day: Day; results: readonly Result[]; file?: string | undefined },
): Promise<Outcome<{ paid: number; failed: number; voucher: string | null }>> {
  // Which of the two accounts is paid hangs on what was paid before: payments of one book come one after another.
  await holdBook(trx, batch)
  const open = new Map(
    (await batchLines(trx, { home: batch.home, batches: [batch.id] })).map((one) => [one.member, one]),
  )
  const problems = given.results.flatMap((one): Problem[] => {
    const line = open.get(one.member)
    if (!line) return [refused('result-stranger', '有人不在这一批里，请刷新页面后重选')]
    if (line.outcome !== null)
      return [refused('result-twice', `${line.number} ${line.name} 的结果已经登记过，不能再登记`)]
    if (one.outcome === 'failed' && !one.reason?.trim())
      return [
        refused('result-reason', `${line.number} ${line.name} 没有付成，请写明原因`, { field: one.member }),
      ]
    return []
  })
  if (new Set(given.results.map((one) => one.member)).size < given.results.length)
    problems.push(refused('result-twice', '同一名成员写了两次，请核对'))
  if (problems.length > 0) return { ok: false, problems }
  const plan = (await findPlan(trx, batch.plan))!
  const paid = given.results.filter((one) => one.outcome === 'paid')
  const amounts = new Map([...open].map(([member, line]) => [member, line.amount]))
  const voucher =
    paid.length === 0 ? null : await bookPayments(trx, plan, { batch, day: given.day, paid, amounts })
  if (voucher !== null && !voucher.ok) return voucher
  const rows = given.results.map((one) => ({
    member: one.member,
    outcome: one.outcome,
    reason: one.outcome === 'failed' ? one.reason!.trim() : null,
    voucher: one.outcome === 'paid' ? voucher?.value : null,
  }))
  return kept(async () => {
    await sql`
      insert into surplus_pay_result (home, batch, member, body, area, outcome, reason, day, voucher, file)
      select ${batch.home}, ${batch.id}::uuid, r.member, ${batch.body}::uuid, ${batch.area}, r.outcome, r.reason, ${given.day}::date,
        r.voucher, ${given.file ?? null}::uuid
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r (member uuid, outcome text, reason text, voucher uuid)`.execute(
      trx,
    )
    return { paid: paid.length, failed: rows.length - paid.length, voucher: voucher?.value ?? null }
  })
}

async function bookPayments(
  trx: Kysely<unknown>,
  plan: PlanRow,
  of: { batch: BatchRow; day: Day; paid: readonly Result[]; amounts: ReadonlyMap<string, Fen> },
): Promise<Outcome<string>> {
  const { batch, day, paid, amounts } = of
  const shares = new Map(
    (await sharesOf(trx, { home: plan.home, plan: plan.id })).map((one) => [one.member, one]),
  )
  const lines: VoucherLine[] = paid.flatMap(({ member }) => {
    const share = shares.get(member)!
    return paymentLines(share, { before: share.paid, amount: amounts.get(member)! })
  })
  const credit = lines.reduce((sum, one) => sum + (one.debit ?? 0n), 0n)
  const posted = await postVoucher(trx, {
    home: plan.home,
    body: plan.body,
    area: plan.area,
    on: day,
    summary: `兑付 ${plan.year} 年盈余（${batch.way === 'bank' ? '银行代发' : '现金'}，${paid.length} 人）`,
    lines: [...lines, { account: batch.way === 'bank' ? '102' : '101', credit }],
    source: { plan: plan.id, batch: batch.id },
  })
  return posted.ok ? done(posted.value.id) : posted
}

async function kept<T>(write: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return done(await write())
  } catch (error) {
    if (error instanceof DatabaseError && error.code?.startsWith('HP'))
      return failed(refused('pay-refused', `${error.message}；没有登记，请刷新后重试`))
    throw error
  }
}
