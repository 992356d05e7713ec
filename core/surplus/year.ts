import type { Meeting } from '../governance/meeting.ts'
import type { Fen } from '../values/money.ts'
import { ofMillionths, partOfOrMore, sayPercent, WHOLE, type Millionths, type Part } from '../values/share.ts'

export { sayPercent, WHOLE, type Millionths }

/** The patronage return that the law asks for at least (社法 44), where no policy is at hand: a file divided without a server. */
export const PATRONAGE_FLOOR: Millionths = 600_000n

/** The year's figures from which a surplus is divided. */
export interface YearFigures {
  name: string
  year: string
  /** A federation divides by its own charter (社法 61). */
  federation: boolean
  /** 本年盈余, row 12 of the statement; negative is a loss. */
  surplus: Fen
  /** 年初未分配盈余; negative is the loss of earlier years. */
  opening: Fen
  /** 其他转入: reserve used to cover losses and the like. */
  transferIn: Fen
  /** Rewards for services (management, technology, brand …) that are not in the costs yet: they come before the surplus. */
  serviceRewards: Fen
  /** Either a share of the surplus after losses, or an amount. */
  reserve: { rate: Millionths } | { amount: Fen }
  /** Where a local policy caps the reserve. */
  reserveCap: Millionths | null
  /** From which part of the surplus on rewards for services are told as large; null or absent where nobody set one (D08). */
  rewardLimit?: Millionths | null | undefined
  /** Each reward of the year: those that the books have in the costs, and those that are not in them yet. */
  rewards?: readonly YearReward[] | undefined
  patronageRate: Millionths
  /** What the charter of the year says of reserve and return; absent where no version is entered or it says nothing of them. */
  charter?: CharterShares | null | undefined
  /** The least that the policy in force on the day allows to be returned (社法 44: 60 % since 2018-07-01). */
  floor: Millionths
  basis: 'amount' | 'volume'
  /** How many points a unit of a product's volume counts, in millionths; only where several products are divided by volume. */
  factors: ReadonlyMap<string, bigint>
  /** To be quantified equally per head; null where the shares stand with the members. */
  subsidyTotal: Fen | null
  giftTotal: Fen | null
  /** How this year's reserve is quantified to members, by charter. */
  reserveBasis: 'contribution' | 'patronage' | 'equal'
  /** The share of what each member gets that becomes a contribution, by resolution. */
  convertRate: Millionths
  /** What the record of the meeting that approved the plan says; without a record the plan alone is judged. */
  meeting: Meeting
}

/** Shares that the charter in force at the end of the year lays down (社法 42, 44, 61); null where it says nothing. */
export interface CharterShares {
  /** 章程第 2 版. */
  says: string
  reserveRate: Part | null
  patronageRate: Part | null
  /** Typed beside the year's figures, not read from the versions of the charter. */
  typed?: boolean
}

/** A reward for a service of the year. */
export interface YearReward {
  payee: string
  what: string
  amount: Fen
  /** In the costs of the books already. */
  booked: boolean
  /** The resolution in words; null where none is known. */
  resolution: string | null
  /** The post that the payee holds in the cooperative; null where he holds none. */
  post: string | null
}

export interface Trade {
  product: string
  /** In thousandths of the unit. */
  volume: bigint
  amount: Fen
}

export interface Member {
  id: string
  name: string
  contribution: Fen
  reserveShare: Fen
  subsidyShare: Fen
  giftShare: Fen
  trades: readonly Trade[]
  /** false: not counted where all are counted alike, as one whose share an heir took over. Counted where it is not said. */
  head?: boolean
}

/** The part of an amount, a broken fen left away. */
export function partOf(amount: Fen, share: Millionths): Fen {
  return (amount * share) / WHOLE
}

/** The part of an amount, a broken fen counted as a whole one: a floor of the law is never missed by a fraction. */
export function partOrMore(amount: Fen, share: Millionths): Fen {
  return partOfOrMore(amount, ofMillionths(share))
}

/** The order of member numbers, which decides ties: numbers by value, then all others by their signs. */
export function compareIds(a: string, b: string): number {
  const [first, second] = [/^\d+$/.test(a), /^\d+$/.test(b)]
  if (first !== second) return first ? -1 : 1
  if (first) {
    const [left, right] = [BigInt(a), BigInt(b)]
    if (left !== right) return left < right ? -1 : 1
  }
  return a < b ? -1 : a > b ? 1 : 0
}
