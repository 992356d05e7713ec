/** Writing the life of a membership: its end, who stands behind it, the roll. The database refuses what can not be. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import type { MemberRole } from '#core/membership/member-roles.ts'
import { member } from '#core/membership/member.ts'
import type { Day } from '#core/values/day.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import type { WireValue } from '#contract/kernel.ts'
import { close, fingerprint, type Keys } from '#server/database/crypt.ts'
import { changeRecord } from '#server/register/change.ts'
import { findRecord } from '#server/register/list.ts'

export interface Of {
  home: string
  body: string
  area: string
  member: string
  /** The case that it belongs to. */
  item?: string | undefined
}

export interface End {
  kind: 'left' | 'expelled' | 'died'
  day: Day
  noticedOn?: Day | undefined
  months?: number | undefined
  charter?: string | undefined
}

/** Ends the membership. Errors: membership-refused. */
export function endMembership(trx: Kysely<unknown>, of: Of, end: End): Promise<Outcome<string>> {
  const id = randomUUIDv7()
  return kept(id, () =>
    sql`insert into membership_end (home, id, body, area, member, kind, day, noticed_on, notice_months, charter, item)
      values (${of.home}, ${id}, ${of.body}::uuid, ${of.area}, ${of.member}::uuid, ${end.kind}, ${end.day}::date,
        ${end.noticedOn ?? null}::date, ${end.months ?? null}, ${end.charter ?? null}, ${of.item ?? null}::uuid)`.execute(
      trx,
    ),
  )
}

/** Takes back a death that was reported by mistake. Errors: membership-refused. */
export function takeBackDeath(
  trx: Kysely<unknown>,
  of: { home: string; end: string; note: string },
): Promise<Outcome<string>> {
  const id = randomUUIDv7()
  return kept(id, () =>
    sql`insert into membership_end (home, id, body, area, member, kind, day, item, note, reverses)
      select home, ${id}, body, area, member, kind, day, item, ${of.note.slice(0, 200)}, id from membership_end
      where home = ${of.home} and id = ${of.end}::uuid`.execute(trx),
  )
}

export interface SaidRole {
  role: MemberRole
  person: string
  relation?: string | undefined
  /** Of the account holder, in clear. */
  account?: string | undefined
  from: Day
  ground: string
}

/** Says who holds a role from a day on. Errors: membership-refused. */
export function sayRole(
  trx: Kysely<unknown>,
  of: Of,
  given: { said: SaidRole; keys: Keys },
): Promise<Outcome<string>> {
  const { said, keys } = given
  const id = randomUUIDv7()
  const account = said.account === undefined ? null : close(keys, Buffer.from(said.account))
  const hash = said.account === undefined ? null : fingerprint(keys, said.account)
  return kept(id, () =>
    sql`insert into member_role (home, id, body, area, member, role, person, relation, account, account_hash, from_day, ground, item)
      values (${of.home}, ${id}, ${of.body}::uuid, ${of.area}, ${of.member}::uuid, ${said.role}, ${said.person.trim()},
        ${said.relation?.trim() || null}, ${account}, ${hash}, ${said.from}::date, ${said.ground}, ${of.item ?? null}::uuid)`.execute(
      trx,
    ),
  )
}

/** Changes fields of the roll from a day on. Errors: of the register, member-missing. */
export async function changeRoll(
  trx: Kysely<unknown>,
  of: Pick<Of, 'member' | 'area'>,
  change: { values: Record<string, WireValue>; on: Day; today: Day; keys: Keys },
): Promise<Outcome<void>> {
  const row = await findRecord(trx, member, of.member)
  if (!row) return failed(refused('member-missing', '成员名册里没有这名成员，请刷新页面后重选'))
  const effectiveOn = change.on > row.effective_on ? change.on : row.effective_on
  return changeRecord(trx, member, {
    row,
    entry: { area: row.area, effectiveOn, today: change.today, values: change.values },
    keys: change.keys,
  })
}

async function kept(id: string, insert: () => Promise<unknown>): Promise<Outcome<string>> {
  try {
    await insert()
    return done(id)
  } catch (error) {
    if (error instanceof DatabaseError && error.code?.startsWith('HM'))
      return failed(refused('membership-refused', `${error.message}；没有登记`))
    if (error instanceof DatabaseError && error.constraint?.startsWith('membership_end_check'))
      return failed(
        refused('membership-refused', '书面提出的日期晚于期限，或终止的日期不是会计年度终了；没有登记'),
      )
    throw error
  }
}
