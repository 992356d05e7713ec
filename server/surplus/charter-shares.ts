/** What the charter in force at the end of a year says of its division. */
import type { Kysely } from 'kysely'
import type { CharterShares } from '#core/surplus/year.ts'
import { partFrom, type KeptPart, type Part } from '#core/values/share.ts'
import { charterInForce } from '#server/governance/charter-store.ts'

/** The shares by the version in force on the last day of the year; null where none is entered. */
export async function charterShares(
  trx: Kysely<unknown>,
  of: { home: string; body: string },
  year: number,
): Promise<CharterShares | null> {
  const { home, body } = of
  const found = await charterInForce(trx, { home, body, day: `${year}-12-31` })
  if (found === undefined) return null
  const share = (kept: KeptPart | undefined): Part | null => (kept === undefined ? null : partFrom(kept))
  return {
    says: `章程第 ${found.number} 版`,
    reserveRate: share(found.terms.reserveRate),
    patronageRate: share(found.terms.patronageRate),
  }
}
