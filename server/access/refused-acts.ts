/** The log of refused acts: written when a refusal is answered, outside of what was refused; read by the audit administrator. */
import type { FastifyRequest } from 'fastify'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import * as contract from '#contract/access/refused-acts.ts'
import { HOUSEHOLD } from '#core/access/household.ts'
import { may, ROLES, type Role } from '#core/access/role.ts'
import type { Caller, Call, DeclaredRoute, Edge } from '#server/http/route.ts'
import { route } from '#server/http/route.ts'
import type { Refusal } from '#server/http/refusal.ts'
import { refusedOf } from '#server/http/refused.ts'

const PAGE = 50

/** Writes down what is refused from now on, and the endpoint that reads it. */
export function refusedActRoutes(edge: Edge): void {
  edge.server.addHook('onSend', async (request) => {
    const refused = refusedOf(request)
    const code = refused && reasonOf(refused.refusal)
    if (!refused || code === undefined) return
    // The answer is a refusal whether it was written down or not.
    await note(edge.app, { ...refused, code, request }).catch((error: unknown) =>
      edge.server.tellFault(error, request),
    )
  })
  const guard = (role: string): boolean => may(role as Role, 'readRefused')
  const declared = { endpoint: contract.listRefusedActs, guard, says: '越权记录' }
  route(edge, declared, async ({ trx, query }) => {
    const rows = await readLog(trx, query)
    return { entries: rows.slice(0, PAGE).map((row) => toWire(row, edge.declared)), more: rows.length > PAGE }
  })
}

/** Why it is told: what was refused for want of a right, whatever its status; undefined for anything else. */
function reasonOf({ status, problems }: Refusal): string | undefined {
  const named = problems.find(({ code }) => code in contract.REFUSED_FOR)?.code
  return named ?? (status === 403 ? (problems[0]?.code ?? 'forbidden') : undefined)
}

async function note(
  app: Kysely<unknown>,
  of: { caller: Caller; code: string; request: FastifyRequest },
): Promise<void> {
  const { caller, code, request } = of
  const { url, method } = { url: request.routeOptions.url ?? '', method: request.method }
  const door = caller.scope['door'] ?? 'web'
  await sql`select note_refused_act(${caller.username}, ${caller.role}, ${door}, ${request.ip}, ${method}, ${url}, ${code},
    null, ${contract.TOLD_PER_HOUR})`.execute(app)
}

interface Row {
  id: bigint
  at: Date
  username: string
  name: string | null
  role: string
  door: string
  address: string | null
  method: string
  route: string
  code: string
  beyond: number
}

async function readLog(
  trx: Kysely<unknown>,
  { username, code, from, to, before }: Call<typeof contract.listRefusedActs>['query'],
): Promise<Row[]> {
  const where: RawBuilder<unknown>[] = [
    ...(username ? [sql`r.username = ${username}`] : []),
    ...(code ? [sql`r.code = ${code}`] : []),
    ...(from ? [sql`r.at >= ${`${from}T00:00:00+08:00`}::timestamptz`] : []),
    ...(to ? [sql`r.at < ${`${to}T00:00:00+08:00`}::timestamptz + interval '1 day'`] : []),
    ...(before ? [sql`r.id < ${before}::bigint`] : []),
  ]
  const { rows } = await sql<Row>`
    select r.id, r.at, r.username, u.name, r.role, r.door, r.address, r.method, r.route, r.code,
      case when r.nth = ${contract.TOLD_PER_HOUR} then coalesce(c.times - r.nth, 0) else 0 end as beyond
    from refused_act r left join refused_act_count c on c.username = r.username and c.hour = r.hour
      left join app_user u on u.username = r.username
    where ${sql.join([sql`true`, ...where], sql` and `)} order by r.id desc limit ${PAGE + 1}`.execute(trx)
  return rows
}

function toWire(row: Row, declared: readonly DeclaredRoute[]): contract.WireRefusedAct {
  const { role, ...rest } = row
  const known = declared.find((one) => one.path === row.route && one.method === row.method)
  return {
    ...rest,
    id: String(row.id),
    at: row.at.toISOString(),
    roleLabel: role === HOUSEHOLD ? '成员户' : (ROLES[role as Role] ?? role),
    says: known?.says ?? '',
  }
}
