import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Kysely, Transaction } from 'kysely'
import type { z } from 'zod'
import type { Endpoint } from '#contract/kernel.ts'
import { refused } from '#core/values/problem.ts'
import type { Procedure } from '#core/kernel/procedure.ts'
import { withScope } from '#server/database/connect.ts'
import type { Keys } from '#server/database/crypt.ts'
import { onlyOnce } from './idempotency.ts'
import { forbidden, malformed, Refusal } from './refusal.ts'

/** Who calls: found by the access module from the session's cookie or the token of another system. */
export interface Caller {
  id: string
  username: string
  name: string
  role: string
  /** Area code whose range is seen; null for single bodies. */
  area: string | null
  bodies: readonly string[]
  mustChangePassword: boolean
  /** The role wants a second factor and the account has none: nothing else is open until it has. */
  mustAddSecondFactor?: boolean
  csrf: string
  /** Set while the caller stands in for a colleague on leave: role, area and bodies are then those of the colleague. */
  standsInFor?: {
    substitution: string
    username: string
    name: string
    until: string
    ownName: string
    ownRole: string
  }
  /** Set where another system calls with a token: it brings no cookie, so that no other site can make it call. */
  token?: { id: string; writes: boolean }
  /** Settings of each transaction made for this caller. */
  scope: Readonly<Record<string, string>>
}

/** Whose post the caller holds: that of the person whom he stands in for, else his own. */
export function seatOf(caller: Pick<Caller, 'username' | 'standsInFor'>): string {
  return caller.standsInFor?.username ?? caller.username
}

/** Who acts, as procedures ask it: himself, and in whose place. */
export function actorOf(caller: Pick<Caller, 'username' | 'role' | 'standsInFor'>): {
  username: string
  role: string
  inPlaceOf: string | null
} {
  return {
    username: caller.username,
    role: caller.role,
    inPlaceOf: caller.standsInFor?.username ?? null,
  }
}

/** What a handler gets: its parsed input, the caller, a transaction in the caller's bounds. */
export interface Call<E extends Endpoint = Endpoint> {
  params: z.output<E['params']>
  query: z.output<E['query']>
  body: z.output<E['body']>
  caller: Caller
  trx: Transaction<unknown>
  request: FastifyRequest
  reply: FastifyReply
}

export interface Edge {
  server: FastifyInstance
  app: Kysely<unknown>
  keys: Keys
  authenticate: (request: FastifyRequest) => Promise<Caller | null>
  /** Every route, as it registers: what the document of the interface is made of. */
  declared: DeclaredRoute[]
}

/** Whose calls are let in: a test of the role; everyone who is signed in where there is none. */
export type Guard = (role: string) => boolean

/** What the document of the interface tells of a route beyond its schemas. */
interface Told {
  guard?: Guard
  /** What it is for, in Chinese. */
  says?: string
  /** The procedures that a path with :procedure stands for, or the one that it is made for. */
  procedures?: readonly Procedure[]
  /** Its `action` moves an item of that procedure. */
  moves?: boolean
}

export interface DeclaredRoute extends Told {
  method: Endpoint['method']
  path: string
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  /** Absent where it answers bytes. */
  response?: z.ZodType
  /** Takes a file, with these other parts of the form. */
  form?: z.ZodType
  once?: boolean
}

interface Declared<E extends Endpoint> extends Told {
  endpoint: E
  reason?: (body: z.output<E['body']>) => string | undefined
  /** Its answer is shown this one time and kept nowhere, so that it can not be had again by an idempotency key. */
  once?: boolean
}

/** Registers an endpoint of the contract. The handler runs in one transaction; what it throws rolls it back. */
export function route<E extends Endpoint>(
  edge: Edge,
  declared: Declared<E>,
  handler: (call: Call<E>) => Promise<z.input<E['response']>>,
): void {
  const { endpoint, guard } = declared
  edge.declared.push({ ...declared, ...endpoint })
  edge.server.route({
    method: endpoint.method,
    url: endpoint.path,
    handler: async (request, reply) => {
      const caller = await admit(edge, request, guard)
      const body = parse(endpoint.body, request.body ?? {}) as z.output<E['body']>
      const input = {
        params: parse(endpoint.params, request.params),
        query: parse(endpoint.query, request.query),
        body,
      }
      const scope = { ...caller.scope, reason: declared.reason?.(body) ?? '' }
      const result = await withScope(edge.app, scope, (trx) =>
        onlyOnce({ trx, request, keys: edge.keys, refuses: declared.once ?? false }, async () =>
          endpoint.response.parse(
            await handler({
              ...(input as Pick<Call<E>, 'params' | 'query' | 'body'>),
              caller,
              trx,
              request,
              reply,
            }),
          ),
        ),
      )
      return reply.header('cache-control', 'no-store').send(result)
    },
  })
}

/** Registers a route that answers or takes bytes; the same admission, the same transaction; what is declared of its input is checked. */
export function bytesRoute(
  edge: Edge,
  declared: Omit<DeclaredRoute, 'params' | 'once' | 'moves'>,
  handler: (call: Call) => Promise<unknown>,
): void {
  edge.declared.push(declared)
  edge.server.route({
    method: declared.method,
    url: declared.path,
    handler: async (request, reply) => {
      const caller = await admit(edge, request, declared.guard)
      const { query, body } = declared
      const input = {
        params: request.params,
        query: query === undefined ? request.query : parse(query, request.query),
        body: body === undefined ? {} : parse(body, request.body ?? {}),
      } as Pick<Call, 'params' | 'query' | 'body'>
      const result = await withScope(edge.app, caller.scope, (trx) =>
        handler({ ...input, caller, trx, request, reply }),
      )
      // Only when it is written for good: an answer must never come before what it acknowledges.
      return reply.header('cache-control', 'no-store').send(result)
    },
  })
}

/** Answers a file to be kept: its name in Chinese, its type. */
export function asDownload(
  reply: FastifyReply,
  file: { name: string; bytes: Uint8Array; type?: string },
): Buffer {
  void reply
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .header('content-type', file.type ?? typeOf(file.name))
  return Buffer.from(file.bytes)
}

const TYPES: Record<string, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  zip: 'application/zip',
}

function typeOf(name: string): string {
  return TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
}

async function admit(edge: Edge, request: FastifyRequest, guard: Guard | undefined): Promise<Caller> {
  const caller = await edge.authenticate(request)
  if (!caller) throw new Refusal(401, [refused('signed-out', '登录已失效，请重新登录')])
  if (request.method !== 'GET') mayChange(request, caller)
  if (caller.mustChangePassword && !request.url.startsWith('/api/session'))
    throw new Refusal(403, [refused('must-change-password', '首次登录请先修改密码')])
  if (caller.mustAddSecondFactor === true && !request.url.startsWith('/api/session'))
    throw new Refusal(403, [refused('second-factor-first', '您的岗位登录须用动态口令，请先在手机上设置好')])
  if (guard && !guard(caller.role)) throw forbidden()
  return caller
}

function mayChange(request: FastifyRequest, caller: Caller): void {
  if (caller.token && !caller.token.writes)
    throw new Refusal(403, [refused('token-reads-only', '这个令牌只能查询；要写入请生成可写的令牌')])
  if (!caller.token && request.headers['x-heshe-csrf'] !== caller.csrf)
    throw new Refusal(403, [refused('csrf', '页面已过期，请刷新后再操作')])
}

function parse(schema: z.ZodType, given: unknown): unknown {
  const result = schema.safeParse(given)
  if (result.success) return result.data
  throw malformed(result.error)
}
