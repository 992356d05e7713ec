/** A trade belongs to a member: what of it when the roll says that he was none yet, or left. */
import type { Day } from '../values/day.ts'
import { refused, warned, type Problem } from '../values/problem.ts'

export interface Leaving {
  name: string
  /** The first day of the membership; null where the roll does not say. */
  joinedOn: Day | null
  /** The last day of the membership; null while it lasts. */
  leftOn: Day | null
}

/** Whether the membership lasts on the day: its last day is one of it. */
export function isMemberOn(leftOn: Day | null, day: Day): boolean {
  return leftOn === null || day <= leftOn
}

/**
 * After the last day it is refused, with the way out; a day before it, entered later, and one before the first day are kept and
 * pointed at: trades with members and with others are booked apart (社法 41).
 */
export function outsideMembership(day: Day, { name, joinedOn, leftOn }: Leaving, today: Day): Problem | null {
  if (joinedOn !== null && day < joinedOn)
    return warned(
      'trade-before-joining',
      `${name} ${joinedOn} 入社，${day} 的交易在入社以前：应按与非成员的交易记账，入社以前年度的不参加返还（社法第41、44条）；入社日期填错的先在成员名册改正`,
      { field: 'member' },
    )
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
