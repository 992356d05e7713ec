/** Where logs are sent: set by the security administrator, told with how it stands. */
import { X509Certificate } from 'node:crypto'
import * as contract from '#contract/access/log-shipping.ts'
import { checkLogTarget, LOG_PORT } from '#core/access/log-target.ts'
import { may, type Role } from '#core/access/role.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { withScope } from '#server/database/connect.ts'
import { Refusal } from '#server/http/refusal.ts'
import { route, type Edge } from '#server/http/route.ts'
import { CHAINER } from './audit-chain.ts'
import { tryTarget, type LogServices } from './log-shipping.ts'
import * as store from './log-shipping-store.ts'

/** Reading, setting, and sending one line to see whether it comes. */
export function logShippingRoutes(edge: Edge, services: LogServices): void {
  const guard = (role: string): boolean => may(role as Role, 'setSecurity')
  route(edge, { endpoint: contract.readLogShipping, guard, says: '日志外送的设置和状态' }, () =>
    withScope(services.app, CHAINER, async (trx) => {
      const held = await store.readTarget(trx)
      const { sent_at, failed_at, says, waiting } = await store.readState(trx)
      const { is_on: on = false, host = '', port = LOG_PORT, tls = true, ca = null } = held ?? {}
      return {
        target: { on, host, port, tls, ca },
        waiting,
        sentAt: sent_at?.toISOString() ?? null,
        failedAt: failed_at?.toISOString() ?? null,
        failedSays: says,
      }
    }),
  )
  route(edge, { endpoint: contract.setLogShipping, guard, says: '设置日志外送' }, async ({ trx, body }) => {
    const { on, ...target } = checked(body)
    await store.keepTarget(trx, { is_on: on, ...target })
    return {}
  })
  route(edge, { endpoint: contract.tryLogShipping, guard, says: '试送一条日志' }, async ({ body }) => ({
    problem: (await tryTarget(checked(body), services.clock.now())) ?? null,
  }))
}

function checked(body: contract.WireTarget): contract.WireTarget {
  const host = body.host.trim()
  const ca = body.ca?.trim() || null
  const problems: Problem[] = checkLogTarget({ ...body, host })
  if (ca !== null && !isCertificate(ca))
    problems.push(
      refused('log-ca', '根证书读不出来，请粘贴 PEM 格式的全文，以 -----BEGIN CERTIFICATE----- 开头', {
        field: 'ca',
      }),
    )
  if (problems.length > 0) throw new Refusal(422, problems)
  return { ...body, host, ca }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined
  } catch {
    return false
  }
}
