/** Whose account is paid on a day: what the member said of payee and account holder, else what the roll has. */
import type { Kysely } from 'kysely'
import { open, type Keys } from '#server/database/crypt.ts'
import { paidTo } from '#server/membership/life-store.ts'
import { accountsOf } from './plan-store.ts'

export interface PayingTo {
  /** Name of the account holder, where it is not the member by the roll. */
  holder: string | null
  /** In clear; null where there is none, as after a lost card. */
  account: string | null
}

/** Account and holder of each member on the day. */
export async function payingTo(
  trx: Kysely<unknown>,
  keys: Keys,
  of: { home: string; members: readonly string[]; day: string },
): Promise<Map<string, PayingTo>> {
  const said = await paidTo(trx, of)
  const roll = await accountsOf(trx, of)
  return new Map(
    of.members.map((member) => {
      const holder = said.get(member)?.holder ?? null
      const closed = holder === null ? roll.get(member) : said.get(member)?.account
      return [member, { holder, account: closed ? open(keys, closed).toString() : null }]
    }),
  )
}
