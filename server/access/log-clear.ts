/** Clears the logs of sign-ins and refusals after the term that the security administrator sets, some links at a time. */
import { sql, type Transaction } from 'kysely'
import { withScope } from '#server/database/connect.ts'
import { CHAINER, holdChain, type Chain } from './audit-chain.ts'
import { Findings } from './audit-findings.ts'
import { settledOf } from './chain-inquiry.ts'
import { LOGS, sealOfCleared, type LogName } from './log-chain.ts'
import { beginning, judgeLinks, linksAfter } from './log-verify.ts'

const LINKS = 200

/**
 * Clears what is past its term and was sent where logs are sent; gives how many lines went. What is not what was chained
 * stays, with all that comes after it in that log, until an inquiry settles it: it is wanted as it stands.
 */
export async function clearLogs(chain: Chain, now: Date): Promise<number> {
  let cleared = 0
  for (const log of LOGS)
    for (;;) {
      const lines = await withScope(chain.app, CHAINER, async (trx) => {
        await holdChain(trx)
        return clearSome(trx, chain, { log, now })
      })
      cleared += lines
      if (lines === 0) break
    }
  return cleared
}

async function clearSome(
  trx: Transaction<unknown>,
  chain: Chain,
  { log, now }: { log: LogName; now: Date },
): Promise<number> {
  const { rows } = await sql<{ number: bigint | null }>`
    select log_clearable(${log}, ${now}, ${LINKS}) as number`.execute(trx)
  const until = rows[0]?.number ?? null
  if (until === null) return 0
  const found = new Findings(await settledOf(trx, chain))
  const begins = await beginning(trx, { chain, log, found })
  const links = await linksAfter(trx, log, { number: begins.number, limit: LINKS })
  const past = links.filter((one) => one.number <= until)
  const end = await judgeLinks(trx, past, { chain, log, found, end: begins })
  if (found.broken > 0) return 0
  const seal = sealOfCleared(chain, log, { ...end, cleared_at: now })
  const { rows: gone } = await sql<{ lines: bigint }>`
    select clear_log(${log}, ${end.number}::bigint, ${LINKS}, ${now}, ${seal}) as lines`.execute(trx)
  return Number(gone[0]?.lines ?? 0n)
}
