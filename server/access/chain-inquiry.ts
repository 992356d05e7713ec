/** What came of the inquiries into breaks of the chains: written down by the audit administrator, sealed, held by each verification. */
import { sql, type Kysely, type Transaction } from 'kysely'
import { failed, done, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { hmacSm3 } from '#server/database/national.ts'
import type { Chain } from './audit-chain.ts'
import type { Break, Settled } from './audit-findings.ts'

export interface Inquiry {
  key: string
  says: string
  conclusion: string
  at: Date
  actor: string
}

/** The settled breaks, by key. One that does not bear its seal settles nothing: it did not come through the program. */
export async function settledOf(trx: Kysely<unknown>, chain: Chain): Promise<Settled> {
  const { rows } = await sql<Inquiry & { seal: Buffer }>`
    select key, says, conclusion, at, actor, seal from chain_inquiry`.execute(trx)
  return new Set(rows.filter((one) => sealOf(chain, one).equals(one.seal)).map((one) => one.key))
}

/** The last inquiries, the newest first. */
export async function listInquiries(trx: Kysely<unknown>, limit: number) {
  const { rows } = await sql<Omit<Inquiry, 'key'>>`
    select says, conclusion, at, actor from chain_inquiry order by id desc limit ${limit}`.execute(trx)
  return rows.map((one) => ({ ...one, at: one.at.toISOString() }))
}

/**
 * Settles the chosen ones of the breaks that stand now, in the transaction of the audit administrator.
 * Errors: chain-changed where a chosen one does not stand any more as it was seen.
 */
export async function settleBreaks(
  trx: Transaction<unknown>,
  chain: Chain,
  of: { breaks: readonly Break[]; keys: readonly string[]; conclusion: string; at: Date; actor: string },
): Promise<Outcome<void>> {
  const chosen = [...new Set(of.keys)].map((key) => of.breaks.find((one) => one.key === key))
  const standing = chosen.filter((one) => one !== undefined)
  if (standing.length < chosen.length)
    return failed(
      refused('chain-changed', '所选的差异有的已与刚才看到的不同，请重新核对，看过以后再记录查处结论'),
    )
  for (const { key, says } of standing) {
    const one = { key, says, conclusion: of.conclusion.trim(), at: of.at, actor: of.actor }
    await sql`
      insert into chain_inquiry (key, says, conclusion, at, actor, seal)
      values (${key}, ${says}, ${one.conclusion}, ${one.at}, ${one.actor}, ${sealOf(chain, one)})`.execute(
      trx,
    )
  }
  return done(undefined)
}

function sealOf(chain: Chain, { key, says, conclusion, at, actor }: Inquiry): Buffer {
  return hmacSm3(chain.key, JSON.stringify(['inquiry', key, says, conclusion, at.toISOString(), actor]))
}
