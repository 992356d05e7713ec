/** The chain of the trail over HTTP: where it stands, and verifying it now. */
import { sql, type Kysely } from 'kysely'
import type { z } from 'zod'
import * as contract from '#contract/access/audit-chain.ts'
import { may, type Role } from '#core/access/role.ts'
import type { Clock } from '#server/clock.ts'
import { withScope } from '#server/database/connect.ts'
import { route, type Edge } from '#server/http/route.ts'
import { CHAINER, chainTrail, type Chain } from './audit-chain.ts'
import { verifyAndKeep, type Break } from './audit-verify.ts'

type Check = z.infer<typeof contract.auditCheck>

const CHECKS = 10

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
      const by = { actor: `${caller.name}（${caller.username}）`, now: clock.now() }
      return { ...(await verifyAndKeep(chain, by)), actor: by.actor, at: by.now.toISOString() }
    },
  )
}

async function readChain(trx: Kysely<unknown>, chain: Chain) {
  const { pending, counties } = await withScope(chain.app, CHAINER, async (system) => {
    const waits = await sql<{ n: number }>`
      select count(*)::int as n from audit a join audit_pending p on p.home = a.home and p.txid = a.txid`.execute(
      system,
    )
    const ends = await sql<{ home: string; name: string; number: number; at: Date; hash: Buffer }>`
      select distinct on (home) home, coalesce(nullif(area_label(home), ''), home) as name, number::int, chained_at as at,
        hash from audit_link order by home, number desc`.execute(system)
    return { pending: waits.rows[0]?.n ?? 0, counties: ends.rows }
  })
  return {
    pending,
    counties: counties.map((one) => ({
      ...one,
      name: one.home === '000000' ? '用户、设置等全局记录' : one.name,
      at: one.at.toISOString(),
      hash: one.hash.toString('hex'),
    })),
    checks: await lastChecks(trx, CHECKS),
  }
}

/** What the last verifications said, the newest first. */
export async function lastChecks(trx: Kysely<unknown>, limit: number): Promise<Check[]> {
  const { rows } = await sql<Omit<Check, 'at' | 'breaks'> & { at: Date; breaks: Break[] }>`
    select at, actor, links::int, entries::int, pending::int, broken::int, breaks from audit_check
    order by id desc limit ${limit}`.execute(trx)
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}
