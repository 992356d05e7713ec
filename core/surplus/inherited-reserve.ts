/** Reserve shares where shares were inherited: what was the dead member's account is the heir's, and nothing of it is lost. */
import { allocate } from '../values/allocate.ts'
import type { Day } from '../values/day.ts'
import type { Fen } from '../values/money.ts'

/** What a posted plan says of a member. */
export interface PlanShare {
  member: string
  /** Of which year the plan is, and when it was posted. */
  year: number
  day: Day
  /** What the member had before by the plan, and what it gave. */
  before: Fen
  share: Fen
}

export interface Inheritance {
  dead: string
  heir: string
  year: number
  day: Day
  /** The share that passed, in fen. */
  amount: Fen
}

/**
 * A change of a member's reserve share with its day: given by a plan, carried into a plan from before the accounts (by hand),
 * or passed with an inherited share.
 */
export interface ReserveMove {
  member: string
  day: Day
  kind: 'given' | 'carried' | 'passed'
  amount: Fen
}

/** Posted plans, and the shares that passed, earlier ones first; `held` is what of a dead member's share is frozen still. */
export interface ReserveFacts {
  shares: readonly PlanShare[]
  inheritances: readonly Inheritance[]
  held: ReadonlyMap<string, Fen>
}

/** What each account has of the reserve: the sum over all of them is what the plans gave. */
export function reserveBefore(of: ReserveFacts): Map<string, Fen> {
  const found = new Map<string, Fen>()
  for (const { member, amount } of reserveMoves(of)) found.set(member, (found.get(member) ?? 0n) + amount)
  return found
}

/**
 * All changes, year by year: the shares that passed in a year come before its plan, which is of its last day. What a later
 * plan still gives to a dead member whose share passed whole follows it to the heirs, and to theirs; while a part is frozen,
 * the account goes on by itself.
 */
export function reserveMoves(of: ReserveFacts): ReserveMove[] {
  const ledger = new Ledger()
  const passed = new Map<string, Inheritance[]>()
  const frozen = new Map(of.held)
  for (const { dead, amount } of of.inheritances) frozen.set(dead, (frozen.get(dead) ?? 0n) + amount)
  const plans = Map.groupBy(of.shares, (one) => one.year)
  const passings = Map.groupBy(of.inheritances, (one) => one.year)
  const follow = (day: Day) => {
    const whole = [...passed].filter(([dead]) => frozen.get(dead) === 0n)
    // An heir may have died before: one round more for each of them, and no more, so that a circle ends too.
    for (let round = 0; round < whole.length; round += 1)
      for (const [dead, to] of whole) if (ledger.has(dead)) ledger.pass({ dead, to, day, rest: 0n })
  }
  for (const year of [...new Set([...plans.keys(), ...passings.keys()])].toSorted((a, b) => a - b)) {
    for (const one of passings.get(year) ?? []) {
      const rest = frozen.get(one.dead)! - one.amount
      frozen.set(one.dead, rest)
      passed.set(one.dead, [...(passed.get(one.dead) ?? []), one])
      ledger.pass({ dead: one.dead, to: [one], day: one.day, rest })
      follow(one.day)
    }
    const shares = plans.get(year) ?? []
    for (const one of shares) ledger.take(one)
    if (shares[0] !== undefined) follow(shares[0].day)
  }
  return ledger.moves
}

/** From when on an amount is in an account. */
interface Piece {
  day: Day
  amount: Fen
}

class Ledger {
  readonly moves: ReserveMove[] = []
  readonly #pieces = new Map<string, Piece[]>()

  has(member: string): boolean {
    return (this.#pieces.get(member) ?? []).some((one) => one.amount > 0n)
  }

  /** A plan is what its meeting resolved: what it says of before holds, also where it was typed by hand. */
  take({ member, day, before, share }: PlanShare): void {
    const pieces = this.#pieces.get(member) ?? []
    const carried = before - pieces.reduce((sum, one) => sum + one.amount, 0n)
    this.#pieces.set(
      member,
      carried < 0n
        ? [{ day, amount: before + share }]
        : [...pieces, { day, amount: carried }, { day, amount: share }],
    )
    this.#move({ member, day, kind: 'carried', amount: carried })
    this.#move({ member, day, kind: 'given', amount: share })
  }

  /** What the dead member has passes in proportion to the shares; what is posted later passes on its own day. */
  pass(of: { dead: string; to: readonly Inheritance[]; day: Day; rest: Fen }): void {
    const pieces = this.#pieces.get(of.dead) ?? []
    const early = pieces.filter((one) => one.day <= of.day).reduce((sum, one) => sum + one.amount, 0n)
    const later = pieces.filter((one) => one.day > of.day)
    this.#pieces.set(of.dead, [])
    for (const { day, amount } of [{ day: of.day, amount: early }, ...later].filter(
      (one) => one.amount > 0n,
    )) {
      const parts = allocate(amount, [...of.to.map((one) => one.amount), of.rest])
      this.#add(of.dead, { day, amount: parts.at(-1)! })
      for (const [at, { heir }] of of.to.entries()) {
        const part = parts[at]!
        this.#add(heir, { day, amount: part })
        this.#move({ member: of.dead, day, kind: 'passed', amount: -part })
        this.#move({ member: heir, day, kind: 'passed', amount: part })
      }
    }
  }

  #add(member: string, piece: Piece): void {
    if (piece.amount !== 0n) this.#pieces.set(member, [...(this.#pieces.get(member) ?? []), piece])
  }

  #move(one: ReserveMove): void {
    if (one.amount !== 0n) this.moves.push(one)
  }
}
