/** The HTTP edge: one Fastify, hardened, speaking problem+json in Chinese. */
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { z } from 'zod'
import { refused, type Problem } from '#core/values/problem.ts'
import { malformed, Refusal } from './refusal.ts'
import { keepRefusal } from './refused.ts'
import { troubleOf } from './trouble.ts'
import { ProxyWatch } from './unnamed-proxy.ts'

export interface HttpSettings {
  /** Certificate and key in PEM, where the server speaks TLS itself. */
  tls?: { cert: Buffer; key: Buffer } | undefined
  /** Addresses and networks of proxies whose word of where a request came from counts; empty: nobody's. */
  trustProxy: readonly string[]
  /** Of one address; measuring asks for more than people do. */
  callsPerMinute?: number
  /** Told of what went wrong inside: the caller only learns that it did. */
  onFault: (error: unknown, request: FastifyRequest) => void
  /** Told of every route as it is registered, those of bytes included. */
  onRoute?: (route: { method: string; url: string }) => void
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Of a fault that ends no request: it is noted as those are that do. */
    tellFault: HttpSettings['onFault']
    /** The address of a proxy in front that is not among those named, as far as the last hours tell. */
    unnamedProxy: () => string | null
  }
}

/** An office of fifty people stands behind one address. */
const CALLS_PER_ADDRESS = 3000
const FILE_BYTES_MAX = 52_428_800
const FILES_MAX = 60

/** Makes the server with everything but routes. */
export async function makeServer(settings: HttpSettings): Promise<FastifyInstance> {
  const server = Fastify({
    // By name, never by `true`: that would take everybody's word, of the proxy or not.
    trustProxy: settings.trustProxy.length > 0 && [...settings.trustProxy],
    bodyLimit: 4_194_304,
    ...(settings.tls && { https: settings.tls }),
  } as object) as unknown as FastifyInstance
  await server.register(helmet, {
    contentSecurityPolicy: POLICY,
    strictTransportSecurity: settings.tls !== undefined,
  })
  await server.register(cookie)
  await server.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] })
  await server.register(rateLimit, {
    max: settings.callsPerMinute ?? CALLS_PER_ADDRESS,
    timeWindow: 60_000,
    errorResponseBuilder: tooMany,
    // The files of the pages cost nothing to give; what they ask for is counted.
    allowList: (request) => !request.url.startsWith('/api/'),
  })
  await server.register(multipart, { limits: { fileSize: FILE_BYTES_MAX, files: FILES_MAX, fields: 20 } })
  const { onRoute } = settings
  if (onRoute)
    server.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) onRoute({ method: one, url })
    })
  server.decorate('tellFault', settings.onFault)
  watchProxies(server)
  server.setErrorHandler((error: FastifyError, request, reply) => answer(error, { request, reply, settings }))
  return server
}

/** A named proxy’s word counts, and the request is then of another address than the line. Hours since the start: no clock is set back in them. */
function watchProxies(server: FastifyInstance): void {
  const watch = new ProxyWatch()
  server.addHook('onRequest', async (request) => {
    const { remoteAddress } = request.socket
    const spoke = request.headers['x-forwarded-for'] !== undefined && request.ip === remoteAddress
    watch.note(spoke ? remoteAddress : null, performance.now())
  })
  server.decorate('unnamedProxy', () => watch.unnamed(performance.now()))
}

const POLICY = {
  directives: {
    defaultSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    scriptSrc: ["'self'"],
    connectSrc: ["'self'"],
    frameAncestors: ["'none'"],
    formAction: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    upgradeInsecureRequests: null,
  },
}

/** Too many calls in a minute, of an address or of a token. */
export function tooMany(): Refusal {
  return new Refusal(429, [refused('too-many-requests', '操作过于频繁，请一分钟后再试')])
}

function answer(
  error: FastifyError,
  at: { request: FastifyRequest; reply: FastifyReply; settings: HttpSettings },
): void {
  const refusal = refusalOf(error)
  keepRefusal(at.request, refusal)
  if (refusal.status >= 500 || unforeseen(error)) at.settings.onFault(error, at.request)
  if (refusal.status === 401) void at.reply.header('www-authenticate', 'Bearer')
  void at.reply
    .status(refusal.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problemJson(refusal)))
}

function problemJson(refusal: Refusal): Record<string, unknown> {
  const [first] = refusal.problems
  return {
    type: `/api/docs#problem-${first?.code ?? 'fault'}`,
    status: refusal.status,
    title: first?.says ?? '',
    detail: refusal.message,
    problems: refusal.problems,
    ...refusal.states,
  }
}

/** What is told of an error, whatever threw it. */
export function refusalOf(error: Error & { code?: string; statusCode?: number }): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof z.ZodError) return malformed(error)
  const trouble = troubleOf(error)
  if (trouble) return trouble
  if (saysItself(error))
    return new Refusal(unforeseen(error) ? 409 : 422, [refused('refused-by-database', error.message)])
  const known = DATABASE[error.code ?? '']
  if (known) return new Refusal(known.status, [known.problem])
  if (error.code === 'FST_REQ_FILE_TOO_LARGE')
    return new Refusal(413, [refused('file-too-large', '文件超过 50 MB，请拆分后再上传')])
  if (error.statusCode !== undefined && error.statusCode < 500)
    return new Refusal(error.statusCode, [refused('request-malformed', '请求格式不对，请刷新页面后再试')])
  return new Refusal(500, [refused('fault', '系统内部出错，已记录；数据没有改动，请稍后再试或联系管理员')])
}

/** The codes that the triggers of the house raise. */
const HOUSE = /^H[A-Z]\d{3}$/
const CHINESE = /\p{Script=Han}/u

/** Promises of the database that say in Chinese what was refused are told as they are. */
function saysItself(error: Error & { code?: string }): boolean {
  return HOUSE.test(error.code ?? '') && CHINESE.test(error.message)
}

/** Promises that a route asks about beforehand: who meets one met a gap or a race, and the log learns of it. HS is told by design. */
function unforeseen(error: Error & { code?: string }): boolean {
  return saysItself(error) && error.code?.startsWith('HS') === false
}

/** What the database refuses by itself, in words. */
const DATABASE: Record<string, { status: number; problem: Problem }> = {
  '42501': {
    status: 403,
    problem: refused('forbidden', '您无权改动这条记录：不在您的范围内，或您的岗位只能查看'),
  },
  HA001: {
    status: 422,
    problem: refused('last-administrator', '这是最后一位能登录的同类管理员，不能停用；请先建好接任的账号'),
  },
  HA002: {
    status: 422,
    problem: refused('administrator-alone', '三个管理员岗位与业务岗位互斥，不能由一个账号改任'),
  },
  HT001: {
    status: 409,
    problem: refused('target-changed', '别人刚改过同一格目标，这次没有保存；请刷新后对照再改'),
  },
  '23505': { status: 409, problem: refused('changed-meanwhile', '这条记录刚刚被别人改过，请刷新后核对再存') },
}
