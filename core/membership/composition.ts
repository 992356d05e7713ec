/** Who may be taken in: the law bounds the number of organisations and the part of farmers (社法 19, 20). */
import { done, failed, type Outcome } from '../values/outcome.ts'
import { refused } from '../values/problem.ts'

export interface Composition {
  farmers: number
  persons: number
  organisations: number
}

const SMALL = 20

/** How many organisations a cooperative of so many members may have: one up to 20 members, then five in a hundred. */
export function organisationsAllowed(members: number): number {
  return members <= SMALL ? 1 : Math.floor(members / 20)
}

/** The composition with one more member of that kind. */
export function withOneMore(now: Composition, kind: string): Composition {
  if (kind === '农民') return { ...now, farmers: now.farmers + 1 }
  if (kind === '其他自然人') return { ...now, persons: now.persons + 1 }
  return { ...now, organisations: now.organisations + 1 }
}

/** Whether one more member of that kind may be entered. Errors: organisations-beyond, farmers-below. A federation has cooperatives only. */
export function mayEnter(now: Composition, kind: string, federation: boolean): Outcome<Composition> {
  const then = withOneMore(now, kind)
  if (federation || kind === '农民') return done(then)
  const members = then.farmers + then.persons + then.organisations
  const allowed = organisationsAllowed(members)
  if (then.organisations > now.organisations && then.organisations > allowed)
    return failed(
      refused(
        'organisations-beyond',
        `登记后成员 ${members} 名，单位成员最多 ${allowed} 名（社法第20条），现在会有 ${then.organisations} 名；请先吸收农民成员，或由该单位以合同方式合作`,
        { field: 'kind' },
      ),
    )
  if (then.farmers * 100 < members * 80)
    return failed(
      refused(
        'farmers-below',
        `登记后农民成员 ${then.farmers} 名，不足成员总数 ${members} 名的 80%（社法第20条）；请先吸收农民成员`,
        { field: 'kind' },
      ),
    )
  return done(then)
}
