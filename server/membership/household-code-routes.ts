/** Printing codes over HTTP; who stands how with his. */
import * as contract from '#contract/membership/household-codes.ts'
import { may, type Role } from '#core/access/role.ts'
import type { Clock } from '#server/clock.ts'
import { notFound, take } from '#server/http/refusal.ts'
import { route, type Call, type Edge } from '#server/http/route.ts'
import { householdsOf, issueCodes } from './household-codes.ts'
import { findLedgerBody, type LedgerBody } from './store.ts'

const reads = (role: string): boolean => may(role as Role, 'readShares')
const issues = (role: string): boolean => may(role as Role, 'issueCodes')

/** The two endpoints. */
export function householdCodeRoutes(edge: Edge, services: { clock: Clock }): void {
  const { clock } = services
  route(edge, { endpoint: contract.listHouseholds, guard: reads, says: '成员户入口情况' }, async (call) => {
    const body = await bodyOf(call)
    const rows = await householdsOf(call.trx, { ...body, today: clock.today() })
    return {
      bodyName: body.body_name,
      areaName: body.area_name,
      mayIssue: issues(call.caller.role),
      mayAct: may(call.caller.role as Role, 'actForHousehold'),
      today: clock.today(),
      rows: rows.map(({ ends_on, issued_by, last_seen, ...row }) => ({
        ...row,
        endsOn: ends_on,
        issuedBy: issued_by,
        lastSeen: last_seen?.toISOString() ?? null,
      })),
    }
  })
  route(
    edge,
    { endpoint: contract.issueCodes, guard: issues, says: '打印成员户入口码', once: true },
    async (call) => {
      const { trx, request } = call
      const body = await bodyOf(call)
      const issued = take(
        await issueCodes(
          { trx, keys: edge.keys, body },
          {
            ...call.body,
            origin: `${request.protocol}://${request.host}`,
            now: clock.now(),
            today: clock.today(),
          },
        ),
      )
      return { bodyName: body.body_name, ...issued }
    },
  )
}

type BodyCall = Pick<Call, 'trx'> & { params: { body: string } }

async function bodyOf({ trx, params }: BodyCall): Promise<LedgerBody> {
  const found = await findLedgerBody(trx, params.body)
  if (!found) throw notFound('家合作社')
  return found
}
