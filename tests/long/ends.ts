/** How kills ended, and when the next one strikes. */
import { expect } from 'vitest'
import type { Chance } from '#examples/county/chance.ts'
import type { Blow } from './victims.ts'

/** How many were acknowledged and how many were not, and where the blows struck. */
export type Ends = Record<'acknowledged' | 'not', number> & Partial<Record<Blow, number>>
/** Counts one kill. */
export const count = (ends: Ends, blow: Blow, acknowledged: boolean): void => {
  ends[acknowledged ? 'acknowledged' : 'not'] += 1
  ends[blow] = (ends[blow] ?? 0) + 1
}
/** Both happened: a blow that always comes too early or too late shows nothing. How often depends on the machine. */
export function assertMixed(what: string, ends: Ends): void {
  console.log(`${what}: ${JSON.stringify(ends)}`)
  expect(ends.acknowledged).toBeGreaterThan(0)
  expect(ends.not).toBeGreaterThan(2)
}

/** Any moment of the work, or a little after it; one time in six just when it has been acknowledged. */
export function moment(chance: Chance, { turn, quick }: { turn: number; quick: number }): number {
  return turn % 6 === 5 ? Number.POSITIVE_INFINITY : chance.int(0, Math.round(quick * 1.2))
}

/** How long it takes where nobody strikes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
