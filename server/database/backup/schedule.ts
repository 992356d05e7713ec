/** When an automatic backup is due, what it is called, and which old ones go. */

export interface BackupSettings {
  /** Where the files go; absolute. */
  folder: string
  /** Hour of the day in Asia/Shanghai, 0–23. */
  hour: number
  /** Of so many last days the newest is kept. */
  daily: number
  /** Of so many last weeks the newest is kept. */
  weekly: number
}

export const DEFAULTS = { hour: 2, daily: 7, weekly: 4 } as const
/** Backups made before an upgrade that are kept. */
const BEFORE_UPGRADE_KEPT = 3
const DAY_MS = 86_400_000
const SHANGHAI_MS = 8 * 3_600_000
const RETRY_MS = 3_600_000

const NIGHTLY = /^heshe-(\d{4}-\d{2}-\d{2})-\d{4}\.heshe$/
const UPGRADE = /^heshe-before-\d{12}-\d{12}\.heshe$/
/** A draft of a process that was killed. */
const DRAFT = /^\.(heshe-[\w-]+\.heshe)\.(\d+)$/

/** heshe-2026-03-20-0200.heshe, by the clock of Asia/Shanghai. */
export function nameOf(at: Date): string {
  const text = new Date(at.getTime() + SHANGHAI_MS).toISOString()
  return `heshe-${text.slice(0, 10)}-${text.slice(11, 16).replace(':', '')}.heshe`
}

/** heshe-before-202611262002-202603200200.heshe: before which migration, and when. */
export function upgradeNameOf(migration: string, at: Date): string {
  const stamp = new Date(at.getTime() + SHANGHAI_MS).toISOString().replaceAll(/\D/g, '').slice(0, 12)
  return `heshe-before-${migration.slice(0, 12)}-${stamp}.heshe`
}

/** The last moment at which the hour struck. */
export function lastHour(now: Date, hour: number): Date {
  const local = now.getTime() + SHANGHAI_MS
  const today = Math.floor(local / DAY_MS) * DAY_MS + hour * 3_600_000
  return new Date((today <= local ? today : today - DAY_MS) - SHANGHAI_MS)
}

/**
 * Whether a backup is to be made now: none went well since the hour struck last, and the last try is an hour ago.
 * What seems to lie in the future was made before the clock was set back and does not count.
 */
export function isDue(now: Date, of: { hour: number; lastDone: Date | null; lastTry: Date | null }): boolean {
  const past = (at: Date | null): number => (at && at <= now ? at.getTime() : 0)
  return past(of.lastDone) < lastHour(now, of.hour).getTime() && past(of.lastTry) <= now.getTime() - RETRY_MS
}

/** The names that may go: neither the newest of one of the last days or weeks, nor of the last upgrades. Others' files stay. */
export function outdated(names: readonly string[], of: { daily: number; weekly: number }): string[] {
  const nightly = names
    .filter((name) => NIGHTLY.test(name))
    .toSorted()
    .toReversed()
  const upgrades = names
    .filter((name) => UPGRADE.test(name))
    .toSorted((a, b) => (stampOf(a) < stampOf(b) ? 1 : -1))
  const dayOf = (name: string): string => NIGHTLY.exec(name)?.[1] ?? ''
  const kept = new Set([
    ...newestOfEach(nightly, dayOf).slice(0, of.daily),
    ...newestOfEach(nightly, (name) => weekOf(dayOf(name))).slice(0, of.weekly),
    ...upgrades.slice(0, BEFORE_UPGRADE_KEPT),
  ])
  return [...nightly, ...upgrades].filter((name) => !kept.has(name))
}

/** Drafts among the names, with the process that wrote each. */
export function draftsAmong(names: readonly string[]): { name: string; pid: number }[] {
  return names.flatMap((name) => {
    const found = DRAFT.exec(name)
    return found ? [{ name, pid: Number(found[2]) }] : []
  })
}

function stampOf(name: string): string {
  return name.slice(-18)
}

function newestOfEach(names: readonly string[], groupOf: (name: string) => string): string[] {
  const newest = new Map<string, string>()
  for (const name of names) if (!newest.has(groupOf(name))) newest.set(groupOf(name), name)
  return [...newest.values()]
}

/** The Monday of the week. */
function weekOf(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`)
  const weekday = (new Date(at).getUTCDay() + 6) % 7
  return new Date(at - weekday * DAY_MS).toISOString().slice(0, 10)
}
