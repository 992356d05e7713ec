import type { Area } from './area.ts'
import type { CountyIndex } from './area-index.ts'
import { foldWriting } from './place-name.ts'

/** How a typed name comes near the name in the list. */
export type Likeness = 'shortened' | 'one sign'

/** Signs that people leave out of a name: 柴门 for 柴家门, 头寨 for 头寨子. */
const DROPPED = /[家子儿]/gu

/**
 * Whether two names without endings differ by one sign (typed wrongly, left out or too many) or by signs that people
 * leave out. Null for equal names and for all others. Names of one sign are like nothing.
 */
export function likeness(typed: string, listed: string): Likeness | null {
  const a = foldWriting(typed)
  const b = foldWriting(listed)
  if (a === b || Math.min(a.length, b.length) < 2) return null
  const dropped = a.replace(DROPPED, '')
  if (dropped.length >= 2 && dropped === b.replace(DROPPED, '')) return 'shortened'
  if (Math.max(a.length, b.length) < 3 && a.length !== b.length) return null
  return differsByOne(a, b) ? 'one sign' : null
}

/** One sign changed, added or missing. */
function differsByOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let front = 0
  while (front < a.length && front < b.length && a[front] === b[front]) front++
  let back = 0
  while (
    back < a.length - front &&
    back < b.length - front &&
    a[a.length - 1 - back] === b[b.length - 1 - back]
  )
    back++
  return Math.max(a.length, b.length) - front - back === 1
}

/** The townships of a county whose names come near the typed one; where one is its long form, only that. */
export function similarTownships(county: CountyIndex, stem: string): { township: Area; how: Likeness }[] {
  const near = county.stems.flatMap((each) => {
    const how = likeness(stem, each.stem)
    return how === null ? [] : [{ township: each.township, how }]
  })
  const shortened = near.filter(({ how }) => how === 'shortened')
  return shortened.length > 0 ? shortened : near
}
