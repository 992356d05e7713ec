/** Since when a place bears its name, and since when it is there: a code has one span of days for each name. */
import type { Day } from '../values/day.ts'

export interface NameSpan {
  name: string
  /** Null: since before the list. */
  from: Day | null
  /** First day on which it no longer holds; null: it holds. */
  to: Day | null
}

/**
 * The first days of the name and of the place of the last of these spans (by day), looked back over as long as one follows
 * the other without a gap. A change that was taken back on its own day left the name as it was.
 */
export function sinceOf(spans: readonly NameSpan[]): { name: Day | null; place: Day | null } {
  const [last, ...earlier] = spans.filter((one) => one.from === null || one.from !== one.to).toReversed()
  if (last === undefined) return { name: null, place: null }
  let [name, place, named] = [last.from, last.from, true]
  for (const one of earlier) {
    if (place === null || one.to !== place) break
    named &&= one.name === last.name
    place = one.from
    if (named) name = one.from
  }
  return { name, place }
}
