import { addDays, daysBetween } from '../values/day.ts'

/** Days at even distances from the first to the last, both among them; never more than `most`, never one twice. */
export function courseDays(from: string, by: string, most: number): string[] {
  const whole = daysBetween(from, by)
  if (whole <= 0) return [by]
  const steps = Math.min(most - 1, whole)
  return Array.from({ length: steps + 1 }, (_, at) => addDays(from, Math.round((whole * at) / steps)))
}
