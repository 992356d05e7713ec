/** Versions of a cooperative's charter: what adopted each, from when it holds, and the terms that the program goes by (社法 15, 29, 30). */
import { isDay, type Day } from '../values/day.ts'
import { refused, type Problem } from '../values/problem.ts'
import { partFrom, sayPart, type KeptPart } from '../values/share.ts'

export const CHARTER_GROUNDS = {
  founding: '设立大会全体设立人一致通过',
  resolution: '成员大会决议（已在这里定案）',
  paper: '以前的大会通过，只有纸质记录',
} as const
export type CharterGround = keyof typeof CHARTER_GROUNDS

/** What a charter may lay down for meetings and for the division of a year; what it does not say is absent. */
export interface CharterTerms {
  /** How many members one person may represent at most. */
  proxyLimit?: number | undefined
  /** How many days before a meeting the members are told at least. */
  noticeDays?: number | undefined
  /** Whoever has an interest in an item does not vote on it. */
  recusal?: boolean | undefined
  /** What part of the surplus becomes reserve, in millionths or as a fraction (社法 42). */
  reserveRate?: KeptPart | undefined
  /** What part of the distributable surplus is returned by trades at least, likewise (社法 44). */
  patronageRate?: KeptPart | undefined
}

export interface CharterVersion {
  ground: CharterGround
  adoptedOn: Day
  inForce: Day
  terms: CharterTerms
}

/** The version that holds on a day: the last one, of those in force; undefined before the first. */
export function charterOn<V extends Pick<CharterVersion, 'inForce'>>(
  versions: readonly V[],
  day: Day,
): V | undefined {
  return versions.filter((one) => one.inForce <= day).at(-1)
}

/** What stands against a version as it was typed. Errors: charter-day, charter-before-adopted, charter-later. */
export function judgeCharter(version: Pick<CharterVersion, 'adoptedOn' | 'inForce'>, today: Day): Problem[] {
  const { adoptedOn, inForce } = version
  if (!isDay(adoptedOn) || !isDay(inForce))
    return [refused('charter-day', '请填写通过日期和起执行的日期，如 2026-03-15')]
  const problems: Problem[] = []
  if (adoptedOn > today)
    problems.push(refused('charter-later', '通过日期不能晚于今天，请改日期', { field: 'adoptedOn' }))
  if (inForce < adoptedOn)
    problems.push(
      refused('charter-before-adopted', `起执行的日期不能早于通过的 ${adoptedOn}，请改日期`, {
        field: 'inForce',
      }),
    )
  return problems
}

/** The terms in words; what the charter does not say is not in it. */
export function sayTerms(terms: CharterTerms): string[] {
  const { proxyLimit, noticeDays, recusal } = terms
  return [
    ...(noticeDays === undefined ? [] : [`开会 ${noticeDays} 日前通知成员`]),
    ...(proxyLimit === undefined ? [] : [`一人最多受托 ${proxyLimit} 人`]),
    ...(recusal === true ? ['与议题有利害关系的成员不参加该项表决'] : []),
    ...sayShares(terms),
  ]
}

/** The shares of a division that the charter lays down, in words. */
export function sayShares({
  reserveRate,
  patronageRate,
}: Pick<CharterTerms, 'reserveRate' | 'patronageRate'>): string[] {
  return [
    ...(reserveRate === undefined ? [] : [`提取公积金 ${sayPart(partFrom(reserveRate))}`]),
    ...(patronageRate === undefined ? [] : [`按交易量（额）返还不低于 ${sayPart(partFrom(patronageRate))}`]),
  ]
}
