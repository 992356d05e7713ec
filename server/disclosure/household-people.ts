/** Who stands behind a membership, as its household reads it: whoever was never said is the member of the roll. */
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type { readMoney } from '#contract/disclosure/household.ts'
import { MEMBER_ROLES, ROLE_SAYS, type MemberRole } from '#core/membership/member-roles.ts'
import type { Day } from '#core/values/day.ts'
import type { HouseholdSelf } from '#server/access/household-store.ts'
import type { Keys } from '#server/database/crypt.ts'
import { rolesOn } from '#server/membership/life-store.ts'
import { payingTo } from '#server/surplus/payees.ts'

type People = z.input<typeof readMoney.response>['people']

/** Digits of an account that are shown: of a card number more would look like an id number. */
const SHOWN = 4

/** The four of them on the day; of the account its last digits. */
export async function peopleOf(
  trx: Kysely<unknown>,
  keys: Keys,
  of: { self: HouseholdSelf; day: Day },
): Promise<People> {
  const { home, member, name } = of.self
  const said = new Map((await rolesOn(trx, { home, member, day: of.day })).map((one) => [one.role, one]))
  const paying = (await payingTo(trx, keys, { home, members: [member], day: of.day })).get(member)
  const account = paying?.account ?? null
  return (Object.keys(MEMBER_ROLES) as MemberRole[]).map((role) => ({
    role,
    label: MEMBER_ROLES[role],
    says: ROLE_SAYS[role],
    person: said.get(role)?.person ?? name,
    relation: said.get(role)?.relation ?? null,
    from: said.get(role)?.from ?? null,
    account: role === 'holder' && account !== null ? account.slice(-SHOWN) : null,
  }))
}
