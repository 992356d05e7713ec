/** Accounts that nobody uses (等保 2.0: 清理过期账户). */
const DAY_MS = 86_400_000

/** The moment before which an account must have been used last to count as unused: on it to the millisecond it does not yet. */
export function unusedBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS)
}
