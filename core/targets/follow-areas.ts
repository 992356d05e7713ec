/**
 * What was set for an area, when the area ends: it goes on where the area went whole. Numbers and amounts are added to those of
 * the place that takes it over; a rate goes on where it is the same there, or where nothing was there before. What went several
 * ways, up into a township, or meets another rate is not decided here: it is told, and somebody divides it anew.
 */
import type { Literal } from '../kernel/literal.ts'
import type { Day } from '../values/day.ts'

/** A figure that holds for an area. */
export interface HeldTarget {
  /** document/id, or own/uuid. */
  target: string
  label: string
  by: Day
  area: string
  /** Null where none is set. */
  value: Literal | null
  /** Set for this very area: a rate that holds everywhere is not, and needs no carrying. */
  own: boolean
  owner: string | null
}

export interface FollowingTarget {
  target: string
  label: string
  by: Day
  /** The area that ends, and its figure. */
  area: string
  value: Literal
  owner: string | null
  /** Where the figure goes on; null where somebody has to divide it anew. */
  to: string | null
}

export interface HeirTarget {
  target: string
  area: string
  value: Literal
  owner: string | null
}

export interface TargetsAfter {
  following: readonly FollowingTarget[]
  /** What the places that go on have from then on. */
  heirs: readonly HeirTarget[]
}

/**
 * Where the figures of areas that end go on. `held` is what holds for those areas and for their heirs before the change, `added`
 * the areas that begin with it. Figures due before the day of the change stay with the area that they were set for.
 */
export function targetsAfter(
  held: readonly HeldTarget[],
  of: {
    day: Day
    closed: readonly { code: string; heirs: readonly string[] }[]
    added: ReadonlySet<string>
  },
): TargetsAfter {
  const at = new Map(held.map((one) => [`${one.target} ${one.area}`, one]))
  const sums = new Map<string, HeirTarget>()
  const following: FollowingTarget[] = []
  for (const { code, heirs } of of.closed)
    for (const { target, label, by, value, owner } of held.filter((one) => one.area === code && one.own)) {
      if (value === null || by < of.day) continue
      const [heir, ...others] = heirs
      const sole = heir !== undefined && others.length === 0 && heir.length === code.length ? heir : null
      const key = `${target} ${sole}`
      const there = sums.get(key) ?? (sole === null ? undefined : at.get(`${target} ${sole}`))
      const fresh = sole !== null && of.added.has(sole) && !sums.has(key)
      const next = sole === null ? null : together(value, { there: there?.value ?? null, fresh })
      following.push({ target, label, by, area: code, value, owner, to: next === null ? null : sole })
      if (next !== null && sole !== null && (fresh || next.type !== 'ratio'))
        sums.set(key, { target, area: sole, value: next, owner: there?.owner ?? owner })
    }
  // Two that meet with different rates: neither of them goes on. A rate that is the same there is not written again.
  const broken = new Set(following.flatMap((one) => (one.to === null ? [meeting(one, of.closed)] : [])))
  const settled = following.map((one) =>
    one.value.type === 'ratio' && broken.has(meeting(one, of.closed)) ? { ...one, to: null } : one,
  )
  const kept = new Set(settled.flatMap((one) => (one.to === null ? [] : [`${one.target} ${one.to}`])))
  return { following: settled, heirs: [...sums].flatMap(([key, one]) => (kept.has(key) ? [one] : [])) }
}

/** The target at the place where it would meet others. */
function meeting(
  { target, area }: Pick<FollowingTarget, 'target' | 'area'>,
  closed: readonly { code: string; heirs: readonly string[] }[],
): string {
  return `${target} ${closed.find((one) => one.code === area)?.heirs.join(',') ?? ''}`
}

/** The figure of both together; null where it can not be said. */
function together(value: Literal, of: { there: Literal | null; fresh: boolean }): Literal | null {
  const { there, fresh } = of
  if (value.type === 'ratio') {
    if (fresh) return value
    return there?.type === 'ratio' && there.value.num * value.value.den === value.value.num * there.value.den
      ? there
      : null
  }
  if (there === null) return value
  if (value.type === 'count' && there.type === 'count')
    return { type: 'count', value: value.value + there.value }
  if (value.type === 'money' && there.type === 'money')
    return { type: 'money', value: value.value + there.value }
  return null
}
