/**
 * 公积金份额 of each member: what the plans gave (社法 42), what passed to heirs, what went along with a transferred share, what
 * became a contribution, covered a loss or was repaid. Nothing of it is lost and nothing stands in two accounts.
 */
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

/** A contribution that went to another member, by transfer, gift or the division of a household. */
export interface ShareTransfer {
  from: string
  to: string
  /** The first year whose plan knows of it. */
  year: number
  day: Day
  /** What went over, and what of the contribution stayed with who gave it. */
  amount: Fen
  rest: Fen
}

/** What the reserve was used for (社法 42), or repaid to who left (社法 28). */
export interface ReserveTaking {
  /** converted: of one member into his contribution; repaid: to whom membership ended; covered: a loss, borne by all accounts. */
  kind: 'converted' | 'repaid' | 'covered'
  /** Null where it is of all members. */
  member: string | null
  /** The first year whose plan knows of it. */
  year: number
  day: Day
  amount: Fen
}

/**
 * A change of a member's reserve share with its day: given by a plan, carried into a plan from before the accounts (by hand),
 * passed with an inherited share, moved along with a transferred one, or taken.
 */
export interface ReserveMove {
  member: string
  day: Day
  kind: 'given' | 'carried' | 'passed' | 'moved' | ReserveTaking['kind']
  amount: Fen
}

/** Posted plans, shares that passed or were transferred and takings, earlier ones first; `held` is what of a dead member's share is frozen still. */
export interface ReserveFacts {
  shares: readonly PlanShare[]
  inheritances: readonly Inheritance[]
  transfers?: readonly ShareTransfer[]
  takings: readonly ReserveTaking[]
  held: ReadonlyMap<string, Fen>
}

/** What each account has of the reserve: the sum over all of them is what the plans gave, less what was taken. */
export function reserveBefore(of: ReserveFacts): Map<string, Fen> {
  const found = new Map<string, Fen>()
  for (const { member, amount } of reserveMoves(of)) found.set(member, (found.get(member) ?? 0n) + amount)
  return found
}

/**
 * All changes, year by year: what passed or was taken in a year comes before its plan, which is of its last day. What a later
 * plan still gives to a dead member whose share passed whole follows it to the heirs, and to theirs; while a part is frozen,
 * the account goes on by itself. With a transferred share goes what the account had on that day, in proportion; where all of it
 * was transferred, what a later posted plan of an earlier year gave follows on the day of posting.
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
  const takings = Map.groupBy(of.takings, (one) => one.year)
  const pass = (one: Inheritance) => {
    const rest = frozen.get(one.dead)! - one.amount
    frozen.set(one.dead, rest)
    passed.set(one.dead, [...(passed.get(one.dead) ?? []), one])
    ledger.pass({ dead: one.dead, to: [one], day: one.day, rest })
    follow(one.day)
  }
  const transfers = Map.groupBy(of.transfers ?? [], (one) => one.year)
  const years = new Set([...plans.keys(), ...passings.keys(), ...takings.keys(), ...transfers.keys()])
  for (const year of [...years].toSorted((a, b) => a - b)) {
    const events = [
      ...(passings.get(year) ?? []),
      ...(transfers.get(year) ?? []),
      ...(takings.get(year) ?? []),
    ]
    for (const one of events.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)))
      if ('dead' in one) pass(one)
      else if ('from' in one) ledger.move(one)
      else ledger.use(one)
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

const sum = (pieces: readonly Piece[]): Fen => pieces.reduce((total, one) => total + one.amount, 0n)

/** The pieces with so much less, the earliest first. */
function without(pieces: readonly Piece[], amount: Fen): Piece[] {
  let left = amount
  return pieces
    .map((one) => {
      const taken = one.amount < left ? one.amount : left
      left -= taken
      return { ...one, amount: one.amount - taken }
    })
    .filter((one) => one.amount > 0n)
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
    const carried = before - sum(pieces)
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
    const early = sum(pieces.filter((one) => one.day <= of.day))
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

  /** What goes along with a transferred share, in proportion; with a whole one, what was posted later too, on its own day. */
  move({ from, to, day, amount, rest }: ShareTransfer): void {
    const pieces = this.#pieces.get(from) ?? []
    const later = pieces.filter((one) => one.day > day)
    const early = sum(pieces.filter((one) => one.day <= day))
    const [goes = 0n, stays = 0n] = allocate(early, [amount, rest])
    this.#pieces.set(from, [...(stays > 0n ? [{ day, amount: stays }] : []), ...(rest > 0n ? later : [])])
    for (const piece of [{ day, amount: goes }, ...(rest > 0n ? [] : later)]) {
      this.#add(to, piece)
      this.#move({ ...piece, member: from, kind: 'moved', amount: -piece.amount })
      this.#move({ ...piece, member: to, kind: 'moved' })
    }
  }

  /** Takes it from the member, or from all in proportion to what they have; no more than is there: what is more was never anybody's. */
  use({ kind, member, day, amount }: ReserveTaking): void {
    const members = member === null ? [...this.#pieces.keys()].toSorted() : [member]
    const had = members.map((one) => sum(this.#pieces.get(one) ?? []))
    const all = had.reduce((total, one) => total + one, 0n)
    const parts = allocate(amount < all ? amount : all, had)
    for (const [at, one] of members.entries()) {
      this.#pieces.set(one, without(this.#pieces.get(one) ?? [], parts[at]!))
      this.#move({ member: one, day, kind, amount: -parts[at]! })
    }
  }

  #add(member: string, piece: Piece): void {
    if (piece.amount !== 0n) this.#pieces.set(member, [...(this.#pieces.get(member) ?? []), piece])
  }

  #move(one: ReserveMove): void {
    if (one.amount !== 0n) this.moves.push(one)
  }
}
