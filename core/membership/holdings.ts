/** Who holds how much on a day: a sum over events, never a stored figure. */
import type { Day } from '../values/day.ts'
import type { Fen } from '../values/money.ts'
import { shareKind } from './share-kinds.ts'

/** An event that was kept. A reversal has the kind, members and day of what it reverses and the amount below zero. */
export interface KeptShareEvent {
  kind: string
  member: string
  receiver: string | null
  amount: Fen
  on: Day
}

/** What each member holds at the end of the day; members at zero are left out. */
export function holdingsAt(events: Iterable<KeptShareEvent>, day: Day): Map<string, Fen> {
  const held = new Map<string, Fen>()
  const add = (member: string, amount: Fen) => held.set(member, (held.get(member) ?? 0n) + amount)
  for (const event of events) {
    if (event.on > day) continue
    const effect = shareKind(event.kind)?.effect
    add(event.member, effect === 'in' ? event.amount : -event.amount)
    if (event.receiver !== null) add(event.receiver, event.amount)
  }
  return new Map([...held].filter(([, amount]) => amount !== 0n))
}

export interface Holder {
  member: string
  /** 成员类型 of the roll. */
  kind: string | null
  amount: Fen
}

export interface ShareStructure {
  total: Fen
  largest: Fen
  collective: Fen
  farmers: Fen
  /** Of members whose 成员类型 nobody has filled in: they may be either. */
  untyped: Fen
}

export const COLLECTIVE = '农村集体经济组织'

/** The sums that the caps ask about. */
export function structureOf(holders: readonly Holder[]): ShareStructure {
  const sum = (of: readonly Holder[]) => of.reduce((all, one) => all + one.amount, 0n)
  return {
    total: sum(holders),
    largest: holders.reduce((most, one) => (one.amount > most ? one.amount : most), 0n),
    collective: sum(holders.filter((one) => one.kind === COLLECTIVE)),
    farmers: sum(holders.filter((one) => one.kind === '农民')),
    untyped: sum(holders.filter((one) => one.kind === null)),
  }
}

/** Share in percent with two decimals, rounded half up on integers. */
export function percentOf(part: Fen, total: Fen): string {
  if (total <= 0n) return '—'
  const hundredths = (part * 20_000n + total) / (total * 2n)
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}%`
}
