/**
 * A draw that anybody can run again: each of the population is given a digest of the seed and its key, and those with the
 * smallest digests are taken. It needs no generator of chance, does not know in which order the rows came, and a list of
 * digests by any other program comes out the same.
 */
import { sha256 } from '../values/sha256.ts'

/** How it is done, in the words of the record. */
export const DRAW_METHOD =
  '把“种子数:编号”（中间是半角冒号）取 SHA-256，按结果的十六进制从小到大排，取前几家；编号是统一社会信用代码，没有代码的用名称'

export interface Drawable {
  /** What it is drawn by: known to everybody and of one body alone. */
  key: string
}

/** In order of the signs' numbers, as every program orders plain text. */
function inOrder(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)]
  const at = left.findIndex((sign, n) => sign !== right[n])
  if (at === -1) return left.length - right.length
  return (left[at]!.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? -1)
}

export interface Named {
  body: string
  creditCode: string | null
  name: string
}

/** Gives each its key, in order of keys; what two have in common gets a number behind it, in order of their ids. */
export function withKeys<T extends Named>(bodies: readonly T[]): (T & Drawable)[] {
  const groups = Map.groupBy(bodies, (one) => one.creditCode ?? one.name)
  return [...groups]
    .flatMap(([key, group]) =>
      group
        .toSorted((a, b) => inOrder(a.body, b.body))
        .map((one, n) => ({ ...one, key: n === 0 ? key : `${key}#${n + 1}` })),
    )
    .toSorted((a, b) => inOrder(a.key, b.key))
}

/** The digest of a population: its keys in order, a line each. */
export function populationHash(keys: readonly string[]): string {
  return sha256(keys.toSorted(inOrder).join('\n'))
}

/** The number as it is used: digits alone, without zeros in front, so that 007 and 7 are one; null where it is none. */
export function asSeed(typed: string): string | null {
  const digits = typed.replaceAll(/[\s,，]/g, '')
  return /^\d{1,18}$/.test(digits) ? digits.replace(/^0+(?=\d)/, '') : null
}

/** How many are drawn: so many, or the share in hundredths rounded up; at least one and not more than there are. */
export function sizeOf(of: { count: number } | { percent: number }, population: number): number {
  const wanted = 'count' in of ? of.count : Math.ceil((of.percent * population) / 100)
  return Math.min(population, Math.max(1, wanted))
}

/** The keys that are drawn, in the order in which they come. */
export function drawSample(keys: readonly string[], of: { seed: string; size: number }): string[] {
  return keys
    .map((key) => ({ key, digest: sha256(`${of.seed}:${key}`) }))
    .toSorted((a, b) => inOrder(a.digest, b.digest) || inOrder(a.key, b.key))
    .slice(0, of.size)
    .map((one) => one.key)
}
