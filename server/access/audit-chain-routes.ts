/** The chain of the trail over HTTP: where it stands, and verifying it now. */
import { sql, type Kysely } from 'kysely'
import type { z } from 'zod'
import * as contract from '#contract/access/audit-chain.ts'
import { may, type Role } from '#core/access/role.ts'
import type { Clock } from '#server/clock.ts'
import { withScope } from '#server/database/connect.ts'
import { take } from '#server/http/refusal.ts'
import { route, type Edge } from '#server/http/route.ts'
import { CHAINER, chainTrail, type Chain } from './audit-chain.ts'
import { HOME_LABELS, LOG_LABELS, type Break } from './audit-findings.ts'
import { verifyAll, verifyAndKeep } from './audit-verify.ts'
import { listInquiries, settleBreaks } from './chain-inquiry.ts'
import { chainLogs, LOGS } from './log-chain.ts'

type Check = z.infer<typeof contract.auditCheck>

const CHECKS = 10
const INQUIRIES = 50

/** The endpoints of the chain. */
export function auditChainRoutes(edge: Edge, services: { chain: Chain; clock: Clock }): void {
  const { chain, clock } = services
  const reads = (role: string): boolean => may(role as Role, 'readAudit')
  route(edge, { endpoint: contract.readAuditChain, guard: reads, says: '留痕链的状况' }, ({ trx }) =>
    readChain(trx, chain),
  )
  const verifies = (role: string): boolean => may(role as Role, 'verifyAudit')
  route(
    edge,
    { endpoint: contract.verifyAuditChain, guard: verifies, says: '核验留痕链' },
    async ({ caller }) => {
      await chainTrail(chain, clock.now())
      await chainLogs(chain, clock.now())
      const by = { actor: `${caller.name}（${caller.username}）`, now: clock.now() }
      return { ...(await verifyAndKeep(chain, by)), actor: by.actor, at: by.now.toISOString() }
    },
  )
  route(
    edge,
    { endpoint: contract.settleBreaks, guard: verifies, says: '记录差异查处的结论' },
    async ({ trx, caller, body }) => {
      // As they stand at this moment, not as they were when the page was opened.
      const { breaks } = await verifyAll(chain)
      take(await settleBreaks(trx, chain, { ...body, breaks, at: clock.now(), actor: caller.username }))
      return {}
    },
  )
}

async function readChain(trx: Kysely<unknown>, chain: Chain) {
  const { pending, counties, logs } = await withScope(chain.app, CHAINER, async (system) => {
    const waits = await sql<{ n: number }>`
      select count(*)::int as n from audit a join audit_pending p on p.home = a.home and p.txid = a.txid`.execute(
      system,
    )
    const ends = await sql<{ home: string; name: string; number: number; at: Date; hash: Buffer }>`
      select distinct on (home) home, coalesce(nullif(area_label(home), ''), home) as name, number::int, chained_at as at,
        hash from audit_link order by home, number desc`.execute(system)
    return { pending: waits.rows[0]?.n ?? 0, counties: ends.rows, logs: await endsOfLogs(system) }
  })
  return {
    pending,
    counties: counties.map((one) => ({
      ...one,
      name: HOME_LABELS[one.home] ?? one.name,
      at: one.at.toISOString(),
      hash: one.hash.toString('hex'),
    })),
    logs,
    checks: await lastChecks(trx, CHECKS),
    inquiries: await listInquiries(trx, INQUIRIES),
  }
}

async function endsOfLogs(system: Kysely<unknown>) {
  const { rows } = await sql<{
    log: string
    number: number
    at: Date
    hash: Buffer
    cleared_at: Date | null
  }>`
    select g.log, coalesce(l.number, c.number)::int as number, coalesce(l.chained_at, c.cleared_at) as at,
      coalesce(l.hash, c.hash) as hash, c.cleared_at
    from unnest(${[...LOGS]}::text[]) with ordinality as g (log, nth) left join log_cleared c on c.log = g.log
      left join lateral (select number, chained_at, hash from log_link where log = g.log order by number desc limit 1) l on true
    where l.number is not null or c.number is not null order by g.nth`.execute(system)
  return rows.map(({ cleared_at, ...one }) => ({
    ...one,
    name: LOG_LABELS[one.log] ?? one.log,
    at: one.at.toISOString(),
    hash: one.hash.toString('hex'),
    clearedAt: cleared_at?.toISOString() ?? null,
  }))
}

/** What the last verifications said, the newest first. */
export async function lastChecks(trx: Kysely<unknown>, limit: number): Promise<Check[]> {
  const { rows } = await sql<Omit<Check, 'at' | 'breaks'> & { at: Date; breaks: Break[] }>`
    select at, actor, links::int, entries::int, pending::int, broken::int, settled::int, breaks, log_links::int as "logLinks",
      log_entries::int as "logEntries", log_pending::int as "logPending" from audit_check
    order by id desc limit ${limit}`.execute(trx)
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}
