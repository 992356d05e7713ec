/** Whose the rows of a file are: the county they belong to, and whether they lie in the area that may be imported. */
import { refused, type Problem } from '#core/values/problem.ts'
import type { Candidate } from './candidate.ts'
import type { PlanRequest } from './plan.ts'

/** Why what lies in an area is not for this import; null where it is. */
export function outsideOf({ onlyArea }: Pick<PlanRequest, 'onlyArea'>, area: string): Problem | null {
  // Of what lies nowhere yet nobody can say that it lies outside: it is asked.
  if (onlyArea === null || area === '00' || area.startsWith(onlyArea) || onlyArea.startsWith(area))
    return null
  return refused('outside-area', '地址不在本次导入的区域内，没有录入；请核对地址，或由所在地导入')
}

/** County and area of what a row is about, as far as its address and its code tell. */
export function homeOf(
  { fallbackArea: fallback }: Pick<PlanRequest, 'fallbackArea'>,
  candidate: Candidate,
  area: string,
): { home: string; area: string } {
  // A township officer's own list: what the address leaves open lies in the township, until it is asked.
  if (fallback.length > area.length && fallback.startsWith(area))
    return { home: fallback.slice(0, 6).padEnd(6, '0'), area: fallback }
  if (area.length >= 6) return { home: area.slice(0, 6), area }
  if (fallback.length >= 6)
    return {
      home: fallback.slice(0, 6),
      area: fallback.startsWith(area) || area === '00' ? fallback : area,
    }
  return { home: /^\d{6}$/.exec(candidate.subject.code?.slice(2, 8) ?? '')?.[0] ?? '000000', area }
}
