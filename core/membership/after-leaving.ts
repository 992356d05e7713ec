/** A trade belongs to a member: what of it when the roll says that he left. */
import type { Day } from '../values/day.ts'
import { refused, warned, type Problem } from '../values/problem.ts'

export interface Leaving {
  name: string
  /** The last day of the membership; null while it lasts. */
  leftOn: Day | null
}

/** Whether the membership lasts on the day: its last day is one of it. */
export function isMemberOn(leftOn: Day | null, day: Day): boolean {
  return leftOn === null || day <= leftOn
}

/** After the last day it is refused, with the way out; a day before it, entered later, is kept and pointed at. */
export function afterLeaving(day: Day, { name, leftOn }: Leaving, today: Day): Problem | null {
  if (leftOn === null || isMemberOn(leftOn, today)) return null
  if (!isMemberOn(leftOn, day))
    return refused(
      'trade-after-leaving',
      `${name} 已于 ${leftOn} 退社，${day} 的交易不能记在其名下；退社日期填错的先在成员名册改正，已退社的按与非成员的交易记账`,
      { field: 'member' },
    )
  return warned('trade-before-leaving', `${name} 已于 ${leftOn} 退社，${day} 的交易是退社以前的，作为补记`, {
    field: 'member',
  })
}
