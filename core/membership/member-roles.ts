/** Who stands behind a membership: four dated things that are often one person and need not be. */
import type { Day } from '../values/day.ts'

export const MEMBER_ROLES = {
  entitled: '权利人',
  household: '户',
  payee: '收款人',
  holder: '开户人',
} as const
export type MemberRole = keyof typeof MEMBER_ROLES

/** What each of them is, said beside it. */
export const ROLE_SAYS: Readonly<Record<MemberRole, string>> = {
  entitled: '份额是谁的：有表决权，盈余和退社款归谁',
  household: '算在哪一户：户主姓名',
  payee: '钱交给谁：在兑付清单和明白纸上签字的人',
  holder: '打到谁的卡：银行账号和户名',
}

/** A statement that from a day on a role is held by somebody. Later statements on the same day correct earlier ones. */
export interface RoleSaid {
  member: string
  role: MemberRole
  person: string
  from: Day
  /** Order of saying. */
  order: number
}

export interface RoleSpan extends RoleSaid {
  /** The last day, or null where it holds still. */
  until: Day | null
}

/** The statements of one member as spans without gap or overlap, by role; what was corrected is left out. */
export function spansOf(said: readonly RoleSaid[], dayBefore: (day: Day) => Day): RoleSpan[] {
  return (Object.keys(MEMBER_ROLES) as MemberRole[]).flatMap((role) => {
    const latest = new Map<Day, RoleSaid>()
    for (const one of said.filter((each) => each.role === role).toSorted((a, b) => a.order - b.order))
      latest.set(one.from, one)
    const rows = [...latest.values()].toSorted((a, b) => (a.from < b.from ? -1 : 1))
    return rows.map((row, at) => {
      const next = rows[at + 1]
      return { ...row, until: next === undefined ? null : dayBefore(next.from) }
    })
  })
}

/** Who holds the role on the day; undefined where nothing is said and it is the member himself. */
export function holderOn(spans: readonly RoleSpan[], role: MemberRole, day: Day): RoleSpan | undefined {
  return spans.find((one) => one.role === role && one.from <= day && (one.until === null || one.until >= day))
}
