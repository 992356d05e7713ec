import type { Ratio } from '../kernel/literal.ts'
import type { Target } from '../kernel/policy.ts'
import { daysBetween } from '../values/day.ts'

/** How an actual figure stands to its target on a day. */
export const TARGET_STATES = ['达到', '按进度', '落后', '未到期', '未知', '待补正'] as const
export type TargetState = (typeof TARGET_STATES)[number]

/** What is to be reached, in whole numbers: a count n is n over 1. */
export interface Course {
  comparator: Target['comparator']
  value: Ratio
  kind: Target['kind']
  /** The day on which the way begins. */
  from: string
  by: string
}

export interface Standing {
  state: TargetState
  /** Actual less target. */
  gap: Ratio | null
  /** Where the straight line from baseline to deadline stands on the day. */
  pace: Ratio | null
  /** What the deadline will find if things go on as they went so far. */
  forecast: Ratio | null
}

const NOTHING: Ratio = { num: 0n, den: 1n }

/** Where a target stands. Nothing is made up: without an actual figure it is unknown, without a baseline it has no pace. */
export function standingOf(
  course: Course,
  seen: { day: string; actual: Ratio | null; baseline: Ratio | null },
): Standing {
  const { actual, day } = seen
  const gone = Math.max(0, daysBetween(course.from, day))
  const whole = daysBetween(course.from, course.by)
  // A flow counts from nothing on its first day.
  const baseline = course.kind === 'flow' ? NOTHING : seen.baseline
  const under = day < course.by && whole > 0 && baseline !== null
  const pace = under ? along(baseline, course.value, { part: gone, of: whole }) : null
  if (actual === null) return { state: '未知', gap: null, pace, forecast: null }
  const forecast = under && gone > 0 ? along(baseline, actual, { part: whole, of: gone }) : null
  const gap = minus(actual, course.value)
  if (reaches(actual, course.value, course)) return { state: '达到', gap, pace, forecast }
  if (day >= course.by) return { state: '落后', gap, pace, forecast }
  if (pace === null) return { state: '未到期', gap, pace, forecast }
  return { state: reaches(actual, pace, course) ? '按进度' : '落后', gap, pace, forecast }
}

/** What an officer has to find out before the target can go live; empty when it is complete. */
export function missingOf(target: Pick<Target, 'value' | 'base' | 'question'>): string[] {
  const missing: string[] = []
  if (target.value.type === 'ratio' && target.base === null)
    missing.push('文件没有写明比例的分母（以哪些合作社为基数），请向发文单位问明后补正')
  if (target.question !== null) missing.push(target.question)
  return missing
}

/** The point after `part` of `of` days on the straight line through both. */
function along(from: Ratio, to: Ratio, days: { part: number; of: number }): Ratio {
  const way = minus(to, from)
  return plus(from, { num: way.num * BigInt(days.part), den: way.den * BigInt(days.of) })
}

function plus(a: Ratio, b: Ratio): Ratio {
  return { num: a.num * b.den + b.num * a.den, den: a.den * b.den }
}

function minus(a: Ratio, b: Ratio): Ratio {
  return plus(a, { num: -b.num, den: b.den })
}

function reaches(value: Ratio, wanted: Ratio, { comparator }: Course): boolean {
  const { num } = minus(value, wanted)
  return comparator === 'at_least' ? num >= 0n : num <= 0n
}
