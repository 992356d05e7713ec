/** Shares of a whole as integers: exact to six decimals, nothing is rounded. */

/** A share in millionths: 60 % is 600000. */
export type Millionths = bigint
export const WHOLE: Millionths = 1_000_000n

/** 70%, 33.3333%. */
export function sayPercent(share: Millionths): string {
  const digits = share.toString().padStart(5, '0')
  const decimals = digits.slice(-4).replace(/0+$/, '')
  return `${digits.slice(0, -4)}${decimals === '' ? '' : `.${decimals}`}%`
}
