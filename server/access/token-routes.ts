/** Making, listing and revoking tokens of the interface. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import * as contract from '#contract/access/tokens.ts'
import { may, mayHoldWritingToken, ROLES, type Role } from '#core/access/role.ts'
import { addYears } from '#core/values/day.ts'
import { refused } from '#core/values/problem.ts'
import { areaContains } from '#core/values/region-code.ts'
import { forbidden, notFound, Refusal } from '#server/http/refusal.ts'
import { route, type Caller, type Edge } from '#server/http/route.ts'
import type { Services } from '#server/services.ts'
import type { UserRow } from './store.ts'
import { makeToken } from './token.ts'

interface TokenRow {
  id: string
  name: string
  writes: boolean
  area: string | null
  area_name: string | null
  made_on: string
  made_by_name: string
  ends_on: string
  last_used_at: Date | null
  revoked_at: Date | null
  owner_username: string
  owner_name: string
  owner_role: string
}

const holds = (role: string): boolean => may(role as Role, 'holdTokens')
const forOthers = (role: string): boolean => may(role as Role, 'manageTokens')

/** The endpoints of tokens; a token itself can not use those that write. */
export function tokenRoutes(edge: Edge, services: Services): void {
  const today = (): string => services.clock.today()
  const wired = (row: TokenRow): contract.WireToken => toWire(row, { services, today: today() })
  route(
    edge,
    { endpoint: contract.listTokens, guard: holds, says: '接口令牌列表' },
    async ({ trx, caller }) => ({
      tokens: (await readTokens(trx)).map(wired),
      endsOnMax: addYears(today(), 1),
      forOthers: forOthers(caller.role),
      mayWrite: mayHoldWritingToken(caller.role as Role),
    }),
  )
  route(
    edge,
    { endpoint: contract.createToken, guard: holds, says: '生成接口令牌（只显示一次）', once: true },
    async ({ trx, caller, body }) => {
      const owner = await ownerOf(trx, caller, body.owner)
      check(owner, body, today())
      const { secret, hash } = makeToken()
      const id = randomUUIDv7()
      await sql`
        insert into api_token (id, token_hash, name, owner, writes, area, made_on, ends_on)
        values (${id}, ${hash}, ${body.name}, ${owner.id}, ${body.writes}, ${body.area ?? null}, ${today()}, ${body.endsOn})`.execute(
        trx,
      )
      return { token: wired(await mustFind(trx, id)), secret }
    },
  )
  route(
    edge,
    { endpoint: contract.revokeToken, guard: holds, says: '撤销接口令牌' },
    async ({ trx, caller, params }) => {
      if (caller.token) throw forbidden()
      await mustFind(trx, params.id)
      await sql`
        update api_token set revoked_at = ${services.clock.now()}, revoked_by = ${caller.username}
        where id = ${params.id} and revoked_at is null`.execute(trx)
      return wired(await mustFind(trx, params.id))
    },
  )
}

async function ownerOf(trx: Kysely<unknown>, caller: Caller, username: string | undefined): Promise<UserRow> {
  if (caller.token) throw forbidden()
  const own = username === undefined || username === caller.username
  if (!own && !forOthers(caller.role)) throw forbidden()
  const { rows } = await sql<UserRow>`
    select id, username, name, role, area, disabled from app_user
    where username = ${own ? caller.username : username}`.execute(trx)
  const owner = rows[0]
  if (!owner || owner.disabled)
    throw new Refusal(422, [refused('token-owner', '没有这个账号，或已停用', { field: 'owner' })])
  return owner
}

/** A token lasts a year at most and never carries more than its owner does. */
function check(
  owner: UserRow,
  wish: { writes: boolean; area?: string | undefined; endsOn: string },
  today: string,
): void {
  const problems = []
  const last = addYears(today, 1)
  if (wish.endsOn < today || wish.endsOn > last)
    problems.push(refused('token-ends', `到期日应在今天至 ${last} 之间，令牌最长一年`, { field: 'endsOn' }))
  if (wish.writes && !mayHoldWritingToken(owner.role as Role))
    problems.push(
      refused('token-writes', `“${ROLES[owner.role as Role]}”的令牌只能查询，不能写入`, { field: 'writes' }),
    )
  if (wish.area !== undefined && !(owner.area !== null && areaContains(owner.area, wish.area)))
    problems.push(refused('token-area', '令牌的辖区须在所属账号的辖区之内', { field: 'area' }))
  if (problems.length > 0) throw new Refusal(422, problems)
}

async function readTokens(trx: Kysely<unknown>, id?: string): Promise<TokenRow[]> {
  const { rows } = await sql<TokenRow>`
    select t.*, area_label(coalesce(t.area, o.area)) as area_name, coalesce(m.name, t.made_by) as made_by_name,
      o.username as owner_username, o.name as owner_name, o.role as owner_role
    from api_token t join app_user o on o.id = t.owner left join app_user m on m.username = t.made_by
    where ${id === undefined ? sql`true` : sql`t.id = ${id}`}
    order by t.revoked_at is not null, t.ends_on desc, t.id desc limit 500`.execute(trx)
  return rows
}

async function mustFind(trx: Kysely<unknown>, id: string): Promise<TokenRow> {
  const [row] = /^[\da-f-]{36}$/.test(id) ? await readTokens(trx, id) : []
  if (!row) throw notFound('个令牌')
  return row
}

function toWire(row: TokenRow, of: { services: Services; today: string }): contract.WireToken {
  return {
    id: row.id,
    name: row.name,
    owner: {
      username: row.owner_username,
      name: row.owner_name,
      roleLabel: ROLES[row.owner_role as Role],
    },
    writes: row.writes,
    area: row.area,
    areaName: row.area_name || of.services.deployment.areaName,
    madeOn: row.made_on,
    madeBy: row.made_by_name,
    endsOn: row.ends_on,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    state: row.revoked_at !== null ? '已撤销' : row.ends_on < of.today ? '已到期' : '有效',
  }
}
