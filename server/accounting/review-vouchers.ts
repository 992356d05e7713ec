/** 凭证审核: another pair of eyes on what was posted, and whether a book asks for it. */
import { sql, type Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { asUuid } from '#server/database/columns.ts'

type Of = { home: string; body: string }

/** The last word on reviews; null where nobody decided anything. `from` is the first day of a month. */
export async function reviewRuleOf(
  trx: Kysely<unknown>,
  of: Of,
): Promise<{ wanted: boolean; from: string; ground: string } | null> {
  const { rows } = await sql<{ wanted: boolean; from: string; ground: string }>`
    select wanted, from_month as from, ground from review_rule where home = ${of.home} and body = ${of.body}::uuid
    order by number desc limit 1`.execute(trx)
  return rows[0] ?? null
}

/** Decides it from a month on; `from` is its first day. */
export async function setReviewRule(
  trx: Kysely<unknown>,
  of: Of & { area: string; wanted: boolean; from: string; ground: string },
): Promise<void> {
  await sql`insert into review_rule (home, body, area, wanted, from_month, ground)
    values (${of.home}, ${of.body}, ${of.area}, ${of.wanted}, ${of.from}, ${of.ground})`.execute(trx)
}

/** How many vouchers of the month nobody reviewed; null where the book does not ask for it. */
export async function openReviews(trx: Kysely<unknown>, of: Of & { month: string }): Promise<number | null> {
  const { rows } = await sql<{ open: number | null }>`
    select case when review_asked(${of.home}, ${of.body}::uuid, ${of.month}::date) then (
      select count(*)::int from voucher v where v.home = ${of.home} and v.body = ${of.body}::uuid and v.phase <> 'opening'
        and v.day >= ${of.month}::date and v.day < (${of.month}::date + interval '1 month')::date
        and not exists (select from voucher_review r where r.home = v.home and r.voucher = v.id)) end as open`.execute(
    trx,
  )
  return rows[0]?.open ?? null
}

/**
 * Reviews vouchers of one book in the name of the caller: what is reviewed already is left, what he made himself too, and
 * that is counted. Errors: review-own, review-none.
 */
export async function reviewVouchers(
  trx: Kysely<unknown>,
  of: Of & { vouchers: readonly string[]; reviewer: { username: string } },
): Promise<Outcome<{ reviewed: number; own: number }>> {
  const ids = [...new Set(of.vouchers)].filter((one) => asUuid(one) === one)
  const { username } = of.reviewer
  try {
    const { rows } = await sql<{ reviewed: number; own: number }>`
      with open as (
        select v.home, v.id, v.body, v.area, v.actor = ${username} as own from voucher v
        where v.home = ${of.home} and v.body = ${of.body}::uuid and v.id = any (${ids}::uuid[])
          and not exists (select from voucher_review r where r.home = v.home and r.voucher = v.id)),
      done as (
        insert into voucher_review (home, voucher, body, area) select home, id, body, area from open where not own
        on conflict do nothing returning voucher)
      select (select count(*)::int from done) as reviewed, (select count(*)::int from open where own) as own`.execute(
      trx,
    )
    const { reviewed = 0, own = 0 } = rows[0] ?? {}
    if (reviewed > 0) return done({ reviewed, own })
    return failed(
      own > 0
        ? refused('review-own', '这些凭证是您自己制的，要由另一人审核；请让另一位记账的人用自己的账号办理')
        : refused('review-none', '所选的凭证都已经审核过；请刷新后再看'),
    )
  } catch (error) {
    if (error instanceof DatabaseError && error.code?.startsWith('HB'))
      return failed(refused('review-own', `${error.message}；请让另一位记账的人用自己的账号办理`))
    throw error
  }
}
