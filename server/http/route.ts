import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Kysely, Transaction } from 'kysely'
import type { z } from 'zod'
import type { Endpoint } from '#contract/kernel.ts'
import { refused } from '#core/values/problem.ts'
import { withScope } from '#server/database/connect.ts'
import { forbidden, Refusal } from './refusal.ts'

/** Who calls: found by the access module from the session's cookie. */
export interface Caller {
  id: string
  username: string
  name: string
  role: string
  /** Area code whose range is seen; null for single bodies. */
  area: string | null
  bodies: readonly string[]
  mustChangePassword: boolean
  csrf: string
  /** Settings of each transaction made for this caller. */
  scope: Readonly<Record<string, string>>
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
  authenticate: (request: FastifyRequest) => Promise<Caller | null>
}

/** Whose calls are let in: a test of the role; everyone who is signed in where there is none. */
export type Guard = (role: string) => boolean

/** Registers an endpoint of the contract. The handler runs in one transaction; what it throws rolls it back. */
export function route<E extends Endpoint>(
  edge: Edge,
  declared: { endpoint: E; guard?: Guard; reason?: (body: z.output<E['body']>) => string | undefined },
  handler: (call: Call<E>) => Promise<z.input<E['response']>>,
): void {
  const { endpoint, guard } = declared
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
        handler({ ...(input as Pick<Call<E>, 'params' | 'query' | 'body'>), caller, trx, request, reply }),
      )
      return reply.header('cache-control', 'no-store').send(endpoint.response.parse(result))
    },
  })
}

/** Registers a route that answers or takes bytes; the same admission, the same transaction. */
export function bytesRoute(
  edge: Edge,
  declared: { method: 'GET' | 'POST'; path: string; guard?: Guard },
  handler: (call: Call) => Promise<unknown>,
): void {
  edge.server.route({
    method: declared.method,
    url: declared.path,
    handler: async (request, reply) => {
      const caller = await admit(edge, request, declared.guard)
      const input = { params: request.params, query: request.query, body: {} } as Pick<
        Call,
        'params' | 'query' | 'body'
      >
      await withScope(edge.app, caller.scope, async (trx) => {
        const result = await handler({ ...input, caller, trx, request, reply })
        // Sent inside, so that a stream that reads from the transaction is read to its end.
        await reply.header('cache-control', 'no-store').send(result)
      })
      return reply
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
  if (request.method !== 'GET' && request.headers['x-heshe-csrf'] !== caller.csrf)
    throw new Refusal(403, [refused('csrf', '页面已过期，请刷新后再操作')])
  if (caller.mustChangePassword && !request.url.startsWith('/api/session'))
    throw new Refusal(403, [refused('must-change-password', '首次登录请先修改密码')])
  if (guard && !guard(caller.role)) throw forbidden()
  return caller
}

function parse(schema: z.ZodType, given: unknown): unknown {
  const result = schema.safeParse(given)
  if (result.success) return result.data
  throw new Refusal(
    400,
    result.error.issues.map((issue) =>
      refused('input-malformed', `“${issue.path.join('.') || '请求'}”填写不对：${issue.message}`, {
        field: issue.path.join('.'),
      }),
    ),
  )
}
