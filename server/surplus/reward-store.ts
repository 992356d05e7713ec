/** Rewards for services that the books have in the costs of a time, with their resolutions and the posts of who got them. */
import { sql, type Kysely } from 'kysely'
import { REWARD_TEMPLATES } from '#core/accounting/templates-rewards.ts'
import { sayResolution } from '#core/governance/resolution.ts'
import type { YearReward } from '#core/surplus/year.ts'
import type { Fen } from '#core/values/money.ts'
import { passedItems } from '#server/governance/resolutions.ts'

interface Of {
  home: string
  body: string
}
interface Time {
  from: string
  to: string
}

export interface BookedReward extends YearReward {
  day: string
  voucher: string
}

interface RewardRow {
  day: string
  voucher: string
  payee: string
  what: string
  resolution: string
  amount: Fen
}

/** Rewards posted by their templates and not reversed; what was written as free lines is not known as one. */
export async function bookedRewards(trx: Kysely<unknown>, of: Of, time: Time): Promise<BookedReward[]> {
  const { rows } = await sql<RewardRow>`
    select v.day, v.year || '-' || lpad(v.number::text, greatest(4, length(v.number::text)), '0') as voucher,
      coalesce(m.person, v.source #>> '{answers,party}', '') as payee, coalesce(v.source #>> '{answers,service}', '') as what,
      coalesce(v.source #>> '{answers,resolution}', '') as resolution,
      (select coalesce(sum(l.debit), 0) from voucher_line l where l.home = v.home and l.voucher = v.id
        and l.account in ('521', '523'))::bigint as amount
    from voucher v left join member m on m.home = v.home and m.body = v.body and m.id::text = v.source #>> '{answers,member}'
    where v.home = ${of.home} and v.body = ${of.body}::uuid and v.day between ${time.from}::date and ${time.to}::date
      and v.phase = 'current' and v.source ->> 'template' = any (${REWARD_TEMPLATES}::text[]) and v.reverses is null
      and not exists (select from voucher r where r.home = v.home and r.reverses = v.id)
    order by v.day, v.year, v.number`.execute(trx)
  if (rows.length === 0) return []
  const items = await passedItems(trx, { ...of, refs: rows.map((one) => one.resolution) })
  const passed = new Map(items.map((one) => [one.ref, one]))
  const posts = await postsIn(trx, of, time)
  return rows.map((one) => ({
    ...one,
    booked: true,
    resolution: sayResolution(one.resolution, passed),
    post: posts.get(one.payee) ?? null,
  }))
}

/** Who held a post within the time, by name. */
export async function postsIn(
  trx: Kysely<unknown>,
  of: Of,
  time: Time,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ person: string; posts: string }>`
    select person, string_agg(distinct post, '、') as posts from officer
    where home = ${of.home} and body = ${of.body}::uuid and not ended and person is not null and post is not null
      and (since is null or since <= ${time.to}::date) and (until is null or until >= ${time.from}::date)
    group by 1`.execute(trx)
  return new Map(rows.map((one) => [one.person, one.posts]))
}
