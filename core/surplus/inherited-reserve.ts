/** Reserve shares of earlier years, where shares were inherited since: what was the dead member's account is the heir's. */
import { allocate } from '../values/allocate.ts'
import type { Fen } from '../values/money.ts'

/** What a member had of the reserve after the latest posted plan. */
export interface KeptReserve {
  member: string
  /** Of which year that plan was. */
  year: number
  amount: Fen
}

export interface Inheritance {
  dead: string
  heir: string
  year: number
  /** The share that passed, in fen. */
  amount: Fen
}

/**
 * What each account has of the reserve before the year: what a plan kept for it, and what came with an inherited share.
 * A plan posted since the inheritance has it in the heir's account already; what such a plan still gave the dead member for
 * his last trades follows it. `held` is what of his share is frozen still: that part of the reserve stays with it.
 */
export function reserveBefore(of: {
  kept: readonly KeptReserve[]
  inheritances: readonly Inheritance[]
  held: ReadonlyMap<string, Fen>
}): Map<string, Fen> {
  const kept = new Map(of.kept.map((one) => [one.member, one]))
  const found = new Map(of.kept.map((one) => [one.member, one.amount]))
  const add = (member: string, amount: Fen) => found.set(member, (found.get(member) ?? 0n) + amount)
  for (const [dead, passed] of Map.groupBy(of.inheritances, (one) => one.dead)) {
    const own = kept.get(dead)
    if (own === undefined) continue
    const frozen = of.held.get(dead) ?? 0n
    const since = Math.min(...passed.map((one) => one.year))
    // A frozen account goes on by itself; what passed of it passed once.
    if (frozen > 0n && own.year >= since) continue
    const parts = allocate(own.amount, [...passed.map((one) => one.amount), frozen])
    add(dead, parts.at(-1)! - own.amount)
    for (const [at, { heir, year }] of passed.entries()) {
      const his = kept.get(heir)
      if (his === undefined || his.year < year || own.year >= his.year) add(heir, parts[at]!)
    }
  }
  return found
}

/** A passing of reserve with its day: less for the dead member's account, more for the heir's. */
export interface ReserveMove {
  member: string
  day: string
  /** Of the inheritance. */
  year: number
  amount: Fen
}

/** What passed from each dead member's account, of what was kept for it when his share passed. */
export function reserveMoves(of: {
  kept: readonly KeptReserve[]
  inheritances: readonly (Inheritance & { day: string })[]
  held: ReadonlyMap<string, Fen>
}): ReserveMove[] {
  const kept = new Map(of.kept.map((one) => [one.member, one.amount]))
  return [...Map.groupBy(of.inheritances, (one) => one.dead)].flatMap(([dead, passed]) => {
    const parts = allocate(kept.get(dead) ?? 0n, [
      ...passed.map((one) => one.amount),
      of.held.get(dead) ?? 0n,
    ])
    return passed.flatMap(({ heir, day, year }, at) => [
      { member: dead, day, year, amount: -parts[at]! },
      { member: heir, day, year, amount: parts[at]! },
    ])
  })
}
