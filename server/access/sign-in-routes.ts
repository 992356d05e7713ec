/** The log of sign-ins for the administrators, and one's own sessions for everybody. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import * as contract from '#contract/access/sign-ins.ts'
import { may, type Role } from '#core/access/role.ts'
import { route, type Call, type Edge } from '#server/http/route.ts'

const PAGE = 50
const LATELY = 20

interface SignInRow {
  id: bigint
  at: Date
  username: string
  name: string | null
  outcome: string
  address: string | null
  agent: string | null
}

/** The endpoints of sign-ins. */
export function signInLogRoutes(edge: Edge): void {
  const guard = (role: string): boolean => may(role as Role, 'readSignIns')
  route(edge, { endpoint: contract.listSignIns, guard, says: '登录日志' }, async ({ trx, query }) => {
    const rows = await readLog(trx, conditions(query), PAGE + 1)
    return { entries: rows.slice(0, PAGE).map(toWire), more: rows.length > PAGE }
  })
  route(edge, { endpoint: contract.readOwnSessions, says: '本人的登录' }, async ({ trx, caller }) => {
    const { rows } = await sql<{
      id: string
      created_at: Date
      last_seen_at: Date
      address: string | null
      agent: string | null
      here: boolean
    }>`select * from own_sessions(${caller.csrf})`.execute(trx)
    const own = [sql`l.username = ${caller.username}`]
    return {
      sessions: rows.map(({ created_at, last_seen_at, ...row }) => ({
        ...row,
        createdAt: created_at.toISOString(),
        lastSeenAt: last_seen_at.toISOString(),
      })),
      lately: (await readLog(trx, own, LATELY)).map(toWire),
    }
  })
  route(
    edge,
    { endpoint: contract.endOwnSessions, says: '退出本人的其他登录' },
    async ({ trx, caller, body }) => {
      const { rows } = await sql<{ ended: number }>`
        select end_own_sessions(${caller.csrf}, ${body.id}) as ended`.execute(trx)
      return { ended: rows[0]?.ended ?? 0 }
    },
  )
}

async function readLog(
  trx: Kysely<unknown>,
  where: readonly RawBuilder<unknown>[],
  limit: number,
): Promise<SignInRow[]> {
  const { rows } = await sql<SignInRow>`
    select l.id, l.at, l.username, u.name, l.outcome, l.address, l.agent
    from sign_in_log l left join app_user u on u.username = l.username
    where ${sql.join([sql`true`, ...where], sql` and `)} order by l.id desc limit ${limit}`.execute(trx)
  return rows
}

function conditions({ username, outcome, from, to, before }: Call<typeof contract.listSignIns>['query']) {
  return [
    ...(username ? [sql`l.username = ${username}`] : []),
    ...(outcome ? [sql`l.outcome = ${outcome}`] : []),
    // Days are those of the office: the connection speaks Asia/Shanghai.
    ...(from ? [sql`l.at >= ${from}::date`] : []),
    ...(to ? [sql`l.at < ${to}::date + 1`] : []),
    ...(before ? [sql`l.id < ${before}::bigint`] : []),
  ]
}

/** What was typed for an account that is none is not shown: it may be a password. */
function toWire({ id, at, username, name, ...row }: SignInRow): contract.WireSignIn {
  return { ...row, id: String(id), at: at.toISOString(), username: name === null ? null : username, name }
}
