/** Tokens of other systems: Bearer in the header, only the hash in the table, never more than their owner may. */
import { createHash, randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { sql, type Kysely } from 'kysely'
import { areaContains, areaRange } from '#core/values/region-code.ts'
import { refused } from '#core/values/problem.ts'
import { Refusal } from '#server/http/refusal.ts'
import type { Caller } from '#server/http/route.ts'

/** By which a token is known where it was left lying about. */
const SIGN = 'heshe_'

interface Holder {
  token: string
  token_name: string
  writes: boolean
  token_area: string | null
  ends_on: string
  revoked: boolean
  id: string
  username: string
  name: string
  role: string
  area: string | null
  disabled: boolean
  bodies: string[]
  nation: boolean
}

/** A new token and what the table keeps of it. */
export function makeToken(): { secret: string; hash: Buffer } {
  const secret = SIGN + randomBytes(32).toString('base64url')
  return { secret, hash: digest(secret) }
}

/** The token of a request, if it carries one. */
export function bearerOf(request: Pick<FastifyRequest, 'headers'>): string | undefined {
  const header = request.headers.authorization
  return header === undefined ? undefined : (/^Bearer (\S+)$/i.exec(header)?.[1] ?? '')
}

/**
 * In whose name a token acts: its owner with the owner's role of today, held to the token's area. Refuses a token that is
 * unknown, ended or revoked, one whose owner is out, and one whose area no longer lies in its owner's.
 */
export async function authenticateToken(
  db: Kysely<unknown>,
  secret: string,
  seen: { now: Date; today: string; address: string },
): Promise<Caller> {
  const { rows } = await sql<Holder>`select * from api_token_holder(${digest(secret)}, ${seen.now})`.execute(
    db,
  )
  const holder = rows[0]
  if (!holder || holder.revoked) throw noToken('令牌无效或已撤销，请核对，或在“接口令牌”页重新生成')
  if (holder.ends_on < seen.today) throw noToken(`令牌已于 ${holder.ends_on} 到期，请在“接口令牌”页重新生成`)
  if (holder.disabled) throw noToken('令牌所属账号已停用，请联系系统管理员')
  if (holder.token_area !== null && !(holder.area !== null && areaContains(holder.area, holder.token_area)))
    throw noToken('令牌的辖区已不在所属账号的辖区之内，请重新生成')
  return toCaller(holder, seen.address)
}

function toCaller(holder: Holder, address: string): Caller {
  const area = holder.token_area ?? holder.area
  const { low, high } = area === null ? { low: '', high: '' } : areaRange(area)
  const bodies = holder.token_area === null ? holder.bodies : []
  return {
    id: holder.id,
    username: holder.username,
    name: holder.name,
    role: holder.role,
    area,
    bodies,
    mustChangePassword: false,
    // Nobody can know it: what asks for the token of the page is closed to a token of the interface.
    csrf: randomBytes(24).toString('base64url'),
    token: { id: holder.token, writes: holder.writes },
    scope: {
      user: holder.username,
      role: holder.role,
      area_low: low,
      area_high: high,
      national: holder.nation && holder.token_area === null ? 'on' : '',
      bodies: bodies.join(','),
      door: 'api',
      address,
    },
  }
}

function noToken(says: string): Refusal {
  return new Refusal(401, [refused('token-invalid', says)])
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
