/** A division as somebody wrote it, in sheets, in JSON or on a page: nothing of it is understood yet. */
import type { MoneyUnit } from '../values/money.ts'
import type { Place } from '../values/problem.ts'

/** A value as it was written, wherever: in a cell of a sheet or under a key of JSON. */
export interface Written {
  text: string
  /** The unit that heading or sheet give it; yuan where they give none. */
  unit: MoneyUnit | null
  /** Where it stands, in words for the person who has to mend it. */
  where: string
  place: Place
}

export const YEAR_KEYS = [
  'name',
  'year',
  'kind',
  'surplus',
  'opening',
  'loss',
  'transferIn',
  'serviceRewards',
  'reserveRate',
  'reserve',
  'reserveCap',
  'rewardLimit',
  'patronageRate',
  'charterPatronageRate',
  'charterReserveRate',
  'basis',
  'subsidyTotal',
  'giftTotal',
  'reserveBasis',
  'convertRate',
  'present',
  'extraVotes',
  'yes',
  'laidOpenOn',
  'meetingOn',
] as const
export type YearKey = (typeof YEAR_KEYS)[number]

export const MEMBER_KEYS = [
  'id',
  'name',
  'contribution',
  'reserveShare',
  'subsidyShare',
  'giftShare',
] as const
export type MemberKey = (typeof MEMBER_KEYS)[number]

export interface WrittenMember {
  where: string
  place: Place
  cells: ReadonlyMap<MemberKey, Written>
  /** By product; '' where the column names none. */
  volumes: ReadonlyMap<string, Written>
  amounts: ReadonlyMap<string, Written>
}

export interface WrittenDivision {
  year: ReadonlyMap<YearKey, Written>
  factors: ReadonlyMap<string, Written>
  members: readonly WrittenMember[]
}
