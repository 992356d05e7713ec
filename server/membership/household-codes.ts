/** Codes by which households come in: made, kept as digests, shown once. */
import { randomInt } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { HOUSEHOLD_RULES, householdLink, printCode } from '#core/access/household.ts'
import { addDays, type Day } from '#core/values/day.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import type { IssuedCode } from '#contract/membership/household-codes.ts'
import { codeDigest } from '#server/access/household.ts'
import type { Keys } from '#server/database/crypt.ts'
import { qrDrawing } from '#server/files/qr.ts'
import type { LedgerBody } from './store.ts'

export interface HouseholdRow {
  member: string
  number: string
  name: string
  state: 'none' | 'issued' | 'expired' | 'entered' | 'locked'
  ends_on: Day | null
  issued_by: string | null
  last_seen: Date | null
}

/** The households of a roll and how each stands with its code. */
export async function householdsOf(
  trx: Kysely<unknown>,
  of: Pick<LedgerBody, 'home' | 'body'> & { today: Day },
): Promise<HouseholdRow[]> {
  const { rows } = await sql<HouseholdRow>`
    select m.id as member, n.number, coalesce(m.person, '') as name,
      case when a.member is null then 'none' when a.locked then 'locked' when a.pin_set_at is not null then 'entered'
        when a.code_ends_on < ${of.today}::date then 'expired' else 'issued' end as state,
      a.code_ends_on as ends_on, coalesce(u.name, a.issued_by) as issued_by, a.last_seen_at as last_seen
    from member m join member_numbers(${of.home}, ${of.body}::uuid) n on n.member = m.id
    left join household_access a on a.home = m.home and a.member = m.id left join app_user u on u.username = a.issued_by
    where m.home = ${of.home} and m.body = ${of.body}::uuid and not m.ended
    order by length(n.number), n.number, m.id`.execute(trx)
  return rows
}

/** Eight digits; the first may be 0. */
const newCode = (): string => String(randomInt(100_000_000)).padStart(8, '0')

const ROUNDS_MAX = 5

/**
 * Makes codes for the households named, or for all; who has a PIN or an unused code keeps it unless it is to be replaced.
 * Errors: household-codes-none.
 */
export async function issueCodes(
  of: { trx: Kysely<unknown>; keys: Keys; body: LedgerBody },
  given: { members?: readonly string[] | undefined; replace: boolean; origin: string; now: Date; today: Day },
): Promise<Outcome<{ codes: IssuedCode[]; kept: number; endsOn: Day }>> {
  const { trx, keys, body } = of
  const roll = await householdsOf(trx, { ...body, today: given.today })
  const wanted = given.members ? roll.filter((one) => given.members!.includes(one.member)) : roll
  const due = wanted.filter((one) => given.replace || (one.state !== 'entered' && one.state !== 'issued'))
  if (wanted.length === 0) return failed(refused('household-codes-none', '没有选中名册上的成员，请先选成员'))
  const endsOn = addDays(given.today, HOUSEHOLD_RULES.codeDays)
  const made = new Map<string, string>()
  for (let round = 0; round < ROUNDS_MAX && made.size < due.length; round += 1) {
    const open = due.filter((one) => !made.has(one.member))
    const codes = distinctCodes(open.length)
    const taken = await take(of, { members: open.map((one) => one.member), codes, endsOn, now: given.now })
    for (const [at, one] of open.entries()) if (taken.has(one.member)) made.set(one.member, codes[at]!)
  }
  return done({
    endsOn,
    kept: wanted.length - due.length,
    codes: due.flatMap(({ member, number, name }) => {
      const code = made.get(member)
      if (code === undefined) return []
      const link = householdLink(given.origin, { code, number })
      return [{ member, number, name, code: printCode(code), link, drawing: qrDrawing(link) }]
    }),
  })

  async function take(
    at: typeof of,
    batch: { members: string[]; codes: string[]; endsOn: Day; now: Date },
  ): Promise<Set<string>> {
    const digests = batch.codes.map((code) => codeDigest(keys, code))
    const { rows } = await sql<{ member: string }>`
      select issue_household_codes(${at.body.home}, ${at.body.body}::uuid, ${batch.members}::uuid[], ${digests}::bytea[],
        ${batch.endsOn}::date, ${batch.now}) as member`.execute(at.trx)
    return new Set(rows.map((row) => row.member))
  }
}

function distinctCodes(count: number): string[] {
  const codes = new Set<string>()
  while (codes.size < count) codes.add(newCode())
  return [...codes]
}
