/** Who is chosen: by points, ties by a stated rule, with half of the places or another share kept for a line. */

export interface Candidate {
  id: string
  /** Hundredths; null where the scheme has no points. */
  total: number | null
  deducted: number
  registeredOn: string | null
  /** Credit code, or the name where there is none: the last word of a tie. */
  code: string
  /** Belongs to those for whom places are kept (党支部领办). */
  preferred: boolean
  /** Reached a level and nothing puts it out. */
  eligible: boolean
}

/** The rule as it is stated on the page and on the notice. */
export const TIE_RULE =
  '总分高的在前；同分的，扣分少的在前；再同的，成立早的在前；仍相同的，统一社会信用代码小的在前'

/** All candidates, the best first, those that are not eligible at the end. The order does not depend on that of the list. */
export function ranked<T extends Candidate>(candidates: readonly T[]): T[] {
  return candidates.toSorted(
    (a, b) =>
      Number(b.eligible) - Number(a.eligible) ||
      (b.total ?? 0) - (a.total ?? 0) ||
      a.deducted - b.deducted ||
      compare(a.registeredOn ?? '9999', b.registeredOn ?? '9999') ||
      compare(a.code, b.code),
  )
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * The chosen among the eligible: at most `places`; of them at least the share (hundredths of a percent, rounded up) for
 * the preferred, as far as there are so many. 0 places is no limit.
 */
export function chosen<T extends Candidate>(
  candidates: readonly T[],
  quota: { places: number; share: number },
): T[] {
  const order = ranked(candidates).filter((one) => one.eligible)
  if (quota.places === 0 || order.length <= quota.places) return order
  const kept = Math.ceil((quota.places * quota.share) / 10_000)
  const first = order.filter((one) => one.preferred).slice(0, kept)
  const rest = order.filter((one) => !first.includes(one)).slice(0, quota.places - first.length)
  const taken = new Set([...first, ...rest])
  return order.filter((one) => taken.has(one))
}
