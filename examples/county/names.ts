import type { Chance } from './chance.ts'
import {
  BRAND_FIRST,
  BRAND_SECOND,
  DOTTED_NAMES,
  FAMILY_NAMES,
  GIVEN_NAMES,
  RARE_SIGNS,
  SHORT_GIVEN_NAMES,
  type Trade,
  TRADES,
} from './words.ts'

/** A person's name as a sheet shows it: mostly plain, now and then with a wide space, a dot or a rare sign. */
export function personName(chance: Chance): string {
  const kind = chance.weighted([
    ['plain', 80],
    ['short', 12],
    ['spaced', 4],
    ['rare', 2],
    ['dotted', 2],
  ] as const)
  const family = chance.pick(FAMILY_NAMES)
  if (kind === 'dotted') return chance.pick(DOTTED_NAMES)
  if (kind === 'rare') return family + chance.pick(RARE_SIGNS)
  if (kind === 'spaced') return `${family}　${chance.pick(SHORT_GIVEN_NAMES)}`
  if (kind === 'short') return family + chance.pick(SHORT_GIVEN_NAMES)
  return family + chance.pick(GIVEN_NAMES)
}

/** A plain name of two or three signs, for people whose name has to be easy to find. */
export function plainName(chance: Chance): string {
  return chance.pick(FAMILY_NAMES) + chance.pick(GIVEN_NAMES)
}

/** How many different cooperatives {@link cooperativeAt} can name before it has to number them. */
export const NAMES = BRAND_FIRST.length * BRAND_SECOND.length * TRADES.length

const STEP = 10_007

/** Brand and trade of the cooperative with that number: all different up to {@link NAMES}, scattered by the seed. */
export function cooperativeAt(seed: number, index: number): { brand: string; trade: Trade } {
  const at = (((index * STEP + seed) % NAMES) + NAMES) % NAMES
  const trade = TRADES[at % TRADES.length]!
  const rest = Math.floor(at / TRADES.length)
  const brand = BRAND_FIRST[rest % BRAND_FIRST.length]! + BRAND_SECOND[Math.floor(rest / BRAND_FIRST.length)]!
  return { brand, trade }
}
