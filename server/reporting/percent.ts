/** A share in percent with one decimal, cut off and never rounded up (99.99 % is not 100); null of nothing. */
export function percentOf(num: bigint, den: bigint): string | null {
  if (den <= 0n) return null
  const tenths = (num * 1000n) / den
  return `${tenths / 10n}.${tenths % 10n}`
}
