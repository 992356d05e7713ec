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

/** An exact part of a whole: two of three, or so many of a million. */
export interface Part {
  num: bigint
  den: bigint
}

/** As it is written down and kept: millionths, or a fraction that no millionths are. */
export type KeptPart = number | { num: number; den: number }

const DIGITS = '零一二三四五六七八九十'
/** Neither side of a fraction is larger. */
const LARGEST = 9999

/** So many millionths as a part. */
export const ofMillionths = (share: Millionths): Part => ({ num: share, den: WHOLE })

/** The part that was kept. */
export function partFrom(kept: KeptPart): Part {
  return typeof kept === 'number'
    ? ofMillionths(BigInt(kept))
    : { num: BigInt(kept.num), den: BigInt(kept.den) }
}

/** Whether the one is less than the other. */
export const isLess = (one: Part, other: Part): boolean => one.num * other.den < other.num * one.den

/** The most millionths that are not more than it, and the least that are not less; the same where it is millionths. */
export function millionthsOf({ num, den }: Part): { below: Millionths; above: Millionths } {
  return { below: (num * WHOLE) / den, above: (num * WHOLE + den - 1n) / den }
}

/** The part of an amount, what is broken counted as a whole one. */
export const partOfOrMore = (amount: bigint, { num, den }: Part): bigint => (amount * num + den - 1n) / den

/** 65.5%, 三分之二. */
export function sayPart({ num, den }: Part): string {
  if (den === WHOLE) return sayPercent(num)
  const word = (count: bigint): string => (count <= 10n ? DIGITS.charAt(Number(count)) : String(count))
  return `${word(den)}分之${word(num)}`
}

/** Reads 65、65.5%、2/3 or 三分之二; null where it is none of them, or more than the whole. */
export function readPart(text: string): KeptPart | null {
  const plain = text.replaceAll(/\s/g, '').replaceAll('／', '/').replaceAll('％', '%')
  const percent = /^(\d{1,3})(?:\.(\d{1,4}))?%?$/.exec(plain)
  if (percent) {
    const share = Number(percent[1]) * 10_000 + Number((percent[2] ?? '').padEnd(4, '0'))
    return share > Number(WHOLE) ? null : share
  }
  const [, den = '', num = ''] =
    /^(\d{1,4}|[一二三四五六七八九十])分之(\d{1,4}|[零一二三四五六七八九十])$/.exec(plain) ?? []
  const [, over = num, under = den] = /^(\d{1,4})\/(\d{1,4})$/.exec(plain) ?? []
  const fraction = { num: countOf(over), den: countOf(under) }
  const fits =
    fraction.den > 0 && fraction.num >= 0 && fraction.num <= fraction.den && fraction.den <= LARGEST
  return fits ? fraction : null
}

/** A number in figures or as one sign; below zero where it is neither. */
const countOf = (text: string): number =>
  /^\d+$/.test(text) ? Number(text) : text === '' ? -1 : DIGITS.indexOf(text)
